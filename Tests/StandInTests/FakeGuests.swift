import Dispatch
import Glibc
import Locks
import StandIn

/// Guests that are nothing but their states; tests change these and hear of every call.
final class FakeGuests: Guests {
  struct Guest: Sendable {
    var specification: GuestSpecification
    var isOn = false
    var isFrozen = false
    var answers = true
    var isInitialized = true
    /// Whether the power button does anything.
    var heedsPowerButton = true
    var addresses = ["10.231.0.2", "172.17.0.1"]
    /// What is mounted: targets and their sources.
    var mounted: [String: String] = [:]
  }

  private let guests = Locked<[String: Guest]>([:])
  private let calls = Locked<[String]>([])
  /// The sources that cannot be mounted.
  let missingSources = Locked<Set<String>>([])
  private let freeDisk = Locked<Int64>(100 << 30)
  private let watchers = Locked<[(String, DispatchSemaphore)]>([])
  /// What a command in a guest does.
  private let program: @Sendable ([String], GuestStreams) -> Int32

  private let initializes: Bool

  /// Guests that run `program` for every command, and whose cloud-init gets done or not.
  init(
    initializes: Bool = true, program: @escaping @Sendable ([String], GuestStreams) -> Int32 = { _, _ in 0 }
  ) {
    self.initializes = initializes
    self.program = program
  }

  subscript(_ name: String) -> Guest? { guests.withLock { $0[name] } }

  /// The calls that changed something, in order, such as `powerOn docker-host`.
  var log: [String] { calls.withLock { $0 } }

  func change(_ name: String, _ body: (inout Guest) -> Void) {
    guests.withLock { if var guest = $0[name] { body(&guest); $0[name] = guest } }
  }

  /// Is signalled when `call` is made, or was.
  func expect(_ call: String) -> DispatchSemaphore {
    let semaphore = DispatchSemaphore(value: 0)
    watchers.withLock { $0.append((call, semaphore)) }
    if log.contains(call) { semaphore.signal() }
    return semaphore
  }

  private func note(_ call: String) {
    calls.withLock { $0.append(call) }
    for (expected, semaphore) in watchers.withLock({ $0 }) where expected == call { semaphore.signal() }
  }

  private func alter(_ name: String, _ call: String, _ body: (inout Guest) throws -> Void) throws {
    try guests.withLock { guests in
      guard var guest = guests[name] else { throw GuestFailure("no machine \(name)") }
      try body(&guest)
      guests[name] = guest
    }
    note("\(call) \(name)")
  }

  func create(_ name: String, _ specification: GuestSpecification) throws {
    guests.withLock { $0[name] = Guest(specification: specification, isInitialized: initializes) }
    note("create \(name)")
  }

  func powerOn(_ name: String) throws {
    try alter(name, "powerOn") {
      guard !$0.isOn else { throw GuestFailure("qemu: Failed to get \"write\" lock") }
      $0.isOn = true
    }
  }

  func requestPowerOff(_ name: String) throws {
    try alter(name, "requestPowerOff") { if $0.heedsPowerButton { ($0.isOn, $0.mounted) = (false, [:]) } }
  }

  func cutPower(_ name: String) throws {
    try alter(name, "cutPower") { ($0.isOn, $0.isFrozen, $0.mounted) = (false, false, [:]) }
  }

  func isPoweredOn(_ name: String) -> Bool { self[name]?.isOn ?? false }
  func freeze(_ name: String) throws { try alter(name, "freeze") { $0.isFrozen = true } }
  func thaw(_ name: String) throws { try alter(name, "thaw") { $0.isFrozen = false } }
  func addresses(_ name: String) -> [String] { self[name]?.addresses ?? [] }

  func answers(_ name: String, withinSeconds seconds: Int) -> Bool {
    note("answers \(name)")
    return self[name].map { $0.isOn && $0.answers && !$0.isFrozen } ?? false
  }

  func run(_ name: String, _ command: [String], streams: GuestStreams) throws -> Int32 {
    note("run \(name)")
    return program(command, streams)
  }

  func isInitialized(_ name: String) -> Bool { self[name]?.isInitialized ?? false }

  func resize(_ name: String, _ specification: GuestSpecification) throws {
    try alter(name, "resize") { $0.specification = specification }
  }

  func mount(_ name: String, _ mount: Mount) throws {
    if missingSources.withLock({ $0.contains(mount.source) }) {
      throw GuestFailure("Mount source path \"\(mount.source)\" does not exist.")
    }
    try alter(name, "mount \(mount.target)") { $0.mounted[mount.target] = mount.source }
  }

  func unmount(_ name: String, _ target: String) throws {
    try alter(name, "unmount \(target)") { $0.mounted[target] = nil }
  }

  func takeSnapshot(_ name: String, _ snapshot: String) throws { note("takeSnapshot \(name).\(snapshot)") }
  func restoreSnapshot(_ name: String, _ snapshot: String) throws { note("restoreSnapshot \(name).\(snapshot)") }
  func deleteSnapshot(_ name: String, _ snapshot: String) throws { note("deleteSnapshot \(name).\(snapshot)") }

  var availableDisk: Int64 {
    get { freeDisk.withLock { $0 } }
    set { freeDisk.withLock { $0 = newValue } }
  }

  func destroy(_ name: String) throws {
    guests.withLock { $0[name] = nil }
    note("destroy \(name)")
  }
}
