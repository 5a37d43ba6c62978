import CLinux
import Glibc
import Testing

@testable import DockhostRuntime

/// Whether this machine has OpenSSH's programs.
private nonisolated let hasSSH = access("/usr/bin/ssh-keygen", X_OK) == 0

@Suite(.timeLimit(.minutes(1))) struct GuestKeyPairs {
  private let folder = TemporaryFolder()

  private func make(by runner: ChildRunner = makeRunner()) async -> Result<String, SystemFault> {
    // The runner has to outlive its children.
    defer { withExtendedLifetime(runner) {} }
    return await withCheckedContinuation { next in
      GuestKeys(folder: folder.path, host: "docker-host").make(by: runner) { next.resume(returning: $0) }
    }
  }

  @Test(.enabled(if: hasSSH, "ssh-keygen is not installed")) func `are made once, for the owner alone`() async throws {
    let line = try await make().get()
    #expect(line.hasPrefix("ssh-ed25519 ") && line.hasSuffix(" dockhost@docker-host"))
    #expect(try await make().get() == line)
    var status = stat()
    #expect(stat("\(folder.path)/id_ed25519", &status) == 0)
    #expect(status.st_mode & 0o777 == 0o600)
  }

  @Test(.enabled(if: hasSSH, "ssh-keygen is not installed")) func `are made again where one half is missing`()
    async throws
  {
    let line = try await make().get()
    unlink("\(folder.path)/id_ed25519.pub")
    #expect(try await make().get() != line)
  }

  @Test func `tell what is missing on a machine without ssh-keygen`() async throws {
    // Found all the same where it lies in /snap/bin or /usr/local/bin.
    guard case .failure(let fault) = await make(by: makeRunner(path: folder.path)) else { return }
    #expect(fault.description.contains("ssh-keygen"))
    #expect(fault.number == ENOENT)
  }

  @Test func `trust the guest's key and no other`() async throws {
    let keys = GuestKeys(folder: folder.path, host: "docker-host")
    _ = folder.file("id_ed25519")
    #expect(!keys.arePinned)
    try keys.pin("ssh-ed25519 AAAAC3Nza root@guest")
    #expect(folder.read("known_hosts") == "dockhost-docker-host ssh-ed25519 AAAAC3Nza\n")
    #expect(keys.arePinned)
    let entry = keys.entry(at: "10.231.0.7", dialer: "/usr/bin/dockhostd", terminal: false)
    #expect(entry.contains("StrictHostKeyChecking=yes"))
    #expect(entry.contains("UserKnownHostsFile=\"\(folder.path)/known_hosts\""))
    #expect(entry.suffix(2) == ["ubuntu@10.231.0.7", "--"])
    let odd = GuestKeys(folder: "/home/me/50%", host: "docker-host")
    #expect(
      odd.entry(at: "10.231.0.7", dialer: "d", terminal: false).contains("IdentityFile=\"/home/me/50%%/id_ed25519\""))
    keys.unpin()
    #expect(!keys.arePinned)
  }
}
