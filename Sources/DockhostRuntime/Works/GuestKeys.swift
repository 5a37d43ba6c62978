import DockhostInterface
import Glibc
import Multipass

/// The key by which Dockhost enters a guest without Multipass, and the guest's own, which is trusted and no other.
struct GuestKeys {
  /// The host's folder in the state folder.
  let folder: String
  let host: String

  private var privateKey: String { "\(folder)/id_ed25519" }
  private var knownHosts: String { "\(folder)/known_hosts" }
  /// What known_hosts calls the guest: its address may change.
  private var alias: String { "dockhost-\(host)" }

  /// Makes the key pair unless there is one, and gives the public line for authorized_keys.
  func make(by children: ChildRunner, then: @escaping (Result<String, SystemFault>) -> Void) {
    if let line = publicLine { return later { then(.success(line)) } }
    do throws(SystemFault) {
      try makeFolder(folder)
    } catch {
      return later { then(.failure(error)) }
    }
    // A pair of which one half is missing is of no use, and ssh-keygen would ask before it overwrites.
    unlink(privateKey)
    let request = ChildRequest(
      program: "ssh-keygen",
      arguments: ["-q", "-t", "ed25519", "-N", "", "-C", "dockhost@\(host)", "-f", privateKey], limit: .seconds(30),
      mayBeSignalled: true)
    children.run(request, overran: {}) { end in
      if let line = publicLine, end.exit == .code(0) { return then(.success(line)) }
      then(.failure(SystemFault(Self.words(end), number: end.exit == .notFound ? ENOENT : EIO)))
    }
  }

  private static func words(_ end: CommandEnd) -> String {
    end.exit == .notFound ? "looking for 'ssh-keygen'" : "running 'ssh-keygen' (\(end.errorOutput))"
  }

  /// Nil unless both halves are there.
  private var publicLine: String? {
    guard access(privateKey, R_OK) == 0, let bytes = try? readFile("\(privateKey).pub", atMost: 4096) else {
      return nil
    }
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").first.map(String.init)
  }

  /// Trusts a key as the guest's, as it stands in a file of sshd's: `ssh-ed25519 AAAA… comment`.
  func pin(_ hostKey: String) throws(SystemFault) {
    let key = hostKey.split(separator: " ").prefix(2).joined(separator: " ")
    try makeFolder(folder)
    try replaceFile(knownHosts, with: Array("\(alias) \(key)\n".utf8))
  }

  /// Forgets the guest's key, as with an instance that is no more; the pair of ours stays for the next.
  func unpin() {
    unlink(knownHosts)
  }

  /// Whether the guest can be entered: it was told our key, and its own is known.
  var arePinned: Bool { access(knownHosts, R_OK) == 0 && access(privateKey, R_OK) == 0 }

  /// The command line that enters the guest at `address`, to which the command in the guest is added; `dialer` is the
  /// program that connects, by the bridge, and `terminal` says whether the command gets a terminal.
  func entry(at address: String, dialer: String, terminal: Bool) -> [String] {
    let options = [
      "BatchMode=yes", "IdentitiesOnly=yes", "IdentityFile=\(quoted(privateKey))", "StrictHostKeyChecking=yes",
      "UserKnownHostsFile=\(quoted(knownHosts))", "GlobalKnownHostsFile=/dev/null", "HostKeyAlias=\(alias)",
      "ControlPath=none", "ForwardAgent=no", "ConnectTimeout=5", "ServerAliveInterval=10", "ServerAliveCountMax=3",
      "LogLevel=ERROR", "ProxyUseFdpass=yes", "ProxyCommand=\(quoted(dialer)) dial %h %p",
    ]
    return ["ssh", "-F", "none", terminal ? "-t" : "-T"] + options.flatMap { ["-o", $0] } + ["ubuntu@\(address)", "--"]
  }

  /// As ssh_config(5) takes a word with spaces and per cent signs; there is no quote mark in paths of ours.
  private func quoted(_ path: String) -> String { "\"\(path.replacing("%", with: "%%"))\"" }
}
