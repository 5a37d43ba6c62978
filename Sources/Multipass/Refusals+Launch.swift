extension Refusal {
  /// What is wrong with a launch, or stands in its way.
  static let ofLaunches = [
    Refusal(
      ["Requested disk"], "a disk of '{disk}' is too small for the image: {text}",
      hint: "`dockhostctl up {host} --disk 40G` asks for more"),
    Refusal(
      ["Invalid disk size"], "a disk of '{disk}' is less than Multipass allows (1G)",
      hint: "`dockhostctl up {host} --disk 40G` asks for more"),
    Refusal(
      ["Invalid memory size"], "a memory of '{memory}' is less than Multipass allows (512M)",
      hint: "`dockhostctl up {host} --memory 4G` asks for more"),
    Refusal(
      ["Invalid CPU count"], "Multipass does not take this number of CPUs: {text}",
      hint: "`dockhostctl up {host} --cpus 2` asks for two"),
    Refusal(
      ["Invalid instance name"],
      "'{host}' is no name for an instance, which has letters, digits and hyphens, a letter first and no hyphen last",
      hint: "`dockhostctl up docker-host` uses the usual name"),
    Refusal(
      ["Unable to find an image matching"], "Multipass knows no image '{image}'",
      hint: "`multipass find` lists those that it knows"),
    Refusal(
      ["is unknown or unreachable"], "Multipass cannot reach the servers that list its images",
      hint:
        "`multipass find --force-update` tries again; `dockhostctl status {host}` shows what is wrong with the network"),
    Refusal(
      ["ailed to download", "ailed to get http", "Network timeout", "Host cloud-images.ubuntu.com not found"],
      "the image could not be downloaded: {text}",
      hint: "`multipass find --force-update` shows whether the servers can be reached; then `dockhostctl up {host}`"),
    Refusal(
      ["hash does not match"], "the image came damaged", hint: "`dockhostctl up {host}` downloads it again"),
    Refusal(
      ["Could not load cloud-init configuration"], "Multipass cannot read the cloud-init that it was given: {text}",
      hint: "`dockhostctl up {host} --plan` shows it"),
    Refusal(
      ["is being prepared"], "another launch of '{host}' is under way",
      hint: "`multipass list` shows the instance when it is done; then `dockhostctl up {host}` goes on",
      kind: .beingPrepared),
    Refusal(
      ["timed out waiting for initialization to complete"], "cloud-init did not finish in '{host}' in time",
      hint:
        "`multipass exec -n {host} -- cloud-init status --long` shows how far it is; `dockhostctl up {host}` goes on",
      kind: .timeOut),
  ]
}
