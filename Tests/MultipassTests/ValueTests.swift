import Multipass
import Supervision
import Testing

@Suite struct ManagementAddresses {
  private func address(_ addresses: [String], within prefixes: [String]) -> String? {
    let instance = ListedInstance(name: "docker-host", word: "Running", addresses: addresses)
    return managementAddress(of: instance, within: prefixes.compactMap { IPv4Prefix($0) })
  }

  @Test func `come first and lie on a bridge`() {
    #expect(address(["10.21.124.56", "172.17.0.1"], within: ["10.21.124.1/24"]) == "10.21.124.56")
    #expect(address(["10.21.125.56"], within: ["192.168.122.1/24", "10.21.124.1/23"]) == "10.21.125.56")
  }

  @Test func `are not the guest's own bridges, even where the host has the same`() {
    let prefixes = ["172.17.0.1/16", "10.21.124.1/24"]
    #expect(address(["172.17.0.1", "10.21.124.56"], within: prefixes) == nil)
    #expect(address(["172.17.0.1"], within: prefixes) == nil)
    #expect(address(["172.18.0.1", "10.21.124.56"], within: prefixes) == nil)
  }

  @Test func `lie nowhere else`() {
    #expect(address(["10.21.125.56"], within: ["10.21.124.1/24"]) == nil)
    #expect(address(["10.21.124.56"], within: []) == nil)
  }

  @Test(arguments: ["N/A", "", "10.21.124", "10.21.124.256", "10.21.124.056", "10.21.124.5 ", "fe80::1", "+1.2.3.4"])
  func `are addresses`(_ text: String) {
    #expect(address([text], within: ["0.0.0.0/0"]) == nil)
    #expect(parseIPv4(text) == nil)
  }

  @Test func `may be absent`() {
    #expect(address([], within: ["10.21.124.1/24"]) == nil)
  }
}

@Suite struct Prefixes {
  @Test(arguments: ["10.21.124.1", "10.21.124.1/33", "10.21.124.1/-1", "10.21.124/24", "10.21.124.1/24/1", "/", ""])
  func `are an address and a length`(_ text: String) {
    #expect(IPv4Prefix(text) == nil)
  }

  @Test func `hold what their length says`() throws {
    let all = try #require(IPv4Prefix("0.0.0.0/0"))
    let one = try #require(IPv4Prefix("10.0.0.1/32"))
    #expect(all.contains(.max))
    #expect(one.contains(0x0a00_0001))
    #expect(!one.contains(0x0a00_0000))
    #expect(IPv4Prefix(address: 0x0a00_0001, length: 33) == nil)
    #expect(IPv4Prefix(address: 0x0a15_7c01, length: 24)?.description == "10.21.124.1/24")
  }
}

@Suite struct Names {
  @Test(arguments: ["docker-host", "a", "A1", "a-b-c", "x--1"])
  func `that Multipass takes`(_ name: String) {
    #expect(isValidInstanceName(name))
  }

  @Test(arguments: ["", "1a", "-a", "a-", "a.b", "a_b", "a b", "dåcker", "a\n", "a/b", "-"])
  func `that it refuses`(_ name: String) {
    #expect(!isValidInstanceName(name))
  }
}

@Suite struct Sizes {
  @Test(
    arguments: [
      ("4G", 4 << 30), ("512M", 512 << 20), ("4.5GiB", 4_831_838_208), ("4gb", 4 << 30), (" 1024 ", 1024), ("7B", 7),
      ("1.5k", 1536), ("0", 0), ("0.1G", 107_374_182), ("2.25M", 2_359_296), ("01K", 1024),
    ] as [(String, Int64)])
  func `are read`(_ text: String, _ bytes: Int64) {
    #expect(Size(text)?.bytes == bytes)
  }

  @Test(arguments: [
    "", " ", "G", "4T", "1.5", "1.5B", "5iB", "-1G", "+1G", "4 G", "1.G", ".5G", "1,5G", "4GG", "4GiBB", "1.2.3G",
    "9999999999999999999", "9223372036854775807G", "0x10", "４G",
  ])
  func `that are none are refused`(_ text: String) {
    #expect(Size(text) == nil)
  }

  @Test(
    arguments: [(4 << 30, "4G"), (4608 << 20, "4608M"), (1536, "1536"), (3 << 10, "3K"), (0, "0")] as [(Int64, String)])
  func `are printed so that they read back`(_ bytes: Int64, _ text: String) throws {
    let size = try #require(Size(bytes: bytes))
    #expect(size.description == text)
    #expect(Size(text) == size)
    #expect(Size(bytes: -1) == nil)
  }
}

@Suite struct StateWords {
  @Test(arguments: InstanceState.allCases)
  func `name each state and are read back`(state: InstanceState) {
    #expect(InstanceState(word: state.word) == state)
  }
}
