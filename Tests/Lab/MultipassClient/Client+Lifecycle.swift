import Dispatch
import Glibc
import StandIn

extension Client {
  /// The instance of this name is launched when it is not there.
  private static let primary = "primary"

  func start(_ names: [String], timeout: Int?) -> Int32 {
    limit(timeout, "Timed out waiting for instance to start.")
    if names == [Self.primary], isMissing(Self.primary) {
      var request = LaunchRequest()
      request.name = Self.primary
      request.timeout = timeout
      return launch(request, cloudInit: nil, mounts: [])
    }
    return operate("start", .start(names: names, timeout: timeout), "Starting", names)
  }

  private func isMissing(_ name: String) -> Bool {
    do throws(Refusal) {
      guard case .listed(let rows) = try Connection(to: daemon, .list(addresses: false)).last() else { return false }
      return !rows.contains { $0.name == name }
    } catch {
      return false
    }
  }

  func restart(_ names: [String], timeout: Int?) -> Int32 {
    limit(timeout, "Timed out waiting for instance to restart.")
    return operate("restart", .restart(names: names, timeout: timeout), "Restarting", names)
  }

  /// What a state forbids, force may do.
  func stop(_ names: [String], _ manner: StopManner) -> Int32 {
    operate("stop", .stop(names: names, manner), "Stopping", names) { _ in
      ""
    } details: { refusal in
      refusal.kind == .failedPrecondition ? "Use --force to power it off." : nil
    }
  }

  func launch(_ request: LaunchRequest, cloudInit: String?, mounts: [String]) -> Int32 {
    limit(request.timeout, "Timed out waiting for instance launch.")
    var request = request
    do throws(Unreadable) {
      request.cloudInit = try cloudInit.map { source throws(Unreadable) in try CloudInit.read(source) }
      request.mounts = try mounts.map { spec throws(Unreadable) in try Mount(spec: spec) }
    } catch {
      Output.print(error.text + "\n", to: STDERR_FILENO)
      return 1
    }
    return operate("launch", .launch(request), "Launching", request.name.map { [$0] } ?? ["instance"]) {
      if case .launched(let name) = $0 { "Launched: \(name)\n" } else { "" }
    }
  }

  /// One timer over everything; the daemon goes on when it fires.
  private func limit(_ seconds: Int?, _ text: String) {
    guard let seconds else { return }
    DispatchQueue.global().asyncAfter(deadline: .now() + .seconds(seconds)) {
      Output.print(text + "\n", to: STDERR_FILENO)
      _exit(5)
    }
  }
}
