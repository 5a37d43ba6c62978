import CLinux
import Glibc
import StandIn

extension Client {
  /// Runs a command in the guest; an instance that does not run is started for it.
  func exec(_ name: String, _ command: [String], directory: String?, mapsDirectory: Bool) -> Int32 {
    if mapsDirectory { askForMounts(of: name) }
    return enter("exec", name, directory.map { Self.changing(to: $0, command) } ?? command)
  }

  func shell(_ name: String) -> Int32 {
    let code = enter("shell", name, ["bash", "--login"])
    // Releases forget the shell's own exit code.
    return code == Self.commandFailed ? code : 0
  }

  /// The additional question for the folder to be in; what it fails with is printed, and then printed again.
  private func askForMounts(of name: String) {
    do throws(Refusal) {
      _ = try Connection(to: daemon, .info(names: [name], entering: false)).last()
    } catch {
      _ = fail("exec", error)
    }
  }

  private static func changing(to directory: String, _ command: [String]) -> [String] {
    ["sh", "-c", "cd \"$0\" && exec \"$@\"", directory] + command
  }

  private func enter(_ verb: String, _ name: String, _ command: [String]) -> Int32 {
    while true {
      do throws(Refusal) {
        return try GuestSession(daemon: daemon).run(name, command)
      } catch {
        guard error.kind == .aborted else { return fail(verb, error) }
        let code = start([name], timeout: nil)
        if code != 0 { return code }
      }
    }
  }

  func mount(_ source: String, on target: String, users: [String], groups: [String]) -> Int32 {
    let (name, path) = Self.split(target)
    do throws(Unreadable) {
      var mount = try Mount(spec: path.map { "\(source):\($0)" } ?? source)
      if !users.isEmpty { mount.userMappings = users }
      if !groups.isEmpty { mount.groupMappings = groups }
      return operate("mount", .mount(name: name, mount), "Mounting \(source) into", [name])
    } catch {
      Output.print(error.text + "\n", to: STDERR_FILENO)
      return 1
    }
  }

  func unmount(_ targets: [String]) -> Int32 {
    for target in targets {
      let (name, path) = Self.split(target)
      let code = plain("umount", .unmount(name: name, target: path))
      if code != 0 { return code }
    }
    return 0
  }

  private static func split(_ target: String) -> (String, String?) {
    let parts = target.split(separator: ":", maxSplits: 1).map(String.init)
    return (parts.first ?? "", parts.count == 2 ? parts[1] : nil)
  }
}

extension Mount {
  /// Reads `SOURCE[:TARGET]`; the source must be a folder that the snap sees.
  init(spec: String) throws(Unreadable) {
    let parts = spec.split(separator: ":", maxSplits: 1).map(String.init)
    let source = parts.first ?? ""
    guard let path = realpath(source, nil) else { throw Unreadable(text: "Source path \"\(source)\" does not exist") }
    defer { free(path) }
    let absolute = String(cString: path)
    guard Self.isVisible(absolute) else { throw Unreadable(text: "Source path \"\(source)\" does not exist") }
    var information = stat()
    guard stat(absolute, &information) == 0, information.st_mode & S_IFMT == S_IFDIR else {
      throw Unreadable(text: "Source path \"\(source)\" is not a directory")
    }
    guard access(absolute, R_OK) == 0 else { throw Unreadable(text: "Source path \"\(source)\" is not readable") }
    let last = absolute.split(separator: "/").last.map(String.init) ?? ""
    self.init(
      source: absolute, target: parts.count == 2 ? parts[1] : "/home/ubuntu/\(last)",
      userMappings: ["\(getuid()):default"], groupMappings: ["\(getgid()):default"])
  }
}
