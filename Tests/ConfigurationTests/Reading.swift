import Configuration
import Testing

/// Reads a configuration that must be right.
func read(_ text: String, runtimeFolder: String? = nil, home: String? = nil) throws -> Settings {
  try readSettings(text, file: "config.toml", runtimeFolder: runtimeFolder, home: home)
}

/// Reads a configuration that must be wrong, and says how the error reads.
func complaint(
  about text: String, runtimeFolder: String? = nil, at location: SourceLocation = #_sourceLocation
) -> String {
  do throws(SettingsError) {
    let settings = try readSettings(text, file: "config.toml", runtimeFolder: runtimeFolder)
    Issue.record("accepted: \(settings)", sourceLocation: location)
    return ""
  } catch {
    return error.description
  }
}
