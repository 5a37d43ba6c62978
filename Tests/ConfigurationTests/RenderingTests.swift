import Configuration
import Provisioning
import Supervision
import Testing

@Suite struct RenderingSettings {
  @Test func `writes the defaults as a file that a person would write`() {
    let text = renderSettings(.default)
    #expect(
      text.hasPrefix(
        """
        default-host = "docker-host"

        [multipass]
        command = "multipass"

        [network]
        debounce = "250ms"
        settle = "2s"

        [host.docker-host]
        desired = "running"
        cpus = 2
        memory = "4G"
        disk = "40G"

        [host.docker-host.engine]
        port = 2375
        install = "apt"
        version = "latest"
        repository = "https://download.docker.com/linux"
        registry-mirrors = []
        insecure-registries = []
        ca-certificates = []
        address-pools = []

        [host.docker-host.engine.proxy]
        exceptions = []

        """))
    #expect(text.hasSuffix("engine-restarts = \"5/10m\"\ninstance-restarts = \"2/30m\"\n"))
  }

  @Test(arguments: 0..<300 as Range<UInt64>)
  func `reads back what it wrote`(seed: UInt64) throws {
    var random = SplitMix(seed: seed)
    let settings = Settings.random(using: &random)
    let text = renderSettings(settings)
    #expect(try read(text) == settings, "seed \(seed)")
    #expect(renderSettings(try read(text)) == text, "seed \(seed)")
  }

  @Test func `writes no password`() throws {
    var settings = Settings.default
    settings.hosts[0].guest.engine.proxy.http = "http://me:secret@proxy.example.com:3128"
    settings.hosts[0].guest.engine.daemon = [
      "x": .array([.string("see https://a:secret@b.example.com, https://c:secret@d/")])
    ]
    let text = renderSettings(settings)
    #expect(text.contains("http = \"http://me:xxxxx@proxy.example.com:3128\"\n"))
    #expect(text.contains("daemon = { x = [\"see https://a:xxxxx@b.example.com, https://c:xxxxx@d/\"] }\n"))
    #expect(!text.contains("secret"))
  }
}
