package import Configuration
import Dispatch
import DockhostInterface
package import Logging
import Supervision
import Systemd

/// All hosts, and those who watch them, on one loop with one timer.
package final class Daemon {
  let paths: DaemonPaths
  let logger: Logger
  var settings: Settings
  private(set) var drivers: [String: HostDriver] = [:]
  let watchers = Watchers()
  let requests = RequestCounter()
  /// Hosts that are planned for, and not in the settings.
  private var passing: [ObjectIdentifier: HostDriver] = [:]

  private let children: ChildRunner
  private let engine = EngineClient()
  private let state: StateFolder
  private var multipass: MultipassRunner
  private var timer: DeadlineTimer?
  private var network: NetworkChanges?
  private var calm: NetworkCalm
  private var watchdog: Watchdog
  private var signals: Signals?
  private var server: ControlServer?
  private var changedHosts: Set<String> = []
  private var status = ""

  /// Throws `SystemFault` when the state folder cannot be had, or another daemon has it.
  package init(settings: Settings, paths: DaemonPaths, logger: Logger) throws {
    self.settings = settings
    self.paths = paths
    self.logger = logger
    // Every client and every stream is a descriptor; children get back what was allowed before.
    children = ChildRunner(limit: try DescriptorLimit.raise(), log: logger)
    state = try StateFolder(path: paths.state, logger: logger)
    multipass = MultipassRunner(program: settings.multipassCommand, children: children)
    watchdog = Watchdog(interval: watchdogInterval(), now: Clock.now())
    calm = NetworkCalm(debounce: settings.network.debounce, settle: settings.network.settle)
    timer = try DeadlineTimer { [weak self] in self?.deadlinePassed() }
    network = try NetworkChanges { [weak self] in self?.networkChanged() }
  }

  /// The hosts as clients see them, by name.
  var hosts: [Host] { drivers.values.map(\.host).sorted { $0.name < $1.name } }

  /// Serves clients on a listening socket and begins to look after the hosts.
  package func run(listener: Int32) {
    server = ControlServer(listener: listener, handler: self)
    signals = makeSignals()
    for host in settings.hosts { begin(host) }
    notify(.ready)
    announce()
    rearm()
  }

  /// Ends it all within a second; the instances are left as they are.
  package func stop() {
    notify(.stopping)
    for driver in drivers.values { driver.close() }
    server?.close()
    children.killAll()
  }

  private func makeDriver(_ configuration: HostConfiguration) -> HostDriver {
    let services = HostServices(
      multipass: multipass, engine: engine, state: state, logger: logger, requests: requests)
    return HostDriver(configuration, services: services, seed: UInt64.random(in: 0...UInt64.max))
  }

  /// A host that is there for one work, and is not looked after.
  func passingDriver(_ configuration: HostConfiguration) -> HostDriver {
    let driver = makeDriver(configuration)
    let key = ObjectIdentifier(driver)
    passing[key] = driver
    driver.workEnded = { [weak self] in self?.passing[key] = nil }
    return driver
  }

  private func begin(_ configuration: HostConfiguration) {
    let driver = makeDriver(configuration)
    drivers[driver.name] = driver
    driver.changed = { [weak self] in self?.changed($0) }
    driver.rescheduled = { [weak self] in self?.rearm() }
    driver.send(.begun)
  }

  /// Goes over to other settings and returns the names of the hosts that changed, came or went.
  func adopt(_ settings: Settings) -> [String] {
    if settings.multipassCommand != self.settings.multipassCommand {
      multipass = MultipassRunner(program: settings.multipassCommand, children: children)
      for driver in drivers.values { driver.services.multipass = multipass }
    }
    self.settings = settings
    calm.debounce = settings.network.debounce
    calm.settle = settings.network.settle
    let plan = HostChanges(from: drivers.mapValues(\.configuration), to: settings.hosts)
    for name in plan.gone { drivers.removeValue(forKey: name)?.close() }
    for configuration in plan.adopted { drivers[configuration.name]?.adopt(configuration) }
    for configuration in plan.begun { begin(configuration) }
    watchers.end(hosts: plan.gone.filter { drivers[$0] == nil })
    rearm()
    return plan.names
  }

  /// Gathers what changes in one turn of the loop, so that watchers hear of it once.
  private func changed(_ driver: HostDriver) {
    if changedHosts.isEmpty { DispatchQueue.main.async { self.tellChanges() } }
    changedHosts.insert(driver.name)
  }

  private func tellChanges() {
    let changed = changedHosts
    changedHosts = []
    watchers.tell(hosts.filter { changed.contains($0.name) })
    announce()
  }

  /// Tells the service manager in one line how things are.
  private func announce() {
    let line = statusLine(hosts)
    guard line != status else { return }
    status = line
    notify(.status(line))
  }

  private func networkChanged() {
    calm.changed(at: Clock.now())
    rearm()
  }

  private func deadlinePassed() {
    let now = Clock.now()
    if watchdog.beat(at: now) { notify(.watchdog) }
    if calm.isDue(at: now) {
      for driver in drivers.values { driver.send(.networkChanged) }
    }
    for driver in drivers.values where driver.nextDeadline.map({ $0 <= now }) ?? false { driver.send(.deadline) }
    rearm()
  }

  private func rearm() {
    let deadlines = drivers.values.map(\.nextDeadline) + [watchdog.nextBeat, calm.nextDeadline]
    timer?.arm(to: deadlines.compactMap(\.self).min())
  }
}
