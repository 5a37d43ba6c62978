/// How a command prints its answer.
package enum OutputFormat: String, Sendable {
  case table
  case json
  case csv
  case yaml
}

/// What the user asks the client for.
package enum ClientCommand: Equatable, Sendable {
  case version(OutputFormat)
  case list(OutputFormat, addresses: Bool)
  case listSnapshots(OutputFormat)
  case info([String], OutputFormat, entering: Bool)
  /// `cloudInit` is a file, or `-` for standard input; `mounts` are as typed.
  case launch(LaunchRequest, cloudInit: String?, mounts: [String])
  case start([String], timeout: Int?)
  case stop([String], StopManner)
  case restart([String], timeout: Int?)
  case suspend([String])
  case delete([String], purge: Bool)
  case purge
  case recover([String])
  case snapshot(name: String, snapshot: String?, comment: String)
  case restore(name: String, snapshot: String)
  case exec(name: String, command: [String], directory: String?, mapsDirectory: Bool)
  case shell(name: String)
  /// `target` is `NAME[:PATH]` as typed.
  case mount(source: String, target: String, users: [String], groups: [String])
  case unmount([String])
  case get(key: String, raw: Bool)
  case keys
  case set(key: String, value: String)
  case networks(OutputFormat)
  case find(OutputFormat)

  /// The command's name, with which its failures begin.
  package var name: String {
    switch self {
    case .version: "version"
    case .list, .listSnapshots: "list"
    case .info: "info"
    case .launch: "launch"
    case .start: "start"
    case .stop: "stop"
    case .restart: "restart"
    case .suspend: "suspend"
    case .delete: "delete"
    case .purge: "purge"
    case .recover: "recover"
    case .snapshot: "snapshot"
    case .restore: "restore"
    case .exec: "exec"
    case .shell: "shell"
    case .mount: "mount"
    case .unmount: "umount"
    case .get, .keys: "get"
    case .set: "set"
    case .networks: "networks"
    case .find: "find"
    }
  }
}
