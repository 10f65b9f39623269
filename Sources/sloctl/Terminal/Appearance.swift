// How output is to look: whether in colour, and how wide. Decided once, from `--color`, the
// environment and what standard output is; everything that is rendered asks here.

import SLOKit

/// How output is to look.
struct Appearance: Sendable {
  /// Whether styles are shown.
  let colour: Bool
  /// The columns that a table may take; nil in files and pipes, where nothing is cut.
  let maxWidth: Int?

  /// The appearance of `descriptor`'s output where `--color` is `when`: `auto`, `always` or `never`.
  /// `NO_COLOR` counts where it is not empty (no-color.org). `--color` on the command line is nearer
  /// to the person than the environment, and wins.
  init(when: String?, descriptor: Int32) {
    let isTerminal = isTerminal(descriptor)
    maxWidth = isTerminal ? terminalColumns(descriptor) : nil
    switch when ?? "auto" {
    case "always": colour = true
    case "never": colour = false
    default:
      let isDumb = (environmentValue("TERM") ?? "dumb") == "dumb"
      colour = isTerminal && !isDumb && (environmentValue("NO_COLOR") ?? "").isEmpty
    }
  }
}

extension ParsedCommand {
  /// How standard output is to look.
  var appearance: Appearance { Appearance(when: value(of: .color), descriptor: 1) }
}
