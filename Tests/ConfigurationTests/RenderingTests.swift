import Configuration
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
}
