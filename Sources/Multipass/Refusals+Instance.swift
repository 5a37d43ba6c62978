extension Refusal {
  /// What the instance's state does not allow.
  static let ofInstances = [
    Refusal(
      [": timed out waiting for response", "Timed out waiting for"],
      "'{host}' got no address, or does not answer by SSH, within Multipass's patience",
      hint:
        "`dockhostctl up {host}` goes on from there; `journalctl -u snap.multipass.multipassd` tells what it waited "
        + "for",
      kind: .timeOut),
    Refusal(
      ["in an unknown state", "Cannot retrieve credentials in unknown state"],
      "Multipass has lost sight of '{host}': its state is Unknown",
      hint: "`multipass stop --force {host}` cuts its power; then `dockhostctl up {host}` starts it"),
    Refusal(
      ["is deleted"], "'{host}' is deleted, but not purged",
      hint: "`multipass recover {host}` brings it back; `multipass delete --purge {host}` frees its name for good"),
    Refusal(
      ["napshot already exists"], "there is a snapshot of this name already: {text}",
      hint: "`multipass list --snapshots` lists those that there are", kind: .taken),
    Refusal(
      ["napshot name"], "Multipass does not take this name for a snapshot: {text}",
      hint: "`multipass list --snapshots` shows how those are called that there are"),
    Refusal(
      ["already exists"], "there is an instance '{host}' already, perhaps a deleted one",
      hint: "`dockhostctl up {host}` goes on with it; where `multipass list` calls it Deleted, "
        + "`multipass recover {host}` brings it back and `multipass delete --purge {host}` frees its name",
      kind: .taken),
    Refusal(
      ["does not exist", "No such instance", "instance(s) missing"], "there is no instance '{host}'",
      hint: "`dockhostctl up {host}` creates it"),
    Refusal(
      ["Use --force to power it off", "Cannot stop suspended", "Cannot stop instance", "Cannot shut down"],
      "'{host}' cannot be stopped in the state in which it is",
      hint: "`multipass start {host}` brings it to a state in which it can; `multipass stop --force {host}` cuts its "
        + "power, and what is in its memory is lost"),
    Refusal(
      ["while suspending"], "'{host}' is being suspended",
      hint: "`multipass list` shows when that is done; then `dockhostctl start {host}`"),
    Refusal(
      ["did not finish within"], "the guest of '{host}' does not switch itself off",
      hint: "`multipass stop --force {host}` cuts its power"),
    Refusal(
      ["is not running"], "'{host}' does not run", hint: "`dockhostctl start {host}` starts it"),
    Refusal(
      ["ssh connection failed", "SSH connection failed"], "the guest of '{host}' cannot be reached by SSH",
      hint: "`dockhostctl status {host}` says what stands between"),
  ]

  /// What `set` and `snapshot` do not allow.
  static let ofSettings = [
    Refusal(
      ["must be stopped for modification", "only take snapshots of stopped"], "'{host}' has to be stopped for this",
      hint: "`dockhostctl stop {host}` stops it, and every container in it"),
    Refusal(
      ["Disk can only be expanded"], "the disk of '{host}' cannot become smaller",
      hint: "`multipass get local.{host}.disk` shows its size; ask for at least that"),
    Refusal(
      ["Memory less than", "is not a valid memory size", "Need a positive"],
      "Multipass does not take this size: {text}",
      hint: "`dockhostctl resize {host} --memory 4G --cpus 2` shows how sizes are written"),
    Refusal(
      ["Unrecognized settings key"], "this Multipass is too old to change an instance's size: {text}",
      hint: "`sudo snap refresh multipass` brings a newer one"),
    Refusal(
      ["snapshots feature", "napshots are not supported", "is not implemented on this backend"],
      "this Multipass takes no snapshots", hint: "`multipass get local.driver` shows its driver; qemu can take them"),
  ]

  /// What stands in a mount's way.
  static let ofMounts = [
    Refusal(
      ["Mounts are disabled"], "mounts are turned off in this Multipass",
      hint: "`sudo multipass set local.privileged-mounts=true` turns them on"),
    Refusal(
      ["Error enabling mount support", "multipass-sshfs"],
      "the guest could not install 'multipass-sshfs', which mounts need",
      hint: "`multipass exec -n {host} -- sudo snap install multipass-sshfs` shows why"),
    Refusal(
      ["ount source path", "ource path \""], "Multipass does not see that folder: {text}",
      hint: "the snap sees what lies under /home and is not hidden; `ls -ld FOLDER` shows whether it is there"),
    Refusal(
      ["is already mounted"], "another folder is mounted there: {text}",
      hint: "`dockhostctl unmount {host} TARGET` takes it away first; `multipass info {host}` lists the mounts"),
    Refusal(
      ["is not mounted"], "nothing is mounted there: {text}", hint: "`multipass info {host}` lists the mounts"),
    Refusal(
      ["nable to make the target", "nable to mount to", "ount target"], "the guest takes no mount there: {text}",
      hint: "`dockhostctl mount {host} SOURCE TARGET` with another target, such as the folder's own path"),
  ]
}
