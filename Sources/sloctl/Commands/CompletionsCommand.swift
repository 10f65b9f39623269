// `sloctl completions SHELL`: a script that teaches the shell to complete sloctl's command lines.

import SLOKit

/// `sloctl completions`.
enum CompletionsCommand {
  static func run(_ parsed: ParsedCommand, _ output: inout StandardOutput) throws -> ExitStatus {
    switch parsed.operands.first?.text {
    case "zsh": output.write(Completions.zsh)
    case "fish": output.write(Completions.fish)
    default: output.write(Completions.bash)
    }
    return .answered
  }

  /// The names of the config's objectives, a name a line, for `sloctl help --objectives`, which the
  /// scripts call. A config that cannot be read has none: a completion is no place for an error.
  static func writeObjectives(_ parsed: ParsedCommand, _ output: inout StandardOutput) {
    guard let decoded = try? ConfigChoice.read(parsed) else { return }
    for objective in decoded.configuration.objectives {
      // A name of more than a line would be two names.
      output.write(TextEscaping.terminal(objective.name) + "\n")
    }
  }
}
