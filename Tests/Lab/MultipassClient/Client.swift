import Glibc
import StandIn

/// Carries out commands by asking the daemon; each returns the exit code.
struct Client {
  /// The path of the daemon's socket.
  var daemon: String

  /// Any RPC error, a daemon that is away included.
  static let commandFailed: Int32 = 2

  func run(_ command: ClientCommand) -> Int32 {
    switch command {
    case .version(let format): version(format)
    case .list(let format, let addresses): list(format, addresses: addresses)
    case .listSnapshots(let format): listSnapshots(format)
    case .info(let names, let format, let entering): info(names, format, entering: entering)
    case .get(let key, let raw): get(key, raw: raw)
    case .keys: keys()
    case .networks(let format): networks(format)
    case .find(let format): find(format)
    case .launch(let request, let cloudInit, let mounts): launch(request, cloudInit: cloudInit, mounts: mounts)
    case .start(let names, let timeout): start(names, timeout: timeout)
    case .stop(let names, let manner): stop(names, manner)
    case .restart(let names, let timeout): restart(names, timeout: timeout)
    case .suspend(let names): operate("suspend", .suspend(names: names), "Suspending", names)
    case .delete(let names, let purge): plain("delete", .delete(names: names, purge: purge))
    case .purge: plain("purge", .purge)
    case .recover(let names): plain("recover", .recover(names: names))
    case .snapshot(let name, let snapshot, let comment):
      operate("snapshot", .snapshot(name: name, snapshot: snapshot, comment: comment), "Taking snapshot of", [name]) {
        if case .value(let path) = $0 { "Snapshot taken: \(path)\n" } else { "" }
      }
    case .restore(let name, let snapshot):
      operate("restore", .restore(name: name, snapshot: snapshot), "Restoring snapshot of", [name]) {
        if case .value(let path) = $0 { "Snapshot restored: \(path)\n" } else { "" }
      }
    case .exec(let name, let command, let directory, let mapsDirectory):
      exec(name, command, directory: directory, mapsDirectory: mapsDirectory)
    case .shell(let name): shell(name)
    case .mount(let source, let target, let users, let groups):
      mount(source, on: target, users: users, groups: groups)
    case .unmount(let targets): unmount(targets)
    case .set(let key, let value): operate("set", .set(key: key, value: value), "Setting", [key])
    }
  }

  /// Asks and prints what `text` makes of the answer.
  func plain(_ command: String, _ request: Request, text: (Reply) -> String = { _ in "" }) -> Int32 {
    do throws(Refusal) {
      Output.print(text(try Connection(to: daemon, request).last()))
      return 0
    } catch {
      return fail(command, error)
    }
  }

  /// Asks while a spinner says what is being done to the instances.
  func operate(
    _ command: String, _ request: Request, _ verb: String, _ names: [String],
    done: (Reply) -> String = { _ in "" }, details: (Refusal) -> String? = { _ in nil }
  ) -> Int32 {
    let spinner = Spinner("\(verb) \(Self.object(names))")
    do throws(Refusal) {
      let reply = try Connection(to: daemon, request).last(heard: spinner.hear)
      spinner.stop()
      Output.print(done(reply))
      return 0
    } catch {
      spinner.stop()
      return fail(command, error, details: details(error))
    }
  }

  func fail(_ command: String, _ refusal: Refusal, details: String? = nil) -> Int32 {
    Output.print(refusal.text(of: command, details: details), to: STDERR_FILENO)
    return Self.commandFailed
  }

  private static func object(_ names: [String]) -> String {
    switch names.count {
    case 0: "all instances"
    case 1: names[0]
    default: "requested instances"
    }
  }
}
