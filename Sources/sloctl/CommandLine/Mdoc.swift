// A man page's source as it grows: macros, prose, literal lines. What is put in is escaped here and
// nowhere else.

/// The source of a man page, in mdoc.
struct Mdoc {
  private(set) var source = ""

  mutating func macro(_ words: String...) { macro(words) }

  /// A macro line; words with spaces are kept together by quotes.
  mutating func macro(_ words: [String]) {
    let quoted = words.enumerated().map { index, word in
      let isOne = !word.utf8.contains(UInt8(ascii: " ")) || index == 0 || words[0] == "Nd"
      let escaped = Mdoc.escaped(word)
      return isOne || words[0] == "Sh" || words[0] == "Ss" ? escaped : "\"\(escaped)\""
    }
    source += "." + quoted.joined(separator: " ") + "\n"
  }

  /// One line of plain text.
  mutating func text(_ line: String) { lines([.plain(line)]) }

  /// Paragraphs and lists; `continues` begins with a new paragraph.
  mutating func prose(_ text: String, continues: Bool = false) {
    for (index, block) in Prose.blocks(of: text).enumerated() {
      switch block {
      case .paragraph(let runs):
        if continues || index > 0 { macro("Pp") }
        lines(runs)
      case .bullets(let items):
        macro("Bl", "-bullet")
        for item in items {
          macro("It")
          lines(item)
        }
        macro("El")
      case .terms(let entries):
        macro("Bl", "-tag", "-width", "Ds")
        for entry in entries {
          // \& keeps a term that is spelt like a macro from being one.
          source += ".It \\&" + Mdoc.rendered(entry.term) + "\n"
          lines(entry.text)
        }
        macro("El")
      }
    }
  }

  /// A line as it is typed.
  mutating func literal(_ line: String) {
    macro("Bd", "-literal", "-offset", "indent")
    source += Mdoc.escaped(line, literally: true) + "\n"
    macro("Ed")
  }

  /// References to pages such as `sloctl(1)`, by section and name, as readers expect them.
  mutating func references(_ pages: [String]) {
    let parts = pages.map { page -> (name: String, section: String) in
      let name = page.utf8.prefix { $0 != UInt8(ascii: "(") }
      let section = page.utf8.dropFirst(name.count + 1).dropLast()
      return (String(Substring(name)), String(Substring(section)))
    }
    let sorted = parts.sorted { ($0.section, $0.name) < ($1.section, $1.name) }
    for (index, part) in sorted.enumerated() {
      let words = ["Xr", part.name, part.section]
      macro(index == sorted.count - 1 ? words : words + [","])
    }
  }

  /// A paragraph's lines: a new one after every sentence, which formatters take for its end.
  private mutating func lines(_ runs: [Prose.Run]) {
    let text = Mdoc.rendered(runs)
    var line = ""
    for word in text.utf8.split(separator: UInt8(ascii: " ")) {
      let word = String(Substring(word))
      let endsSentence = [".", "?"].contains(line.utf8.last.map { String(Unicode.Scalar($0)) })
      if !line.isEmpty && (endsSentence || line.utf8.count + word.utf8.count > 78) {
        source += Mdoc.protected(line) + "\n"
        line = ""
      }
      line += line.isEmpty ? word : " " + word
    }
    source += Mdoc.protected(line) + "\n"
  }

  private static func rendered(_ runs: [Prose.Run]) -> String {
    runs.reduce(into: "") { text, run in
      switch run {
      case .plain(let words): text += escaped(words)
      case .code(let words): text += "\\fB" + escaped(words, literally: true) + "\\fR"
      case .emphasis(let words): text += "\\fI" + escaped(words) + "\\fR"
      }
    }
  }

  /// `line` kept from being taken for a macro.
  private static func protected(_ line: String) -> String {
    let first = line.utf8.first
    let isControl = first == UInt8(ascii: ".") || first == UInt8(ascii: "'")
    return isControl ? "\\&" + line : line
  }

  /// `text` as itself; `literally`, with hyphens and quotes that can be copied and typed.
  private static func escaped(_ text: String, literally: Bool = false) -> String {
    text.unicodeScalars.reduce(into: "") { escaped, scalar in
      switch scalar {
      case "\\": escaped += "\\e"
      case "-" where literally: escaped += "\\-"
      case "'" where literally: escaped += "\\(aq"
      case "~" where literally: escaped += "\\(ti"
      case "^" where literally: escaped += "\\(ha"
      case "`" where literally: escaped += "\\(ga"
      case "\"": escaped += "\\(dq"
      case "…": escaped += "..."
      default: escaped.unicodeScalars.append(scalar)
      }
    }
  }
}
