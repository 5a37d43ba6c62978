import Testing

/// The rules see what they are there to see.
@Suite struct BrokenWalls {
  private func file(_ text: String, in target: String = "Supervision") -> SourceFile {
    SourceFile(path: "Sources/\(target)/File.swift", text: text)
  }

  @Test(arguments: [
    ("Supervision", "import FoundationEssentials"), ("Diagnosis", "package import Supervision"),
    ("Varlink", "internal import Glibc"), ("Multipass", "@preconcurrency import Dispatch"),
    ("Configuration", "import struct Foundation.Data"), ("DockhostRuntime", "import Foundation"),
    ("DockhostClient", "  @testable import DockhostRuntime"),
  ])
  func `an arrow in the wrong direction`(target: String, line: String) {
    #expect(Rules.forbiddenImports(in: file("// import Glibc\n\(line)\n", in: target)).count == 1)
  }

  @Test(arguments: [
    "let text = try Data(contentsOf: url)", "FileManager.default", "let now = Date()", "Date.now",
    "ProcessInfo.processInfo",
    "print(1)", "Int.random(in: 1...2)", "ContinuousClock().now",
  ])
  func `input or output in a pure target`(line: String) {
    #expect(Rules.inputAndOutput(in: file("// \(line)\n\(line)\n")).count == 1)
    #expect(Rules.inputAndOutput(in: file(line, in: "DockhostRuntime")) == [])
  }

  @Test func `a file that is too long`() {
    #expect(Rules.excessLength(of: file(String(repeating: "\n", count: 300))) == [])
    #expect(Rules.excessLength(of: file(String(repeating: "\n", count: 301))).count == 1)
  }

  @Test(arguments: [
    "package struct A {", "  package static func a() {", "package mutating func a()", "package final class A {",
    "@discardableResult\npackage func a()", "package typealias A = Int", "package indirect enum A",
  ])
  func `a type or function without documentation`(line: String) {
    #expect(Rules.undocumented(in: file("\n\(line)")).count == 1)
    #expect(Rules.undocumented(in: file("// A.\n\(line)")).count == 1)
    #expect(Rules.undocumented(in: file("/// A.\n\(line)")) == [])
  }

  @Test(arguments: ["try await Task.sleep(for: .seconds(1))", "usleep(10)", "  sleep(1)", "Glibc.sleep(2)"])
  func `a test that sleeps`(line: String) {
    #expect(Rules.sleeping(in: file("// \(line)\n\(line)")).count == 1)
  }

  @Test(arguments: [
    "a /src/checkout/b", "/home/me/.cache", "http://mirror.internal.corp/debian", "https://u:p@r.corp.net:1",
  ])
  func `a trace of one machine`(line: String) {
    #expect(Rules.machineTraces(in: file(line), checkout: "/src/checkout", home: "/home/me").count == 1)
  }

  @Test(arguments: [
    "https://github.com/apple/swift-log", "http://example.com", "http://10.231.0.1:2375", "http://localhost/",
  ])
  func `no trace of a machine`(line: String) {
    #expect(Rules.machineTraces(in: file(line), checkout: "/src/checkout", home: "/home/me") == [])
  }
}
