/// How much of the daemon's memory and descriptors the control socket's clients may take.
struct ControlLimits: Equatable {
  /// Bytes of one message.
  var message = 1 << 20
  /// Bytes that wait for one watcher to read them; it is dropped when they would become more.
  var queue = 1 << 20
  /// Bytes of all buffers; whoever holds most is dropped when they become more.
  var total = 64 << 20
  /// Connections at a time; the next one is closed as soon as it is there.
  var connections = 4096
}
