import Locks
import StandIn
import Testing

@Suite struct Mounts {
  private static let home = Mount(
    source: "/home/dev", target: "/home/dev", userMappings: ["1000:default"], groupMappings: ["1000:default"])

  private func mount(_ target: String) -> Request {
    var mount = Self.home
    mount.target = target
    return .mount(name: "docker-host", mount)
  }

  @Test func `a running guest sees a folder at once, and after every start`() throws {
    let bench = try Bench(.running)
    #expect(try bench.ask(.mount(name: "docker-host", Self.home)) == .done)
    #expect(bench.guests["docker-host"]?.mounted == ["/home/dev": "/home/dev"])
    #expect(try bench.ask(.stop(names: ["docker-host"], .force)) == .done)
    #expect(bench.guests["docker-host"]?.mounted == [:])
    #expect(try bench.ask(.start(names: ["docker-host"], timeout: nil)) == .done)
    #expect(bench.guests["docker-host"]?.mounted == ["/home/dev": "/home/dev"])
    #expect(try bench.ask(.restart(names: ["docker-host"], timeout: nil)) == .done)
    #expect(bench.guests["docker-host"]?.mounted == ["/home/dev": "/home/dev"])
  }

  @Test func `a stopped guest sees it at its next start`() throws {
    let bench = try Bench(.stopped)
    #expect(try bench.ask(.mount(name: "docker-host", Self.home)) == .done)
    #expect(bench.guests["docker-host"]?.mounted == [:])
    #expect(try bench.ask(.start(names: ["docker-host"], timeout: nil)) == .done)
    #expect(bench.guests["docker-host"]?.mounted == ["/home/dev": "/home/dev"])
  }

  @Test func `a folder that is gone at a start is told of and forgotten`() throws {
    let bench = try Bench(.stopped) { $0.mounts = [Self.home] }
    bench.guests.missingSources.withLock { $0 = ["/home/dev"] }
    let start = try bench.multipass("start", "docker-host")
    #expect(start.code == 0)
    #expect(
      start.error
        == "Removing mount \"/home/dev\" from 'docker-host': Mount source path \"/home/dev\" does not exist.\n")
    #expect(bench.daemon.table.instances["docker-host"]?.mounts == [])
  }

  @Test func `one or all are unmounted`() throws {
    let bench = try Bench(.running)
    for target in ["/a", "/b", "/c"] { #expect(try bench.ask(mount(target)) == .done) }
    #expect(try bench.ask(.unmount(name: "docker-host", target: "/b")) == .done)
    #expect(bench.guests["docker-host"]?.mounted.keys.sorted() == ["/a", "/c"])
    #expect(try bench.ask(.unmount(name: "docker-host", target: nil)) == .done)
    #expect(bench.guests["docker-host"]?.mounted == [:])
    #expect(bench.daemon.table.instances["docker-host"]?.mounts == [])
  }

  @Test func `what cannot be is refused, and nothing is kept of it`() throws {
    let bench = try Bench(.running)
    for target in ["/", "/proc/x", "/dev", "//sys//kernel", "/home", "/home/ubuntu/"] {
      #expect(try bench.refusal(of: mount(target)).details == "unable to mount to \"\(target)\"")
    }
    #expect(try bench.ask(mount("/a")) == .done)
    #expect(try bench.refusal(of: mount("/a")).details == "\"/a\" is already mounted in 'docker-host'")
    bench.guests.missingSources.withLock { $0 = ["/home/dev"] }
    #expect(try bench.refusal(of: mount("/b")).details.hasPrefix("error mounting \"/b\": Mount source path"))
    let missing = Request.unmount(name: "docker-host", target: "/z")
    #expect(try bench.refusal(of: missing).details == "path \"/z\" is not mounted in 'docker-host'")
    #expect(bench.daemon.table.instances["docker-host"]?.mounts.map(\.target) == ["/a"])
  }

  @Test func `the snap sees homes, without what is hidden there`() {
    for path in ["/home/dev", "/home/dev/src", "/home/dev/src/.git"] { #expect(Mount.isVisible(path)) }
    for path in ["/", "/tmp", "/home", "/opt/src", "/home/dev/.config", "/home/dev/.config/x", "/homes/dev"] {
      #expect(!Mount.isVisible(path))
    }
  }

  @Test(arguments: ["/tmp", "/nosuch", "/etc"])
  func `a source that the snap does not see is not there for the client`(_ path: String) throws {
    let end = try Bench(.running).multipass("mount", path, "docker-host:/x")
    #expect(end == .init(code: 1, output: "", error: "Source path \"\(path)\" does not exist\n"))
  }
}
