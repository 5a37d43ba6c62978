import Multipass
import Testing

@testable import DockhostRuntime

@Suite struct WorkValues {
  @Test func `lines are cut wherever the pieces end`() {
    var splitter = LineSplitter()
    let text = Array("one\ntwo\n\nthree".utf8)
    var lines: [String] = []
    for byte in text { lines += splitter.take([byte]) }
    #expect(lines == ["one", "two", ""])
    #expect(splitter.finish() == "three")
    #expect(splitter.finish() == nil)
  }

  @Test func `a line without an end does not grow for ever`() {
    var splitter = LineSplitter()
    let lines = splitter.take([UInt8](repeating: UInt8(ascii: "x"), count: (1 << 20) + 5))
    #expect(lines.map(\.utf8.count) == [1 << 20])
    #expect(splitter.finish() == "xxxxx")
  }

  @Test func `routes are read, the way to everywhere left out`() {
    let table = """
      Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT
      eth0\t00000000\t0102A8C0\t0003\t0\t0\t100\t00000000\t0\t0\t0
      tun0\t0000080A\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0
      mpqemubr0\t0001E70A\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0
      nonsense

      """
    #expect(readRoutes(table).map(\.description) == ["10.8.0.0/16", "10.231.1.0/24"])
    #expect(readRoutes("").isEmpty)
  }

  @Test func `mount points are read, with blanks in them`() {
    let table = """
      22 1 0:20 / / rw,relatime shared:1 - overlay lab rw
      30 22 0:30 / /home/dev/my\\040files rw - fuse.sshfs :/home/dev rw
      nonsense
      """
    #expect(readMountPoints(table) == ["/", "/home/dev/my files"])
  }

  @Test func `the machine's own routes can be asked for`() {
    #expect(hostRoutes().allSatisfy { $0.length > 0 })
  }
}
