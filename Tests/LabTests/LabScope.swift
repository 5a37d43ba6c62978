import Machines
import StandIn
import Testing

/// Makes one lab for a suite, and ends it after the suite's last test.
struct LabScope: SuiteTrait, TestScoping {
  /// The guests that are running when the first test begins, and their images.
  var guests: [String: String] = [:]
  /// Whether the stand-in's daemon owns them.
  var withMultipass = false

  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable @concurrent () async throws -> Void
  )
    async throws
  {
    let lab = try Lab.up(withMultipass: withMultipass)
    defer { #expect(throws: Never.self) { try lab.down() } }
    let owner = try LabGuests(labDirectory: lab.folder, waitsForServices: true)
    for (name, image) in guests where withMultipass {
      let launched = try lab.multipass("launch", "--name", name, image)
      try #require(launched.status == 0, "\(launched.errorOutput)")
      try #require(try lab.guest(name).waitUntilBooted())
    }
    for (name, image) in guests where !withMultipass {
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
  static func lab(guests: [String: String] = [:], withMultipass: Bool = false) -> Self {
    LabScope(guests: guests, withMultipass: withMultipass)
  }
}

/// The suite's lab.
func currentLab() throws -> Lab { try #require(LabScope.current).lab }

/// The suite's guests.
func currentGuests() throws -> LabGuests { try #require(LabScope.current).guests }

/// Why no lab can be had here.
private let obstacle = Lab.obstacle

/// All tests that make labs: one after another, since each machine takes some of the inotify instances of which root has
/// only 128 (fs.inotify.max_user_instances); skipped, with the reason, where no lab can be had.
@Suite(.enabled(if: obstacle == nil, Comment(rawValue: obstacle ?? "")), .serialized, .timeLimit(.minutes(10)))
enum Labs {}
