import CLinux
import DockhostInterface
import FoundationEssentials
import Glibc
import Logging
import Supervision
import Testing

@testable import DockhostRuntime

@Suite final class StateFolders {
  private let root: String
  private let logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })

  init() throws {
    root = try makeTemporaryFolder()
  }

  isolated deinit {
    try? FileManager.default.removeItem(atPath: root)
  }

  private func folder(boot: String = "boot-1") throws -> StateFolder {
    try StateFolder(path: "\(root)/state/dockhost", boot: boot, logger: logger)
  }

  private var memory: Memory {
    var memory = Memory()
    memory.desired = .stopped
    memory.paused = true
    memory.stoppedByOthers = true
    memory.address = "10.231.0.7"
    return memory
  }

  @Test func `gives back what it kept, to a later daemon too`() throws {
    let incident = Incident(code: "engine-down", message: "Down.", began: "t1", actions: ["t2 starting"])
    let first = try folder()
    first.save(memory, lastIncident: incident, of: "docker-host")
    first.close()
    let second = try folder()
    #expect(second.load("docker-host").memory == memory)
    #expect(second.load("docker-host").lastIncident == incident)
    #expect(second.load("other").memory == Memory())
    second.close()
  }

  @Test func `forgets an outside stop at the next boot, and nothing else`() throws {
    let first = try folder()
    first.save(memory, lastIncident: nil, of: "docker-host")
    first.close()
    let second = try folder(boot: "boot-2")
    var expected = memory
    expected.stoppedByOthers = false
    #expect(second.load("docker-host").memory == expected)
    second.close()
  }

  @Test func `keeps its files from others`() throws {
    let folder = try folder()
    folder.save(memory, lastIncident: nil, of: "docker-host")
    var status = stat()
    #expect(stat("\(folder.path)/docker-host/state.json", &status) == 0)
    #expect(status.st_mode & 0o777 == 0o600)
    #expect(stat(folder.path, &status) == 0)
    #expect(status.st_mode & 0o777 == 0o700)
    folder.close()
  }

  @Test(arguments: ["", "{", "[]", #"{"boot": 7}"#, #"{"boot":"x","paused":"no"}"#, "\u{0}\u{1}"])
  func `begins without a file that makes no sense`(text: String) throws {
    let folder = try folder()
    try makeFolder(folder.folder(of: "docker-host"))
    try replaceFile("\(folder.folder(of: "docker-host"))/state.json", with: Array(text.utf8))
    #expect(folder.load("docker-host").memory == Memory())
    folder.close()
  }

  @Test func `is one daemon's at a time`() throws {
    let first = try folder()
    #expect { try self.folder() } throws: { ($0 as? SystemFault)?.number == EWOULDBLOCK }
    first.close()
    try folder().close()
  }
}

/// A new folder of the test's own.
func makeTemporaryFolder() throws -> String {
  var template = Array("/tmp/dockhost-test-XXXXXX".utf8CString)
  guard let path = mkdtemp(&template) else { throw SystemFault("mkdtemp") }
  return String(cString: path)
}
