import ArgumentParser

/// The figures that README quotes, and the command that prints them.
@main
struct Benchmarks: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "benchmarks",
    abstract: "Measure Dockhost beside its bars, and beside its peers in the same run.",
    subcommands: [Measure.self, TimeCommands.self],
    defaultSubcommand: Measure.self)
}

struct Measure: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measure and print one table.",
    discussion: """
      What is measured is what users run: a release build with Swift's runtime linked in. A missed bar is a row that says
      so; the exit status is 1 only where something could not be measured. The lab's benchmarks take root.
      """)

  @Argument(help: ArgumentHelp("Which benchmarks to run (default: all); --list names them", valueName: "name"))
  var names: [String] = []

  @Flag(help: "Take fewer samples in a shorter time")
  var quick = false

  @Flag(help: "Name the benchmarks and their bars, and end")
  var list = false

  @Option(
    help: ArgumentHelp(
      "Measure the static release build in this folder, instead of building one into .build/released",
      valueName: "folder"))
  var programs: String?

  func validate() throws {
    for name in names where !Benchmark.all.contains(where: { $0.name == name }) {
      let known = Benchmark.all.map(\.name).joined(separator: ", ")
      throw ValidationError("there is no benchmark \"\(name)\"; there are \(known)")
    }
  }

  func run() throws {
    if list { return printList() }
    let built = try programs.map { try MeasuredPrograms(given: $0) } ?? MeasuredPrograms.build()
    let workshop = Workshop(programs: built, isQuick: quick)
    defer { workshop.close() }
    var report = Report(workshop)
    var failed = false
    for benchmark in Benchmark.all where names.isEmpty || names.contains(benchmark.name) {
      do {
        say("\(benchmark.name): \(benchmark.abstract)")
        report.figures += try benchmark.measure(workshop)
      } catch {
        say("\(benchmark.name): cannot be measured: \(error)")
        failed = true
      }
    }
    print(report.text)
    if failed { throw ExitCode.failure }
  }

  private func printList() {
    let width = Benchmark.all.map(\.name.count).max() ?? 0
    for benchmark in Benchmark.all {
      let padding = String(repeating: " ", count: width - benchmark.name.count)
      print("\(benchmark.name)\(padding)  \(benchmark.abstract)")
    }
  }
}
