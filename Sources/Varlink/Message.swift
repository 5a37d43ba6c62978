import FoundationEssentials

/// Why a message cannot be used.
package enum MessageError: Error, Equatable, Sendable {
  /// Not a JSON object, or not the one expected; what is wrong with it.
  case malformed(String)
  /// A parameter is missing, of the wrong type or out of range; its name.
  case invalidParameter(String)
}

/// Reads a call's or a reply's parameters; missing ones and null are read as `{}`.
///
/// - Throws: `invalidParameter` with the name of the parameter that does not fit, `malformed` for what is no JSON object.
package func decodeParameters<P: Decodable>(_ type: P.Type, from bytes: [UInt8]) throws(MessageError) -> P {
  if let parameters = try decode(Envelope<P>.self, from: bytes).parameters { return parameters }
  return try decode(Filled<P>.self, from: Array(#"{"parameters":{}}"#.utf8)).parameters
}

/// The names of the parameters that a call or a reply carries.
package func parameterNames(in bytes: [UInt8]) throws(MessageError) -> [String] {
  try decode(Envelope<Names>.self, from: bytes).parameters?.names ?? []
}

/// Reads a whole message.
func decode<M: Decodable>(_ type: M.Type, from bytes: [UInt8]) throws(MessageError) -> M {
  do {
    return try decoder.decode(type, from: Data(bytes))
  } catch let error as DecodingError {
    throw MessageError(error)
  } catch {
    throw .malformed("\(error)")
  }
}

/// Writes a message with the NUL that ends it.
///
/// Keys are sorted, so that the same values are the same bytes in every process.
func encode(_ message: some Encodable) -> [UInt8] {
  do {
    return try Array(encoder.encode(message)) + [0]
  } catch {
    preconditionFailure("parameters of a type of our own do not encode: \(error)")
  }
}

/// One for all: neither is changed after this, and making them costs more than a small message.
private let decoder = JSONDecoder()
private let encoder: JSONEncoder = {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
  encoder.nonConformingFloatEncodingStrategy = .convertToString(
    positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
  return encoder
}()

/// The parameters of a message, whatever else it carries.
private struct Envelope<P: Decodable>: Decodable {
  var parameters: P?
}

private struct Filled<P: Decodable>: Decodable {
  var parameters: P
}

/// The keys of an object of any shape.
private struct Names: Decodable {
  var names: [String]

  init(from decoder: any Decoder) throws {
    names = try decoder.container(keyedBy: Name.self).allKeys.map(\.stringValue)
  }

  private struct Name: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }

    init?(stringValue: String) {
      self.stringValue = stringValue
    }

    init?(intValue: Int) {
      nil
    }
  }
}

extension MessageError {
  /// A fault below `parameters` is that parameter's; any other is the message's.
  fileprivate init(_ error: DecodingError) {
    let (path, text) = Self.place(of: error)
    guard path.first == "parameters" else {
      self = .malformed(text)
      return
    }
    self = .invalidParameter(path.count > 1 ? path[1] : path[0])
  }

  private static func place(of error: DecodingError) -> (path: [String], text: String) {
    let (context, missing): (DecodingError.Context, [any CodingKey]) =
      switch error {
      case .keyNotFound(let key, let context): (context, [key])
      case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context): (context, [])
      @unknown default: (DecodingError.Context(codingPath: [], debugDescription: "\(error)"), [])
      }
    return ((context.codingPath + missing).map(\.stringValue), context.debugDescription)
  }
}
