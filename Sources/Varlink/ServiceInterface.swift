/// The interface that every Varlink service has.
package enum ServiceInterface {
  package static let name = "org.varlink.service"
  package static let getInfo = "GetInfo"
  package static let getInterfaceDescription = "GetInterfaceDescription"

  /// The interface's text as https://varlink.org/Service states it.
  package static let text = """
    # The Varlink Service Interface is provided by every varlink service. It
    # describes the service and the interfaces it implements.
    interface org.varlink.service

    # Get a list of all the interfaces a service provides and information
    # about the implementation.
    method GetInfo() -> (
      vendor: string,
      product: string,
      version: string,
      url: string,
      interfaces: []string
    )

    # Get the description of an interface that is implemented by this service.
    method GetInterfaceDescription(interface: string) -> (description: string)

    # The requested interface was not found.
    error InterfaceNotFound (interface: string)

    # The requested method was not found
    error MethodNotFound (method: string)

    # The interface defines the requested method, but the service does not
    # implement it.
    error MethodNotImplemented (method: string)

    # One of the passed parameters is invalid.
    error InvalidParameter (parameter: string)

    # Client is denied access
    error PermissionDenied ()

    # Method is expected to be called with 'more' set to true, but wasn't
    error ExpectedMore ()

    """
}

/// Reply of `GetInfo`: who answers.
package struct ServiceInfo: Codable, Equatable, Sendable {
  package var vendor: String
  package var product: String
  package var version: String
  package var url: String
  /// The names of all interfaces that the service has.
  package var interfaces: [String]

  package init(vendor: String, product: String, version: String, url: String, interfaces: [String]) {
    self.vendor = vendor
    self.product = product
    self.version = version
    self.url = url
    self.interfaces = interfaces
  }
}

/// Parameters of `GetInterfaceDescription`.
package struct DescriptionParameters: Codable, Equatable, Sendable {
  package var interface: String

  package init(interface: String) {
    self.interface = interface
  }
}

/// Reply of `GetInterfaceDescription`.
package struct DescriptionReply: Codable, Equatable, Sendable {
  package var description: String

  package init(description: String) {
    self.description = description
  }
}
