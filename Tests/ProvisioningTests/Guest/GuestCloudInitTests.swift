import FoundationEssentials
import Multipass
import Provisioning
import Testing

/// What cloud-init reads; written out here, so that a change of it shows.
private struct Document: Decodable {
  struct File: Decodable {
    var path: String
    var content: String
    var encoding: String
    var permissions: String
  }

  var write_files: [File]
  var runcmd: [[String]]
}

extension GuestTask {
  /// The two parts of its input, of which the first is as long as the line before it says.
  fileprivate var sent: (program: [UInt8], description: [UInt8]) {
    get throws {
      let (bytes, newline) = (input, UInt8(ascii: "\n"))
      let line = bytes.prefix { $0 != newline }
      let length = try #require(Int(String(decoding: line, as: UTF8.self)))
      let rest = bytes.dropFirst(line.count + 1)
      return (Array(rest.prefix(length)), Array(rest.dropFirst(length)))
    }
  }
}

@Suite struct GuestCloudInit {
  private func read(_ text: String) throws -> Document {
    let lines = text.split(separator: "\n")
    #expect(lines.first == "#cloud-config" && lines.count == 2)
    return try JSONDecoder().decode(Document.self, from: Data(try #require(lines.last).utf8))
  }

  @Test func `runs the program with the description, from memory and for root alone`() throws {
    let description = try describeGuest(GuestSettings(), authorizedKey: nil, avoiding: [])
    let document = try read(description.cloudInit)
    #expect(document.write_files.map(\.path) == ["/run/dockhost/guest.py", "/run/dockhost/description.json"])
    #expect(document.write_files.allSatisfy { $0.encoding == "b64" && $0.permissions == "0600" })
    #expect(
      document.runcmd == [["python3", "-I", "/run/dockhost/guest.py", "apply", "/run/dockhost/description.json"]])
    let program = try #require(Data(base64Encoded: document.write_files[0].content))
    let (sent, _) = try GuestTask(.apply, description, limit: .seconds(60)).sent
    #expect(Array(program) == sent)
  }

  @Test func `asks for nothing where package files have yet to be sent`() throws {
    var settings = GuestSettings()
    settings.engine.install = .deb
    settings.engine.debs = .folder("/home/me/debs")
    let document = try read(describeGuest(settings, authorizedKey: nil, avoiding: []).cloudInit)
    #expect(document.write_files.isEmpty && document.runcmd == [])
  }

  @Test(arguments: (0..<300).map { $0 == 0 ? UInt64.random(in: 0 ... .max) : UInt64($0) })
  func `carries hostile settings as they are, or they are refused`(seed: UInt64) throws {
    var random = SplitMix(seed: seed)
    let settings = GuestSettings.hostile(using: &random)
    do throws(DescriptionError) {
      let description = try describeGuest(settings, authorizedKey: random.hostile(like: key), avoiding: [])
      check(description, seed: seed)
    } catch {
      #expect(!error.reason.isEmpty && !error.hint.isEmpty, "seed \(seed)")
      #expect(!error.reason.contains("\n"), "seed \(seed): \(error.reason)")
    }
  }

  private let key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIB host"

  private func check(_ description: GuestDescription, seed: UInt64) {
    #expect(throws: Never.self, "seed \(seed)") {
      let text = description.cloudInit
      #expect(text.utf8.allSatisfy { (0x20..<0x7f).contains($0) || $0 == 0x0a }, "seed \(seed)")
      let document = try read(text)
      #expect(document.runcmd.count == 1 && document.write_files.count == 2, "seed \(seed)")
      let content = try #require(Data(base64Encoded: document.write_files[1].content))
      #expect(try JSONDecoder().decode(GuestDescription.self, from: content) == description, "seed \(seed)")
      let (_, input) = try GuestTask(.apply, description, limit: .seconds(60)).sent
      #expect(try JSONDecoder().decode(GuestDescription.self, from: Data(input)) == description, "seed \(seed)")
    }
  }
}

/// Random numbers that can be had again (SplitMix64, Steele, Lea and Flood 2014).
private struct SplitMix: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// Mostly what it should be, and at times with something that means much to a shell, YAML, systemd, apt or JSON.
  mutating func hostile(like text: String, oneIn rarity: Int = 40) -> String {
    guard Int.random(in: 0..<rarity, using: &self) == 0 else { return text }
    let poison = [
      "\n", "$(reboot)", "`reboot`", "; reboot", "' || reboot '", "\" reboot \"", "\\", "%s%n", "\u{0}", "é", "🐳", " ",
      "{{ x }}", ": - ", "#", "!!python/object", "&a *a", "\r", "\u{2028}", "-o APT::x=y", "../../etc/passwd",
      "${HOME}",
    ]
    let place = text.index(text.startIndex, offsetBy: Int.random(in: 0...text.count, using: &self))
    return text[..<place] + (poison.randomElement(using: &self) ?? "") + text[place...]
  }
}

extension GuestSettings {
  fileprivate static func hostile(using random: inout SplitMix) -> GuestSettings {
    var settings = GuestSettings()
    settings.engine.version = random.hostile(like: "28.5")
    settings.engine.repository = AptRepository(
      url: random.hostile(like: "https://example.com/linux"), key: random.hostile(like: "key", oneIn: 2))
    settings.engine.registryMirrors = [random.hostile(like: "https://mirror.example.com")]
    settings.engine.insecureRegistries = [random.hostile(like: "registry.example.com:5000")]
    settings.engine.proxy.http = random.hostile(like: "http://user:p%20@proxy.example.com:3128")
    settings.engine.proxy.exceptions = [random.hostile(like: ".example.com")]
    let certificate = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"
    settings.engine.certificates = [random.hostile(like: "corp.crt"): random.hostile(like: certificate)]
    // Any text may be in daemon.json, and a path holds nearly any.
    settings.engine.daemon = [random.hostile(like: "label", oneIn: 2): .string(random.hostile(like: "text", oneIn: 2))]
    settings.mounts = [MountSettings(source: "/home/me", target: "/" + random.hostile(like: "home/me", oneIn: 4))]
    return settings
  }
}
