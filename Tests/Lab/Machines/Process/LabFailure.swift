import Glibc

/// What went wrong in the lab: a sentence that says what failed, what was expected and what to try next.
package struct LabFailure: Error, Equatable, CustomStringConvertible {
  package var reason: String

  package init(_ reason: String) {
    self.reason = reason
  }

  package var description: String { reason }
}

/// The failure of a system call just made, with the kernel's word for it.
func systemFailure(_ what: String, code: Int32 = errno) -> LabFailure {
  LabFailure("\(what): \(String(cString: strerror(code)))")
}
