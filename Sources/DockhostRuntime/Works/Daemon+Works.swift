import Configuration
import DockhostInterface
import Logging
import Multipass
import Provisioning

/// Beginning works.
extension Daemon {
  /// Begins what a client asks for, or lets it join in.
  func begin(_ request: WorkRequest, on name: String?, for caller: Caller) throws(SupervisorError) {
    if case .up(let wishes, let plan, let agreed) = request {
      return try beginUp(request, wishes ?? GuestWishes(), plan: plan, agreed: Set(agreed), on: name, for: caller)
    }
    let driver = try driver(toActOn: name)
    if driver.joins(request, caller) { return }
    try driver.begin(try work(for: request, on: driver), for: request, caller) { [weak self, name = driver.name] in
      self?.keep(request, of: name)
    }
  }

  /// Has the configuration say what a work has made, so that the next `up` does not undo it; a file that cannot be
  /// written is told of, since the work itself is done.
  private func keep(_ request: WorkRequest, of host: String) {
    do throws(SupervisorError) {
      let mounts = settings.hosts.first { $0.name == host }?.guest.mounts ?? []
      _ = try settings(with: try edits(after: request, mounts: mounts, host: host), for: host, kept: true)
    } catch {
      logger.warning("the configuration does not say what was done: \(error)", metadata: ["host": "\(host)"])
    }
  }

  /// Up may be for a host that is not in the configuration yet, and what it says of it is written there.
  private func beginUp(
    _ request: WorkRequest, _ wishes: GuestWishes, plan: Bool, agreed: Set<String>, on name: String?,
    for caller: Caller
  ) throws(SupervisorError) {
    let host = try hostToRaise(name)
    if drivers[host]?.joins(request, caller) == true { return }
    let edits = try edits(for: wishes, agreed: agreed, host: host)
    let settings = try settings(with: edits, for: host, kept: !plan)
    guard let configuration = settings.hosts.first(where: { $0.name == host }) else { throw .noSuchHost(host: host) }
    let work = try up(configuration, agreed: agreed, plan: plan)
    if let driver = drivers[host] { return try driver.begin(work, for: request, caller) }
    // Only a plan leaves the host out of the settings: it is made for one that there is not.
    try passingDriver(configuration).begin(work, for: request, caller)
  }

  /// The name as it is given, else of the default host or the only one.
  private func hostToRaise(_ name: String?) throws(SupervisorError) -> String {
    guard let name else { return try driver(toActOn: nil).name }
    if let failure = WorkFailure(refusingName: name) {
      throw .workFailed(host: name, step: failure.step, reason: failure.reason, hint: failure.hint)
    }
    return name
  }

  private func up(_ configuration: HostConfiguration, agreed: Set<String>, plan: Bool) throws(SupervisorError)
    -> any Work
  {
    let guest = try guestSettings(of: configuration)
    return Up(
      host: configuration.name, settings: guest, agreed: agreed, debs: try debs(of: guest, configuration.name),
      routes: hostRoutes(), sources: mountSources, planOnly: plan)
  }

  private func work(for request: WorkRequest, on driver: HostDriver) throws(SupervisorError) -> any Work {
    let host = driver.name
    switch request {
    case .up(_, let plan, let agreed): return try up(driver.configuration, agreed: Set(agreed), plan: plan)
    case .resize(let cpus, let memory, let disk, let agreed):
      return Resize(
        host: host, cpus: cpus, memory: try size(memory, "memory", host), disk: try size(disk, "disk", host),
        agreed: Set(agreed))
    case .delete(let purge, let agreed): return Delete(host: host, purge: purge, agreed: Set(agreed))
    case .upgrade(let version, let agreed):
      let guest = try guestSettings(of: driver.configuration)
      return Upgrade(
        host: host, settings: guest, version: version, debs: try debs(of: guest, host), routes: hostRoutes(),
        sources: mountSources, agreed: Set(agreed))
    case .mount(let source, let target):
      let mount = MountSettings(source: source, target: target ?? source)
      return MountFolder(
        host: host, mount: mount, sources: mountSources,
        awaited: driver.mountTargets(without: mount.target) + [mount.target])
    case .unmount(let target):
      return UnmountFolder(host: host, target: target, awaited: driver.mountTargets(without: target))
    case .verify:
      return Verify(host: host, settings: try guestSettings(of: driver.configuration), routes: hostRoutes())
    case .forget:
      // Without the files that the configuration names, and whatever routes there are: neither may keep ours in the guest.
      return Forget(host: host, settings: driver.configuration.guest, routes: [])
    }
  }

  private var mountSources: MountSources { MountSources(of: settings.multipassCommand) }
}
