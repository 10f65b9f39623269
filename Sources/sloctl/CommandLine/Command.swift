// A command as it is declared: once, in the table.

/// A command of the program.
struct Command: Sendable {
  /// A word that belongs to the command, before any objectives and files.
  struct Operand: Sendable {
    enum Kind: Sendable {
      /// One of some words.
      case choice([String])
      /// The name of a command.
      case command
      /// The name of an objective.
      case objective
      /// Names of objectives, files, globs, folders: any number, in any order.
      case objectivesAndFiles
      /// Files, globs, folders: any number.
      case files
      /// One file.
      case file
    }

    /// How it is called in help.
    let name: String
    let kind: Kind
    var isOptional = false

    /// As a usage line has it: `[FILE…]`.
    var usage: String {
      let words = isMany ? name + "…" : name
      return isOptional ? "[\(words)]" : words
    }

    /// Whether it stands for any number of words.
    var isMany: Bool {
      switch kind {
      case .objectivesAndFiles, .files: true
      case .choice, .command, .objective, .file: false
      }
    }
  }

  /// What the command does when it runs.
  typealias Body = @Sendable (ParsedCommand, inout StandardOutput) throws -> ExitStatus

  let name: String
  /// What it answers, in a line of `help`.
  let summary: String
  let operands: [Operand]
  /// Its own options, in the order of help; every command has `Command.always` too.
  let options: [CommandOption]
  /// Its prose.
  let page: ManualText
  /// Whether its exit status is an answer of its own, which a closed pipe does not change.
  var statusIsVerdict = false
  let run: Body

  /// All of its options, hidden ones too.
  var allOptions: [CommandOption] { options + Command.always }

  /// The options that help, man pages and completions show.
  var shownOptions: [CommandOption] { allOptions.filter { !$0.isHidden } }

  /// The shown options by section, in the order of the sections.
  var sections: [(section: CommandOption.Section, options: [CommandOption])] {
    CommandOption.Section.allCases.compactMap { section in
      let options = shownOptions.filter { $0.section == section }
      return options.isEmpty ? nil : (section, options)
    }
  }
}
