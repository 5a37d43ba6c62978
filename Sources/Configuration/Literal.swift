/// A basic string of TOML.
func literal(_ text: String) -> String {
  "\"\(text.unicodeScalars.map(escaped).joined())\""
}

/// A key, in quotes where it has to be.
func keyLiteral(_ key: String) -> String {
  !key.isEmpty && key.utf8.allSatisfy(KeyScanner.isBare) ? key : literal(key)
}

private func escaped(_ scalar: Unicode.Scalar) -> String {
  switch scalar {
  case "\"": "\\\""
  case "\\": "\\\\"
  case "\n": "\\n"
  case "\t": "\\t"
  case _ where scalar.properties.generalCategory == .control:
    // No control character has more than two digits.
    "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
  default: String(scalar)
  }
}
