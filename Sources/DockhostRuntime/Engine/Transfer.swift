import CCurl
import CLinux
import Glibc
import Multipass

/// One easy handle of libcurl's, with what it has received.
///
/// libcurl calls in while it works and must not be called from there, so what its callbacks find is kept as notices and
/// told when libcurl has returned.
final class Transfer {
  /// What is told before the end.
  enum Notice {
    case opened
    case received
  }

  /// A stream's reply has begun, with status 200.
  var opened: () -> Void = {}
  /// Bytes of a stream's body have come.
  var received: () -> Void = {}
  /// Called once, last.
  var ended: (ExchangeEnd) -> Void = { _ in }
  /// Called from inside libcurl when the first notice is kept.
  var hasNotices: () -> Void = {}

  let easy: UnsafeMutableRawPointer?
  private let request: ExchangeRequest
  private var isHeadWhole = false
  private var date: Int?
  private var body: [UInt8] = []
  private var socketError: Int32 = 0
  /// The time awake at which the connection was begun.
  private var openedAt: Duration?
  private var wasAcknowledged = false
  private var notices: [Notice] = []

  init(_ request: ExchangeRequest) {
    self.request = request
    easy = curl_easy_init()
  }

  isolated deinit {
    curl_easy_cleanup(easy)
  }

  /// Nothing is called from here on.
  func silence() {
    opened = {}
    received = {}
    ended = { _ in }
    hasNotices = {}
  }

  /// Sets everything up; says what stood in the way.
  func prepare() -> ExchangeEnd? {
    let address = request.address
    guard parseIPv4(address.host) != nil, (1...65535).contains(address.port) else {
      return .local(reason: "'\(address.host):\(address.port)' is no IPv4 address with a port of 1-65535")
    }
    guard let easy, setOptions(of: easy) == CURLE_OK else { return .local(reason: "libcurl is out of memory") }
    return nil
  }

  private func setOptions(of easy: UnsafeMutableRawPointer) -> CURLcode {
    let context = Unmanaged.passUnretained(self).toOpaque()
    dockhost_curl_set_string(easy, CURLOPT_PROXY, "")
    dockhost_curl_set_string(easy, CURLOPT_USERAGENT, "dockhostd")
    dockhost_curl_set_long(easy, CURLOPT_NOSIGNAL, 1)
    // A connection a question: whoever uses the engine makes one too, and one that is kept hides a closed port.
    dockhost_curl_set_long(easy, CURLOPT_FRESH_CONNECT, 1)
    dockhost_curl_set_long(easy, CURLOPT_FORBID_REUSE, 1)
    dockhost_curl_set_long(easy, CURLOPT_NOBODY, request.isHead ? 1 : 0)
    // Of each host as many are under way at once as there are questions, and what comes is small: libcurl's own 16 KiB
    // made up a third of what a host costs.
    dockhost_curl_set_long(easy, CURLOPT_BUFFERSIZE, request.isHead || request.isStream ? 2048 : 4096)
    dockhost_curl_set_long(easy, CURLOPT_TIMEOUT_MS, request.limit.wholeMilliseconds)
    dockhost_curl_set_sockets_of(easy, openSocket, closeSocket, context)
    dockhost_curl_set_header(easy, takeHeader, context)
    dockhost_curl_set_write(easy, takeBody, context)
    return dockhost_curl_set_string(easy, CURLOPT_URL, request.address.url(request.resource))
  }

  /// Tells what has come since the last call.
  func tell() {
    let told = notices
    notices = []
    for notice in told {
      switch notice {
      case .opened: opened()
      case .received: received()
      }
    }
  }

  private func keep(_ notice: Notice) {
    if notices.isEmpty { hasNotices() }
    // However much came at once, it is one change.
    if notices.last != notice { notices.append(notice) }
  }

  fileprivate func open(_ address: curl_sockaddr) -> Int32 {
    let socket = makeEngineSocket(to: request.address.host, address)
    if socket < 0 { socketError = errno }
    openedAt = Clock.timeAwake()
    return socket
  }

  fileprivate func close(_ socket: Int32) {
    wasAcknowledged = isAcknowledged(socket)
    Glibc.close(socket)
  }

  fileprivate func take(header line: UnsafeBufferPointer<UInt8>) {
    let text = String(decoding: line, as: UTF8.self)
    if text == "\r\n" || text == "\n" {
      isHeadWhole = true
      guard request.isStream, status == 200 else { return }
      // From here on only the connection's own limits hold.
      dockhost_curl_set_long(easy, CURLOPT_TIMEOUT_MS, 0)
      keep(.opened)
    } else if text.lowercased().hasPrefix("date:") {
      let time = curl_getdate(String(text.dropFirst(5)), nil)
      if time >= 0 { date = time }
    }
  }

  /// Returns how many bytes were taken; fewer than there are end the transfer.
  fileprivate func take(body bytes: UnsafeBufferPointer<UInt8>) -> Int {
    guard !request.isStream else {
      if status == 200 { keep(.received) }
      return bytes.count
    }
    guard body.count + bytes.count <= request.bodyLimit else { return 0 }
    body += bytes
    return bytes.count
  }

  /// A loop that was late gave the other side no time, or did not come to ask.
  private func timedOut() -> ExchangeEnd {
    let hadTime = openedAt.map { Clock.timeAwake() - $0 >= request.limit / 2 } ?? false
    let hasAsked = dockhost_curl_get_long(easy, CURLINFO_REQUEST_SIZE) > 0
    guard hadTime, hasAsked || !wasAcknowledged else {
      return .local(reason: "this process was too busy to ask within \(request.limit)")
    }
    return wasAcknowledged ? .unanswered : .unreachable
  }

  private var status: Int { dockhost_curl_get_long(easy, CURLINFO_RESPONSE_CODE) }

  /// What libcurl's code for the end of the transfer means.
  func end(_ code: CURLcode) -> ExchangeEnd {
    let number = Int32(truncatingIfNeeded: dockhost_curl_get_long(easy, CURLINFO_OS_ERRNO))
    switch code {
    // libcurl takes a head that was cut off for one without a body.
    case CURLE_OK where !isHeadWhole: return .broken(0)
    case CURLE_OK: return .replied(status: status, date: date, body: body)
    case CURLE_COULDNT_CONNECT: return .failedToConnect(socketError != 0 ? socketError : number)
    case CURLE_OPERATION_TIMEDOUT: return timedOut()
    case CURLE_PARTIAL_FILE, CURLE_GOT_NOTHING: return .broken(0)
    case CURLE_RECV_ERROR, CURLE_SEND_ERROR: return .broken(number)
    case CURLE_OUT_OF_MEMORY: return .local(reason: String(cString: curl_easy_strerror(code)))
    // Whatever else it is, the other side did not speak HTTP, or did not stop.
    default: return .broken(EPROTO)
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

private let takeHeader: dockhost_curl_data_function = { data, size, count, context in
  let address = UInt(bitPattern: data)
  withTransfer(context) { $0.take(header: bytes(address, size * count)) }
  return size * count
}

private let takeBody: dockhost_curl_data_function = { data, size, count, context in
  let address = UInt(bitPattern: data)
  return withTransfer(context) { $0.take(body: bytes(address, size * count)) }
}

private let openSocket: dockhost_curl_open_function = { context, _, address in
  guard let address = address?.pointee else { return -1 }
  return withTransfer(context) { $0.open(address) }
}

private let closeSocket: dockhost_curl_close_function = { context, socket in
  withTransfer(context) { $0.close(socket) }
  return 0
}

/// libcurl calls from inside a call of ours, and so on the main queue, with the transfer that it was given. Pointers
/// cross over as numbers.
private nonisolated func withTransfer<Result: Sendable>(
  _ context: UnsafeMutableRawPointer?, _ body: @MainActor (Transfer) -> Result
) -> Result {
  let number = UInt(bitPattern: context)
  return MainActor.assumeIsolated {
    guard let context = UnsafeMutableRawPointer(bitPattern: number) else {
      preconditionFailure("libcurl lost the context of a transfer")
    }
    return body(Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue())
  }
}

private func bytes(_ address: UInt, _ count: Int) -> UnsafeBufferPointer<UInt8> {
  UnsafeBufferPointer(start: UnsafePointer(bitPattern: address), count: count)
}
