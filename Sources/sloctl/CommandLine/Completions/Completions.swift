// Completion scripts, from the table: one a shell. They know the commands, their options and the
// options' words; the objectives they ask `sloctl help --objectives` for, with the `-c` of the
// command line, each time.

/// Completion scripts.
enum Completions {
  /// What completes a value or an operand.
  enum Source: Equatable {
    /// Nothing can be offered.
    case nothing
    case words([String])
    case files
    case objectives
    case objectivesAndFiles
  }

  static func source(of option: CommandOption) -> Source {
    guard let kind = option.value?.kind else { return .nothing }
    if case .file = kind { return .files }
    return kind.words.isEmpty ? .nothing : .words(kind.words)
  }

  static func source(of operand: Command.Operand) -> Source {
    switch operand.kind {
    case .choice(let words): .words(words)
    case .command: .words(Command.all.map(\.name))
    case .objective: .objectives
    case .objectivesAndFiles: .objectivesAndFiles
    case .files, .file: .files
    }
  }

  /// All options that take a value, as the next word or joined by a `=` alone, each once, in the
  /// order of the table.
  static func optionsWithValues(joined: Bool) -> [CommandOption] {
    let all = Command.all.flatMap(\.shownOptions).filter { $0.value?.isOptional == joined }
    return all.reduce(into: []) { options, option in
      if !options.contains(where: { $0.name == option.name }) { options.append(option) }
    }
  }

  /// The option's spellings: `-c`, `--config`.
  static func spellings(of option: CommandOption) -> [String] {
    (option.letter.map { ["-\($0)"] } ?? []) + [option.long]
  }

  /// `text` in single quotes, as all three shells read them when it has none itself; `close` is how
  /// the shell writes one.
  static func quoted(_ text: String, apostrophe: String = "'\\''") -> String {
    let inner = text.unicodeScalars.reduce(into: "") { quoted, scalar in
      if scalar == "'" { quoted += apostrophe } else { quoted.unicodeScalars.append(scalar) }
    }
    return "'" + inner + "'"
  }

  /// The first line of every script.
  static func heading(_ shell: String) -> String {
    "# \(shell) completion for sloctl, written by 'sloctl completions \(shell)'."
  }
}
