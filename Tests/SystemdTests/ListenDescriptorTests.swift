import CLinux
import Glibc
import Systemd
import Testing

/// Makes this process look like one that systemd passed `descriptors` to.
private func pass(_ descriptors: [Int32], names: String) {
  for (index, descriptor) in descriptors.enumerated() { dup2(descriptor, 3 + Int32(index)) }
  setenv("LISTEN_PID", "\(getpid())", 1)
  setenv("LISTEN_FDS", "\(descriptors.count)", 1)
  setenv("LISTEN_FDNAMES", names, 1)
}

/// A descriptor far above those that are passed.
private func listener(_ type: __socket_type = SOCK_STREAM, listening: Bool = true) -> Int32 {
  let descriptor = fcntl(socket(AF_UNIX, Int32(type.rawValue), 0), F_DUPFD, 100)
  if listening {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    // Bound to no name, the kernel chooses one.
    withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        _ = bind(descriptor, $0, socklen_t(MemoryLayout<sa_family_t>.size))
      }
    }
    listen(descriptor, 1)
  }
  return descriptor
}

private func failure() -> ListenDescriptorError? {
  do {
    _ = try listenDescriptors()
    return nil
  } catch {
    return error
  }
}

// What systemd passes begins at descriptor 3, which may be the test runner's own: these say by their exit code alone
// how they went.
@Suite struct ListenDescriptors {
  @Test func `finds the passed sockets by name and keeps them from children`() async {
    await #expect(processExitsWith: .exitCode(42)) {
      pass([listener(), listener(), listener()], names: "control:docker-host:docker-host")
      guard (try? listenDescriptors()) == ["control": [3], "docker-host": [4, 5]] else { exit(1) }
      guard (3...5).allSatisfy({ fcntl($0, F_GETFD) & FD_CLOEXEC != 0 }) else { exit(2) }
      guard getenv("LISTEN_FDS") == nil, (try? listenDescriptors()) == [:] else { exit(3) }
      exit(42)
    }
  }

  @Test func `leaves alone what was passed to another process`() async {
    await #expect(processExitsWith: .exitCode(42)) {
      pass([listener()], names: "control")
      setenv("LISTEN_PID", "1", 1)
      exit((try? listenDescriptors()) == [:] ? 42 : 1)
    }
  }

  @Test func `refuses a socket that does not listen`() async {
    await #expect(processExitsWith: .exitCode(42)) {
      pass([listener(listening: false)], names: "control")
      exit(failure() == .notListening(name: "control", descriptor: 3) ? 42 : 1)
    }
  }

  @Test func `refuses a number that is none`() async {
    await #expect(processExitsWith: .exitCode(42)) {
      pass([listener()], names: "control")
      setenv("LISTEN_FDS", "many", 1)
      exit(failure() == .unreadable(errorNumber: EINVAL) ? 42 : 1)
    }
  }
}
