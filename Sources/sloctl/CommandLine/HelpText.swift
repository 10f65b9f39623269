// Help, from the table: never wider than 80 columns, so that it fits every terminal and pager.

import SLOKit

/// Help texts.
enum HelpText {
  private static let width = 80
  /// Where the descriptions of options begin.
  private static let column = 30

  /// Help on `command`, or on all.
  static func rendered(_ command: Command?, colour: Bool) -> String {
    let lines = command.map(lines(on:)) ?? programLines
    return lines.reduce(into: "") { $0 += $1.rendered(colour: colour) + "\n" }
  }

  /// What `sloctl` alone says.
  static var short: String {
    let commands = "Commands: " + Command.all.map(\.name).joined(separator: ", ")
    let lines = wrapped(Prose.runs(of: commands), indent: 0).map { $0.text + "\n" }
    return """
      Usage: sloctl COMMAND [OPTION…] [OBJECTIVE|FILE…]
      \(lines.joined())
      'sloctl help' says what they answer, 'sloctl help COMMAND' all about one.

      """
  }

  private static var programLines: [StyledText] {
    var lines = [StyledText("sloctl: error budgets, counted to the last event", .heading), ""]
    lines.append(usage("sloctl COMMAND [OPTION…] [OBJECTIVE|FILE…]"))
    lines += ["", heading("Commands")]
    for command in Command.all {
      lines += entry(StyledText(command.name, .strong), command.summary, column: 15)
    }
    lines += ["", heading("Options of most commands")]
    for option: CommandOption in [.config, .at, .format, .color, .quiet, .verbose, .help, .version]
    {
      lines += entry(signature(option), option.summary, column: column)
    }
    lines += statuses(.program) + examples(.program)
    return lines + [
      "", "'sloctl help COMMAND' tells all about a command; so does 'man sloctl-COMMAND'.",
      "The config is described in 'man slos.json'.",
    ]
  }

  private static func lines(on command: Command) -> [StyledText] {
    var lines = [
      StyledText("sloctl \(command.name)", .heading) + ": " + StyledText(command.summary), "",
    ]
    let words = ["sloctl", command.name, "[OPTION…]"] + command.operands.map(\.usage)
    lines += [usage(words.joined(separator: " ")), ""]
    lines += wrapped(Prose.runs(of: command.page.about), indent: 0)
    for (section, options) in command.sections {
      lines += ["", heading(section.rawValue)]
      for option in options { lines += entry(signature(option), option.summary, column: column) }
    }
    lines += statuses(command.page) + examples(command.page)
    return lines + ["", StyledText("More in 'man sloctl-\(command.name)'.")]
  }

  private static func usage(_ line: String) -> StyledText {
    StyledText("Usage:", .heading) + StyledText(" " + line)
  }

  private static func heading(_ title: String) -> StyledText { StyledText(title, .heading) }

  /// `-c, --config FILE`, `--daemon[=SOCKET]`.
  private static func signature(_ option: CommandOption) -> StyledText {
    let letter = option.letter.map { "-\($0), " } ?? "    "
    return StyledText(letter + option.long, .strong) + StyledText(option.valueUsage)
  }

  private static func statuses(_ page: ManualText) -> [StyledText] {
    page.statuses.reduce(into: ["", heading("Exit status")]) { lines, entry in
      lines += self.entry(
        StyledText("\(entry.status.rawValue)", .strong), entry.meaning, column: 5)
    }
  }

  private static func examples(_ page: ManualText) -> [StyledText] {
    page.examples.prefix(3).reduce(into: ["", heading("Examples")]) { lines, example in
      lines.append(StyledText("  \(example.purpose)"))
      lines.append(StyledText("    $ ", .dim) + StyledText(example.command, .strong))
    }
  }

  /// A term, and its description from `column` on.
  private static func entry(_ term: StyledText, _ text: String, column: Int) -> [StyledText] {
    var lines = wrapped(Prose.runs(of: text), indent: column)
    let start = StyledText("  ") + term
    guard start.width + 2 <= column, let first = lines.first else { return [start] + lines }
    // The margin of the first line gives way to the term.
    let gap = StyledText(String(repeating: " ", count: column - start.width))
    lines[0] = start + gap + StyledText(first.pieces.dropFirst())
    return lines
  }

  /// `runs` in lines of at most `width` columns, each beginning with a piece of `indent` spaces.
  private static func wrapped(_ runs: [Prose.Run], indent: Int) -> [StyledText] {
    let margin = StyledText(String(repeating: " ", count: indent))
    var lines: [StyledText] = []
    var line: [StyledText] = []
    var columns = indent
    for word in words(of: runs) {
      if !line.isEmpty && columns + 1 + word.width > width {
        lines.append(margin + line.joinedWithSpaces)
        line = []
        columns = indent
      }
      columns += word.width + (line.isEmpty ? 0 : 1)
      line.append(word)
    }
    return line.isEmpty ? lines : lines + [margin + line.joinedWithSpaces]
  }

  /// The words of `runs`: what stands between spaces, of whatever styles.
  private static func words(of runs: [Prose.Run]) -> [StyledText] {
    var words: [StyledText] = [StyledText()]
    for run in runs {
      let (text, style): (String, TextStyle) =
        switch run {
        case .plain(let text): (text, .plain)
        case .code(let text): (text, .strong)
        case .emphasis(let text): (text, .plain)
        }
      let parts = text.utf8.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
      for (index, part) in parts.enumerated() {
        if index > 0 { words.append(StyledText()) }
        words[words.count - 1] += StyledText(String(Substring(part)), style)
      }
    }
    return words.filter { !$0.pieces.isEmpty }
  }
}

extension StyledText {
  fileprivate init(_ pieces: some Sequence<Piece>) {
    self.init()
    self.pieces = Array(pieces)
  }
}

extension [StyledText] {
  fileprivate var joinedWithSpaces: StyledText {
    enumerated().reduce(into: StyledText()) { line, word in
      line += word.offset == 0 ? word.element : StyledText(" ") + word.element
    }
  }
}
