import Configuration
import Provisioning
import Testing

@Suite struct FilesOfGuests {
  private let certificate = "-----BEGIN CERTIFICATE-----\r\nMIIB\r\n-----END CERTIFICATE-----\r\n"
  private let key = "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nx\n-----END PGP PUBLIC KEY BLOCK-----\n"

  private func host(certificates: [String] = [], key: String? = nil) -> HostConfiguration {
    var host = HostConfiguration(name: "a")
    host.files.certificates = certificates
    host.files.repositoryKey = key
    return host
  }

  @Test func `puts what the files hold into the settings, one certificate a name`() throws {
    let host = host(certificates: ["/etc/ssl/one.pem", "/home/me/my ca.crt"], key: "/key.asc")
    let guest = try host.guest { path in
      switch path {
      case "/key.asc": key
      case "/etc/ssl/one.pem": "# first\n" + certificate + "junk\n" + certificate.replacing("MIIB", with: "MIIC")
      default: certificate
      }
    }
    #expect(guest.engine.repository.key == key)
    #expect(
      guest.engine.certificates.keys.sorted() == [
        "etc-ssl-one-pem-1.crt", "etc-ssl-one-pem-2.crt", "home-me-my-ca-crt.crt",
      ])
    #expect(
      guest.engine.certificates["etc-ssl-one-pem-2.crt"]
        == "-----BEGIN CERTIFICATE-----\nMIIC\n-----END CERTIFICATE-----\n")
  }

  @Test func `says which file cannot be used, and why`() {
    let missing = { (_: String) throws(UnreadableFile) -> String in throw UnreadableFile("No such file or directory") }
    let other = { (_: String) throws(UnreadableFile) -> String in "-----BEGIN CERTIFICATE-----" }
    #expect {
      try host(certificates: ["/ca.pem"]).guest(reading: missing)
    } throws: { "\($0)" == "engine.ca-certificates: '/ca.pem' cannot be read: No such file or directory" }
    #expect {
      try host(certificates: ["/ca.pem"]).guest(reading: other)
    } throws: { "\($0)" == "engine.ca-certificates: '/ca.pem' holds no certificate, which is text in armor" }
    #expect {
      try host(key: "/key.gpg").guest(reading: other)
    } throws: { "\($0)" == "engine.repository-key: '/key.gpg' holds no pgp public key block, which is text in armor" }
  }
}
