/// The program that does everything in the guest: Python 3.8 or later and its standard library, which every image with
/// cloud-init has. It is one text, the same for all; what it is to do comes as JSON.
enum GuestProgram {
  static let text = [
    PackageResources.base_py, PackageResources.record_py, PackageResources.system_py, PackageResources.names_py,
    PackageResources.daemon_py, PackageResources.programs_py, PackageResources.engine_py, PackageResources.adoption_py,
    PackageResources.packages_py,
    PackageResources.plan_py, PackageResources.verify_py, PackageResources.main_py,
  ].map { String(decoding: $0, as: UTF8.self) }.joined(separator: "\n\n")
}
