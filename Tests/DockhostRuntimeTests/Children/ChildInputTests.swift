import Glibc
import Multipass
import Testing

@testable import DockhostRuntime

@Suite(.timeLimit(.minutes(1))) struct ChildInputs {
  private let folder = TemporaryFolder()

  private func run(_ script: String, _ input: ChildInput, received: @escaping ([UInt8]) -> Void = { _ in }) async
    -> CommandEnd
  {
    var request = ChildRequest(program: "sh", arguments: ["-c", script], limit: nil, mayBeSignalled: true)
    request.input = input
    request.received = received
    return await makeRunner().run(request)
  }

  @Test func `reach a child that reads them, however long they are`() async {
    signal(SIGPIPE, SIG_IGN)
    let bytes = [UInt8](repeating: UInt8(ascii: "x"), count: 3_000_000)
    #expect(await run("wc -c", .bytes(bytes)).output == "3000000\n")
    #expect(await run("cat", .bytes(Array("last word".utf8))).output == "last word")
    #expect(await run("wc -c", .bytes([])).output == "0\n")
  }

  @Test func `may be a file`() async {
    let path = folder.file("input", String(repeating: "0123456789", count: 30_000))
    #expect(await run("wc -c", .file(path)).output == "300000\n")
    let end = await run("true", .file("\(folder.path)/none"))
    #expect(end.exit == .code(126))
    #expect(end.errorOutput.contains("'\(folder.path)/none'") && end.errorOutput.contains("ENOENT"))
  }

  @Test func `that cannot be read to their end are no success of the child`() async {
    let end = await run("cat", .file(folder.path))
    #expect(end.exit == .code(126))
    #expect(end.errorOutput.contains("EISDIR"))
  }

  @Test func `do not hold up a child that does not read them`() async {
    signal(SIGPIPE, SIG_IGN)
    let bytes = [UInt8](repeating: 0, count: 3_000_000)
    #expect(await run("exit 3", .bytes(bytes)).exit == .code(3))
  }

  @Test func `what is printed is told as it comes`() async {
    let gate = Fifo.write(in: folder, "gate")
    var told = ""
    let end = await run("echo one; read line < \(gate.path); echo $line", .none) { bytes in
      told += String(decoding: bytes, as: UTF8.self)
      if told == "one\n" { gate.send("two\n") }
    }
    #expect(end.output == "one\ntwo\n")
    #expect(told == "one\ntwo\n")
    gate.close()
  }
}
