/// Reads what `multipass get` printed, without the line's end; nil where it failed or there is no value.
package func readSetting(_ end: CommandEnd) -> String? {
  guard end.trouble == nil, let line = end.output.split(whereSeparator: \.isNewline).first else { return nil }
  return line == "<empty>" ? nil : String(line)
}

extension Size {
  /// Whether Multipass means this size by `text`, which it rounds to a tenth of a unit, such as "4.5GiB".
  package func isShown(as text: String) -> Bool {
    guard let shown = Size(text) else { return false }
    let unit: Int64 = shown.bytes >= 1 << 30 ? 1 << 30 : shown.bytes >= 1 << 20 ? 1 << 20 : 1 << 10
    return (shown.bytes - bytes).magnitude < UInt64(unit / 10)
  }
}
