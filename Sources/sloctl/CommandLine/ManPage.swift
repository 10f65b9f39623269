// Man pages, from the table and its prose, in the mdoc language: `sloctl help --man PAGE` prints
// them, man/ holds what it printed, and a test fails where the two differ.

import SLOKit

/// The sources of man pages.
enum ManPage {
  /// The day of the pages, which changes with what they say.
  private static let date = "November 23, 2026"

  /// The files of the pages that are made here, such as `sloctl-gate.1`; slos.json(5) is written by
  /// hand.
  private static var files: [String] {
    ["sloctl.1"] + Command.all.map { "sloctl-\($0.name).\($0.page.chapter)" }
  }

  /// The source of the page `name`; for `pages`, the files of all, a name a line.
  static func source(named name: String) throws(CommandFailure) -> String {
    if name == "pages" { return files.map { $0 + "\n" }.joined() }
    if name == "sloctl" { return programPage }
    guard let command = Command.all.first(where: { "sloctl-\($0.name)" == name }) else {
      throw .usage("no page is called \(Argument(name).quoted)", advice: "see --man pages")
    }
    return page(of: command)
  }

  private static func head(_ name: String, _ summary: String, chapter: Int = 1) -> Mdoc {
    var page = Mdoc()
    page.macro("Dd", date)
    page.macro("Dt", String(decoding: name.utf8.map(\.capitalLetter), as: UTF8.self), "\(chapter)")
    page.macro("Os")
    page.macro("Sh", "NAME")
    page.macro("Nm", name)
    page.macro("Nd", summary)
    page.macro("Sh", "SYNOPSIS")
    return page
  }

  private static var programPage: String {
    var page = head("sloctl", "error budgets, counted to the last event")
    page.macro("Nm")
    page.macro("Ar", "COMMAND")
    page.macro("Op", "Ar", "OPTION ...")
    page.macro("Op", "Ar", "OBJECTIVE|FILE ...")
    page.macro("Sh", "DESCRIPTION")
    page.prose(ManualText.program.about)
    page.prose(ManualText.program.description, continues: true)
    page.macro("Sh", "COMMANDS")
    page.macro("Bl", "-tag", "-width", "Ds")
    for command in Command.all {
      page.macro("It", "Xr", "sloctl-\(command.name)", "\(command.page.chapter)")
      page.prose(command.summary)
    }
    page.macro("El")
    page.macro("Sh", "OPTIONS")
    page.text("Most commands have these; their own pages tell of the others.")
    options([.config, .at, .format, .color, .quiet, .verbose, .help, .version], &page)
    page.macro("Sh", "ENVIRONMENT")
    page.macro("Bl", "-tag", "-width", "Ds")
    page.macro("It", "Ev", "SLOCTL_CONFIG")
    page.prose("The config, where the command line names none.")
    page.macro("It", "Ev", "NO_COLOR")
    page.prose("Where it is not empty, output is not coloured unless `--color=always` asks for it.")
    page.macro("It", "Ev", "TERM")
    page.prose("A terminal called `dumb` gets no colour.")
    page.macro("El")
    page.macro("Sh", "FILES")
    page.macro("Bl", "-tag", "-width", "Ds")
    page.macro("It", "Pa", "./slos.json")
    page.prose("The config, where neither the command line nor the environment names one.")
    page.macro("El")
    let pages = Command.all.map { "sloctl-\($0.name)(\($0.page.chapter))" } + ["slos.json(5)"]
    end(.program, seeAlso: pages, &page)
    return page.source
  }

  private static func page(of command: Command) -> String {
    var page = head(
      "sloctl-\(command.name)", command.summary, chapter: command.page.chapter)
    page.macro("Nm", "sloctl", command.name)
    for option in command.shownOptions where option.section != .other { synopsis(option, &page) }
    for operand in command.operands {
      let name = operand.name + (operand.isMany ? " ..." : "")
      if operand.isOptional { page.macro("Op", "Ar", name) } else { page.macro("Ar", name) }
    }
    page.macro("Sh", "DESCRIPTION")
    page.prose(command.page.about)
    page.prose(command.page.description, continues: true)
    page.macro("Sh", "OPTIONS")
    for (section, options) in command.sections {
      if command.sections.count > 1 { page.macro("Ss", section.rawValue) }
      self.options(options, &page)
    }
    for section in command.page.sections {
      page.macro("Sh", String(decoding: section.title.utf8.map(\.capitalLetter), as: UTF8.self))
      page.prose(section.text)
    }
    end(command.page, seeAlso: command.page.seeAlso, &page)
    return page.source
  }

  private static func synopsis(_ option: CommandOption, _ page: inout Mdoc) {
    var words = ["Op", "Fl", option.letter.map { "\($0)" } ?? "-" + option.name]
    words += value(of: option)
    page.macro(words)
  }

  private static func value(of option: CommandOption) -> [String] {
    guard let value = option.value else { return [] }
    return value.isOptional
      ? ["Ns", "Oo", "=", "Ns", "Ar", value.name, "Oc"] : ["Ar", value.name]
  }

  private static func options(_ options: [CommandOption], _ page: inout Mdoc) {
    page.macro("Bl", "-tag", "-width", "Ds")
    for option in options {
      var words = ["It"]
      if let letter = option.letter { words += ["Fl", "\(letter)", ",", "Fl", "-" + option.name] }
      if option.letter == nil { words += ["Fl", "-" + option.name] }
      words += value(of: option)
      page.macro(words)
      page.prose(sentence(option.summary))
      if !option.detail.isEmpty { page.prose(option.detail) }
    }
    page.macro("El")
  }

  /// `phrase` with a capital and a full stop, as a page wants what a list of help does not.
  private static func sentence(_ phrase: String) -> String {
    guard let first = phrase.utf8.first else { return phrase }
    let capital = String(Unicode.Scalar(first.capitalLetter))
    return capital + String(Substring(phrase.utf8.dropFirst())) + "."
  }

  private static func end(_ text: ManualText, seeAlso: [String], _ page: inout Mdoc) {
    page.macro("Sh", "EXIT STATUS")
    page.macro("Bl", "-tag", "-width", "Ds")
    for (status, meaning) in text.statuses {
      page.macro("It", "\(status.rawValue)")
      page.prose(sentence(meaning))
    }
    page.macro("El")
    page.macro("Sh", "EXAMPLES")
    for (index, example) in text.examples.enumerated() {
      if index > 0 { page.macro("Pp") }
      page.text(example.purpose + (example.purpose.utf8.last == UInt8(ascii: "?") ? "" : ":"))
      page.literal("$ " + example.command)
    }
    page.macro("Sh", "SEE ALSO")
    page.references(seeAlso)
  }
}
