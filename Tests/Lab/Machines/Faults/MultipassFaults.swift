extension Fault {
  static let multipassFaults: [Fault] = []
}
