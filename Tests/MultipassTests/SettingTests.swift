import Multipass
import Supervision
import Testing

@Suite struct ReadingsOfAnInstance {
  private func end(_ output: String, code: Int32 = 0, errorOutput: String = "") -> CommandEnd {
    CommandEnd(exit: .code(code), output: output, errorOutput: errorOutput)
  }

  @Test(arguments: [("4\n", "4"), ("1.0GiB\n", "1.0GiB"), ("qemu", "qemu")])
  func `take a setting's line`(_ output: String, _ value: String) {
    #expect(readSetting(end(output)) == value)
  }

  @Test func `take no setting from a failure or an empty value`() {
    #expect(readSetting(end("4\n", code: 2, errorOutput: "get failed: x")) == nil)
    #expect(readSetting(end("<empty>\n")) == nil)
    #expect(readSetting(end("")) == nil)
  }

  @Test(arguments: [
    ("4G", "4.0GiB", true), ("4608M", "4.5GiB", true), ("4097M", "4.0GiB", true), ("5G", "4.0GiB", false),
    ("512M", "512.0MiB", true), ("513M", "512.0MiB", false), ("4G", "--", false), ("4G", "", false),
  ])
  func `know a size that Multipass has rounded`(_ size: String, _ text: String, _ isSame: Bool) throws {
    #expect(try #require(Size(size)).isShown(as: text) == isSame)
  }

  private static let information = """
    {"errors": [], "info": {"docker-host": {"state": "Running", "mounts": {
      "/home/me": {"gid_mappings": ["1000:default"], "source_path": "/home/me", "uid_mappings": ["1000:default"]},
      "/src": {"source_path": "/home/me/src"}}}, "other": {"state": "Stopped"}}}
    """

  @Test func `list the mounts of an instance`() {
    #expect(
      readMounts(end(Self.information), of: "docker-host")
        == .mounted(["/home/me": "/home/me", "/src": "/home/me/src"]))
    #expect(readMounts(end(Self.information), of: "other") == .mounted([:]))
  }

  @Test func `are told apart from failures`() {
    guard case .trouble(.failed) = readMounts(end(Self.information), of: "third") else {
      Issue.record("an instance that was not told of has mounts")
      return
    }
    #expect(
      readMounts(end("", code: 2, errorOutput: "info failed: cannot connect to the multipass socket"), of: "a")
        == .trouble(.daemonDown))
  }
}
