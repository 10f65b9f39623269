// A command line that was understood: which command, its options, its operands. Every option is one
// that the command has, every value has the form that the table asks for, needed operands are there.

/// A command line that was understood.
struct ParsedCommand: Sendable {
  /// An option as it was given.
  struct Given: Sendable {
    let option: CommandOption
    /// nil for a flag.
    let value: Argument?
  }

  let command: Command
  /// In the order of the command line.
  let given: [Given]
  /// What is neither the command's name nor an option or its value.
  let operands: [Argument]

  /// Whether `option` was given.
  func isSet(_ option: CommandOption) -> Bool { given.contains { $0.option.name == option.name } }

  /// The value of `option` as text; nil where it was not given.
  func value(of option: CommandOption) -> String? { argument(of: option)?.text }

  /// The values of a repeatable option, in the order given.
  func values(of option: CommandOption) -> [String] {
    given.compactMap { $0.option.name == option.name ? $0.value?.text : nil }
  }

  /// The value of `option` in bytes, for paths; nil where it was not given.
  func argument(of option: CommandOption) -> Argument? {
    given.first { $0.option.name == option.name }?.value
  }

  /// The failure of a value whose form was right and which yet means nothing, worded as the table's
  /// own: `--last: '5 parsecs' is not a duration such as …`.
  func refusal(
    of value: String, for option: CommandOption, because reason: String? = nil
  ) -> CommandFailure {
    let wanted = option.value.map { "is not \($0.kind.wanted)" } ?? "is not wanted"
    return .usage("\(option.long): \(Argument(value).quoted) \(reason ?? wanted)")
  }
}
