import CLinux
import Glibc
import Multipass
import Testing

@testable import DockhostRuntime

@Suite(.timeLimit(.minutes(1))) struct Children {
  private let runner = makeRunner()

  @Test func `tells the exit code and both streams`() async {
    let end = await runner.run("echo out; echo err >&2; exit 3")
    #expect(end == CommandEnd(exit: .code(3), output: "out\n", errorOutput: "err\n"))
  }

  @Test func `tells the signal that a child died of`() async {
    #expect(await runner.run("kill -9 $$").exit == .signal(SIGKILL))
  }

  @Test func `passes arguments as they are`() async {
    let request = ChildRequest(
      program: "printf", arguments: ["[%s]", "a b", "$HOME", "", "ä"], limit: nil, mayBeSignalled: true)
    #expect(await runner.run(request).output == "[a b][$HOME][][ä]")
  }

  @Test func `says that there is no such program, and not before it was asked`() async {
    let request = ChildRequest(
      program: "dockhost-no-such-program", arguments: [], limit: nil, mayBeSignalled: true)
    var hasReturned = false
    let end = await withCheckedContinuation { next in
      runner.run(request, overran: {}) { end in
        #expect(hasReturned)
        next.resume(returning: end)
      }
      hasReturned = true
    }
    #expect(end == CommandEnd(exit: .notFound))
  }

  @Test func `says why a program cannot be run`() async {
    let folder = TemporaryFolder()
    let closed = folder.file("multipass", "#!/bin/sh\n", mode: 0o600)
    let nonsense = folder.file("nonsense", "\0\0\0\0", mode: 0o700)
    for (path, name) in [(closed, "EACCES"), (nonsense, "ENOEXEC")] {
      let end = await runner.run(
        ChildRequest(program: path, arguments: [], limit: nil, mayBeSignalled: true))
      #expect(end.exit == .code(126))
      #expect(end.errorOutput.contains("'\(path)'") && end.errorOutput.contains(name))
    }
  }

  @Test func `keeps a mebibyte of what is printed and never makes the child wait`() async {
    let end = await runner.run("head -c 20000000 /dev/zero | tr '\\0' x; echo y >&2", limit: .seconds(50))
    #expect(end.exit == .code(0))
    #expect(end.output.utf8.count == outputCap && end.output.utf8.allSatisfy { $0 == UInt8(ascii: "x") })
    #expect(end.errorOutput == "y\n")
  }

  @Test func `replaces bytes that are no text`() async {
    #expect(await runner.run(#"printf 'a\377b'"#).output == "a\u{fffd}b")
  }

  @Test func `gives a child nothing of this process`() async throws {
    // Neither closed on exec nor known to the runner.
    let leaked = fcntl(open("/dev/null", O_RDONLY), F_DUPFD, 200)
    defer { close(leaked) }
    setenv("WATCHDOG_OF_A_TEST", "1", 1)
    signal(SIGPIPE, SIG_IGN)
    let end = await runner.run(
      """
      ls /proc/$$/fd
      readlink /proc/$$/fd/0
      grep -E 'Sig(Blk|Ign)' /proc/$$/status | tr -s '\\t\\n' ' '; echo
      ulimit -S -n; ulimit -H -n
      cut -d ' ' -f 1,5,6 /proc/$$/stat
      echo "${WATCHDOG_OF_A_TEST-unset}"
      """)
    var lines = end.output.split(separator: "\n").map(String.init)
    let session = try #require(lines.count > 2 ? lines.remove(at: lines.count - 2) : nil).split(separator: " ")
    #expect(session.count == 3 && Set(session).count == 1)
    #expect(
      lines == [
        "0", "1", "2", "/dev/null", "SigBlk: 0000000000000000 SigIgn: 0000000000000000 ", "300", "300", "unset",
      ])
  }

  @Test func `leaves no descriptors behind`() async {
    await #expect(processExitsWith: .success) { @MainActor in
      signal(SIGPIPE, SIG_IGN)
      let runner = makeRunner()
      _ = await runner.run("true")
      let before = openDescriptors()
      for _ in 1...20 { _ = await runner.run("true") }
      _ = await runner.run(ChildRequest(program: "/", arguments: [], limit: nil, mayBeSignalled: true))
      var request = ChildRequest(program: "true", arguments: [], limit: nil, mayBeSignalled: false)
      request.input = .file("/etc/passwd")
      _ = await runner.run(request)
      let after = openDescriptors()
      #expect(after == before, "\(after) instead of \(before)")
    }
  }

  @Test(arguments: [
    ("sh", "/usr/bin:/bin", true), ("sh", "", false), ("", "/bin", false), ("/bin/sh", "", true),
    ("/bin/no", "", false),
    (".", "/bin", false),
  ]) func `looks for programs on the path`(name: String, path: String, isFound: Bool) {
    #expect((findProgram(name, path: path) != nil) == isFound)
  }

  @Test func `prefers a program that may be run`() {
    let folders = (TemporaryFolder(), TemporaryFolder())
    let closed = folders.0.file("tool", mode: 0o600)
    #expect(findProgram("tool", path: "\(folders.0.path):\(folders.1.path)") == closed)
    let open = folders.1.file("tool", mode: 0o700)
    #expect(findProgram("tool", path: "\(folders.0.path):\(folders.1.path)") == open)
  }
}

private func openDescriptors() -> Int {
  (0..<Int32(1024)).count { fcntl($0, F_GETFD) >= 0 }
}
