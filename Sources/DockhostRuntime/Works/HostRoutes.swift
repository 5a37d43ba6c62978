import Multipass

/// The networks that this machine has routes to, as far as its main table tells, without the way to everywhere; empty
/// where the kernel does not tell.
func hostRoutes() -> [IPv4Prefix] {
  let bytes = (try? readFile("/proc/net/route", atMost: 1 << 20)) ?? []
  return readRoutes(String(decoding: bytes, as: UTF8.self))
}

/// Reads the kernel's table (proc_net(5)): one route a line, addresses as hexadecimal numbers in this machine's order of
/// bytes.
func readRoutes(_ text: String) -> [IPv4Prefix] {
  let lines = text.split(separator: "\n").dropFirst()
  let prefixes = lines.compactMap { line -> IPv4Prefix? in
    let fields = line.split(whereSeparator: \.isWhitespace)
    guard fields.count > 7, let address = UInt32(fields[1], radix: 16), let mask = UInt32(fields[7], radix: 16) else {
      return nil
    }
    return IPv4Prefix(address: UInt32(bigEndian: address), length: mask.nonzeroBitCount)
  }
  return prefixes.filter { $0.length > 0 }
}
