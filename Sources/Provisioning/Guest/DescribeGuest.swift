package import Multipass

/// Says what the guest of these settings must look like.
///
/// `authorizedKey` is a line for authorized_keys, `routes` are the networks that this machine reaches, in which the
/// guest must have no containers. Throws where a value cannot be carried out; a guest's shell never sees one.
package func describeGuest(_ settings: GuestSettings, authorizedKey: String?, avoiding routes: [IPv4Prefix])
  throws(DescriptionError) -> GuestDescription
{
  let engine = settings.engine
  try validate(engine)
  if let authorizedKey { try validateKey(authorizedKey) }
  let targets = (settings.mounts ?? []).map(\.target)
  for target in targets { try validatePath(target) }
  let avoided = routes.filter { $0.length >= shortestAvoided }
  let pools = try choosePools(engine.addressPools, avoiding: avoided)
  return GuestDescription(
    enginePort: try validatedPort(settings.enginePort), install: engine.install, version: engine.version,
    repository: engine.repository.url, repositoryKey: engine.repository.key ?? AptRepository.dockerKey,
    debURLs: engine.debs.addresses, daemon: try daemonKeys(engine), bridge: try chooseBridge(pools, avoiding: avoided),
    addressPools: pools.map(\.value), avoided: avoided.map(\.description), httpProxy: engine.proxy.http,
    httpsProxy: engine.proxy.https, proxyExceptions: engine.proxy.exceptions, certificates: engine.certificates,
    mounts: targets, authorizedKey: authorizedKey)
}

/// A route to more than this is a way to the internet, such as the two halves of it that OpenVPN's `def1` adds, and not
/// a network that somebody numbered.
private let shortestAvoided = 4

/// Everything that the configuration says of daemon.json, in the file's own words.
private func daemonKeys(_ engine: EngineSettings) throws(DescriptionError) -> [String: JSONValue] {
  var keys = engine.daemon
  for (key, value) in [
    ("registry-mirrors", engine.registryMirrors), ("insecure-registries", engine.insecureRegistries),
  ] where !value.isEmpty {
    guard keys[key] == nil else { throw twice(key) }
    keys[key] = .array(value.map(JSONValue.string))
  }
  if !engine.addressPools.isEmpty {
    guard keys["default-address-pools"] == nil else { throw twice("default-address-pools") }
    keys["default-address-pools"] = .array(engine.addressPools.map(\.value))
  }
  return keys
}

private func twice(_ key: String) -> DescriptionError {
  DescriptionError(
    reason: "daemon.json's \"\(key)\" is set twice: by a key of its own, and in the table \"daemon\"",
    hint: "take one of them out of the configuration")
}

extension AptRepository {
  /// The key that signs Docker's repositories (docs.docker.com, "Install Docker Engine on Debian"), of the fingerprint
  /// 9DC8 5822 9FC7 DD38 854A E2D8 8D81 803C 0EBF CD88.
  static let dockerKey = String(decoding: PackageResources.docker_asc, as: UTF8.self)
}

extension DebSource {
  fileprivate var addresses: [String] {
    if case .urls(let addresses) = self { addresses } else { [] }
  }
}
