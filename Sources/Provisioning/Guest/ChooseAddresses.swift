import Multipass

/// The pools for `default-address-pools`; empty where Docker's own meet no network that must be avoided.
func choosePools(_ wished: [AddressPool], avoiding routes: [IPv4Prefix]) throws(DescriptionError) -> [AddressPool] {
  for pool in wished { try validatePool(pool, avoiding: routes) }
  guard wished.isEmpty else { return wished }
  let free = dockersPools.filter { pool in !routes.contains { $0.meets(pool.base) } }
  guard free.count < dockersPools.count else { return [] }
  let more = otherPools.filter { pool in !routes.contains { $0.meets(pool.base) } }
  // A handful of large networks is enough for anybody who has not chosen pools.
  let chosen = Array((free + more).prefix(4))
  guard !chosen.isEmpty else {
    throw DescriptionError(
      reason: "no network is left for containers: this machine has a route to every one that they could use",
      hint: "name one that is unused where you are by \"address-pools\" in the configuration")
  }
  return chosen
}

/// The address and network of Docker's first bridge.
func chooseBridge(_ pools: [AddressPool], avoiding routes: [IPv4Prefix]) throws(DescriptionError) -> String {
  guard let pool = pools.first ?? dockersPools.first,
    let bridge = IPv4Prefix(address: pool.base.network + 1, length: pool.size)
  else { preconditionFailure("a pool was checked, and so has an address") }
  return bridge.description
}

private func validatePool(_ pool: AddressPool, avoiding routes: [IPv4Prefix]) throws(DescriptionError) {
  // Docker needs an address for itself and one for a container in each network.
  guard pool.base.length <= pool.size, (8...30).contains(pool.size) else {
    throw DescriptionError(
      reason: "the address pool \"\(pool.base)\" cannot be cut into networks of size \(pool.size)",
      hint: "give a size from \(max(pool.base.length, 8)) to 30")
  }
  guard let route = routes.first(where: { $0.meets(pool.base) }) else { return }
  throw DescriptionError(
    reason: "the address pool \"\(pool.base)\" meets the network \(route) that this machine reaches by its routes",
    hint: "choose another pool, or take \"address-pools\" out of the configuration so that one is chosen")
}

/// What Docker uses by itself (moby, daemon/libnetwork/ipamutils: local scope), its own bridge's first.
private let dockersPools: [AddressPool] =
  (17...31).compactMap { pool("172.\($0).0.0/16", size: 16) } + [pool("192.168.0.0/16", size: 20)].compactMap(\.self)

/// Networks that are seldom used: high ones of 10/8, then those for measurements (RFC 2544).
private let otherPools: [AddressPool] =
  [201, 213, 225, 237, 249].compactMap { pool("10.\($0).0.0/16", size: 24) }
  + [pool("198.18.0.0/15", size: 24)].compactMap(\.self)

private func pool(_ base: String, size: Int) -> AddressPool? {
  IPv4Prefix(base).map { AddressPool(base: $0, size: size) }
}

extension AddressPool {
  /// As in daemon.json.
  var value: JSONValue {
    .object(["base": .string(base.description), "size": .int(size)])
  }
}

extension IPv4Prefix {
  /// Whether some address lies in both.
  fileprivate func meets(_ other: IPv4Prefix) -> Bool {
    length <= other.length ? contains(other.address) : other.contains(address)
  }

  /// The address with the host's part zero.
  fileprivate var network: UInt32 {
    length == 0 ? 0 : address & (UInt32.max << UInt32(32 - length))
  }
}
