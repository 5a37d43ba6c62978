package import Varlink

extension SupervisorInterface {
  /// The interface's text, as `GetInterfaceDescription` returns it.
  package static let text = String(decoding: PackageResources.org_dockhost_Supervisor_varlink, as: UTF8.self)

  /// The interface as its text describes it.
  package static let description: InterfaceDescription = {
    do throws(InterfaceSyntaxError) {
      return try InterfaceDescription(text: text)
    } catch {
      preconditionFailure("the interface's own text is wrong: \(error)")
    }
  }()
}
