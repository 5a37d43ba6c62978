import CLinux
import Glibc

/// Signals that are read instead of ending the program.
final class SignalWatch {
  /// Readable when one has come.
  let descriptor: Int32
  private var before = sigset_t()

  init(_ signals: [Int32]) {
    var set = sigset_t()
    sigemptyset(&set)
    // One that was ignored at the start, as under nohup, stays so: a blocked signal would be kept.
    for signal in signals where !isIgnored(signal) { sigaddset(&set, signal) }
    pthread_sigmask(SIG_BLOCK, &set, &before)
    descriptor = signalfd(-1, &set, Int32(SFD_CLOEXEC) | Int32(SFD_NONBLOCK))
  }

  deinit {
    close(descriptor)
    pthread_sigmask(SIG_SETMASK, &before, nil)
  }

  /// The signal that has come; nil for none.
  func take() -> Int32? {
    var info = signalfd_siginfo()
    let size = MemoryLayout<signalfd_siginfo>.size
    return read(descriptor, &info, size) == size ? Int32(info.ssi_signo) : nil
  }
}

private func isIgnored(_ signal: Int32) -> Bool {
  var action = sigaction()
  // SIG_IGN is 1; the macro is a cast that Swift does not import.
  return sigaction(signal, nil, &action) == 0
    && unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == 1
}
