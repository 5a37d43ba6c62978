import FoundationEssentials

extension GuestTask {
  /// The command line in the guest; nothing of a configuration is in it. `-I` keeps what lies in the working directory
  /// from being taken for a module.
  package var arguments: [String] {
    ["sudo", "python3", "-I", "-c", Self.loader, verb.rawValue]
  }

  /// Takes the program from the standard input and leaves the rest there: as an argument it would come close to the
  /// 128 KiB that one may have (execve(2)), since it is quoted for a shell on its way.
  private static let loader =
    "import sys; text = sys.stdin.buffer.read(int(sys.stdin.buffer.readline())); exec(compile(text, 'guest.py', 'exec'))"

  /// What the command reads from its standard input: the program's length, the program, the description.
  package var input: [UInt8] {
    let program = Array(GuestProgram.text.utf8)
    return Array("\(program.count)\n".utf8) + program + description.json
  }
}

extension GuestDescription {
  /// A `#cloud-config` document for `multipass launch --cloud-init -`: ASCII, and JSON, which is YAML.
  ///
  /// It brings the guest to what is described at its first boot. Where package files have yet to be sent into the
  /// guest, it asks for nothing.
  package var cloudInit: String {
    let document = debFolder == nil ? CloudConfig(running: self) : CloudConfig()
    return "#cloud-config\n" + String(decoding: encoded(document), as: UTF8.self) + "\n"
  }

  fileprivate var json: [UInt8] { encoded(self) }
}

/// What cloud-init is asked for.
private struct CloudConfig: Encodable {
  struct File: Encodable {
    var path: String
    /// Base64, so that nothing in it is taken for YAML.
    var content: String
    var encoding = "b64"
    var permissions = "0600"
  }

  var files: [File] = []
  var commands: [[String]] = []

  enum CodingKeys: String, CodingKey {
    case files = "write_files"
    case commands = "runcmd"
  }

  init() {}

  /// In /run, since the description may hold a proxy's password and is needed once.
  init(running description: GuestDescription) {
    let program = "/run/dockhost/guest.py"
    let input = "/run/dockhost/description.json"
    files = [
      File(path: program, content: Data(GuestProgram.text.utf8).base64EncodedString()),
      File(path: input, content: Data(description.json).base64EncodedString()),
    ]
    commands = [["python3", "-I", program, GuestTask.Verb.apply.rawValue, input]]
  }
}

private func encoded(_ value: some Encodable) -> [UInt8] {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
  do {
    return Array(try encoder.encode(value))
  } catch {
    // Only a number that JSON does not have fails, and a configuration has none.
    preconditionFailure("strings, numbers and lists have a form in JSON: \(error)")
  }
}
