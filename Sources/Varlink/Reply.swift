/// What kind of reply this is, without its parameters.
package struct ReplyHead: Decodable, Equatable, Sendable {
  /// The error's name with its interface; nil for success.
  package var error: String?
  /// Another reply to the same call follows.
  package var continues: Bool

  private enum CodingKeys: CodingKey {
    case error
    case continues
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    error = try container.decodeIfPresent(String.self, forKey: .error)
    continues = try container.decodeIfPresent(Bool.self, forKey: .continues) ?? false
  }
}

/// Reads whether a reply is an error and whether more follow; the parameters are left for `decodeParameters`.
///
/// - Throws: `MessageError.malformed` for anything that is no reply.
package func decodeReply(_ bytes: [UInt8]) throws(MessageError) -> ReplyHead {
  try decode(ReplyHead.self, from: bytes)
}

/// Writes a reply with its NUL; it `continues` where another reply to the same call follows, which must have had `more`.
package func encodeReply(parameters: some Encodable, continues: Bool = false) -> [UInt8] {
  encode(Reply(parameters: parameters, continues: continues ? true : nil, error: nil))
}

/// Writes a value as the JSON that it is within a message, for `encodeReply(assembled:)`.
package func encodeJSON(_ value: some Encodable) -> [UInt8] {
  Array(encode(value).dropLast())
}

/// Writes a reply with its NUL around parameters that are JSON already: the bytes of one whole object.
package func encodeReply(assembled parameters: [UInt8], continues: Bool = false) -> [UInt8] {
  let opening = continues ? #"{"continues":true,"parameters":"# : #"{"parameters":"#
  return Array(opening.utf8) + parameters + [UInt8(ascii: "}"), 0]
}

/// Writes an error with its NUL; its name is that with its interface.
package func encodeError(name: String, parameters: some Encodable) -> [UInt8] {
  encode(Reply(parameters: parameters, continues: nil, error: name))
}

private struct Reply<P: Encodable>: Encodable {
  var parameters: P
  var continues: Bool?
  var error: String?
}
