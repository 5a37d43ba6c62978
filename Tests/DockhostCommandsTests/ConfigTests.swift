import DockhostInterface
import Testing

@testable import DockhostCommands

@Suite struct Configuring {
  private let home = Folder()

  private func environment(_ text: String? = nil) throws -> [String: String] {
    if let text {
      _ = try home.write(text, to: "dockhost/config.toml")
    }
    return ["XDG_CONFIG_HOME": home.path, "XDG_RUNTIME_DIR": "/run/user/1000"]
  }

  @Test func `finds no mistakes`() throws {
    let environment = try environment("[host.docker-host]\ncpus = 4\n")
    #expect(
      try run("config", "check", environment: environment)
        == Outcome(status: 0, output: "\(home.path)/dockhost/config.toml: no mistakes\n", errors: ""))
  }

  @Test func `ends with 78 and the place of the first mistake`() throws {
    let file = try home.write("[host.docker-host.engine]\nport = 70000\n", to: "other.toml")
    let outcome = try run("config", "check", file)
    #expect(outcome.status == 78)
    #expect(outcome.output == "")
    #expect(
      outcome.errors
        == "dockhostctl: \(file):2: host.docker-host.engine.port: 70000 is out of range (1-65535)\n")
  }

  @Test func `takes no file for the defaults, unless it was named`() throws {
    let path = "\(home.path)/dockhost/config.toml"
    #expect(
      try run("config", "check", environment: environment())
        == Outcome(status: 0, output: "\(path): there is no such file, so the defaults hold\n", errors: ""))
    #expect(
      try run("config", "check", path)
        == Outcome(status: 78, output: "", errors: "dockhostctl: \(path): there is no such file\n"))
  }

  @Test func `says when a file cannot be read`() throws {
    #expect(
      try run("config", "check", "/")
        == Outcome(status: 78, output: "", errors: "dockhostctl: /: cannot be read: Is a directory\n"))
    #expect(try run("config", "check", "/dev/zero").status == 78)
  }

  @Test func `prints the settings in force as they came`() throws {
    let daemon = FakeDaemon { $0.reply(SettingsReply(toml: "# in force\nx = 1\n")) }
    #expect(try run("config", "show", with: daemon) == Outcome(status: 0, output: "# in force\nx = 1\n", errors: ""))
  }

  @Test func `shows what the file says where no daemon runs, and says so`() throws {
    let outcome = try run("config", "show", environment: environment("[host.mine]\ncpus = 7\n"))
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("[host.mine]\n") && outcome.output.contains("cpus = 7\n"))
    #expect(outcome.errors.hasPrefix("dockhostctl: dockhostd is not running: there is no socket '"))
    #expect(outcome.errors.hasSuffix("; showing '\(home.path)/dockhost/config.toml'\n"))
  }

  @Test func `shows the defaults where there is neither daemon nor file`() throws {
    let outcome = try run("config", "show", environment: environment())
    #expect(outcome.output.contains("[host.docker-host]\n"))
    #expect(outcome.errors.hasSuffix("; showing the defaults, as there is no '\(home.path)/dockhost/config.toml'\n"))
  }
}
