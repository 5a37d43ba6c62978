import Glibc

/// Snapshots of the guests' disks, and the place that there is for them.
extension LabGuests {
  package func takeSnapshot(_ name: String, _ snapshot: String) throws {
    try inHypervisorsWords { try layout.guest(name).keepDisk(as: snapshot) }
  }

  package func restoreSnapshot(_ name: String, _ snapshot: String) throws {
    try inHypervisorsWords { try layout.guest(name).takeDisk(keptAs: snapshot) }
  }

  package func deleteSnapshot(_ name: String, _ snapshot: String) throws {
    try inHypervisorsWords { try layout.guest(name).forgetDisk(keptAs: snapshot) }
  }

  package var availableDisk: Int64 {
    var information = statvfs()
    guard let root = try? layout.laptop.root, statvfs("\(root)/", &information) == 0 else { return .max }
    return Int64(information.f_bavail) * Int64(information.f_frsize)
  }
}
