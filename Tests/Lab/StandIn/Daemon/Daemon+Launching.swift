import Dispatch

extension Daemon {
  /// Copies the image and waits for the guest off the main thread.
  func launch(_ request: LaunchRequest, _ caller: Caller) {
    do throws(Refusal) {
      let (name, specification) = try change { (memory: inout Memory) throws(Refusal) in
        let resolved = try request.resolve(in: memory.table, preparing: memory.preparing)
        try self.requireMeans(for: resolved.1, request)
        memory.preparing.insert(resolved.0)
        return resolved
      }
      caller.send(.progress("Creating \(name) "))
      inBackground {
        self.fetch(specification.image, caller)
        self.prepare(name, specification, request, caller)
      }
    } catch {
      caller.send(.refused(error))
    }
  }

  /// Whether there is all that a launch needs of the host.
  private func requireMeans(for specification: GuestSpecification, _ request: LaunchRequest) throws(Refusal) {
    let faults = folder.readFaults()
    if faults.withoutKVM == true { throw .withoutKVM }
    if faults.withoutImages == true { throw .withoutImages }
    try request.requireRoom(for: specification.disk, available: guests.availableDisk)
  }

  /// Tells of an image's way here as if it had one.
  private func fetch(_ image: String, _ caller: Caller) {
    guard !look({ $0.table.images.contains(image) }) else { return }
    let seconds = folder.readFaults().imageSeconds ?? 0
    for percent in stride(from: 0, through: 100, by: 5) {
      caller.send(.percent("Retrieving image: ", percent))
      pause(milliseconds: UInt32(seconds * 50))
    }
    caller.send(.progress("Verifying image: "))
    _ = try? change { $0.table.images.insert(image) }
  }

  private func prepare(
    _ name: String, _ specification: GuestSpecification, _ request: LaunchRequest, _ caller: Caller
  ) {
    let outcome = Result { () throws(Refusal) in try attempt { try guests.create(name, specification) } }
    mainThread.async(group: work) {
      caller.answerOnlyRefusals { () throws(Refusal) in
        _ = try self.change { (memory: inout Memory) throws(Refusal) in memory.preparing.remove(name) }
        try outcome.get()
        try self.begin(name, specification)
        caller.send(.progress("Starting \(name) "))
        self.inBackground { self.awaitInitialization(of: name, request, caller) }
      }
    }
  }

  private func begin(_ name: String, _ specification: GuestSpecification) throws(Refusal) {
    let instance = Instance(specification: specification, state: .stopped)
    try change { (memory: inout Memory) throws(Refusal) in memory.table.instances[name] = instance }
    try attempt { try guests.powerOn(name) }
    change(name) { $0.state = .starting }
  }

  private func awaitInitialization(of name: String, _ request: LaunchRequest, _ caller: Caller) {
    if let complaint = complaintAfterWaiting(for: name, timeout: request.timeout) {
      return caller.send(.refused(.errors(.failedPrecondition, [complaint])))
    }
    caller.send(.progress("Waiting for initialization to complete "))
    let deadline =
      ContinuousClock.now + .seconds(folder.readFaults().initializationSeconds ?? patience(request.timeout))
    while !guests.isInitialized(name) {
      guard ContinuousClock.now < deadline else {
        let complaint = "timed out waiting for initialization to complete"
        return caller.send(.refused(.errors(.failedPrecondition, [complaint])))
      }
      pause(milliseconds: 500)
    }
    change(name) { $0.mounts = request.mounts }
    activateMounts(of: name).forEach { caller.send(.warning($0)) }
    caller.send(.launched(name))
  }
}

extension Caller {
  /// Runs `work`, whose end is answered by others unless it throws.
  func answerOnlyRefusals(_ work: () throws(Refusal) -> Void) {
    do throws(Refusal) { try work() } catch { send(.refused(error)) }
  }
}
