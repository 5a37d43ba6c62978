/// What a call asks for, without its parameters.
package struct CallHead: Decodable, Equatable, Sendable {
  /// The method's name with its interface.
  package var method: String
  /// No reply is wanted, not even an error.
  package var oneway: Bool
  /// Several replies are welcome.
  package var more: Bool
  /// The connection is to carry something else after the reply.
  package var upgrade: Bool

  private enum CodingKeys: CodingKey {
    case method
    case oneway
    case more
    case upgrade
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    method = try container.decode(String.self, forKey: .method)
    oneway = try container.decodeIfPresent(Bool.self, forKey: .oneway) ?? false
    more = try container.decodeIfPresent(Bool.self, forKey: .more) ?? false
    upgrade = try container.decodeIfPresent(Bool.self, forKey: .upgrade) ?? false
  }

  /// The part of the method's name before its last dot; nil where there is none.
  package var interface: String? {
    method.lastIndex(of: ".").map { String(method[..<$0]) }
  }

  /// The part of the method's name after its last dot.
  package var member: String {
    method.lastIndex(of: ".").map { String(method[method.index(after: $0)...]) } ?? method
  }
}

/// Reads who is called and how; the parameters are left for `decodeParameters` once the method is known.
///
/// - Throws: `MessageError.malformed` for anything that is no call.
package func decodeCall(_ bytes: [UInt8]) throws(MessageError) -> CallHead {
  try decode(CallHead.self, from: bytes)
}

/// Writes a call with its NUL; the method's name is that with its interface.
package func encodeCall(
  method: String, parameters: some Encodable, more: Bool = false, oneway: Bool = false
) -> [UInt8] {
  encode(Call(method: method, parameters: parameters, more: more ? true : nil, oneway: oneway ? true : nil))
}

private struct Call<P: Encodable>: Encodable {
  var method: String
  var parameters: P
  var more: Bool?
  var oneway: Bool?
}

/// No parameters at all: `{}`.
package struct NoParameters: Codable, Equatable, Sendable {
  package init() {}
}
