/// A program to run.
struct ChildRequest {
  /// A path, or a name that is looked for on PATH, then in /snap/bin and /usr/local/bin.
  var program: String
  var arguments: [String]
  /// Nil for none.
  var limit: Duration?
  /// Whether the child is ended when its limit has passed; if not, neither a limit, nor the end of this daemon, nor a
  /// stop of its unit touches the child.
  var mayBeSignalled: Bool
  /// A folder for what an unsignallable child prints.
  var scratch: String
}
