/// What holds of single files.
enum Rules {
  /// Longer files have more than one purpose.
  static let longestFile = 300

  /// What a target may import besides Swift itself; a target that is not listed may import what its manifest allows.
  static let imports: [String: Set<String>] = [
    "Supervision": [],
    "Diagnosis": [],
    "Multipass": ["FoundationEssentials", "Supervision"],
    "Varlink": ["FoundationEssentials"],
    "DockhostInterface": ["FoundationEssentials", "Varlink"],
    "Provisioning": ["FoundationEssentials", "Supervision", "Multipass"],
    "Configuration": ["FoundationEssentials", "Supervision", "Multipass", "Provisioning", "TOMLKit"],
    "DockhostClient": ["CLinux", "Dispatch", "DockhostInterface", "FoundationEssentials", "Glibc", "Varlink"],
    "Systemd": ["CLinux", "CSystemd", "FoundationEssentials", "Glibc", "Logging"],
  ]

  /// The targets whose code takes and returns values only.
  static let pure: Set = [
    "Supervision", "Diagnosis", "Multipass", "Provisioning", "Varlink", "DockhostInterface", "Configuration",
  ]

  /// The ways to the outside that FoundationEssentials leaves open, and the world's clocks.
  private static let waysOut = [
    "Data(contentsOf:", "String(contentsOf", ".write(to", "FileManager", "ProcessInfo", "Date()", "Date.now",
    "Date(timeIntervalSinceNow",
    "ContinuousClock", "SuspendingClock", "print(", "readLine(", "CommandLine.", "SystemRandomNumberGenerator",
    ".random(in:",
    "DispatchQueue", " Task {", "Task.detached",
  ]

  /// Hosts that URLs may name besides those of example.com, .net and .org (RFC 2606).
  private static let namedHosts: Set = [
    "deb.debian.org", "download.docker.com", "github.com", "no-color.org", "registry-1.docker.io", "varlink.org",
    "www.isthe.com", "www.swift.org",
  ]

  static func forbiddenImports(in file: SourceFile) -> [String] {
    file.complaints("forbidden import") { line in
      guard let module = importedModule(line) else { return false }
      if module == "Foundation" { return true }
      return imports[file.target].map { !$0.contains(module) } ?? false
    }
  }

  static func inputAndOutput(in file: SourceFile) -> [String] {
    guard pure.contains(file.target) else { return [] }
    return file.complaints("input or output in a pure target") { line in
      let code = code(of: line)
      return waysOut.contains { code.contains($0) && !(($0 == ".random(in:") && code.contains("using:")) }
    }
  }

  static func excessLength(of file: SourceFile) -> [String] {
    // A file ends in a newline, so that the last part is empty.
    let count = file.lines.count - 1
    return count > longestFile ? ["\(file.path): \(count) lines (at most \(longestFile))"] : []
  }

  /// Types and functions; properties, initialisers and operators speak for themselves where they can.
  static func undocumented(in file: SourceFile) -> [String] {
    var previous = ""
    var found: [String] = []
    for (index, line) in file.lines.enumerated() {
      let words = line.split(separator: " ").map(String.init)
      if declaresTypeOrFunction(words), !previous.hasPrefix("///") {
        found.append("\(file.path):\(index + 1): no documentation: \(line)")
      }
      let isAttribute = words.count == 1 && words[0].hasPrefix("@")
      if !isAttribute { previous = words.first ?? "" }
    }
    return found
  }

  static func sleeping(in file: SourceFile) -> [String] {
    file.complaints("sleeps and hopes") { line in
      let code = code(of: line)
      return ["Task.sleep", "usleep(", "nanosleep(", "Thread.sleep"].contains { code.contains($0) }
        || (code.contains("sleep(") && code.contains(#/(^|[^A-Za-z_])sleep\(/#))
    }
  }

  /// Paths of the machine that builds, and hosts that only it may know.
  static func machineTraces(in file: SourceFile, checkout: String, home: String) -> [String] {
    file.complaints("a path or host of one machine") { line in
      line.contains(checkout) || names(line, home)
        || line.contains("://")
          && line.matches(of: #/https?://(?:[^@/\s]*@)?([A-Za-z0-9.-]+)/#).contains { !isPublic(host: $0.output.1) }
    }
  }

  /// Whether `line` has a path in `folder`; "/a/root/b" is none in "/root".
  private static func names(_ line: Substring, _ folder: String) -> Bool {
    guard folder.count > 1 else { return false }
    return line.ranges(of: folder + "/").contains { range in
      range.lowerBound == line.startIndex
        || !"}/".contains(line[line.index(before: range.lowerBound)])
          && !line[line.index(before: range.lowerBound)].isLetter
    }
  }

  private static func isPublic(host: Substring) -> Bool {
    // RFC 2606 and RFC 6761: names that nobody has.
    let isReserved = ["example.com", "example.net", "example.org", "localhost", ".test"].contains {
      host.hasSuffix($0)
    }
    return isReserved || namedHosts.contains(String(host)) || host.allSatisfy { $0.isNumber || $0 == "." }
      || !host.contains(".")
  }

  /// The line without a comment behind it.
  private static func code(of line: Substring) -> Substring {
    line.firstRange(of: "//").map { line[..<$0.lowerBound] } ?? line
  }

  private static func importedModule(_ line: Substring) -> String? {
    guard line.contains("import ") else { return nil }
    let match = line.firstMatch(
      of:
        #/^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:\w+\s+)?import\s+(?:(?:struct|class|enum|protocol|func|let|var|typealias)\s+)?(\w+)/#
    )
    return match.map { String($0.output.1) }
  }

  private static func declaresTypeOrFunction(_ words: [String]) -> Bool {
    guard let access = words.firstIndex(of: "package"), !words[..<access].contains(where: { $0.hasPrefix("//") }) else {
      return false
    }
    let kinds: Set = ["struct", "enum", "class", "actor", "protocol", "typealias", "func"]
    guard let kind = words[access...].firstIndex(where: kinds.contains), kind + 1 < words.count else { return false }
    let name = words[kind + 1]
    // What a protocol asks for is documented there.
    let isWitness = ["log(event:", "encode(to", "hash(into", "take(_"].contains { name.hasPrefix($0) }
    let isOperator = name.first.map { !$0.isLetter && $0 != "`" && $0 != "_" } ?? true
    return !isWitness && !isOperator
  }
}
