/// Who answers on the control socket.
package enum Product {
  package static let vendor = "Dockhost"
  package static let name = "dockhostd"
  /// Semantic version of daemon and client, which are released together.
  package static let version = "0.1.0"
  /// Empty: there is no page yet that tells of it.
  package static let url = ""
}
