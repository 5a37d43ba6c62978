extension Refusal {
  /// Multipass itself cannot be asked. The texts are those of releases 1.16 and later, and of snapd.
  static let ofTheInstallation = [
    Refusal(
      ["multipass_root_cert.pem"], "Multipass's daemon has never run on this machine",
      hint: "`sudo snap start multipass` starts it; `snap services multipass` shows whether it runs"),
    Refusal(
      ["cannot connect to the multipass socket"], "Multipass's daemon does not answer on its socket",
      hint: "`snap changes` shows whether the snap is being refreshed, which takes up to 6 minutes; if not, "
        + "`sudo snap restart multipass` and `journalctl -u snap.multipass.multipassd` help on"),
    Refusal(
      ["snap \"multipass\" has \""], "the snap 'multipass' is being changed, probably refreshed",
      hint: "`snap watch --last=auto-refresh` waits for the end of it; then run the command again"),
    Refusal(
      ["is not a snap cgroup", "snap-confine has elevated permissions", "cannot create user data directory"],
      "snapd does not run 'multipass' from here: '{text}'",
      hint: "`snap run multipass version` in a terminal shows whether it runs there; `snap connections multipass` and "
        + "`journalctl --user -u dockhostd` tell more"),
    Refusal(
      ["not authenticated with the Multipass service"],
      "Multipass does not know this user, since another one was the first to use it",
      hint: "`sudo multipass set local.passphrase` sets a passphrase, and `multipass authenticate` asks for it"),
    Refusal(
      ["multipass socket access denied"], "this user may not open Multipass's socket",
      hint:
        "`ls -l /var/snap/multipass/common/multipass_socket` shows whose it is; `sudo usermod -aG sudo $USER` and a "
        + "new login make this user one of the group"),
  ]

  /// What the machine lacks.
  static let ofTheMachine = [
    Refusal(
      ["KVM support is not enabled"], "this machine has no /dev/kvm, without which Multipass runs nothing",
      hint:
        "turn on virtualization (VT-x, AMD-V, SVM) in the firmware's set-up, or nested virtualization where this is "
        + "a virtual machine; then `ls -l /dev/kvm` shows it"),
    Refusal(
      ["KVM device cannot be opened"], "Multipass may not open /dev/kvm",
      hint: "`sudo snap connect multipass:kvm` allows it to the snap; `ls -l /dev/kvm` shows whose it is"),
    Refusal(
      ["Another virtual machine manager is currently running"],
      "another program, such as VirtualBox or VMware, holds the processor's virtualization",
      hint: "`sudo lsof /dev/kvm /dev/vboxdrv` shows which; end its machines and run `dockhostctl up {host}`"),
    Refusal(
      ["dnsmasq died", "Ensure nothing is using port 53"],
      "Multipass's DNS server could not start, since another one holds port 53",
      hint: "`sudo ss -lnup 'sport = :53'` names it; let it listen on addresses of its own only, or end it, then "
        + "`sudo snap restart multipass`"),
    Refusal(
      ["annot allocate memory", "cannot set up guest memory"], "this machine has not enough free memory for '{host}'",
      hint: "`free -h` shows what there is; end what takes it, or make the guest smaller with "
        + "`dockhostctl resize {host} --memory 2G`"),
    Refusal(
      ["Available disk", "No space left on device"], "this machine's disk has too little room for '{host}'",
      hint: "`df -h /var/snap/multipass` shows what is left; free some and run `dockhostctl up {host}`"),
  ]
}
