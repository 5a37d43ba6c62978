import Testing
import Varlink

@Suite struct FrameDecoderTests {
  private let stream = Array("{}\0{\"a\":1}\0\0[]\0".utf8)
  private let messages = ["{}", "{\"a\":1}", "", "[]"].map { Array($0.utf8) }

  @Test func `finds the messages wherever the stream is cut`() throws {
    for first in 0...stream.count {
      for second in first...stream.count {
        var decoder = FrameDecoder()
        var found: [[UInt8]] = []
        for part in [stream[..<first], stream[first..<second], stream[second...]] {
          decoder.append(part)
          while let message = try decoder.next() { found.append(message) }
        }
        #expect(found == messages)
        #expect(decoder.count == 0)
      }
    }
  }

  @Test func `hands out nothing before the NUL`() throws {
    var decoder = FrameDecoder()
    for byte in "{\"method\":\"a.b\"}".utf8 {
      decoder.append([byte])
      #expect(try decoder.next() == nil)
    }
    decoder.append([0])
    #expect(try decoder.next() == Array("{\"method\":\"a.b\"}".utf8))
  }

  @Test func `takes a message of just the limit and refuses one byte more`() throws {
    var decoder = FrameDecoder(limit: 8)
    decoder.append(Array(repeating: 1, count: 8))
    #expect(try decoder.next() == nil)
    decoder.append([0])
    #expect(try decoder.next()?.count == 8)
    decoder.append(Array(repeating: 1, count: 9))
    #expect(throws: FrameError.tooLong(limit: 8)) { try decoder.next() }
    decoder.append([0])
    #expect(throws: FrameError.tooLong(limit: 8)) { try decoder.next() }
  }

  @Test func `refuses a long message whose NUL has come, after those before it`() throws {
    var decoder = FrameDecoder(limit: 4)
    decoder.append(Array("ab\0abcde\0".utf8))
    #expect(try decoder.next() == Array("ab".utf8))
    #expect(throws: FrameError.tooLong(limit: 4)) { try decoder.next() }
  }

  @Test func `cuts any stream as a split at the NULs does, whatever the reads`() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = Seeded(state: seed)
    for _ in 0..<200 {
      let bytes = (0..<Int.random(in: 0...400, using: &random)).map { _ in UInt8.random(in: 0...3, using: &random) }
      var decoder = FrameDecoder()
      var found: [[UInt8]] = []
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = Int.random(in: 1...rest.count, using: &random)
        decoder.append(rest.prefix(count))
        rest = rest.dropFirst(count)
        while Bool.random(using: &random), let message = try decoder.next() { found.append(message) }
      }
      while let message = try decoder.next() { found.append(message) }
      let expected = bytes.split(separator: 0, omittingEmptySubsequences: false)
      #expect(found == expected.dropLast().map(Array.init), "seed \(seed)")
      #expect(decoder.count == expected.last?.count ?? 0, "seed \(seed)")
    }
  }
}

struct Seeded: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ (state >> 29)
  }
}
