import ArgumentParser
import Configuration
import DockhostInterface
import Glibc

/// How large an instance is to be.
struct SizeOptions: ParsableArguments {
  @Option(help: ArgumentHelp("How many processors, 1-256.", valueName: "count"))
  var cpus: Int?

  @Option(help: ArgumentHelp("How much memory, such as 4G.", valueName: "size"))
  var memory: String?

  @Option(help: ArgumentHelp("How large a disk, such as 40G.", valueName: "size"))
  var disk: String?

  func validate() throws {
    try check("--cpus", cpus.map { .number($0) }, for: "cpus")
    try check("--memory", memory.map { .text($0) }, for: "memory")
    try check("--disk", disk.map { .text($0) }, for: "disk")
  }
}

/// What an instance is to be made of.
struct GuestOptions: ParsableArguments {
  @Option(help: ArgumentHelp("What a new instance is made of, as multipass launch takes it.", valueName: "image"))
  var image: String?

  @Option(help: ArgumentHelp("Which Docker Engine, such as 28, or latest.", valueName: "version"))
  var engineVersion: String?

  @Option(help: ArgumentHelp("Where Docker Engine comes from.", valueName: "method"))
  var install: Install?

  @Option(
    help: ArgumentHelp("A folder with .deb files of Docker Engine; means --install deb.", valueName: "folder"),
    completion: .directory)
  var debDir: String?

  func validate() throws {
    try check("--image", image.map { .text($0) }, for: "image")
    try check("--engine-version", engineVersion.map { .text($0) }, for: "engine.version")
    if debDir != nil, let install, install != .deb {
      throw ValidationError("'--deb-dir' goes with '--install deb', not with '--install \(install.rawValue)'.")
    }
    if let debDir, folder(debDir) == nil { throw ValidationError("--deb-dir: '\(debDir)' is no folder.") }
  }
}

extension GuestWishes {
  init(_ sizes: SizeOptions, _ guest: GuestOptions) {
    self.init(
      cpus: sizes.cpus, memory: sizes.memory, disk: sizes.disk, image: guest.image,
      engineVersion: guest.engineVersion, install: guest.debDir == nil ? guest.install : .deb,
      debFolder: guest.debDir.flatMap(folder))
  }
}

extension Install: ExpressibleByArgument {}

private func check(_ option: String, _ value: TypedValue?, for key: String) throws {
  guard let value, let reason = complaint(about: value, for: key) else { return }
  throw ValidationError("\(option): \(reason).")
}

/// The absolute path of a folder, without links in it; nil where there is none.
func folder(_ path: String) -> String? {
  guard let absolute = realpath(path, nil) else { return nil }
  defer { free(absolute) }
  var status = stat()
  return stat(absolute, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR ? String(cString: absolute) : nil
}
