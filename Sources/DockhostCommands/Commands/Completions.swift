import ArgumentParser

struct Completions: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "completions",
    abstract: "Print a completion script for a shell",
    discussion: """
      bash: source <(dockhostctl completions bash), in ~/.bashrc
      zsh:  dockhostctl completions zsh > "${fpath[1]}/_dockhostctl"
      fish: dockhostctl completions fish | source, in ~/.config/fish/config.fish
      """)

  enum Shell: String, CaseIterable, ExpressibleByArgument {
    case bash
    case zsh
    case fish
  }

  @Argument(help: "The shell that is to read it.")
  var shell: Shell

  func run(on console: Console) throws(Failure) -> ExitStatus {
    let shell: CompletionShell =
      switch shell {
      case .bash: .bash
      case .zsh: .zsh
      case .fish: .fish
      }
    try console.print(Dockhostctl.completionScript(for: shell))
    return .fine
  }
}
