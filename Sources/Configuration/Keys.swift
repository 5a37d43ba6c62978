import Multipass
import Provisioning
import Supervision

/// The keys of the file's own tables; `host` has tables of its own.
let fileSettings: [Setting<Settings>] = [
  Setting("default-host", \.defaultHost, .hostName),
  Setting("multipass.command", \.multipassCommand, .command),
  Setting("network.debounce", \.network.debounce, .duration),
  Setting("network.settle", \.network.settle, .duration),
]

/// The keys of a `[host.NAME]`.
let hostSettings = instanceSettings + engineSettings + supervisionSettings

/// Multipass takes no instance under 512M of memory or 1G of disk (its main branch).
private let instanceSettings: [Setting<HostConfiguration>] = [
  Setting("desired", \.supervision.desired, .choice()),
  Setting("cpus", \.guest.cpus, .cpus),
  Setting("memory", \.guest.memory, .memory),
  Setting("disk", \.guest.disk, .disk),
  Setting("image", \.guest.image, .optional(.image)),
  Setting("mounts", \.guest.mounts, .optional(.mounts)),
]

private let engineSettings: [Setting<HostConfiguration>] = [
  Setting("engine.port", \.guest.enginePort, .integer(1...65535)),
  Setting("engine.install", \.guest.engine.install, .choice()),
  Setting("engine.version", \.guest.engine.version, .version),
  Setting("engine.debs", \.guest.engine.debs, .debs),
  Setting("engine.repository", \.guest.engine.repository.url, .repository),
  Setting("engine.repository-key", \.files.repositoryKey, .optional(.path)),
  Setting("engine.registry-mirrors", \.guest.engine.registryMirrors, .list(of: .mirror, atMost: 32)),
  Setting("engine.insecure-registries", \.guest.engine.insecureRegistries, .list(of: .registry, atMost: 256)),
  Setting("engine.ca-certificates", \.files.certificates, .list(of: .path, atMost: 256)),
  Setting("engine.address-pools", \.guest.engine.addressPools, .list(of: .addressPool, atMost: 64)),
  Setting("engine.daemon", \.guest.engine.daemon, .daemon),
  Setting("engine.proxy.http", \.guest.engine.proxy.http, .optional(.proxy)),
  Setting("engine.proxy.https", \.guest.engine.proxy.https, .optional(.proxy)),
  Setting("engine.proxy.exceptions", \.guest.engine.proxy.exceptions, .list(of: .proxyException, atMost: 256)),
]

private let supervisionSettings: [Setting<HostConfiguration>] = [
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
