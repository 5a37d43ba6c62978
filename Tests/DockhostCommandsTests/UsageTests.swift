import ArgumentParser
import Testing

@testable import DockhostCommands

@Suite struct Usage {
  @Test(arguments: [
    (["statsu"], "there is no command 'statsu'\n  did you mean: dockhostctl status\n"),
    (["config", "chek", "x"], "there is no command 'config chek'\n  did you mean: dockhostctl config check\n"),
    (["frobnicate", "--json"], "there is no command 'frobnicate'\n  see: dockhostctl help\n"),
    (["status", "a", "b"], "Unexpected argument 'b'"),
    (["status", "--wide"], "Unknown option '--wide'"),
    (["status", "--json", "--short"], "'--json' and '--short' exclude each other."),
    (["list", "--json", "--quiet"], "'--quiet' and '--json' exclude each other."),
    (["start", "--json", "--quiet"], "'--quiet' and '--json' exclude each other."),
    (["start", "--no-wait", "--timeout", "1s"], "'--no-wait' and '--timeout' exclude each other."),
    (["start", "--timeout", "soon"], "The value 'soon' is invalid for '--timeout <duration>'"),
    (["start", "--timeout"], "Missing value for '--timeout <duration>'"),
    (["up", "--cpus", "0"], "--cpus: 0 is out of range (1-256)."),
    (["up", "--memory", "lots"], "--memory: expected a size such as \"512M\" or \"4G\", found \"lots\"."),
    (["up", "--deb-dir", "/nowhere"], "--deb-dir: '/nowhere' is no folder."),
    (["up", "--deb-dir", "/tmp", "--install", "apt"], "'--deb-dir' goes with '--install deb'"),
    (["up", "--install", "snap"], "The value 'snap' is invalid for '--install <method>'"),
    (["up", "--engine-version", "$(id)"], "--engine-version: expected \"latest\" or a version"),
    (["resize", "one"], "Name at least one of '--cpus', '--memory' and '--disk'."),
    (["engine", "upgrade", "--version", "new"], "--version: expected \"latest\" or a version"),
    (["engine", "upgrad"], "there is no command 'engine upgrad'\n  did you mean: dockhostctl engine upgrade\n"),
    (["mount"], "Missing expected argument '<words> ...'"), (["mount", "/nowhere"], "'/nowhere' is no folder."),
    (["mount", "one", "/tmp:src"], "'src' is no absolute path"),
    (["unmount", "src"], "Expected the absolute path where the folder is mounted"),
    (["exec", "one"], "Name a command behind '--', such as: dockhostctl exec -- uptime"),
    (["completions"], "Missing expected argument '<shell>'"),
    (["completions", "tcsh"], "The value 'tcsh' is invalid for '<shell>'"),
  ])
  func `ends with 64 and says what is wrong`(arguments: [String], message: String) throws {
    let outcome = try run(arguments)
    #expect(outcome.status == 64)
    #expect(outcome.output == "")
    #expect(outcome.errors.hasPrefix("dockhostctl: \(message)"))
    #expect(!outcome.errors.contains("OVERVIEW"))
  }

  @Test(arguments: [["--help"], ["help"], [], ["-h"]])
  func `prints help that was asked for`(arguments: [String]) throws {
    let outcome = try run(arguments)
    #expect(outcome.status == 0)
    #expect(outcome.errors == "")
    for group in ["LOOKING", "ACTING", "MAKING", "USING", "CONFIGURATION", "OTHER"] {
      #expect(outcome.output.contains("\n\(group) SUBCOMMANDS:\n"))
    }
  }

  @Test func `has an abstract for every command, imperative and without a full stop`() throws {
    var commands = Dockhostctl.configuration.subcommands
    while let command = commands.popLast() {
      commands += command.configuration.subcommands
      let abstract = command.configuration.abstract
      #expect(abstract.first?.isUppercase == true && !abstract.hasSuffix("."))
      // One line of the list of commands on a terminal of 80 columns.
      #expect(abstract.count <= 54, "\(abstract)")
      let name = command.configuration.commandName ?? "\(command)".lowercased()
      #expect(Dockhostctl.helpMessage(for: command).contains("USAGE: dockhostctl"), "\(name)")
    }
  }

  @Test func `prints help for one command`() throws {
    #expect(try run("help", "start").output == run("start", "--help").output)
    #expect(try run("help", "start").output.hasPrefix("OVERVIEW: Start a host and keep it running\n"))
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func `prints a completion script`(shell: String) throws {
    let outcome = try run("completions", shell)
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("dockhostctl") && outcome.output.contains("restart"))
  }
}
