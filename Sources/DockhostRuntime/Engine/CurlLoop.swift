import CCurl
import CLinux
import Glibc

/// libcurl's multi handle on the main queue: its sockets and its timer are watched with all others.
final class CurlLoop {
  private let multi: UnsafeMutableRawPointer?
  private var timer: KernelTimer?
  private var watches: [Int32: Watch] = [:]
  private var transfers: [UnsafeMutableRawPointer: Transfer] = [:]
  /// Those that have something to tell.
  private var noticed: [Transfer] = []

  init() {
    // Plain HTTP alone: nothing of TLS is set up.
    curl_global_init(Int(CURL_GLOBAL_NOTHING))
    multi = curl_multi_init()
    // libcurl's own clock, which a sleep of the machine does not move.
    timer = try? KernelTimer(CLOCK_MONOTONIC) { [weak self] in self?.act(on: CURL_SOCKET_TIMEOUT, []) }
    let context = Unmanaged.passUnretained(self).toOpaque()
    dockhost_curl_set_sockets(multi, watchSocket, context)
    dockhost_curl_set_timer(multi, armTimer, context)
  }

  isolated deinit {
    // libcurl must not call into what goes.
    dockhost_curl_set_sockets(multi, nil, nil)
    dockhost_curl_set_timer(multi, nil, nil)
    for watch in watches.values { watch.cancel() }
    for (easy, transfer) in transfers {
      transfer.silence()
      curl_multi_remove_handle(multi, easy)
    }
    curl_multi_cleanup(multi)
  }

  /// Begins a transfer; its end is always told later, never from inside this call.
  func add(_ transfer: Transfer) {
    if let fault = fault(of: transfer) {
      return later { transfer.ended(fault) }
    }
    transfer.hasNotices = { [unowned self, unowned transfer] in noticed.append(transfer) }
    if let easy = transfer.easy { transfers[easy] = transfer }
  }

  /// Hands the transfer to libcurl, which starts it when its timer fires; says what stood in the way.
  private func fault(of transfer: Transfer) -> ExchangeEnd? {
    guard timer != nil else { return .local(reason: "there was no timer for libcurl when the daemon began") }
    if let fault = transfer.prepare() { return fault }
    guard curl_multi_add_handle(multi, transfer.easy) == CURLM_OK else {
      return .local(reason: "libcurl is out of memory")
    }
    return nil
  }

  /// Gives a transfer up; nothing of it is told from here on.
  func remove(_ transfer: Transfer) {
    transfer.silence()
    guard let easy = transfer.easy, transfers[easy] != nil else { return }
    curl_multi_remove_handle(multi, easy)
    transfers[easy] = nil
  }

  private func act(on socket: Int32, _ readiness: Readiness) {
    var bits: Int32 = 0
    if readiness.contains(.read) { bits |= CURL_CSELECT_IN }
    if readiness.contains(.write) { bits |= CURL_CSELECT_OUT }
    var running: Int32 = 0
    curl_multi_socket_action(multi, socket, bits, &running)
    tellNoticed()
    while let message = nextEnd() {
      guard let transfer = transfers[message.easy] else { continue }
      let end = transfer.end(message.code)
      let ended = transfer.ended
      remove(transfer)
      ended(end)
    }
  }

  private func tellNoticed() {
    let told = noticed
    noticed = []
    for transfer in told { transfer.tell() }
  }

  private func nextEnd() -> (easy: UnsafeMutableRawPointer, code: CURLcode)? {
    var left: Int32 = 0
    while let message = curl_multi_info_read(multi, &left) {
      var code = CURLE_OK
      if let easy = dockhost_curl_finished(message, &code) { return (easy, code) }
    }
    return nil
  }

  fileprivate func watch(_ socket: Int32, _ what: Int32) {
    if what == CURL_POLL_REMOVE {
      watches.removeValue(forKey: socket)?.cancel()
      return
    }
    let watch = watches[socket] ?? Watch(socket) { [weak self] in self?.act(on: socket, $0) }
    watches[socket] = watch
    var interest: Readiness = []
    if what & CURL_POLL_IN != 0 { interest.insert(.read) }
    if what & CURL_POLL_OUT != 0 { interest.insert(.write) }
    watch.want(interest)
  }

  fileprivate func setTimer(_ milliseconds: Int) {
    timer?.set(after: milliseconds < 0 ? nil : .milliseconds(milliseconds))
  }
}

private let watchSocket: dockhost_curl_socket_function = { _, socket, what, context, _ in
  withLoop(context) { $0.watch(socket, what) }
  return 0
}

private let armTimer: dockhost_curl_timer_function = { _, milliseconds, context in
  withLoop(context) { $0.setTimer(milliseconds) }
  return 0
}

/// libcurl calls from inside a call of ours, and so on the main queue.
private nonisolated func withLoop(_ context: UnsafeMutableRawPointer?, _ body: @MainActor (CurlLoop) -> Void) {
  let number = UInt(bitPattern: context)
  MainActor.assumeIsolated {
    guard let context = UnsafeMutableRawPointer(bitPattern: number) else { return }
    body(Unmanaged<CurlLoop>.fromOpaque(context).takeUnretainedValue())
  }
}
