import Multipass

/// A size that an instance is to have.
struct WantedSize: Equatable {
  /// The option and the property: cpus, memory or disk.
  var name: String
  /// Multipass's key for it.
  var key: String
  var value: String
  private var size: Size?

  /// Those that are given, the processors first.
  static func all(host: String, cpus: Int?, memory: Size?, disk: Size?) -> [WantedSize] {
    [
      cpus.map { WantedSize(name: "cpus", key: "local.\(host).cpus", value: "\($0)") },
      memory.map { WantedSize(name: "memory", key: "local.\(host).memory", value: "\($0)", size: $0) },
      disk.map { WantedSize(name: "disk", key: "local.\(host).disk", value: "\($0)", size: $0) },
    ].compactMap(\.self)
  }

  /// Whether `told`, in Multipass's words, is this size.
  func isMet(by told: String) -> Bool {
    size?.isShown(as: told) ?? (told == value)
  }

  /// Whether it is a disk that would have to become smaller.
  func cannotShrink(to told: String) -> Bool {
    guard name == "disk", let size, let present = Size(told) else { return false }
    return size < present
  }
}
