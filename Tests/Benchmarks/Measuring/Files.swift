import Glibc

/// The text of a file of any kind, those of /proc too; empty when it cannot be read.
func readFile(_ path: String) -> String {
  let descriptor = open(path, O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else { return "" }
  defer { close(descriptor) }
  var bytes: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 16_384)
  while case let count = read(descriptor, &chunk, chunk.count), count > 0 { bytes += chunk[..<count] }
  return String(decoding: bytes, as: UTF8.self)
}

/// Writes a whole file, whose folder is there.
func writeFile(_ text: String, to path: String, mode: mode_t = 0o644) throws {
  let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
  guard descriptor >= 0 else { throw MeasurementFailure.system("open \"\(path)\"") }
  defer { close(descriptor) }
  var text = text
  let count = text.withUTF8 { write(descriptor, $0.baseAddress, $0.count) }
  guard count == text.utf8.count else { throw MeasurementFailure.system("write \"\(path)\"") }
}

/// The numbers that name entries of a folder, such as the processes in /proc.
func numbers(in folder: String) -> [Int32] {
  guard let stream = opendir(folder) else { return [] }
  defer { closedir(stream) }
  var found: [Int32] = []
  while let entry = readdir(stream) {
    let name = withUnsafePointer(to: &entry.pointee.d_name) {
      $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
    }
    if let number = Int32(name) { found.append(number) }
  }
  return found
}

/// The text without white space at its ends.
func trimmed(_ text: String) -> String {
  let kept = text.drop { $0.isWhitespace }
  return String(kept.reversed().drop { $0.isWhitespace }.reversed())
}
