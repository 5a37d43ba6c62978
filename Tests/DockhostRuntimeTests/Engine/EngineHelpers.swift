import Supervision

@testable import DockhostRuntime

extension EngineClient {
  func ping(_ address: EngineAddress, timeout: Duration = .seconds(20)) async -> PingAnswer {
    await withCheckedContinuation { next in _ = ping(address, timeout: timeout) { next.resume(returning: $0) } }
  }

  func readVersion(_ address: EngineAddress) async -> (VersionAnswer, String?) {
    await withCheckedContinuation { next in _ = readVersion(address) { next.resume(returning: ($0, $1)) } }
  }

  func countContainers(_ address: EngineAddress) async -> ContainersAnswer {
    await withCheckedContinuation { next in _ = countContainers(address) { next.resume(returning: $0) } }
  }
}

/// What a stream told.
enum StreamNotice: Equatable {
  case opened
  case containersChanged
  case ended(StreamEnd)
}

extension EngineClient {
  func openStream(_ address: EngineAddress, into notices: Occurrences<StreamNotice>) -> EngineCall {
    openStream(
      address, opened: { notices.add(.opened) }, containersChanged: { notices.add(.containersChanged) },
      ended: { notices.add(.ended($0)) })
  }
}
