import Multipass
import Supervision
import Testing

/// Bytes that nobody meant: whatever Multipass prints, reading it ends and gives an answer.
@Suite struct Noise {
  private func readAll(_ text: String, code: Int32) {
    let end = CommandEnd(exit: .code(code), output: text, errorOutput: text)
    if case .listed(let instances) = readList(end) {
      for instance in instances { _ = managementAddress(of: instance, within: []) }
    }
    _ = readVersion(end)
    for operation in Operation.allCases { _ = readOperation(operation, end) }
    _ = (readMounts(end, of: "docker-host"), readSetting(end), meaning(of: end, .states, host: "docker-host"))
    _ = (Size(text), IPv4Prefix(text), parseIPv4(text), isValidInstanceName(text))
  }

  @Test func `of random bytes is read`() {
    let seed = UInt64.random(in: 0 ... .max)
    print("seed \(seed)")
    var generator = SplitMix(seed: seed)
    for round in 0..<2000 {
      let count = Int.random(in: 0..<200, using: &generator)
      let bytes = (0..<count).map { _ in UInt8.random(in: 0 ... .max, using: &generator) }
      readAll(String(decoding: bytes, as: UTF8.self), code: Int32(round % 6))
    }
  }

  @Test func `of samples with bytes changed is read`() {
    let seed = UInt64.random(in: 0 ... .max)
    print("seed \(seed)")
    var generator = SplitMix(seed: seed)
    for sample in [Lists.release, Lists.later] {
      for _ in 0..<1000 {
        var bytes = Array(sample.utf8)
        for _ in 0..<3 {
          bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 0 ... .max, using: &generator)
        }
        readAll(String(decoding: bytes, as: UTF8.self), code: 0)
      }
    }
  }

  @Test func `of every cut sample is a failure, not a shorter list`() {
    for sample in [Lists.release, Lists.later] {
      let whole = sample.dropLast(sample.hasSuffix("\n") ? 1 : 0)
      for length in 0..<whole.count {
        let cut = String(whole.prefix(length))
        readAll(cut, code: 0)
        guard case .trouble(.failed) = readList(CommandEnd(exit: .code(0), output: cut)) else {
          Issue.record("took the first \(length) characters for a list")
          return
        }
      }
    }
  }

  @Test func `of deep nesting is refused`() {
    for bracket in ["[", "{\"list\":", "{\"list\":["] {
      let answer = readList(CommandEnd(exit: .code(0), output: String(repeating: bracket, count: 100_000)))
      guard case .trouble(.failed) = answer else {
        Issue.record("took brackets for a list")
        continue
      }
    }
  }
}
