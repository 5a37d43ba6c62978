/// An interface as its text describes it, without the comments.
package struct InterfaceDescription: Equatable, Sendable {
  package var name: String
  /// Named types: structures and enumerations.
  package var types: [String: InterfaceType]
  package var methods: [String: MethodDescription]
  /// The parameters of each error, by its name.
  package var errors: [String: [InterfaceField]]

  package init(
    name: String, types: [String: InterfaceType] = [:], methods: [String: MethodDescription] = [:],
    errors: [String: [InterfaceField]] = [:]
  ) {
    self.name = name
    self.types = types
    self.methods = methods
    self.errors = errors
  }
}

/// What goes into a method and what comes out of it.
package struct MethodDescription: Equatable, Sendable {
  package var parameters: [InterfaceField]
  package var reply: [InterfaceField]

  package init(parameters: [InterfaceField], reply: [InterfaceField]) {
    self.parameters = parameters
    self.reply = reply
  }
}

/// A named value of a structure.
package struct InterfaceField: Equatable, Sendable {
  package var name: String
  package var type: InterfaceType

  package init(_ name: String, _ type: InterfaceType) {
    self.name = name
    self.type = type
  }
}

/// A type of the interface language.
package indirect enum InterfaceType: Equatable, Sendable {
  case bool
  case int
  case float
  case string
  /// Any JSON object.
  case object
  /// A type that the interface names.
  case named(String)
  case structure([InterfaceField])
  case enumeration([String])
  case array(InterfaceType)
  /// An object whose keys are free and whose values have this type.
  case map(InterfaceType)
  case optional(InterfaceType)

  /// The name of a type of the interface that this one is made of, if any; for structures, of each field.
  var references: [String] {
    switch self {
    case .bool, .int, .float, .string, .object, .enumeration: []
    case .named(let name): [name]
    case .structure(let fields): fields.flatMap(\.type.references)
    case .array(let element), .map(let element), .optional(let element): element.references
    }
  }
}
