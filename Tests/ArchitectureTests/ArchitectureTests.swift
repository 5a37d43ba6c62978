import FoundationEssentials
import Testing

/// The walls of the design, held against the sources as they are.
@Suite struct Architecture {
  private let sources: [SourceFile]

  init() throws {
    sources = try SourceTree.files(in: "Sources", ending: ".swift")
  }

  @Test func `arrows point towards the values`() {
    #expect(sources.count > 50)
    #expect(sources.flatMap(Rules.forbiddenImports) == [])
  }

  @Test func `pure targets do no input or output`() {
    #expect(Rules.pure.isSubset(of: Set(sources.map(\.target))))
    #expect(sources.flatMap(Rules.inputAndOutput) == [])
  }

  @Test func `files have one purpose`() {
    #expect(sources.flatMap(Rules.excessLength) == [])
  }

  @Test func `what other targets use is documented`() {
    #expect(sources.flatMap(Rules.undocumented) == [])
  }

  @Test func `tests await events`() throws {
    // The stand-in for Multipass plays a slow program, and this folder names what it looks for.
    let others = ["Tests/Lab/StandIn", "Tests/Lab/Multipass", "Tests/ArchitectureTests"]
    let tests = try SourceTree.files(in: "Tests", ending: ".swift").filter { file in
      !others.contains { file.path.hasPrefix($0) }
    }
    #expect(tests.count > 30)
    #expect(tests.flatMap(Rules.sleeping) == [])
  }

  @Test func `nothing names the machine that it was written on`() throws {
    let home = ProcessInfo.processInfo.environment["HOME"] ?? "/"
    let files = try SourceTree.everything().filter { !$0.path.contains("ArchitectureTests") }
    let found = files.flatMap { Rules.machineTraces(in: $0, checkout: SourceTree.root, home: home) }
    #expect(found == [])
  }

  @Test func `the root holds what the design names`() throws {
    let known: Set = ["Sources", "Tests", "packaging", "systemd", "README.md", "Package.swift", "Package.resolved"]
    let unknown = try SourceTree.entries().filter { !$0.hasPrefix(".") && !known.contains($0) }
    #expect(unknown == [])
  }
}
