extension Fault {
  static let guestFaults: [Fault] = []
}
