import DockhostInterface
import Testing

@testable import DockhostCommands

@Suite struct Summary {
  @Test(arguments: [
    (Host.sample(), "docker-host healthy, Docker 28.1.1 at 10.231.0.7:2375, 3 containers"),
    (.sample(containers: 1), "docker-host healthy, Docker 28.1.1 at 10.231.0.7:2375, 1 container"),
    (.sample(paused: true, engine: nil, containers: nil), "docker-host healthy (paused), Docker at 10.231.0.7:2375"),
    (
      .sample("docker-host", .degraded, [.clockSkew, .starting]),
      "docker-host degraded, clock-skew: The clock of 'docker-host' is 40 s behind this machine's."
    ),
    (.absent(.init("a"), .gaveUp), "a gave up"),
    (.stoppedAsWished, "spare stopped as wished"),
  ])
  func `says a host in one line`(host: Host, text: String) {
    #expect(summary(host).text(colours: false) == text)
  }

  @Test func `names hosts in a prompt only where there are several`() {
    let down = Host.absent("docker-host", .waiting, [.engineDown])
    #expect(promptText([.sample()]).text(colours: false) == "healthy")
    #expect(promptText([down]).text(colours: false) == "waiting (engine-down)")
    #expect(
      promptText([down, .stoppedAsWished]).text(colours: false) == "docker-host waiting (engine-down), spare stopped")
    #expect(promptText([.sample()]).text(colours: true) == "\u{1B}[32mhealthy\u{1B}[0m")
    #expect(promptText([]) == Line())
  }

  @Test func `lists what hosts are made of and where docker finds them`() {
    var own = Host.sample("own", desired: .onDemand)
    own.endpoint.socket = "/run/user/1000/dockhost/own/docker.sock"
    var bare = Host.absent("bare", .absent)
    bare.instance = Instance(state: "")
    #expect(
      hostList([.sample(), own, bare], width: nil).map { $0.text(colours: false) } == [
        "HOST         DESIRED    INSTANCE  RELEASE           CPUS  MEMORY  DISK      DOCKER_HOST",
        "docker-host  running    Running   Ubuntu 24.04 LTS  2     4 GiB   40.5 GiB  tcp://10.231.0.7:2375",
        "own          on-demand  Running   Ubuntu 24.04 LTS  2     4 GiB   40.5 GiB  "
          + "unix:///run/user/1000/dockhost/own/docker.sock",
        "bare         running    -         -                 -     -       -         -",
      ])
  }
}
