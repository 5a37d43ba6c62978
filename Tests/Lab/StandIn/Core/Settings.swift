/// The settings that the daemon keeps.
extension InstanceTable {
  private static let defaults = [
    "local.bridged-network": "", "local.driver": "qemu", "local.image.mirror": "", "local.passphrase": "",
    "local.privileged-mounts": "true",
  ]
  private static let properties = ["bridged", "cpus", "disk", "memory"]

  /// Every key, those of the instances included.
  package var keys: [String] {
    let ofInstances = operativeNames.flatMap { name in Self.properties.map { "local.\(name).\($0)" } }
    return (Self.defaults.keys + ofInstances).sorted()
  }

  /// The value of `key` as `get` prints it.
  package func value(of key: String) throws(Refusal) -> String {
    if let standard = Self.defaults[key] {
      let value = settings[key] ?? standard
      return key == "local.passphrase" ? "\(!value.isEmpty)" : value
    }
    let (name, property) = try instanceKey(key)
    guard let instance = instances[name] else { throw modification(name, "No such instance") }
    return switch property {
    case "cpus": "\(instance.specification.cpus)"
    case "memory": MemorySize.text(instance.specification.memory)
    case "disk": MemorySize.text(instance.specification.disk)
    default: "false"
    }
  }

  /// Sets `key`; returns the instance whose machine is to be changed, if any.
  package mutating func set(_ key: String, to value: String, preparing: Set<String>) throws(Refusal) -> String? {
    if Self.defaults[key] != nil {
      settings[key] = value
      return nil
    }
    let (name, property) = try instanceKey(key)
    guard !preparing.contains(name) else { throw modification(name, "instance is being prepared") }
    guard let instance = instances[name] else { throw modification(name, "No such instance") }
    guard !instance.isDeleted else { throw modification(name, "Instance is deleted") }
    guard instance.state == .stopped else { throw modification(name, "Instance must be stopped for modification") }
    instances[name]?.specification = try instance.specification.setting(property, to: value, key: key)
    return name
  }

  private func instanceKey(_ key: String) throws(Refusal) -> (String, String) {
    let parts = key.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 3, parts[0] == "local", !parts[1].isEmpty, Self.properties.contains(parts[2]) else {
      throw Refusal(.invalidArgument, "Unrecognized settings key: '\(key)'")
    }
    return (parts[1], parts[2])
  }

  private func modification(_ name: String, _ reason: String) -> Refusal {
    Refusal(.invalidArgument, "Cannot update instance settings; instance: \(name); reason: \(reason)")
  }
}

extension GuestSpecification {
  fileprivate func setting(_ property: String, to value: String, key: String) throws(Refusal) -> GuestSpecification {
    func invalid(_ reason: String) -> Refusal {
      Refusal(.invalidArgument, "Invalid setting '\(key)=\(value)': \(reason)")
    }
    var changed = self
    switch property {
    case "cpus":
      guard let cpus = Int(value), cpus >= 1 else { throw invalid("Need a positive decimal integer") }
      changed.cpus = cpus
    case "memory":
      guard let bytes = MemorySize.bytes(value) else { throw invalid("\(value) is not a valid memory size") }
      guard bytes >= 128 << 20 else { throw invalid("Memory less than 128.0MiB minimum not allowed") }
      changed.memory = bytes
    case "disk":
      guard let bytes = MemorySize.bytes(value) else { throw invalid("\(value) is not a valid memory size") }
      guard bytes >= disk else { throw invalid("Disk can only be expanded") }
      changed.disk = bytes
    default: throw invalid("There is no bridged network")
    }
    return changed
  }
}
