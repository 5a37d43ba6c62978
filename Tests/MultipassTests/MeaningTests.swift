import Multipass
import Testing

/// Every refusal of Multipass, and the words in which the user is told.
@Suite struct Meanings {
  private static let launch = MultipassCommand.launch(
    Launch(
      name: "big", image: "nosuch", cpus: 2, memory: Size(mebibytes: 64), disk: Size(mebibytes: 1024), cloudInit: ""))

  /// What is printed on standard error; what its reason holds; the command that its hint names.
  private static let table: [(MultipassCommand, String, String, String)] = [
    (.states, "list failed: cannot connect to the multipass socket\n", "does not answer", "snap changes"),
    (
      .states,
      "[2026-11-23T21:43:11.046] [error] [client] Caught an unhandled exception: failed to open file "
        + "'/var/snap/multipass/common/data/multipassd/multipass_root_cert.pem': No such file or directory(2)\n",
      "never run", "snap start multipass"
    ),
    (.states, "list failed: multipass socket access denied\n", "may not open", "usermod"),
    (
      .states,
      "list failed: The client is not authenticated with the Multipass service.\nPlease use 'multipass authenticate'\n",
      "does not know this user", "multipass authenticate"
    ),
    (
      .states, "list failed: The user is not authenticated with the Multipass service.\n", "does not know this user",
      "multipass authenticate"
    ),
    (.states, "error: snap \"multipass\" has \"refresh-snap\" change in progress\n", "being changed", "snap watch"),
    (
      .states, "/user.slice/x.service is not a snap cgroup\n", "does not run 'multipass' from here",
      "snap run multipass"
    ),
    (launch, "launch failed: instance \"big\" already exists\n", "'big' already", "multipass recover big"),
    (launch, "launch failed: instance \"big\" is being prepared\n", "another launch", "dockhostctl up big"),
    (
      launch, "launch failed: KVM support is not enabled on this machine.\nPlease ensure the following:\n", "/dev/kvm",
      "ls"
    ),
    (
      launch, "launch failed: The KVM device cannot be opened. Please ensure\n", "may not open /dev/kvm", "snap connect"
    ),
    (
      launch, "launch failed: Another virtual machine manager is currently running. Please shut it down\n",
      "VirtualBox", "lsof"
    ),
    (launch, "launch failed: dnsmasq died: . Ensure nothing is using port 53.\n", "port 53", "ss -lnup"),
    (
      launch, "launch failed: qemu-system: cannot set up guest memory 'pc.ram': Cannot allocate memory\n", "memory",
      "free"
    ),
    (
      launch, "launch failed: Available disk (1 bytes) below minimum for this image (2361393152 bytes)\n",
      "too little room", "df -h"
    ),
    (
      launch, "launch failed: Requested disk (1073741824 bytes) below minimum for this image (2361393152 bytes)\n",
      "'1G' is too small", "dockhostctl up big --disk 40G"
    ),
    (launch, "launch failed: Invalid disk size value supplied: 1.\n", "'1G'", "--disk"),
    (launch, "launch failed: Invalid memory size value supplied: 64M.\n", "'64M'", "--memory"),
    (launch, "error: Invalid CPU count '0', need a positive integer value.\n", "CPUs", "--cpus"),
    (launch, "launch failed: Invalid instance name supplied: a.b\n", "no name", "dockhostctl"),
    (
      launch, "launch failed: Unable to find an image matching \"nosuch\" in remote \"\".\n", "no image 'nosuch'",
      "multipass find"
    ),
    (launch, "launch failed: Remote \"\" is unknown or unreachable.\n", "cannot reach the servers", "multipass find"),
    (launch, "launch failed: failed to download from 'https://x': Network timeout\n", "downloaded", "multipass find"),
    (launch, "launch failed: Downloaded image hash does not match\n", "damaged", "dockhostctl up big"),
    (launch, "Could not load cloud-init configuration: bad conversion\n", "cloud-init", "--plan"),
    (
      launch, "launch failed: The following errors occurred:\nbig: timed out waiting for response\n", "does not answer",
      "dockhostctl up big"
    ),
    (
      launch, "launch failed: The following errors occurred:\ntimed out waiting for initialization to complete\n",
      "cloud-init did not finish", "cloud-init status"
    ),
    (launch, "Timed out waiting for instance launch.\n", "patience", "dockhostctl up big"),
    (
      .start("big"),
      "start failed: The following errors occurred:\nInstance 'big' is deleted. Use 'recover' to recover it.\n",
      "deleted", "multipass recover big"
    ),
    (
      .start("big"),
      "start failed: The following errors occurred:\nInstance 'big' is already running, but in an unknown state.\n"
        + "Try to stop it first.\n",
      "lost sight", "multipass stop --force big"
    ),
    (
      .start("big"), "start failed: instance(s) missing\nInstance 'big' does not exist.\n", "no instance",
      "dockhostctl up"
    ),
    (.start("big"), "start failed: Cannot start the instance 'big' while suspending.\n", "suspended", "multipass list"),
    (
      .info("big"), "info failed: The following errors occurred:\ninstance \"big\" does not exist\n", "no instance",
      "up big"
    ),
    (.exec("big", ["true"]), "exec failed: Cannot retrieve credentials in unknown state\n", "Unknown", "stop --force"),
    (
      .exec("big", ["true"]), "exec failed: ssh connection failed: 'Timeout connecting to 10.21.124.56'\n", "SSH",
      "dockhostctl status big"
    ),
    (.exec("big", ["true"]), "exec failed: instance \"big\" is not running\n", "does not run", "dockhostctl start big"),
    (
      .stop("big"), "stop failed: Cannot shut down suspended instance big.\nUse --force to power it off.\n", "stopped",
      "start"
    ),
    (
      .stop("big"), "stop failed: The process did not finish within 300000 milliseconds\n", "switch", "stop --force big"
    ),
    (
      .set(key: "local.big.cpus", value: "4"),
      "set failed: Cannot update instance settings; instance: big; reason: Instance must be stopped for modification\n",
      "stopped", "dockhostctl stop big"
    ),
    (
      .set(key: "local.big.disk", value: "4G"),
      "set failed: Invalid setting 'local.big.disk=4G': Disk can only be expanded\n", "smaller", "multipass get"
    ),
    (
      .set(key: "local.big.memory", value: "1"),
      "set failed: Invalid setting 'local.big.memory=1': Memory less than 128.0MiB minimum not allowed\n", "size",
      "resize"
    ),
    (
      .set(key: "local.big.memory", value: "1"), "set failed: Unrecognized settings key: 'local.big.memory'\n",
      "too old",
      "snap refresh"
    ),
    (
      .set(key: "local.big.cpus", value: "1"),
      "set failed: Cannot update instance settings; instance: big; reason: No such instance\n", "no instance", "up big"
    ),
    (
      .snapshot("big", name: "x"), "snapshot failed: Multipass can only take snapshots of stopped instances.\n",
      "stopped", "dockhostctl stop big"
    ),
    (.snapshot("big", name: "x"), "snapshot failed: Snapshot already exists: big.x\n", "name", "list --snapshots"),
    (
      .snapshot("big", name: "x"), "snapshot failed: The snapshots feature is not implemented on this backend.\n",
      "no snapshots", "local.driver"
    ),
    (
      mount, "mount failed: Mounts are disabled on this installation of Multipass.\n", "turned off", "privileged-mounts"
    ),
    (
      mount,
      "mount failed: Error enabling mount support in 'big'\n\nPlease install the 'multipass-sshfs' snap manually\n",
      "multipass-sshfs", "snap install"
    ),
    (mount, "Mount source path \"/home/a\" does not exist\n", "does not see", "ls -ld"),
    (mount, "mount failed: \"/home/a\" is already mounted in 'big'\n", "mounted there", "dockhostctl unmount big"),
    (mount, "mount failed: instance 'big' does not exist\n", "no instance", "dockhostctl up big"),
    (
      .umount(instance: "big", target: "/a"), "umount failed: path \"/a\" is not mounted in 'big'\n", "nothing",
      "info big"
    ),
  ]

  private static let mount = MultipassCommand.mount(source: "/home/a", instance: "big", target: "/a")

  @Test(arguments: table)
  func `have a reason in plain words and a command to try`(
    _ command: MultipassCommand, _ errorOutput: String, _ reason: String, _ hint: String
  ) {
    for code: Int32 in [1, 2, 5] {
      let noise = "[2026-11-23T21:43:11.046] [error] [url downloader] Failed to get https://example.net: is deleted\n"
      let end = CommandEnd(exit: .code(code), errorOutput: noise + errorOutput)
      let meaning = meaning(of: end, command, host: "big")
      #expect(meaning.reason.contains(reason))
      #expect(meaning.hint.contains(hint))
      check(meaning)
    }
  }

  /// Whatever is told fits on a line, names a command, and is neither a template nor a dump.
  private func check(_ meaning: Meaning) {
    #expect(meaning.hint.contains("`"))
    for text in [meaning.reason, meaning.hint] {
      #expect(!text.contains("{"))
      #expect(!text.contains("\n"))
      #expect(!text.contains(" failed: The following"))
    }
  }

  @Test(arguments: [CommandEnd.Exit.notFound, .limitPassed, .signal(9)])
  func `of a command that did not come to its own end have them too`(_ exit: CommandEnd.Exit) {
    for command in [MultipassCommand.states, Self.launch, Self.mount] {
      check(meaning(of: CommandEnd(exit: exit), command, host: "big"))
    }
    #expect(meaning(of: CommandEnd(exit: .notFound), .states, host: "big").hint.contains("snap install multipass"))
    #expect(meaning(of: CommandEnd(exit: .limitPassed), Self.launch, host: "big").reason.contains("30 min"))
  }

  @Test func `of texts that nobody knows are their first line, quoted`() {
    let text = "launch failed: The following errors occurred:\nflux {host}\u{7} \u{1b}[31mcapacitor\nsecond line\n"
    let meaning = meaning(of: CommandEnd(exit: .code(2), errorOutput: text), Self.launch, host: "big")
    #expect(meaning.reason == "'multipass launch' says 'flux {host} [31mcapacitor'")
    #expect(meaning.hint.contains("`dockhostctl logs`"))
  }

  @Test func `without any text name the exit code`() {
    let meaning = meaning(of: CommandEnd(exit: .code(255)), .exec("big", ["true"]), host: "big")
    #expect(meaning.reason == "'multipass exec' ended with exit code 255 and gave no reason")
    check(meaning)
  }

  @Test func `are short, however much was printed`() {
    let text = String(repeating: "x", count: 100_000) + "\n"
    #expect(meaning(of: CommandEnd(exit: .code(2), errorOutput: text), .states, host: "big").reason.count < 400)
  }

  @Test func `tell what a launch may go on from`() {
    func end(_ text: String, _ code: Int32 = 2) -> CommandEnd { CommandEnd(exit: .code(code), errorOutput: text) }
    #expect(end("Timed out waiting for instance launch.\n", 5).ranOutOfTime)
    #expect(end("launch failed: The following errors occurred:\nbig: timed out waiting for response\n").ranOutOfTime)
    #expect(
      end("launch failed: The following errors occurred:\ntimed out waiting for initialization to complete")
        .ranOutOfTime)
    #expect(CommandEnd(exit: .limitPassed).ranOutOfTime)
    #expect(!end("launch failed: instance \"big\" already exists\n").ranOutOfTime)
    #expect(end("launch failed: instance \"big\" already exists\n").findsNameTaken)
    #expect(end("launch failed: instance \"big\" is being prepared\n").meetsAnotherLaunch)
    #expect(!CommandEnd(exit: .code(0), errorOutput: "x is being prepared").meetsAnotherLaunch)
  }
}
