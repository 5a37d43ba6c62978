import Varlink

/// The shape of Codable types, found by decoding them from nothing: which keys each asks for, of which types, and whether
/// it can do without them. All named types on the way are collected.
final class Shape {
  private(set) var types: [String: InterfaceType] = [:]

  /// The fields of a structure, in the order in which it reads them.
  func fields<T: Decodable>(of type: T.Type) throws -> [InterfaceField] {
    let recorder = Recorder(shape: self)
    _ = try T(from: recorder)
    return recorder.fields
  }

  /// How another type's field names this one, and some value of it.
  fileprivate func describe<T: Decodable>(_ type: T.Type) throws -> (InterfaceType, T) {
    let plain: [(InterfaceType, Any)] = [
      (.string, ""), (.bool, false), (.int, 0), (.int, Int64(0)), (.float, 0.0),
    ]
    for (kind, value) in plain { if let value = value as? T { return (kind, value) } }
    if let enumeration = T.self as? any CaseIterable.Type, let value = enumeration.anyCase as? T {
      types["\(T.self)"] = .enumeration(enumeration.words)
      return (.named("\(T.self)"), value)
    }
    let recorder = Recorder(shape: self)
    let value = try T(from: recorder)
    if let element = recorder.element { return (.array(element), value) }
    types["\(T.self)"] = .structure(recorder.fields)
    return (.named("\(T.self)"), value)
  }
}

extension CaseIterable {
  fileprivate static var anyCase: Any? { allCases.first }
  /// Each case as it stands on the wire.
  fileprivate static var words: [String] { allCases.map { (($0 as? any RawRepresentable)?.rawValue as? String) ?? "" } }
}

/// Answers every question of a decoder with something that fits, and writes the questions down.
private final class Recorder: Decoder {
  let shape: Shape
  var fields: [InterfaceField] = []
  var element: InterfaceType?
  let codingPath: [any CodingKey] = []
  let userInfo: [CodingUserInfoKey: Any] = [:]

  init(shape: Shape) {
    self.shape = shape
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedDecodingContainer<Key> {
    KeyedDecodingContainer(Keys(recorder: self))
  }

  func unkeyedContainer() -> any UnkeyedDecodingContainer {
    OneElement(recorder: self)
  }

  func singleValueContainer() throws -> any SingleValueDecodingContainer {
    throw UnknownShape()
  }
}

/// A type that neither the interface language nor this test knows.
private struct UnknownShape: Error {}

private struct Keys<Key: CodingKey>: KeyedDecodingContainerProtocol {
  let recorder: Recorder
  let codingPath: [any CodingKey] = []
  let allKeys: [Key] = []

  func contains(_ key: Key) -> Bool { true }
  func decodeNil(forKey key: Key) -> Bool { false }

  func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
    let (kind, value) = try recorder.shape.describe(type)
    recorder.fields.append(InterfaceField(key.stringValue, kind))
    return value
  }

  func decodeIfPresent<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T? {
    let (kind, value) = try recorder.shape.describe(type)
    recorder.fields.append(InterfaceField(key.stringValue, .optional(kind)))
    return value
  }

  // Types of the standard library have requirements of their own, which must not fall back on `decode`.
  func decodeIfPresent(_ type: String.Type, forKey key: Key) throws -> String? { try optional(type, key) }
  func decodeIfPresent(_ type: Bool.Type, forKey key: Key) throws -> Bool? { try optional(type, key) }
  func decodeIfPresent(_ type: Int.Type, forKey key: Key) throws -> Int? { try optional(type, key) }
  func decodeIfPresent(_ type: Int64.Type, forKey key: Key) throws -> Int64? { try optional(type, key) }
  func decodeIfPresent(_ type: Double.Type, forKey key: Key) throws -> Double? { try optional(type, key) }

  private func optional<T: Decodable>(_ type: T.Type, _ key: Key) throws -> T? {
    let (kind, value) = try recorder.shape.describe(type)
    recorder.fields.append(InterfaceField(key.stringValue, .optional(kind)))
    return value
  }

  func nestedContainer<Other>(keyedBy type: Other.Type, forKey key: Key) throws -> KeyedDecodingContainer<Other> {
    throw UnknownShape()
  }

  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer { throw UnknownShape() }
  func superDecoder() throws -> any Decoder { throw UnknownShape() }
  func superDecoder(forKey key: Key) throws -> any Decoder { throw UnknownShape() }
}

/// An array of one element, which is enough to see its type.
private struct OneElement: UnkeyedDecodingContainer {
  let recorder: Recorder
  let codingPath: [any CodingKey] = []
  let count: Int? = 1
  var currentIndex = 0
  var isAtEnd: Bool { currentIndex > 0 }

  mutating func decodeNil() -> Bool { false }

  mutating func decode<T: Decodable>(_ type: T.Type) throws -> T {
    currentIndex += 1
    let (kind, value) = try recorder.shape.describe(type)
    recorder.element = kind
    return value
  }

  mutating func nestedContainer<Key>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    throw UnknownShape()
  }

  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer { throw UnknownShape() }
  mutating func superDecoder() throws -> any Decoder { throw UnknownShape() }
}
