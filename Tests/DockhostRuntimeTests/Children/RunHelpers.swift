import Glibc
import Logging
import Multipass
import Systemd

@testable import DockhostRuntime

let childLimit = DescriptorLimit(soft: 300, hard: 300)

func makeRunner(manager: OwningManager? = nil, path: String = "/usr/bin:/bin") -> ChildRunner {
  ChildRunner(
    limit: childLimit, manager: manager, path: path, log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
}

extension ChildRunner {
  /// Runs a shell script that may be signalled.
  func run(_ script: String, limit: Duration? = nil) async -> CommandEnd {
    await run(ChildRequest(program: "sh", arguments: ["-c", script], limit: limit, mayBeSignalled: true))
  }

  func run(_ request: ChildRequest, overran: @escaping () -> Void = {}) async -> CommandEnd {
    await withCheckedContinuation { next in
      run(request, overran: overran) { next.resume(returning: $0) }
    }
  }
}
