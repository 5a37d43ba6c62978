/// One key of the configuration: its place in the file, its place in the values, and what may stand there. Reading,
/// writing and the answer to a misspelt key all go by these.
struct Setting<Root>: Sendable {
  /// Below the table that describes `Root`, for instance `probe`, `fall`.
  let path: [String]
  let read: @Sendable (Node, inout Root) throws(Complaint) -> Void
  /// Nil where it is said by leaving the key out.
  let write: @Sendable (Root) -> String?

  init<Value>(_ path: String, _ place: any WritableKeyPath<Root, Value> & Sendable, _ kind: Kind<Value>) {
    self.path = path.split(separator: ".").map(String.init)
    read = { (node, root) throws(Complaint) in root[keyPath: place] = try kind.read(node) }
    write = { root in kind.write(root[keyPath: place]) }
  }
}
