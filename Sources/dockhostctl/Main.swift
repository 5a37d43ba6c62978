import DockhostCommands
import Glibc

/// The thin client of dockhostd.
@main enum Main {
  static func main() {
    exit(runDockhostctl(Array(CommandLine.arguments.dropFirst())))
  }
}
