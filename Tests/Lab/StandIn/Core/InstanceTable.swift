/// What the daemon knows: its instances and its settings.
package struct InstanceTable: Equatable, Codable, Sendable {
  package var instances: [String: Instance] = [:]
  /// The daemon's own settings that were set; see `SettingKey`.
  package var settings: [String: String] = [:]
  /// The images that were fetched from their server before.
  package var images: Set<String> = []

  package init() {}

  /// The names of the instances that are not deleted.
  package var operativeNames: [String] { instances.filter { !$0.value.isDeleted }.keys.sorted() }

  /// The names of the deleted instances.
  package var deletedNames: [String] { instances.filter(\.value.isDeleted).keys.sorted() }

  /// The names in the order of `list`: the deleted ones last.
  package var listedNames: [String] { operativeNames + deletedNames }

  /// The instances that `stop`, `suspend` and `restart` mean by `names`; none named, all of them.
  package func selectOperative(_ names: [String]) throws(Refusal) -> [String] {
    try select(names, orAll: operativeNames) { name in
      instances[name].map { $0.isDeleted ? "instance \"\(name)\" is deleted" : nil } ?? missing(name)
    }
  }

  /// The instances that `info`, `delete` and `recover` mean by `names`; none named, those of `all`.
  package func selectExisting(_ names: [String], orAll all: [String]) throws(Refusal) -> [String] {
    try select(names, orAll: all) { name in instances[name] == nil ? missing(name) : nil }
  }

  /// The instances that `start` means by `names`, which has words of its own for those that are not there.
  package func selectForStart(_ names: [String]) throws(Refusal) -> [String] {
    let complaints = unique(names).compactMap { name -> String? in
      guard let instance = instances[name] else { return "Instance '\(name)' does not exist." }
      return instance.isDeleted ? "Instance '\(name)' is deleted. Use 'recover' to recover it." : nil
    }
    guard complaints.isEmpty else {
      throw Refusal(.invalidArgument, "instance(s) missing", details: complaints.joined(separator: "\n"))
    }
    return names.isEmpty ? operativeNames : unique(names)
  }

  /// The instance that `exec`, `shell` and `mount` mean by `name`.
  package func requireOperative(_ name: String) throws(Refusal) -> Instance {
    guard let instance = instances[name] else {
      throw Refusal(.invalidArgument, "instance \"\(name)\" does not exist")
    }
    guard !instance.isDeleted else { throw Refusal(.invalidArgument, "instance \"\(name)\" is deleted") }
    return instance
  }

  private func select(
    _ names: [String], orAll all: [String], complaint: (String) -> String?
  ) throws(Refusal) -> [String] {
    let complaints = unique(names).compactMap(complaint)
    guard complaints.isEmpty else { throw .errors(.invalidArgument, complaints) }
    return names.isEmpty ? all : unique(names)
  }

  private func missing(_ name: String) -> String { "instance \"\(name)\" does not exist" }

  private func unique(_ names: [String]) -> [String] {
    names.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }
}
