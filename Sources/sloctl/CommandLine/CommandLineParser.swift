// Words in, a parsed command or one usage error out, by the GNU conventions: `--option=value`,
// `--option value`, `-cFILE`, `-qv`, options before, between and after the operands, `--` ends them.
// The first word that is no option is the command. Since an option has one shape in all commands,
// options are understood before the command is known, and a stray one is told where it belongs.

import SLOKit

/// What a command line asks for.
enum Request {
  /// To run a command.
  case run(ParsedCommand)
  /// Help on a command, or on all, and the value of `--color`.
  case help(Command?, color: String?)
  /// The version.
  case version
  /// Nothing: the command line is empty.
  case nothing
}

/// Reads a command line by the table.
struct CommandLineParser {
  private let commands: [Command]
  private let options: [CommandOption]
  private var given: [ParsedCommand.Given] = []
  private var words: [Argument] = []

  private init(_ commands: [Command]) {
    self.commands = commands
    options = commands.flatMap(\.allOptions)
  }

  /// What `arguments`, without the program's name, ask for.
  static func request(
    of arguments: [Argument], commands: [Command] = Command.all
  ) throws(CommandFailure) -> Request {
    var parser = CommandLineParser(commands)
    try parser.read(arguments)
    return try parser.request()
  }

  private mutating func read(_ arguments: [Argument]) throws(CommandFailure) {
    var rest = arguments[...]
    let hyphen = UInt8(ascii: "-")
    while let argument = rest.popFirst() {
      if argument.bytes == [hyphen, hyphen] {
        words += rest
        return
      }
      if argument.bytes.starts(with: [hyphen, hyphen]) {
        try readLong(argument, &rest)
      } else if argument.bytes.first == hyphen && argument.bytes.count > 1 {
        try readShort(argument, &rest)
      } else {
        words.append(argument)
      }
    }
  }

  private mutating func readLong(
    _ argument: Argument, _ rest: inout ArraySlice<Argument>
  ) throws(CommandFailure) {
    let body = argument.bytes.dropFirst(2)
    let equals = body.firstIndex(of: UInt8(ascii: "="))
    let name = String(decoding: body[..<(equals ?? body.endIndex)], as: UTF8.self)
    guard let option = options.first(where: { $0.name == name }) else {
      throw unknown(Argument("--" + name), named: name)
    }
    let attached = equals.map { Argument(bytes: Array(body[($0 + 1)...])) }
    try add(option, spelled: option.long, attached, &rest)
  }

  private mutating func readShort(
    _ argument: Argument, _ rest: inout ArraySlice<Argument>
  ) throws(CommandFailure) {
    var letters = argument.bytes.dropFirst()
    while let letter = letters.popFirst() {
      let character = Character(Unicode.Scalar(letter))
      guard let option = options.first(where: { $0.letter == character }) else {
        let spelled = Argument(bytes: [UInt8(ascii: "-")] + (letter < 0x80 ? [letter] : letters))
        throw argument.bytes.count == 2 || letter >= 0x80
          ? unknown(argument, named: nil)
          : .usage("unknown option \(spelled.quoted) in \(argument.quoted)", advice: advice)
      }
      var attached: Argument?
      if option.value != nil && !letters.isEmpty {
        attached = Argument(bytes: Array(letters))
        letters = []
      }
      try add(option, spelled: "-\(character)", attached, &rest)
    }
  }

  private mutating func add(
    _ option: CommandOption, spelled: String, _ attached: Argument?,
    _ rest: inout ArraySlice<Argument>
  ) throws(CommandFailure) {
    guard let value = option.value else {
      if let attached {
        throw .usage("\(spelled) takes no value, but \(attached.quoted) follows it")
      }
      given.append(.init(option: option, value: nil))
      return
    }
    if !option.isRepeatable && given.contains(where: { $0.option.name == option.name }) {
      throw .usage("\(option.long) is given twice", advice: "give it once")
    }
    if attached == nil && value.isOptional {
      given.append(.init(option: option, value: nil))
      return
    }
    guard let found = attached ?? rest.first else {
      throw .usage("\(spelled) wants a value", advice: "it wants \(value.kind.wanted)")
    }
    if attached == nil {
      if isOption(found) {
        throw .usage(
          "\(spelled) wants a value, but the option \(found.quoted) follows it",
          advice: "it wants \(value.kind.wanted)")
      }
      rest.removeFirst()
    }
    given.append(.init(option: option, value: found))
  }

  /// Whether `argument` is an option that exists, so that it is hardly meant as a value.
  private func isOption(_ argument: Argument) -> Bool {
    let name = argument.bytes.prefix { $0 != UInt8(ascii: "=") }
    return options.contains { option in
      name.elementsEqual(option.long.utf8)
        || option.letter.map { argument.bytes.elementsEqual("-\($0)".utf8) } ?? false
    }
  }

  private func request() throws(CommandFailure) -> Request {
    if isSet(.version) { return .version }
    let color = given.first { $0.option.name == CommandOption.color.name }?.value?.text
    guard let name = words.first else {
      if isSet(.help) { return .help(nil, color: color) }
      if given.isEmpty { return .nothing }
      throw .usage("no command is given", advice: "see 'sloctl help'")
    }
    guard let command = commands.first(where: { $0.name.utf8.elementsEqual(name.bytes) }) else {
      let nearest = name.suggestion(among: commands.map(\.name))
      throw .usage(
        "unknown command \(name.quoted)",
        advice: nearest.map { "did you mean '\($0)'?" } ?? "see 'sloctl help'")
    }
    if isSet(.help) { return .help(command, color: color) }
    var declared: [ParsedCommand.Given] = []
    for one in given { declared.append(try checked(one, of: command)) }
    let operands = Array(words.dropFirst())
    try check(operands, of: command)
    return .run(ParsedCommand(command: command, given: declared, operands: operands))
  }

  private func isSet(_ option: CommandOption) -> Bool {
    given.contains { $0.option.name == option.name }
  }

  /// `given` with the option as `command` declares it.
  private func checked(
    _ given: ParsedCommand.Given, of command: Command
  ) throws(CommandFailure) -> ParsedCommand.Given {
    guard let option = command.allOptions.first(where: { $0.name == given.option.name }) else {
      let others = commands.filter { $0.options.contains { $0.name == given.option.name } }
      throw .usage(
        "'\(command.name)' has no option \(given.option.long)",
        advice: "it belongs to " + others.map { "'\($0.name)'" }.joinedWithCommas)
    }
    if let value = given.value, let problem = option.value?.kind.problem(with: value) {
      throw .usage("\(option.long): \(problem.message)", advice: problem.advice)
    }
    return .init(option: option, value: given.value)
  }

  private func check(_ operands: [Argument], of command: Command) throws(CommandFailure) {
    var rest = operands[...]
    for operand in command.operands {
      if operand.isMany { return }
      guard let word = rest.popFirst() else {
        if operand.isOptional { return }
        throw .usage(
          "'\(command.name)' wants \(operand.name)", advice: wanted(operand, of: command))
      }
      try check(word, as: operand, of: command)
    }
    if let extra = rest.first {
      throw .usage(
        "\(extra.quoted) is one word too many for '\(command.name)'", advice: advice)
    }
  }

  private func wanted(_ operand: Command.Operand, of command: Command) -> String {
    switch operand.kind {
    case .choice(let words): "it is " + ValueKind.choice(words).wanted
    default: "see 'sloctl \(command.name) --help'"
    }
  }

  private func check(
    _ word: Argument, as operand: Command.Operand, of command: Command
  ) throws(CommandFailure) {
    let choices: [String]
    switch operand.kind {
    case .choice(let words): choices = words
    case .command: choices = commands.map(\.name)
    case .objective, .objectivesAndFiles, .files, .file: return
    }
    guard !choices.contains(where: { $0.utf8.elementsEqual(word.bytes) }) else { return }
    let nearest = word.suggestion(among: choices).map { "did you mean '\($0)'?" }
    if case .command = operand.kind {
      throw .usage("unknown command \(word.quoted)", advice: nearest ?? "see 'sloctl help'")
    }
    throw .usage(
      "\(operand.name): \(word.quoted) is not \(ValueKind.choice(choices).wanted)", advice: nearest)
  }

  /// The failure of an option that no command has.
  private func unknown(_ argument: Argument, named name: String?) -> CommandFailure {
    let visible = options.filter { !$0.isHidden }.map(\.name)
    let nearest = name.flatMap { Argument($0).suggestion(among: visible) }
    return .usage(
      "unknown option \(argument.quoted)",
      advice: nearest.map { "did you mean --\($0)?" } ?? advice)
  }

  /// Where to read on: the help of the command, where it is known by now.
  private var advice: String {
    let known = words.first.flatMap { word in commands.first { $0.name == word.text } }
    return known.map { "see 'sloctl \($0.name) --help'" } ?? "see 'sloctl help'"
  }
}
