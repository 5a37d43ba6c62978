import Glibc
import Testing

@testable import DockhostRuntime

@Suite(.timeLimit(.minutes(1))) struct ControlSocketTests {
  private func inFolder(_ body: (String) throws -> Void) throws {
    let folder = try temporaryFolder()
    defer { removeFolder(folder) }
    try body(folder)
  }

  private func mode(_ path: String) -> mode_t {
    var status = stat()
    return lstat(path, &status) == 0 ? status.st_mode & 0o7777 : 0
  }

  @Test func `is for the owner alone, in folders for the owner alone, whatever the umask`() async {
    await #expect(processExitsWith: .success) { @MainActor in
      let folder = try temporaryFolder()
      defer { removeFolder(folder) }
      umask(0)
      let listener = try bindControlSocket(path: folder + "/a/b/control.sock")
      var status = stat()
      #expect(lstat(folder + "/a", &status) == 0 && status.st_mode & 0o7777 == 0o700)
      #expect(lstat(folder + "/a/b", &status) == 0 && status.st_mode & 0o7777 == 0o700)
      #expect(lstat(folder + "/a/b/control.sock", &status) == 0 && status.st_mode & 0o7777 == 0o600)
      _ = Glibc.close(listener)
    }
  }

  @Test func `replaces a socket that nobody answers`() throws {
    try inFolder { folder in
      let path = folder + "/control.sock"
      close(try bindControlSocket(path: path))
      let second = try bindControlSocket(path: path)
      defer { close(second) }
      #expect(mode(path) == 0o600)
      #expect(throws: Never.self) { try ControlClient(path: path) }
    }
  }

  @Test func `leaves a socket alone that someone answers, however busy`() throws {
    try inFolder { folder in
      let path = folder + "/control.sock"
      let listener = try bindControlSocket(path: path)
      defer { close(listener) }
      #expect(throws: ControlSocketError.alreadyRunning(path: path)) { try bindControlSocket(path: path) }
      // The connection by which it was asked still waits to be accepted, and now fills the queue.
      listen(listener, 0)
      #expect(throws: ControlSocketError.alreadyRunning(path: path)) { try bindControlSocket(path: path) }
    }
  }

  @Test func `is left to the daemon that is just starting`() throws {
    try inFolder { folder in
      let path = folder + "/control.sock"
      let lock = open(path + ".lock", O_RDWR | O_CREAT, 0o600)
      defer { close(lock) }
      try #require(flock(lock, LOCK_EX) == 0)
      #expect(throws: ControlSocketError.alreadyRunning(path: path)) { try bindControlSocket(path: path) }
      flock(lock, LOCK_UN)
      close(try bindControlSocket(path: path))
    }
  }

  @Test func `replaces neither a file nor a folder nor a link`() throws {
    try inFolder { folder in
      let (file, link) = (folder + "/file", folder + "/link")
      close(open(file, O_RDWR | O_CREAT, 0o600))
      symlink(file, link)
      mkdir(folder + "/folder", 0o700)
      for path in [file, link, folder + "/folder"] {
        #expect(throws: ControlSocketError.notASocket(path: path)) { try bindControlSocket(path: path) }
      }
    }
  }

  @Test func `has a path of 107 bytes at most`() throws {
    try inFolder { folder in
      let longest = folder + "/" + String(repeating: "s", count: 107 - folder.utf8.count - 1)
      let listener = try bindControlSocket(path: longest)
      defer { close(listener) }
      #expect(throws: Never.self) { try ControlClient(path: longest) }
      #expect(throws: ControlSocketError.tooLong(path: longest + "s")) { try bindControlSocket(path: longest + "s") }
    }
  }

  @Test func `says what failed and what to try`() {
    #expect(throws: ControlSocketError.failed(doing: "create the folder", path: "/proc/none", code: ENOENT)) {
      try bindControlSocket(path: "/proc/none/control.sock")
    }
    let message = ControlSocketError.failed(doing: "create the folder", path: "/proc/none", code: ENOENT).description
    #expect(
      message
        == "cannot create the folder '/proc/none': No such file or directory. "
        + "Choose another place with: dockhostd --socket PATH")
  }
}
