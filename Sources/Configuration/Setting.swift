import Multipass
import Provisioning
import Supervision

/// One key of the configuration: its place in the file, its place in the values, and what may stand there. Reading,
/// writing and the answer to a misspelt key all go by these.
struct Setting<Root>: Sendable {
  /// Below the table that describes `Root`, for instance `probe`, `fall`.
  let path: [String]
  let read: @Sendable (Node, inout Root) throws(Complaint) -> Void
  let write: @Sendable (Root) -> String

  init<Value>(_ path: String, _ place: any WritableKeyPath<Root, Value> & Sendable, _ kind: Kind<Value>) {
    self.path = path.split(separator: ".").map(String.init)
    read = { (node, root) throws(Complaint) in root[keyPath: place] = try kind.read(node) }
    write = { root in kind.write(root[keyPath: place]) }
  }
}

/// The keys of the file's own tables; `host` has tables of its own.
let fileSettings: [Setting<Settings>] = [
  Setting("default-host", \.defaultHost, .hostName),
  Setting("multipass.command", \.multipassCommand, .command),
  Setting("network.debounce", \.network.debounce, .duration),
  Setting("network.settle", \.network.settle, .duration),
]

/// The keys of a `[host.NAME]`. Multipass takes no instance under 512M of memory or 1G of disk (its main branch).
let hostSettings: [Setting<HostConfiguration>] = [
  Setting("desired", \.supervision.desired, .choice()),
  Setting("cpus", \.guest.cpus, .integer(1...256)),
  Setting("memory", \.guest.memory, .size(Size(mebibytes: 512)...Size(mebibytes: 4 << 20))),
  Setting("disk", \.guest.disk, .size(Size(mebibytes: 1 << 10)...Size(mebibytes: 64 << 20))),
  Setting("engine.port", \.guest.enginePort, .integer(1...65535)),
  Setting("probe.interval", \.supervision.probe.interval, .duration),
  Setting("probe.fast-interval", \.supervision.probe.fastInterval, .duration),
  Setting("probe.down-interval", \.supervision.probe.downInterval, .duration),
  Setting("probe.timeout", \.supervision.probe.timeout, .duration),
  Setting("probe.fall", \.supervision.probe.fall, .integer(1...100)),
  Setting("probe.rise", \.supervision.probe.rise, .integer(1...100)),
  Setting("probe.deep-interval", \.supervision.probe.deepInterval, .duration),
  Setting("probe.dns-names", \.dnsNames, .list(of: .dnsName, atMost: 32)),
  Setting("probe.egress-anchors", \.egressAnchors, .list(of: .egressAnchor, atMost: 32)),
  Setting("dns.fallback", \.dnsFallback, .list(of: .dnsFallback, atMost: 8)),
  Setting("policy.external-stop", \.supervision.policy.externalStop, .choice()),
  Setting("policy.engine-restart", \.supervision.policy.engineRestart, .choice()),
  Setting("policy.instance-restart", \.supervision.policy.instanceRestart, .choice()),
  Setting("policy.engine-restarts", \.supervision.policy.engineRestarts, .budget),
  Setting("policy.instance-restarts", \.supervision.policy.instanceRestarts, .budget),
]
