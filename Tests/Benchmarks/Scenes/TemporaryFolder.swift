import FoundationEssentials
import Glibc

/// Makes a folder that only this user may read.
func makeTemporaryFolder() throws -> String {
  var template = Array("/tmp/dockhost-benchmarks.XXXXXX".utf8CString)
  guard mkdtemp(&template) != nil else { throw MeasurementFailure.system("make a folder in /tmp") }
  return String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
}

/// Removes a folder with all that is in it.
func removeFolder(_ folder: String) {
  do {
    try FileManager.default.removeItem(atPath: folder)
  } catch {
    say("cannot remove \"\(folder)\": \(error)")
  }
}
