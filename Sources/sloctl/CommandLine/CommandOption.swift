// An option as it is declared: once, in the table. Parsing, help, man pages and completions derive
// from it. An option means the same in every command; only a choice of words may differ.

/// An option that commands take.
struct CommandOption: Sendable {
  /// The sections of help and man pages, in their order.
  enum Section: String, CaseIterable, Sendable {
    case events = "Events"
    case which = "Which of them"
    case groups = "What to compare"
    case marker = "Marker"
    case scenario = "Scenario"
    case alerts = "Alerts"
    case limits = "Refuse when"
    case trust = "Give no verdict when"
    case verdict = "Verdict"
    case running = "Running"
    case output = "Output"
    case other = "Other"
  }

  /// A value: how it is called in help, and what it is.
  struct Value: Sendable {
    let name: String
    var kind: ValueKind
    /// Whether the option may stand without it; it is then joined by a `=`: `--daemon=SOCKET`.
    var isOptional = false
  }

  /// The long name, without its hyphens.
  let name: String
  /// The letter of the short form.
  var letter: Character?
  /// What follows it; nil where it is a flag.
  var value: Value?
  /// Whether it may be given more than once, each adding to the last.
  var isRepeatable = false
  /// Whether help, man pages and completions leave it out.
  var isHidden = false
  var section: Section
  /// What it does, for help: a phrase or two without a full stop. The words of a choice follow it.
  var help: String
  /// What the man page adds, in sentences.
  var detail = ""

  /// With hyphens: `--config`.
  var long: String { "--" + name }

  /// What follows its name in help: ` FILE`, `[=SOCKET]`.
  var valueUsage: String {
    value.map { $0.isOptional ? "[=\($0.name)]" : " \($0.name)" } ?? ""
  }

  /// The first line of its description.
  var summary: String {
    guard case .choice(let words) = value?.kind else { return help }
    return help + ": " + words.joinedWithCommas
  }

  /// The same option in a command where its value is one of `words`.
  func choosing(_ words: String...) -> CommandOption {
    var option = self
    option.value?.kind = .choice(words)
    return option
  }

  /// The same option, of which a command's help says `help` among those of `section`.
  func saying(_ help: String, in section: Section) -> CommandOption {
    var option = self
    (option.help, option.section) = (help, section)
    return option
  }

  /// The same option in a command that does not speak of it.
  func hidden() -> CommandOption {
    var option = self
    option.isHidden = true
    return option
  }
}
