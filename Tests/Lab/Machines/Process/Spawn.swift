import CLinux
import Glibc
import StandIn

/// Starts `command`, found on PATH, in a process group of its own, with no signal blocked or ignored.
///
/// `environment` nil is the caller's own; the given descriptors become the standard streams.
func spawn(_ command: [String], environment: [String: String]?, streams: GuestStreams) throws(LabFailure) -> pid_t {
  var actions = posix_spawn_file_actions_t()
  posix_spawn_file_actions_init(&actions)
  defer { posix_spawn_file_actions_destroy(&actions) }
  for (given, standard) in [(streams.input, 0), (streams.output, 1), (streams.error, 2)] as [(Int32, Int32)] {
    posix_spawn_file_actions_adddup2(&actions, given, standard)
  }
  // What lives on must not hold its starter's files open.
  posix_spawn_file_actions_addclosefrom_np(&actions, 3)
  var attributes = freshAttributes()
  defer { posix_spawnattr_destroy(&attributes) }

  let arguments = CStrings(command)
  let variables = environment.map { CStrings($0.map { "\($0.key)=\($0.value)" }) }
  defer {
    arguments.free()
    variables?.free()
  }
  var process: pid_t = 0
  let code =
    if let variables {
      posix_spawnp(&process, command[0], &actions, &attributes, arguments.pointers, variables.pointers)
    } else {
      posix_spawnp(&process, command[0], &actions, &attributes, arguments.pointers, environ)
    }
  guard code == 0 else { throw systemFailure("cannot run \"\(command[0])\"", code: code) }
  return process
}

private func freshAttributes() -> posix_spawnattr_t {
  var attributes = posix_spawnattr_t()
  posix_spawnattr_init(&attributes)
  var none = sigset_t()
  sigemptyset(&none)
  var all = sigset_t()
  sigfillset(&all)
  posix_spawnattr_setsigmask(&attributes, &none)
  posix_spawnattr_setsigdefault(&attributes, &all)
  posix_spawnattr_setpgroup(&attributes, 0)
  let flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP
  posix_spawnattr_setflags(&attributes, Int16(flags))
  return attributes
}

/// A null-terminated array of C strings, as exec takes them.
private struct CStrings {
  let pointers: [UnsafeMutablePointer<CChar>?]

  init(_ strings: [String]) {
    pointers = strings.map { strdup($0) } + [nil]
  }

  func free() {
    for pointer in pointers { Glibc.free(pointer) }
  }
}
