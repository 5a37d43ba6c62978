import FoundationEssentials
import Provisioning
import Testing

@Suite struct JSONValues {
  @Test(arguments: [
    JSONValue.null, .bool(true), .int(3), .double(0.5), .string("é\u{1f600}"), .array([.int(1), .null]),
    .object(["a": .object([:])]),
  ])
  func `come back from their text`(value: JSONValue) throws {
    let text = try JSONEncoder().encode([value])
    #expect(try JSONDecoder().decode([JSONValue].self, from: text) == [value])
  }
}
