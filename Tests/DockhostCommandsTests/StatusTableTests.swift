import DockhostInterface
import Testing

@testable import DockhostCommands

@Suite struct StatusTable {
  private func text(_ hosts: Host..., width: Int? = nil, colours: Bool = false) -> String {
    statusTable(hosts, width: width, at: noon).map { $0.text(colours: colours) }.joined(separator: "\n")
  }

  @Test(arguments: [
    (Phase.absent, "absent"), (.stopped, "stopped"), (.starting, "starting"), (.healthy, "healthy"),
    (.degraded, "degraded"), (.suspect, "suspect"), (.recovering, "recovering"), (.waiting, "waiting"),
    (.gaveUp, "gave up"),
  ])
  func `names every phase`(phase: Phase, word: String) {
    let pad = String(repeating: " ", count: word.count - min(5, word.count))
    #expect(
      text(.absent("a", phase)) == """
        HOST  PHASE\(pad)  ENGINE  ADDRESS  CONTAINERS  SINCE
        a     \(word)  -       -        -           -
        """)
  }

  @Test func `shows what a healthy host offers and what happened last`() {
    #expect(
      text(.sample(incident: .over)) == """
        HOST         PHASE    ENGINE  ADDRESS          CONTAINERS  SINCE
        docker-host  healthy  28.1.1  10.231.0.7:2375  3           9 min ago
          last    engine-down, over 9 min ago after 12 s: restarted Docker Engine; restarted the instance
        """)
  }

  @Test func `shows why, what was seen, what to try and what is being done`() {
    #expect(
      text(
        .sample("docker-host", .recovering, [.engineDown, .clockSkew], engine: nil, containers: nil, incident: .now))
          == """
          HOST         PHASE       ENGINE  ADDRESS          CONTAINERS  SINCE
          docker-host  recovering  -       10.231.0.7:2375  -           3 min ago
            error   engine-down: Docker Engine on 'docker-host' is down.
            seen    10.231.0.7:2375 refused the connection
            try     dockhostctl restart --engine docker-host
            warning clock-skew: The clock of 'docker-host' is 40 s behind this machine's.
            done    restarted Docker Engine
          """)
  }

  @Test func `aligns hosts of different widths, wide characters too`() {
    #expect(
      text(.stoppedAsWished, .sample("日本", paused: true, address: "10.231.0.123", containers: 0)) == """
        HOST   PHASE              ENGINE  ADDRESS            CONTAINERS  SINCE
        spare  stopped as wished  -       -                  -           -
        日本   healthy, paused    28.1.1  10.231.0.123:2375  0           -
        """)
  }

  @Test func `wraps long messages to the terminal`() {
    #expect(
      text(.absent("a", .degraded, [.engineDown]), width: 40).split(separator: "\n").dropFirst(2) == [
        "  error   engine-down: Docker Engine on",
        "          'docker-host' is down.",
        "  seen    10.231.0.7:2375 refused the",
        "          connection",
        "  try     dockhostctl restart --engine",
        "          docker-host",
      ])
  }

  @Test func `leaves columns out that a narrow terminal has no room for`() {
    func heading(_ width: Int) -> [Substring] {
      text(.sample(), width: width).prefix { $0 != "\n" }.split(separator: " ")
    }
    #expect(heading(64) == ["HOST", "PHASE", "ENGINE", "ADDRESS", "CONTAINERS", "SINCE"])
    #expect(heading(63) == ["HOST", "PHASE", "ENGINE", "ADDRESS", "SINCE"])
    #expect(heading(51) == ["HOST", "PHASE", "ADDRESS", "SINCE"])
    #expect(heading(43) == ["HOST", "PHASE", "SINCE"])
    #expect(heading(1) == ["HOST", "PHASE", "SINCE"])
  }

  @Test func `colours words, not spaces`() {
    #expect(
      text(.absent("a", .starting, [.starting]), colours: true).split(separator: "\n") == [
        "\u{1B}[1mHOST\u{1B}[0m  \u{1B}[1mPHASE\u{1B}[0m     \u{1B}[1mENGINE\u{1B}[0m  \u{1B}[1mADDRESS\u{1B}[0m  "
          + "\u{1B}[1mCONTAINERS\u{1B}[0m  \u{1B}[1mSINCE\u{1B}[0m",
        "a     \u{1B}[36mstarting\u{1B}[0m  \u{1B}[2m-\u{1B}[0m       \u{1B}[2m-\u{1B}[0m        "
          + "\u{1B}[2m-\u{1B}[0m           12 s ago",
        "\u{1B}[2m  info\u{1B}[0m    \u{1B}[2mengine-starting: Docker Engine on 'docker-host' is starting.\u{1B}[0m",
      ])
  }

  @Test func `passes nothing on that a terminal would obey`() {
    var condition = Condition.engineDown
    condition.message = "\u{1B}]0;owned\u{07} two\nlines \u{202E}turned"
    #expect(
      text(.absent("a", .degraded, [condition])).contains(
        "engine-down: \u{FFFD}]0;owned\u{FFFD} two\u{FFFD}lines \u{FFFD}turned\n"))
  }

  @Test func `says so when there is no host`() {
    #expect(statusTable([], width: nil, at: noon) == [Line("No hosts are configured.")])
  }
}
