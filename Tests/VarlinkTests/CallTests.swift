import Testing
import Varlink

@Suite struct CallTests {
  struct Parameters: Codable, Equatable {
    var host: String?
    var count: Int
  }

  private struct Optionals: Codable, Equatable {
    var host: String?
  }

  private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

  @Test func `is read as it was written`() throws {
    let call = encodeCall(method: "org.example.Thing.Do", parameters: Parameters(host: "a", count: 3), more: true)
    #expect(call.last == 0)
    let message = Array(call.dropLast())
    let head = try decodeCall(message)
    #expect(head.method == "org.example.Thing.Do")
    #expect(head.interface == "org.example.Thing")
    #expect(head.member == "Do")
    #expect(head.more && !head.oneway && !head.upgrade)
    #expect(try decodeParameters(Parameters.self, from: message) == Parameters(host: "a", count: 3))
  }

  @Test func `is written as other programs write it`() {
    #expect(
      encodeCall(method: "a.b.C", parameters: NoParameters()) == bytes(#"{"method":"a.b.C","parameters":{}}"#) + [0])
    #expect(
      encodeCall(method: "a.b.C", parameters: Optionals(host: "x/y"), oneway: true)
        == bytes(#"{"method":"a.b.C","oneway":true,"parameters":{"host":"x/y"}}"#) + [0])
  }

  @Test(arguments: [
    #"{"method":"a.b"}"#, #"{"method":"a.b","parameters":null}"#, #"{"method":"a.b","parameters":{}}"#,
    #"{"method":"a.b","parameters":{"host":null},"more":null,"oneway":null}"#, #"{"x":[1],"method":"a.b"}"#,
  ])
  func `may leave out or null what is optional`(text: String) throws {
    let head = try decodeCall(bytes(text))
    #expect(head.method == "a.b" && !head.more && !head.oneway)
    #expect(try decodeParameters(Optionals.self, from: bytes(text)) == Optionals())
  }

  @Test(arguments: [
    (#"{"method":"a.b"}"#, "count"), (#"{"method":"a.b","parameters":{"host":"x"}}"#, "count"),
    (#"{"method":"a.b","parameters":{"count":"x"}}"#, "count"),
    (#"{"parameters":{"count":null}}"#, "count"),
    (#"{"parameters":{"count":1,"host":[]}}"#, "host"), (#"{"parameters":[1]}"#, "parameters"),
    (#"{"parameters":"count"}"#, "parameters"),
  ])
  func `names the parameter that does not fit`(text: String, name: String) {
    #expect(throws: MessageError.invalidParameter(name)) { try decodeParameters(Parameters.self, from: bytes(text)) }
  }

  @Test(arguments: [
    "", " ", "{", "nul", "[]", "1", #""a.b""#, #"{"method":"a.b"}}"#, "{}", #"{"method":1}"#,
    #"{"method":"a.b","more":"yes"}"#, "{\"method\":\"\u{1}\"}", #"{"method":"\ud800"}"#,
  ])
  func `that is none is told apart`(text: String) {
    #expect {
      try decodeCall(bytes(text))
    } throws: { error in
      if case MessageError.malformed(let reason) = error { !reason.isEmpty } else { false }
    }
  }

  @Test(arguments: ["[", "{\"a\":"])
  func `that is nested without end is an error and no crash`(opening: String) {
    let nested = Array(repeatElement(bytes(opening), count: 200_000).joined())
    let messages = [nested, bytes(#"{"method":"a.b","parameters":"#) + nested, bytes(#"{"x":"#) + nested]
    for message in messages {
      #expect(throws: MessageError.self) { try decodeCall(message) }
      #expect(throws: MessageError.self) { try decodeParameters(Optionals.self, from: message) }
    }
  }

  @Test(arguments: ["1.5", "99999999999999999999", "1e400"])
  func `with a number that is none of Swift's is malformed`(number: String) {
    #expect {
      try decodeParameters(Parameters.self, from: bytes(#"{"parameters":{"count":\#(number)}}"#))
    } throws: { error in
      if case MessageError.malformed = error { true } else { false }
    }
  }

  @Test func `that is broken UTF-8 is an error`() {
    #expect(throws: MessageError.self) { try decodeCall(bytes(#"{"method":""#) + [0xff, 0xfe] + bytes(#""}"#)) }
  }

  @Test func `tells the names of its parameters`() throws {
    #expect(
      try parameterNames(in: bytes(#"{"method":"a.b","parameters":{"x":[1,{"y":2}],"z":null}}"#)).sorted() == [
        "x", "z",
      ])
    #expect(try parameterNames(in: bytes(#"{"method":"a.b"}"#)) == [])
    #expect(throws: MessageError.invalidParameter("parameters")) {
      try parameterNames(in: bytes(#"{"parameters":[]}"#))
    }
  }
}
