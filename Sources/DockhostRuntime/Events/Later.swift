import Dispatch

/// Runs the closure on a later turn of the main queue.
func later(_ work: @escaping () -> Void) {
  DispatchQueue.main.async { MainActor.assumeIsolated { work() } }
}
