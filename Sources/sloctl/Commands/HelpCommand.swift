// `sloctl help [COMMAND]`: the list of commands, or all about one. Hidden: the sources of the man
// pages, and the objectives' names for the completion scripts.

import SLOKit

/// `sloctl help`.
enum HelpCommand {
  static func run(_ parsed: ParsedCommand, _ output: inout StandardOutput) throws -> ExitStatus {
    if let page = parsed.value(of: .man) {
      output.write(try ManPage.source(named: page))
    } else if parsed.isSet(.objectives) {
      CompletionsCommand.writeObjectives(parsed, &output)
    } else {
      let command = parsed.operands.first.flatMap { name in
        Command.all.first { $0.name == name.text }
      }
      output.write(HelpText.rendered(command, colour: parsed.appearance.colour))
    }
    return .answered
  }
}
