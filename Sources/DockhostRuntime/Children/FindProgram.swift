import Glibc

/// The path of a program: where it was given as a path itself, else the first executable file of that name in `path`
/// (colons between folders), then /snap/bin and /usr/local/bin, which a service's PATH often lacks.
func findProgram(_ name: String, path: String) -> String? {
  guard !name.isEmpty, !name.utf8.contains(0) else { return nil }
  if name.contains("/") { return access(name, F_OK) == 0 ? name : nil }
  // An empty entry would mean the current folder, which is no place for a daemon's programs.
  let folders = path.split(separator: ":").map(String.init) + ["/snap/bin", "/usr/local/bin"]
  let candidates = folders.map { "\($0)/\(name)" }.filter(isFile)
  // A file that may not be run is a better answer than none: it is told why.
  return candidates.first { access($0, X_OK) == 0 } ?? candidates.first
}

private func isFile(_ path: String) -> Bool {
  var status = stat()
  return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
}
