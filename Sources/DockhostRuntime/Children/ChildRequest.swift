/// A program to run.
struct ChildRequest {
  /// A path, or a name that is looked for on PATH, then in /snap/bin and /usr/local/bin.
  var program: String
  var arguments: [String]
  var input = ChildInput.none
  /// Nil for none.
  var limit: Duration?
  /// Whether the child is ended when its limit has passed; if not, neither a limit, nor the end of this daemon, nor a
  /// stop of its unit touches the child.
  var mayBeSignalled: Bool
  /// Given what the child prints on its standard output, as it comes.
  var received: ([UInt8]) -> Void = { _ in }
}
