import FoundationEssentials
import StandIn
import Testing

@Suite struct Launches {
  @Test func `an image that was never here is fetched, and told of in per cent`() throws {
    let bench = try Bench()
    let first = try bench.multipass("launch", "--name", "one")
    #expect(first.code == 0)
    #expect(first.output.contains("\rRetrieving image: 5%\rRetrieving image: 10%"))
    #expect(first.output.contains("Retrieving image: 100%"))
    #expect(try !bench.multipass("launch", "--name", "two").output.contains("Retrieving"))
  }

  @Test func `a disk that is too small for the image, and a host without room, are refused`() throws {
    let bench = try Bench()
    let small = try bench.multipass("launch", "--name", "one", "--disk", "1G")
    #expect(small.code == 2)
    #expect(
      small.error
        == "launch failed: Requested disk (1073741824 bytes) below minimum for this image (3758096384 bytes)\n")
    bench.guests.availableDisk = 5
    let full = try bench.multipass("launch", "--name", "one")
    #expect(
      full.error == "launch failed: Available disk (5 bytes) below minimum for this image (3758096384 bytes)\n")
    #expect(bench.daemon.table.instances.isEmpty)
  }

  @Test func `a host that cannot virtualise, and image servers out of reach, are refused`() throws {
    let bench = try Bench(.stopped)
    try bench.suffer { $0.withoutKVM = true }
    #expect(
      try bench.multipass("launch").error.hasPrefix("launch failed: KVM support is not enabled on this machine.\n"))
    #expect(try bench.multipass("start", "docker-host").error.contains("KVM support is not enabled"))
    #expect(bench.word == "Stopped")
    try bench.suffer { $0.withoutImages = true }
    #expect(try bench.multipass("launch").error.hasPrefix("launch failed: Remote \"\" is unknown or unreachable."))
    try bench.suffer()
    #expect(try bench.multipass("launch", "nosuch").error.hasPrefix("launch failed: Unable to find an image matching"))
  }

  @Test func `a time-out of the daemon leaves the instance`() throws {
    let bench = try Bench()
    try bench.suffer { ($0.deaf, $0.patienceSeconds) = (true, 1) }
    let end = try bench.multipass("launch", "--name", "docker-host", "--timeout", "1500")
    #expect(end.code == 2)
    #expect(
      end.error == "launch failed: The following errors occurred:\ndocker-host: timed out waiting for response\n")
    #expect(bench.word == "Unknown")
    try bench.suffer()
    #expect(try bench.multipass("launch", "--name", "docker-host").error.contains("already exists"))
  }

  @Test func `a cloud-init that takes too long leaves it running`() throws {
    let bench = try Bench(guests: FakeGuests(initializes: false))
    try bench.suffer { $0.initializationSeconds = 1 }
    let end = try bench.multipass("launch", "--name", "docker-host")
    #expect(end.error.hasSuffix("timed out waiting for initialization to complete\n"))
    #expect(bench.word == "Running")
  }

  @Test func `a client on a machine where no daemon ever ran dies of an exception`() throws {
    let bench = try Bench()
    try FileManager.default.removeItem(atPath: bench.folder + "/multipass_root_cert.pem")
    for command in [["version"], ["list"], ["launch"]] {
      let end = try ClientProcess(bench, command).end()
      #expect(end.code == 1)
      #expect(end.error.contains("unhandled exception: failed to open file '\(bench.folder)/multipass_root_cert.pem'"))
    }
  }
}
