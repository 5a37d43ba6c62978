package import Configuration
import Glibc

/// Reads a configuration file; one that is not there is an error where it `mustExist`, else it stands for the defaults.
package func loadSettings(_ path: String, mustExist: Bool) throws(SettingsError) -> Settings {
  do {
    return try readSettings(settingsText(of: path), file: path, home: homeFolder)
  } catch let error as SettingsError {
    throw error
  } catch let error as SystemFault where error.number == ENOENT && !mustExist {
    return .default
  } catch {
    throw SettingsError(file: path, line: nil, message: "\(error); expected a readable TOML file")
  }
}

/// The user's, from the environment or else from the list of users.
var homeFolder: String {
  let said = getenv("HOME").map { String(cString: $0) } ?? ""
  guard said.hasPrefix("/") else { return getpwuid(getuid()).map { String(cString: $0.pointee.pw_dir) } ?? "/" }
  return said.count > 1 && said.hasSuffix("/") ? String(said.dropLast()) : said
}

/// The text of a configuration file; throws `SettingsError` where it is none, and `SystemFault` where it cannot be read.
func settingsText(of path: String) throws -> String {
  // 1 MiB: some thousand hosts.
  let bytes = try readFile(path, atMost: 1 << 20)
  guard let text = String(validating: bytes, as: UTF8.self) else {
    throw SettingsError(file: path, line: nil, message: "not UTF-8; expected a TOML document")
  }
  return text
}
