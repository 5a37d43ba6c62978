import DockhostClient
import Glibc

/// What keeps this machine's docker client from using an engine, in one line; nil where nothing is known to.
func clientAdvice(endpoint: String, on console: Console) -> String? {
  // What a user's own call of docker would have around it.
  var environment = ["DOCKER_HOST": endpoint]
  for name in ["PATH", "HOME", "DOCKER_CONFIG", "DOCKER_API_VERSION"] { environment[name] = console.environment(name) }
  do {
    // The client's own answer: it knows what it can and cannot speak with.
    let run = try runBriefly(
      ["docker", "version", "--format", "{{.Server.Version}}"], environment: environment, within: .seconds(5))
    return run.status == 0 ? nil : mismatch(in: run.errors)
  } catch .notFound {
    return "there is no docker client on this machine. Install one: \(clientPackage(osRelease: readOSRelease()))"
  } catch {
    return nil
  }
}

/// What to say where a client or an engine says that their versions do not meet (moby, api/server/middleware/version.go
/// and client/client.go); nil for any other errors.
func mismatch(in errors: String) -> String? {
  let marks = ["too old", "too new", "minimum supported", "maximum supported"]
  let said = errors.split(separator: "\n").first { line in
    let line = line.lowercased()
    return line.contains("version") && marks.contains(where: line.contains)
  }
  return said.map { line in
    let reason = line.replacing("Error response from daemon: ", with: "")
    return "the docker client of this machine cannot use this engine: \(reason). Install another client, or another "
      + "engine: dockhostctl engine upgrade"
  }
}

/// How to install a docker client without an engine, as far as the distribution has one.
///
/// - Parameter osRelease: the text of os-release(5).
/// - Returns: a command to type, or what to look for.
func clientPackage(osRelease: String) -> String {
  func value(_ key: String) -> String {
    let line = osRelease.split(separator: "\n").first { $0.hasPrefix("\(key)=") } ?? ""
    return line.dropFirst(key.count + 1).filter { $0 != "\"" && $0 != "'" }
  }
  let systems = [value("ID")] + value("ID_LIKE").split(separator: " ").map(String.init)
  if value("ID") == "debian", Int(value("VERSION_ID")).map({ $0 >= 13 }) ?? true {
    return "sudo apt install docker-cli"
  }
  if systems.contains(where: ["debian", "ubuntu"].contains) {
    return "sudo apt install docker.io, or docker-ce-cli from Docker's own repository"
  }
  return "docker-cli, or docker-ce-cli from Docker's own repository"
}

private func readOSRelease() -> String {
  for path in ["/etc/os-release", "/usr/lib/os-release"] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { continue }
    defer { close(descriptor) }
    let bytes = [UInt8](unsafeUninitializedCapacity: 1 << 14) { buffer, count in
      count = max(0, read(descriptor, buffer.baseAddress, buffer.count))
    }
    return String(decoding: bytes, as: UTF8.self)
  }
  return ""
}
