import CCurl
import Dispatch
import Glibc

/// libcurl's multi handle on the main queue: its sockets are Dispatch sources, its timer is a Dispatch timer.
final class CurlLoop {
  private let multi: UnsafeMutableRawPointer?
  private let timer = DispatchSource.makeTimerSource(queue: .main)
  private var watches: [Int32: Watch] = [:]
  private var transfers: [UnsafeMutableRawPointer: Transfer] = [:]

  init() {
    // Plain HTTP alone: nothing of TLS is set up.
    curl_global_init(Int(CURL_GLOBAL_NOTHING))
    multi = curl_multi_init()
    let context = Unmanaged.passUnretained(self).toOpaque()
    dockhost_curl_set_sockets(multi, watchSocket, context)
    dockhost_curl_set_timer(multi, armTimer, context)
    timer.setEventHandler { [weak self] in
      MainActor.assumeIsolated { self?.act(on: CURL_SOCKET_TIMEOUT, []) }
    }
    timer.activate()
  }

  isolated deinit {
    timer.cancel()
    for watch in watches.values { watch.cancel() }
    for easy in transfers.keys { curl_multi_remove_handle(multi, easy) }
    curl_multi_cleanup(multi)
  }

  /// Begins a transfer. Its end is always told later, never from inside this call.
  func add(_ transfer: Transfer) {
    guard transfer.prepare(), let easy = transfer.easy, curl_multi_add_handle(multi, easy) == CURLM_OK else {
      return later { transfer.ended(.local(reason: "libcurl is out of memory")) }
    }
    transfers[easy] = transfer
  }

  /// Gives a transfer up; nothing of it is told from here on.
  func remove(_ transfer: Transfer) {
    transfer.headed = { _ in }
    transfer.received = {}
    transfer.ended = { _ in }
    if let easy = transfer.easy { forget(easy) }
  }

  private func forget(_ easy: UnsafeMutableRawPointer) {
    guard transfers.removeValue(forKey: easy) != nil else { return }
    curl_multi_remove_handle(multi, easy)
  }

  private func act(on socket: Int32, _ readiness: Readiness) {
    var bits: Int32 = 0
    if readiness.contains(.read) { bits |= CURL_CSELECT_IN }
    if readiness.contains(.write) { bits |= CURL_CSELECT_OUT }
    var running: Int32 = 0
    curl_multi_socket_action(multi, socket, bits, &running)
    for transfer in transfers.values { tell(transfer) }
    while let message = nextEnd() {
      guard let transfer = transfers[message.easy] else { continue }
      let end = transfer.end(message.code)
      tell(transfer)
      forget(message.easy)
      transfer.ended(end)
    }
  }

  private func tell(_ transfer: Transfer) {
    for notice in transfer.takeNotices() {
      switch notice {
      case .headed(let status): transfer.headed(status)
      case .received: transfer.received()
      }
    }
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
    timer.schedule(deadline: milliseconds < 0 ? .distantFuture : .now() + .milliseconds(milliseconds))
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
