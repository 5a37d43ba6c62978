/// The address by which the host reaches the instance; nil when none is listed, or none that lies on a bridge.
///
/// Only the first address counts: those after it belong to the guest's own bridges (docker0, br-…). Without a lease the
/// first may be one of these too, and the host's docker0 has the same network as the guest's; but then it is that
/// bridge's own address, which no guest can have.
package func managementAddress(of instance: ListedInstance, within prefixes: [IPv4Prefix]) -> String? {
  guard let first = instance.addresses.first, let address = parseIPv4(first) else { return nil }
  let isOnBridge = prefixes.contains { $0.contains(address) }
  let isBridgeItself = prefixes.contains { $0.address == address }
  return isOnBridge && !isBridgeItself ? first : nil
}
