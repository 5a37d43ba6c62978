import Diagnosis
import Testing

@Suite struct Diagnoses {
  private func seen(_ change: (inout Sightings) -> Void) -> Sightings {
    var sightings = Sightings(host: "docker-host", port: 2375, address: "10.231.0.7")
    sightings.instance = .running
    sightings.engine = .up
    change(&sightings)
    return sightings
  }

  @Test func `finds nothing wrong with a host that is well`() {
    #expect(diagnose(seen { _ in }).isEmpty)
  }

  @Test(arguments: [
    (Sightings.Loss.refused, Code.engineDown), (.closed, .engineDown), (.streamClosed, .engineDown),
    (.streamReset, .engineDown), (.status(503), .engineDown), (.silent, .engineHung),
    (.unreachable, .engineUnreachable), (.noRoute("ENETUNREACH"), .engineUnreachable),
    (.streamTimedOut, .engineUnreachable),
  ])
  func `names each way to lose an engine`(loss: Sightings.Loss, code: Code) {
    let findings = diagnose(seen { $0.engine = .down(loss) })
    #expect(findings.map(\.code) == [code])
    #expect(findings.first?.gravity == .error)
    #expect(findings.first?.hint?.isEmpty == false)
    #expect(findings.first?.evidence.isEmpty == false)
  }

  @Test func `calls a silent engine starting while it has time to start`() {
    let findings = diagnose(
      seen {
        $0.engine = .down(.silent)
        $0.awaitsStart = true
      })
    #expect(findings.map(\.code) == [.engineStarting])
  }

  @Test func `lets a work explain an instance and an engine that are away`() {
    let findings = diagnose(
      seen {
        $0.work = "up"
        $0.instance = .missing
        $0.engine = .down(.unreachable)
      })
    #expect(findings.map(\.code) == [.workUnderWay])
    #expect(findings.first?.gravity == .info)
  }

  @Test func `blames the bridge before the engine`() {
    let findings = diagnose(
      seen {
        $0.engine = .down(.noRoute("ENETUNREACH"))
        $0.bridge = .missing
      })
    #expect(findings.map(\.code) == [.bridgeMissing])
  }

  @Test(arguments: [
    (Sightings.Instance.missing, Code.instanceMissing), (.stopped, .instanceStopped), (.suspended, .instanceSuspended),
    (.starting, .instanceStarting), (.restarting, .instanceStarting), (.suspending, .instanceStopped),
    (.deleted, .instanceDeleted),
  ])
  func `lets an instance that does not run explain the engine`(instance: Sightings.Instance, code: Code) {
    let findings = diagnose(
      seen {
        $0.instance = instance
        $0.engine = .down(.unreachable)
      })
    #expect(findings.map(\.code) == [code])
  }

  @Test func `tells an outside stop from a wished one and from an accident`() {
    let wished = diagnose(
      seen {
        $0.instance = .stopped; $0.engine = .unknown; $0.isWanted = false
      })
    let others = diagnose(
      seen {
        $0.instance = .stopped; $0.engine = .unknown; $0.wasStoppedByOthers = true
      })
    let accident = diagnose(
      seen {
        $0.instance = .stopped; $0.engine = .unknown
      })
    #expect([wished, others, accident].map { $0.first?.gravity } == [.info, .info, .error])
    #expect(Set([wished, others, accident].map { $0.first?.message ?? "" }).count == 3)
  }

  @Test(arguments: [
    (Sightings.Multipass.missing, Code.multipassMissing), (.daemonDown, .multipassdDown), (.hung, .multipassdHung),
    (.unauthenticated("no"), .multipassUnauthenticated), (.failed("odd"), .multipassdDown),
  ])
  func `weighs Multipass's troubles by whether the engine answers`(trouble: Sightings.Multipass, code: Code) {
    let up = diagnose(seen { $0.multipass = trouble })
    let down = diagnose(
      seen {
        $0.multipass = trouble; $0.engine = .unknown; $0.instance = .notAsked
      })
    #expect(up.map(\.code) == [code])
    #expect(up.first?.gravity == .warning)
    #expect(down.first?.gravity == .error)
  }

  @Test func `looks inside an engine that answers, worst first`() {
    let findings = diagnose(
      seen {
        $0.containerd = .hanging
        $0.listsHang = true
        $0.skewSeconds = -40
        $0.instance = .unknown
      })
    #expect(findings.map(\.code) == [.instanceUnknown, .containerdHung, .engineHung, .clockSkew])
    #expect(findings.last?.message.contains("40 s behind") == true)
  }

  @Test func `tells of an operation that overruns`() {
    let findings = diagnose(
      seen {
        $0.overrunning = "start"; $0.instance = .stopped; $0.engine = .unknown
      })
    #expect(findings.map(\.code) == [.instanceStarting])
    #expect(findings.first?.message.contains("not interrupted") == true)
  }

  @Test func `writes whole sentences`() {
    var all: [Finding] = []
    for instance in [Sightings.Instance.missing, .stopped, .suspended, .starting, .deleted, .unknown] {
      for engine in [Sightings.Engine.unknown, .down(.refused), .down(.silent), .down(.unreachable), .up] {
        all += diagnose(
          seen {
            $0.instance = instance; $0.engine = engine; $0.containerd = .absent
          })
      }
    }
    for finding in all {
      #expect(finding.message.hasSuffix("."))
      #expect(finding.code.rawValue.allSatisfy { $0.isLowercase || $0 == "-" })
    }
  }
}
