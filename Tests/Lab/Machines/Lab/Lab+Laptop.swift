import Glibc

extension Lab {
  /// Where the built programs are found in the laptop; `/usr/local/bin` has a link to each that a user runs.
  package static let programsInLaptop = "/usr/local/lib/dockhost"

  /// The laptop's disk, in bytes: small enough to be filled, and sparse.
  private static let laptopDisk: Int64 = 8 << 30

  func createLaptop() throws(LabFailure) {
    try laptop.createDisk(bytes: Self.laptopDisk)
    try laptop.plant("127.0.0.1 localhost\n127.0.1.1 laptop\n", at: "etc/hosts")
    try plantUplink(resolver: Addresses.resolver)
    for program in ["dockhostd", "dockhostctl", "multipass"] {
      try makeFolder("\(laptop.seed)/usr/local/bin")
      symlink("\(Self.programsInLaptop)/\(program)", "\(laptop.seed)/usr/local/bin/\(program)")
    }
    try makeFolder(multipassd.socketFolder)
  }

  /// Boots the laptop and returns when its user's manager runs and its network is up.
  func bootLaptop() throws(LabFailure) {
    let shown = [(programs.folder, Self.programsInLaptop)] + programs.runtimeLibraries.map { ($0, $0) }
    let plan = BootPlan(
      trees: [BaseStore().laptop], network: "/proc/self/ns/net",
      arguments: [
        "--network-namespace-path=\(try network.namespace.path)", "--bind=\(multipassd.socketFolder):/run/multipass",
      ] + shown.map { "--bind-ro=\($0):\($1)" },
      waitsForTarget: true)
    try laptop.boot(plan)
    // Lingering users' managers are no part of the machine's target; the job that is under way is joined.
    try laptop.perform(["systemctl", "start", "user@1000.service"])
    try awaitUplink()
  }

  /// Says how the laptop's own network manager sets the uplink up.
  func plantUplink(resolver: String) throws(LabFailure) {
    try laptop.plant(uplinkFile(resolver: resolver), at: Self.uplinkPath)
  }

  static let uplinkPath = "etc/systemd/network/10-uplink.network"

  func uplinkFile(resolver: String) -> String {
    """
    [Match]
    Name=\(Addresses.uplink)
    [Network]
    Address=\(Addresses.laptop)/24
    Gateway=\(Addresses.router)
    DNS=\(resolver)
    LinkLocalAddressing=no
    IPv6AcceptRA=no

    """
  }
}
