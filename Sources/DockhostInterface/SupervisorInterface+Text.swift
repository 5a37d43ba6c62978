package import Varlink

extension SupervisorInterface {
  /// The interface's text, as `GetInterfaceDescription` returns it.
  package static let text = String(decoding: PackageResources.org_dockhost_Supervisor_varlink, as: UTF8.self)

  /// The interface as its text describes it.
  ///
  /// - Throws: where the text does not fit the grammar, which a test rules out.
  package static func description() throws(InterfaceSyntaxError) -> InterfaceDescription {
    try InterfaceDescription(text: text)
  }
}
