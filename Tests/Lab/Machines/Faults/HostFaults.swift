extension Fault {
  static let hostFaults: [Fault] = []
}
