/// Reversed domain, such as `org.dockhost.Supervisor`: at least two parts, none beginning or ending in a hyphen.
func isInterfaceName(_ name: String) -> Bool {
  let parts = name.split(separator: ".", omittingEmptySubsequences: false)
  return parts.count > 1 && name.first?.isLetter == true
    && parts.allSatisfy { part in
      !part.isEmpty && !part.hasPrefix("-") && !part.hasSuffix("-") && !part.contains("_")
    }
}

/// The name of a type, a method or an error: a capital, then letters and digits.
func isMemberName(_ name: String) -> Bool {
  name.first?.isUppercase == true && !name.contains { "._-".contains($0) }
}

/// The name of a field or of an enumeration's value: letters and digits, with single underscores between them.
func isFieldName(_ name: String) -> Bool {
  !name.contains { ".-".contains($0) } && !name.hasSuffix("_") && !isDoubled("_", in: name)
}

private func isDoubled(_ character: Character, in name: String) -> Bool {
  zip(name, name.dropFirst()).contains { $0 == character && $1 == character }
}
