/// A new instance, as `multipass launch` is asked for it.
package struct Launch: Equatable, Sendable {
  package var name: String
  /// An image, an alias or a URL, which does not begin with a hyphen; nil for Multipass's default, the current LTS.
  package var image: String?
  package var cpus: Int
  package var memory: Size
  package var disk: Size
  /// What cloud-init does in the new instance; it is given on standard input, since the snap cannot open every file.
  package var cloudInit: String

  package init(name: String, image: String?, cpus: Int, memory: Size, disk: Size, cloudInit: String) {
    self.name = name
    self.image = image
    self.cpus = cpus
    self.memory = memory
    self.disk = disk
    self.cloudInit = cloudInit
  }

  /// How long the client waits for the whole of it, the image's download included, and the daemon for each of its
  /// waits, 300 s being too little for an engine that is installed on a slow line.
  static let patience = Duration.seconds(1500)

  var arguments: [String] {
    var arguments = ["launch", "--name", name, "--cpus", "\(cpus)", "--memory", "\(memory)", "--disk", "\(disk)"]
    arguments += ["--cloud-init", "-", "--timeout", "\(Self.patience.components.seconds)"]
    if let image { arguments.append(image) }
    return arguments
  }
}
