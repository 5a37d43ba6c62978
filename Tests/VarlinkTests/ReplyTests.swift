import Testing
import Varlink

@Suite struct ReplyTests {
  private struct Parameters: Codable, Equatable {
    var ratio: Double
  }

  private func message(_ bytes: [UInt8]) -> [UInt8] {
    #expect(bytes.last == 0)
    return Array(bytes.dropLast())
  }

  @Test func `is read as it was written`() throws {
    let last = message(encodeReply(parameters: Parameters(ratio: 0.5)))
    #expect(String(decoding: last, as: UTF8.self) == #"{"parameters":{"ratio":0.5}}"#)
    #expect(try decodeReply(last).continues == false)
    let early = message(encodeReply(parameters: Parameters(ratio: 0.5), continues: true))
    #expect(try decodeReply(early).continues)
    #expect(try decodeReply(early).error == nil)
    #expect(try decodeParameters(Parameters.self, from: early) == Parameters(ratio: 0.5))
  }

  @Test func `carries a number that JSON has no word for as text`() {
    let bytes = message(encodeReply(parameters: Parameters(ratio: .infinity)))
    #expect(String(decoding: bytes, as: UTF8.self) == #"{"parameters":{"ratio":"inf"}}"#)
  }

  @Test(arguments: [
    ServiceError.interfaceNotFound("a.b"), .methodNotFound("a.b.C"), .methodNotImplemented("a.b.C"),
    .invalidParameter("host"), .permissionDenied, .expectedMore,
  ])
  func `carries an error of every service`(error: ServiceError) throws {
    let bytes = message(error.encoded())
    let head = try decodeReply(bytes)
    #expect(head.error == error.name)
    #expect(ServiceError(name: error.name, from: bytes) == error)
    #expect(ServiceError(name: "org.example.\(error.name)", from: bytes) == nil)
  }
}
