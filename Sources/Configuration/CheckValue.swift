/// A value as it was typed for one key.
package enum TypedValue: Equatable, Sendable {
  case text(String)
  case number(Int)
}

/// What is wrong with a value for a key of a host, such as `memory` or `engine.version`; nil where nothing is.
package func complaint(about value: TypedValue, for key: String) -> String? {
  guard let setting = hostSettings.first(where: { $0.path.joined(separator: ".") == key }) else { return "unknown key" }
  var scratch = HostConfiguration(name: "scratch")
  do {
    try setting.read(value.node, &scratch)
    return nil
  } catch {
    return error.reason
  }
}

extension TypedValue {
  fileprivate var node: Node {
    switch self {
    case .text(let text): .string(text)
    case .number(let number): .integer(number)
    }
  }
}
