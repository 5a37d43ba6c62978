import Testing
import Varlink

@Suite struct InterfaceDescriptionTests {
  @Test func `knows every kind of type`() throws {
    let description = try InterfaceDescription(
      text: """
        # A comment
        interface org.example-2.thing
        type State (up, down_now)   # another
        type Nothing ()
        type All (b: bool, i: int, f: float, s: string, o: object, a: []State, m: [string]int,
          opt: ?[]?string, inner: (x: int, y: (one, two)))
        method Do(state: ?State) -> (all: []All)
        method Ping()->()
        error Bad (reason: string)
        """)
    let all: [InterfaceField] = [
      InterfaceField("b", .bool), InterfaceField("i", .int), InterfaceField("f", .float), InterfaceField("s", .string),
      InterfaceField("o", .object), InterfaceField("a", .array(.named("State"))), InterfaceField("m", .map(.int)),
      InterfaceField("opt", .optional(.array(.optional(.string)))),
      InterfaceField(
        "inner", .structure([InterfaceField("x", .int), InterfaceField("y", .enumeration(["one", "two"]))])),
    ]
    #expect(
      description
        == InterfaceDescription(
          name: "org.example-2.thing",
          types: [
            "State": .enumeration(["up", "down_now"]), "Nothing": .structure([]), "All": .structure(all),
          ],
          methods: [
            "Do": MethodDescription(
              parameters: [InterfaceField("state", .optional(.named("State")))],
              reply: [InterfaceField("all", .array(.named("All")))]),
            "Ping": MethodDescription(parameters: [], reply: []),
          ],
          errors: ["Bad": [InterfaceField("reason", .string)]]))
  }

  @Test(arguments: [
    ("", "line 1: expected 'interface', found the end of the text"),
    ("interface example", "line 1: expected an interface's name, found 'example'"),
    ("interface a.b-", "line 1: expected an interface's name, found 'a.b-'"),
    ("interface a.b\nfoo", "line 2: expected 'type', 'method' or 'error', found 'foo'"),
    ("interface a.b\ntype x ()", "line 2: expected a name that begins with a capital, found 'x'"),
    ("interface a.b\ntype X (a: int", "line 2: expected ')', found the end of the text"),
    ("interface a.b\ntype X (a_: int)", "line 2: expected a field's name, found 'a_'"),
    ("interface a.b\ntype X (a: ??int)", "line 2: expected a type, found '?'"),
    ("interface a.b\ntype X (a: int, a: int)", "line 2: 'a' is there twice"),
    ("interface a.b\ntype X ()\nerror X ()", "line 3: 'X' is there twice"),
    ("interface a.b\nmethod X()", "line 2: expected '->', found the end of the text"),
    ("interface a.b\nmethod X(a, b) -> ()", "line 2: expected types for the fields, found an enumeration"),
    ("interface a.b\nmethod X(a: Y) -> ()", "line 2: there is no type 'Y'"),
    ("interface a.b\ntype X (a: [int]int)", "line 2: expected ']', found 'int'"),
  ])
  func `tells what is wrong and where`(text: String, message: String) {
    #expect {
      try InterfaceDescription(text: text)
    } throws: { error in
      "\(error)" == message
    }
  }

  @Test(arguments: ["[]", "(a:", "?[]"])
  func `refuses endless nesting`(part: String) {
    let text = "interface a.b\ntype X (a: " + String(repeating: part, count: 100_000)
    #expect(throws: InterfaceSyntaxError.self) { try InterfaceDescription(text: text) }
  }

  @Test func `never crashes on what is cut off or mixed up`() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = Seeded(state: seed)
    let text = ServiceInterface.text
    for _ in 0..<500 {
      var broken = Array(text)
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        broken[Int.random(in: 0..<broken.count, using: &random)] =
          Array("()[]?:,->#\n aZ_0é").randomElement(using: &random) ?? " "
      }
      broken.removeLast(Int.random(in: 0..<broken.count, using: &random))
      do throws(InterfaceSyntaxError) {
        let description = try InterfaceDescription(text: String(broken))
        #expect(description.name.contains("."), "seed \(seed)")
      } catch {
        #expect(error.line >= 1 && !error.message.isEmpty, "seed \(seed)")
      }
    }
  }

  @Test func `has every service's methods and errors in its text`() throws {
    let description = try InterfaceDescription(text: ServiceInterface.text)
    #expect(description.name == ServiceInterface.name)
    #expect(Set(description.methods.keys) == [ServiceInterface.getInfo, ServiceInterface.getInterfaceDescription])
    #expect(description.errors.count == 6)
    #expect(
      description.methods[ServiceInterface.getInfo]?.reply.map(\.name) == [
        "vendor", "product", "version", "url", "interfaces",
      ])
  }
}
