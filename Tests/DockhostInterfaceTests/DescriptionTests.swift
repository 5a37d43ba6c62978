import DockhostInterface
import Testing
import Varlink

/// The interface's text and the Swift types say the same.
@Suite struct DescriptionTests {
  @Test func `has the same methods and types as Swift`() throws {
    let shape = Shape()
    let empty: [InterfaceField] = []
    let host = try shape.fields(of: HostParameters.self)
    let action = MethodDescription(parameters: host, reply: try shape.fields(of: ActionReply.self))
    let work = try shape.fields(of: WorkReply.self)
    let access = try shape.fields(of: AccessReply.self)
    let methods: [SupervisorInterface.Method: MethodDescription] = [
      .getStatus: MethodDescription(parameters: host, reply: try shape.fields(of: StatusReply.self)),
      .monitor: MethodDescription(parameters: host, reply: try shape.fields(of: MonitorReply.self)),
      .start: action, .stop: action, .check: action, .pause: action, .resume: action,
      .restart: MethodDescription(parameters: try shape.fields(of: RestartParameters.self), reply: action.reply),
      .getSettings: MethodDescription(parameters: empty, reply: try shape.fields(of: SettingsReply.self)),
      .reload: MethodDescription(parameters: empty, reply: try shape.fields(of: ReloadReply.self)),
      .up: MethodDescription(parameters: try shape.fields(of: UpParameters.self), reply: work),
      .resize: MethodDescription(parameters: try shape.fields(of: ResizeParameters.self), reply: work),
      .delete: MethodDescription(parameters: try shape.fields(of: DeleteParameters.self), reply: work),
      .upgrade: MethodDescription(parameters: try shape.fields(of: UpgradeParameters.self), reply: work),
      .mount: MethodDescription(parameters: try shape.fields(of: MountParameters.self), reply: work),
      .unmount: MethodDescription(parameters: try shape.fields(of: UnmountParameters.self), reply: work),
      .verify: MethodDescription(parameters: host, reply: work),
      .forget: MethodDescription(parameters: host, reply: work),
      .getAccess: MethodDescription(parameters: try shape.fields(of: AccessParameters.self), reply: access),
    ]
    let description = SupervisorInterface.description
    #expect(description.name == SupervisorInterface.name)
    #expect(Set(description.methods.keys) == Set(SupervisorInterface.Method.allCases.map(\.rawValue)))
    for (method, expected) in methods { #expect(description.methods[method.rawValue] == expected) }
    #expect(methods.count == SupervisorInterface.Method.allCases.count)
    #expect(Set(description.types.keys) == Set(shape.types.keys))
    for (name, type) in shape.types { #expect(description.types[name] == type, "\(name)") }
  }

  @Test func `has the same errors as Swift`() throws {
    let errors = SupervisorInterface.description.errors
    let names = errors.keys.map { "\(SupervisorInterface.name).\($0)" }
    #expect(Set(names) == Set(samples.map(\.name)))
    for sample in samples {
      let name = sample.name.split(separator: ".").last.map(String.init)
      let fields = try #require(errors[name ?? ""])
      let carried = try parameterNames(in: Array(sample.encoded().dropLast()))
      let required = fields.filter { !$0.type.isOptional }.map(\.name)
      #expect(Set(carried).isSubset(of: fields.map(\.name)), "\(sample)")
      #expect(Set(required).isSubset(of: carried), "\(sample)")
    }
    // With all its optional parameters, an error carries everything that the text names.
    for (name, fields) in errors {
      let carried = try samples.filter { $0.name.hasSuffix(".\(name)") }
        .map { Set(try parameterNames(in: Array($0.encoded().dropLast()))) }
      #expect(carried.contains(Set(fields.map(\.name))), "\(name)")
    }
  }

  @Test func `reads an error only with every parameter that is not optional`() throws {
    for (name, fields) in SupervisorInterface.description.errors {
      let full = fields.map { (field: $0, json: "\"\($0.name)\":\($0.type.sample)") }
      for left in full {
        let rest = full.filter { $0.field != left.field }.map(\.json).joined(separator: ",")
        let error = SupervisorError(
          name: "\(SupervisorInterface.name).\(name)", from: Array("{\"parameters\":{\(rest)}}".utf8))
        #expect((error != nil) == left.field.type.isOptional, "\(name) without \(left.field.name)")
      }
      let all = full.map(\.json).joined(separator: ",")
      #expect(
        SupervisorError(name: "\(SupervisorInterface.name).\(name)", from: Array("{\"parameters\":{\(all)}}".utf8))
          != nil,
        "\(name) with all of \(all)")
    }
  }

  @Test func `leaves out what is nil`() {
    let host = Host(
      name: "a", desired: .onDemand, paused: false, phase: .absent, conditions: [], instance: Instance(state: ""),
      endpoint: Endpoint(port: 2375))
    let bytes = encodeReply(parameters: StatusReply(hosts: [host]))
    let expected =
      #"{"parameters":{"hosts":[{"conditions":[],"desired":"onDemand","endpoint":{"port":2375},"#
      + #""instance":{"state":""},"name":"a","paused":false,"phase":"absent"}]}}"#
    #expect(String(decoding: bytes.dropLast(), as: UTF8.self) == expected)
  }
}

extension InterfaceType {
  fileprivate var isOptional: Bool {
    if case .optional = self { true } else { false }
  }

  /// Some value of the type, as JSON.
  fileprivate var sample: String {
    switch self {
    case .bool: "true"
    case .int: "3"
    case .float: "0.5"
    case .string: "\"x\""
    case .named("Phase"): "\"healthy\""
    case .array(let element): "[\(element.sample)]"
    case .optional(let wrapped): wrapped.sample
    case .object, .named, .structure, .enumeration, .map: "{}"
    }
  }
}
