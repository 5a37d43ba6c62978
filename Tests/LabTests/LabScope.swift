import Machines
import StandIn
import Testing

/// Makes one lab for a suite, and ends it after the suite's last test.
struct LabScope: SuiteTrait, TestScoping {
  /// The guests that are running when the first test begins, and their images.
  var guests: [String: String] = [:]

  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable @concurrent () async throws -> Void
  )
    async throws
  {
    let lab = try Lab.up(withMultipass: false)
    defer { #expect(throws: Never.self) { try lab.down() } }
    let owner = try LabGuests(labDirectory: lab.folder, waitsForServices: true)
    for (name, image) in guests {
      let specification = GuestSpecification(image: image, cpus: 1, memory: 1 << 30, disk: 4 << 30)
      try owner.create(name, specification)
      try owner.powerOn(name)
    }
    try await LabScope.$current.withValue((lab, owner)) { try await function() }
  }

  @TaskLocal static var current: (lab: Lab, guests: LabGuests)?
}

extension Trait where Self == LabScope {
  /// Runs the suite's tests in a lab of their own, with these guests (name to image) powered on.
  static func lab(guests: [String: String] = [:]) -> Self { LabScope(guests: guests) }
}

/// The suite's lab.
func currentLab() throws -> Lab { try #require(LabScope.current).lab }

/// The suite's guests.
func currentGuests() throws -> LabGuests { try #require(LabScope.current).guests }

/// Why no lab can be had here, for the report of a skipped suite.
let obstacle = Lab.obstacle
