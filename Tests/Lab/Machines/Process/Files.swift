import FoundationEssentials
import Glibc

/// The text of a small file, nil when it cannot be read.
func readText(_ path: String) -> String? {
  // Files of /proc and /sys say that they are empty, so the size is no guide.
  guard let file = fopen(path, "re") else { return nil }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 4096)
  while case let count = fread(&chunk, 1, chunk.count, file), count > 0 { bytes += chunk[..<count] }
  return String(decoding: bytes, as: UTF8.self)
}

/// Writes a whole file, whose folder is made when it is missing.
func writeText(_ text: String, to path: String) throws(LabFailure) {
  try makeFolder(parent(of: path))
  do {
    try text.write(toFile: path, atomically: true, encoding: .utf8)
  } catch {
    throw LabFailure("cannot write \"\(path)\": \(error)")
  }
}

/// Writes to a file that is there, such as one of /sys.
func writeExisting(_ text: String, to path: String) throws(LabFailure) {
  let descriptor = open(path, O_WRONLY | O_CLOEXEC)
  guard descriptor >= 0 else { throw systemFailure("cannot open \"\(path)\"") }
  defer { close(descriptor) }
  var text = text
  let count = text.withUTF8 { write(descriptor, $0.baseAddress, $0.count) }
  guard count == text.utf8.count else { throw systemFailure("cannot write \"\(text)\" to \"\(path)\"") }
}

/// Makes a folder and those above it.
func makeFolder(_ path: String) throws(LabFailure) {
  do {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  } catch {
    throw LabFailure("cannot make the folder \"\(path)\": \(error)")
  }
}

/// Removes a file or a folder with all that is in it; one that is not there is removed already.
func remove(_ path: String) throws(LabFailure) {
  do {
    if exists(path) { try FileManager.default.removeItem(atPath: path) }
  } catch {
    throw LabFailure("cannot remove \"\(path)\": \(error)")
  }
}

/// Whether there is something at the path.
func exists(_ path: String) -> Bool {
  access(path, F_OK) == 0
}

/// The names in a folder, in order; none when it cannot be read.
func names(in folder: String) -> [String] {
  (try? FileManager.default.contentsOfDirectory(atPath: folder))?.sorted() ?? []
}

/// The path of the folder that holds `path`.
func parent(of path: String) -> String {
  guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return "/" }
  return String(path[..<slash])
}
