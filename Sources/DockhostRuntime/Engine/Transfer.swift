import CCurl
import CLinux
import Glibc

/// One easy handle of libcurl's, with what it has received.
///
/// libcurl calls in while it works and must not be called from there, so what its callbacks find is kept as notices and
/// told when libcurl has returned.
final class Transfer {
  enum Notice {
    case headed(Int)
    case received
  }

  /// The reply's head has come, with this status.
  var headed: (Int) -> Void = { _ in }
  /// Bytes of a stream's body have come; they are not kept.
  var received: () -> Void = {}
  /// Called once, last.
  var ended: (ExchangeEnd) -> Void = { _ in }

  let easy: UnsafeMutableRawPointer?
  private let request: ExchangeRequest
  private var date: Int?
  private var body: [UInt8] = []
  private var socketError: Int32 = 0
  private(set) var notices: [Notice] = []

  private var isStream: Bool { request.limit == nil }

  init(_ request: ExchangeRequest) {
    self.request = request
    easy = curl_easy_init()
  }

  isolated deinit {
    curl_easy_cleanup(easy)
  }

  /// Sets everything up; false when libcurl has no memory for it.
  func prepare() -> Bool {
    guard let easy else { return false }
    let context = Unmanaged.passUnretained(self).toOpaque()
    dockhost_curl_set_pointer(easy, CURLOPT_PRIVATE, context)
    dockhost_curl_set_string(easy, CURLOPT_PROTOCOLS_STR, "http")
    dockhost_curl_set_string(easy, CURLOPT_PROXY, "")
    dockhost_curl_set_long(easy, CURLOPT_NOSIGNAL, 1)
    // A connection a question: one that is kept says nothing about whether another could be made.
    dockhost_curl_set_long(easy, CURLOPT_FRESH_CONNECT, 1)
    dockhost_curl_set_long(easy, CURLOPT_FORBID_REUSE, 1)
    dockhost_curl_set_long(easy, CURLOPT_NOBODY, request.isHead ? 1 : 0)
    dockhost_curl_set_long(easy, CURLOPT_TIMEOUT_MS, request.limit?.wholeMilliseconds ?? 0)
    // 2 s: facts, the second SYN goes out after one.
    dockhost_curl_set_long(easy, CURLOPT_CONNECTTIMEOUT_MS, request.limit?.wholeMilliseconds ?? 2000)
    dockhost_curl_set_open(easy, openSocket, context)
    dockhost_curl_set_header(easy, takeHeader, context)
    dockhost_curl_set_write(easy, takeBody, context)
    return dockhost_curl_set_string(easy, CURLOPT_URL, request.address.url(request.resource)) == CURLE_OK
  }

  /// The notices since the last call.
  func takeNotices() -> [Notice] {
    defer { notices = [] }
    return notices
  }

  fileprivate func open(_ address: curl_sockaddr) -> Int32 {
    let socket = makeEngineSocket(to: request.address.host, address)
    if socket < 0 { socketError = errno }
    return socket
  }

  fileprivate func take(header line: [UInt8]) {
    let text = String(decoding: line, as: UTF8.self)
    if text == "\r\n" || text == "\n" {
      notices.append(.headed(status))
    } else if text.lowercased().hasPrefix("date:") {
      let time = curl_getdate(String(text.dropFirst(5)), nil)
      if time >= 0 { date = time }
    }
  }

  /// Returns how many bytes were taken; fewer than there are end the transfer.
  fileprivate func take(body bytes: [UInt8]) -> Int {
    if isStream {
      notices.append(.received)
    } else {
      guard body.count + bytes.count <= request.bodyLimit else { return 0 }
      body += bytes
    }
    return bytes.count
  }

  private var status: Int { dockhost_curl_get_long(easy, CURLINFO_RESPONSE_CODE) }

  /// What libcurl's code for the end of the transfer means.
  func end(_ code: CURLcode) -> ExchangeEnd {
    let number = Int32(dockhost_curl_get_long(easy, CURLINFO_OS_ERRNO))
    let isConnected = dockhost_curl_get_double(easy, CURLINFO_CONNECT_TIME) > 0
    switch code {
    case CURLE_OK: return .replied(status: status, date: date, body: body)
    case CURLE_COULDNT_CONNECT: return .failedToConnect(socketError != 0 ? socketError : number)
    case CURLE_OPERATION_TIMEDOUT: return isConnected ? .replyTimedOut : .connectTimedOut
    case CURLE_PARTIAL_FILE, CURLE_GOT_NOTHING: return .broken(0)
    case CURLE_RECV_ERROR, CURLE_SEND_ERROR: return .broken(number)
    case CURLE_WRITE_ERROR, CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY, CURLE_HTTP2: return .broken(EPROTO)
    default: return .local(reason: String(cString: curl_easy_strerror(code)))
    }
  }
}

extension Duration {
  /// Whole milliseconds, at least 1: 0 means "no limit" to libcurl.
  fileprivate var wholeMilliseconds: Int {
    let (seconds, attoseconds) = components
    return max(Int(clamping: seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000), 1)
  }
}

private typealias Callback =
  @convention(c) (
    UnsafeMutablePointer<CChar>?, Int, Int, UnsafeMutableRawPointer?
  ) -> Int

private let takeHeader: dockhost_curl_data_function = { data, size, count, context in
  let line = bytes(data, size * count)
  withTransfer(context) { $0.take(header: line) }
  return line.count
}

private let takeBody: dockhost_curl_data_function = { data, size, count, context in
  let part = bytes(data, size * count)
  var taken = 0
  withTransfer(context) { taken = $0.take(body: part) }
  return taken
}

private let openSocket: dockhost_curl_open_function = { context, _, address in
  guard let address = address?.pointee else { return CURL_SOCKET_BAD }
  var socket = CURL_SOCKET_BAD
  withTransfer(context) { socket = $0.open(address) }
  return socket
}

/// libcurl calls from inside a call of ours, and so on the main queue.
private nonisolated func withTransfer(_ context: UnsafeMutableRawPointer?, _ body: @MainActor (Transfer) -> Void) {
  guard let context else { return }
  let number = UInt(bitPattern: context)
  MainActor.assumeIsolated {
    guard let context = UnsafeMutableRawPointer(bitPattern: number) else { return }
    body(Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue())
  }
}

private nonisolated func bytes(_ data: UnsafeMutablePointer<CChar>?, _ count: Int) -> [UInt8] {
  Array(UnsafeRawBufferPointer(start: data, count: count))
}
