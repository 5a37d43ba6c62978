import ArgumentParser

struct Completions: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "completions",
    abstract: "Print a completion script for a shell",
    discussion: """
      bash: dockhostctl completions bash > ~/.local/share/bash-completion/completions/dockhostctl
      zsh:  dockhostctl completions zsh > ~/.zfunc/_dockhostctl, with ~/.zfunc in $fpath
      fish: dockhostctl completions fish > ~/.config/fish/completions/dockhostctl.fish
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
