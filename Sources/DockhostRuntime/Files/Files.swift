import CLinux
import Glibc

/// Reads a whole file of at most `limit` bytes; a longer one fails with `EFBIG`.
func readFile(_ path: String, atMost limit: Int) throws(SystemFault) -> [UInt8] {
  let descriptor = open(path, O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else { throw SystemFault("open '\(path)'") }
  defer { close(descriptor) }
  var bytes: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 65_536)
  while true {
    let count = read(descriptor, &chunk, chunk.count)
    if count == 0 { return bytes }
    if count < 0 {
      if errno == EINTR { continue }
      throw SystemFault("read '\(path)'")
    }
    bytes += chunk[..<count]
    if bytes.count > limit { throw SystemFault("read '\(path)'", number: EFBIG) }
  }
}

/// Replaces a file in one step, readable by its owner only: a crash leaves the old one or the new one.
func replaceFile(_ path: String, with bytes: [UInt8]) throws(SystemFault) {
  let temporary = path + ".new"
  let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
  guard descriptor >= 0 else { throw SystemFault("open '\(temporary)'") }
  let failure = writeAll(bytes, to: descriptor)
  close(descriptor)
  if let failure { throw SystemFault("write '\(temporary)'", number: failure) }
  guard rename(temporary, path) == 0 else { throw SystemFault("rename '\(temporary)'") }
}

/// Returns the error that ended the writing; nil when all is written.
private func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Int32? {
  var rest = bytes[...]
  while !rest.isEmpty {
    let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    if count < 0 {
      if errno == EINTR { continue }
      return errno
    }
    rest = rest.dropFirst(count)
  }
  return nil
}

/// Makes a folder and those above it, for the owner only; one that is there already is left as it is.
func makeFolder(_ path: String) throws(SystemFault) {
  if mkdir(path, 0o700) == 0 || errno == EEXIST { return }
  let reason = errno
  guard reason == ENOENT, let slash = path.lastIndex(of: "/"), slash != path.startIndex else {
    throw SystemFault("make folder '\(path)'", number: reason)
  }
  try makeFolder(String(path[..<slash]))
  guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
    throw SystemFault("make folder '\(path)'")
  }
}

/// Where a path leads to through symbolic links; the path itself where there is nothing yet.
func resolveLinks(_ path: String) -> String {
  guard let resolved = realpath(path, nil) else { return path }
  defer { free(resolved) }
  return String(cString: resolved)
}

/// The names of what is in a folder, in no order; none where it cannot be read.
func listFolder(_ path: String) -> [String] {
  guard let folder = opendir(path) else { return [] }
  defer { closedir(folder) }
  return sequence(state: folder) { readdir($0) }.map { entry in
    withUnsafePointer(to: &entry.pointee.d_name) {
      $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
    }
  }.filter { $0 != "." && $0 != ".." }
}
