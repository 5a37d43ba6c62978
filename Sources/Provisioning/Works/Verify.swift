package import Multipass
import Supervision

/// Runs a container, and tells what works.
package struct Verify: Work {
  package let name = "verify"
  let host: String

  private let description: GuestDescription?
  private var instance: InstanceAnswer?
  /// What was tried; empty before.
  package private(set) var points: [VerifiedPoint] = []
  private var failure: WorkFailure?

  /// Verify for `host`, whose guest was described by these settings.
  package init(host: String, settings: GuestSettings, routes: [IPv4Prefix]) {
    self.host = host
    (description, failure) = describe(settings, routes, host)
  }

  package var move: Move {
    if let failure { return .failed(failure) }
    if let move = runningMove(instance, host: host) { return move }
    guard points.isEmpty, let description else { return .done(points.map(\.line)) }
    // 5 minutes: an image is pulled for it on whatever line there is.
    return .perform(
      Step("verify", "Running a container in '\(host)'", .guest(GuestTask(.verify, description, limit: .seconds(300)))))
  }

  /// Takes how the step that `move` asked for ended.
  package mutating func take(_ outcome: Outcome) {
    guard case .perform(let step) = move else { return }
    failure = WorkFailure(step, outcome, host: host)
    switch (step.action, outcome) {
    case (.multipass(.states), .ended(let end)) where failure == nil: instance = readList(end).state(of: host)
    case (.guest, .guest(.verified(let seen))) where failure == nil: take(seen)
    default: break
    }
  }

  private mutating func take(_ seen: [VerifiedPoint]) {
    points = seen
    guard seen.isEmpty else { return }
    failure = WorkFailure(
      step: "verify", reason: "nothing could be tried in '\(host)'",
      hint: "`dockhostctl status \(host)` says what is wrong")
  }
}

extension VerifiedPoint {
  fileprivate var line: String { "\(works ? "works" : "fails"): \(name): \(detail)" }
}

/// The description for these settings, or why there can be none.
func describe(_ settings: GuestSettings, _ routes: [IPv4Prefix], _ host: String) -> (GuestDescription?, WorkFailure?) {
  if let failure = WorkFailure(refusingName: host) { return (nil, failure) }
  do throws(WorkFailure) {
    // Without a key: that in the guest stays as it is.
    return (try GuestDescription(settings, key: nil, routes: routes, agreed: []), nil)
  } catch {
    return (nil, error)
  }
}
