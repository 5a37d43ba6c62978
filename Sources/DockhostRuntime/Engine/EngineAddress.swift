/// Where an engine's API is.
struct EngineAddress: Hashable {
  /// An IPv4 address in dotted form; names are not looked up.
  var host: String
  /// 1-65535.
  var port: Int

  /// The URL of one of the API's resources; `resource` begins with a slash and is escaped already.
  func url(_ resource: String) -> String { "http://\(host):\(port)\(resource)" }
}

/// A question to an engine, or a stream from it, that can be given up.
final class EngineCall {
  private var giveUp: (() -> Void)?

  init(giveUp: @escaping () -> Void) {
    self.giveUp = giveUp
  }

  /// Ends it; nothing of it is called back from here on.
  func cancel() {
    giveUp?()
    giveUp = nil
  }
}
