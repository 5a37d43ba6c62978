/// The machines that the stand-in's daemon owns: what a hypervisor does for Multipass, real ones in the lab and
/// fakes in its unit tests.
///
/// Every call may block its caller; the daemon serves one command at a time, as Multipass does.
package protocol Guests: Sendable {
  /// Makes a powered-off machine from an image; throws `GuestFailure` when it cannot.
  func create(_ name: String, _ specification: GuestSpecification) throws

  /// Powers the machine on and returns once its init runs; SSH and the address may come later.
  func powerOn(_ name: String) throws

  /// Presses the power button: the guest shuts down in order, in its own time.
  func requestPowerOff(_ name: String) throws

  /// Pulls the plug.
  func cutPower(_ name: String) throws

  /// Whether the machine's init is alive, frozen or not.
  func isPoweredOn(_ name: String) -> Bool

  /// Stops the machine's processes where they are and takes its link down, as a suspend to disk would.
  func freeze(_ name: String) throws

  /// Lets a frozen machine go on, its link up again.
  func thaw(_ name: String) throws

  /// The guest's IPv4 addresses as `multipass list` orders them: the management address first; empty without one.
  func addresses(_ name: String) -> [String]

  /// Whether the guest answers on its SSH port within `seconds`.
  func answers(_ name: String, withinSeconds seconds: Int) -> Bool

  /// Runs `command` in the guest as the instance user, its standard streams being the given descriptors, and returns
  /// its exit status (255 for one killed by a signal); throws `GuestFailure` when the guest cannot be reached.
  func run(_ name: String, _ command: [String], streams: GuestStreams) throws -> Int32

  /// Whether first boot's initialisation (cloud-init) is complete.
  func isInitialized(_ name: String) -> Bool

  /// Changes the sizes of a powered-off machine.
  func resize(_ name: String, _ specification: GuestSpecification) throws

  /// Makes a folder of the host appear in the running guest, whatever was mounted there before; throws `GuestFailure` when
  /// it cannot.
  func mount(_ name: String, _ mount: Mount) throws

  /// Takes what is mounted at `target` out of the running guest, at once, in use or not.
  func unmount(_ name: String, _ target: String) throws

  /// Keeps the disk of a powered-off machine under a name.
  func takeSnapshot(_ name: String, _ snapshot: String) throws

  /// Gives a powered-off machine the disk that was kept under that name.
  func restoreSnapshot(_ name: String, _ snapshot: String) throws

  /// Forgets the disk that was kept under that name.
  func deleteSnapshot(_ name: String, _ snapshot: String) throws

  /// Bytes that are free where the machines' disks are said to be: on the laptop's disk.
  var availableDisk: Int64 { get }

  /// Removes the machine, its disk and its snapshots.
  func destroy(_ name: String) throws
}

/// What a machine is made of.
package struct GuestSpecification: Equatable, Sendable, Codable {
  /// The image's name: `bare`, `engine` (Docker Engine on TCP 2375 by an ExecStart made by hand) or `engine-socket`
  /// (the port owned by docker.socket).
  package var image: String
  package var cpus: Int
  /// Bytes.
  package var memory: Int64
  /// Bytes.
  package var disk: Int64
  /// The cloud-config document that first boot runs.
  package var cloudInit: String?

  package init(image: String, cpus: Int, memory: Int64, disk: Int64, cloudInit: String? = nil) {
    self.image = image
    self.cpus = cpus
    self.memory = memory
    self.disk = disk
    self.cloudInit = cloudInit
  }
}

/// The descriptors that a command in a guest uses as its standard streams.
package struct GuestStreams: Sendable {
  package var input: Int32
  package var output: Int32
  package var error: Int32

  package init(input: Int32, output: Int32, error: Int32) {
    self.input = input
    self.output = output
    self.error = error
  }
}

/// A machine could not do what was asked; `reason` is a sentence in the hypervisor's words.
package struct GuestFailure: Error, Equatable {
  package var reason: String

  package init(_ reason: String) {
    self.reason = reason
  }
}
