/// A header or an assignment of a TOML document, and where it stands.
struct Statement: Equatable {
  enum Kind: Equatable {
    case header
    case arrayHeader
    /// Where the value stands, whether all of it stands in an inline table, and whether comments stand within the value.
    case assignment(value: Range<Int>, isInline: Bool, hasComments: Bool)
  }

  var kind: Kind
  /// From the root of the document; a part that is written with an escape is "\0".
  var path: [String]
  /// From 1.
  var line: Int
  /// Without the line's end and the comment before it.
  var bytes: Range<Int>
}
