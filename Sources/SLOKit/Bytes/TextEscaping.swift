// Text that others wrote (customer names, routes, file names, lines of a log) on its way into an
// output. Bytes or a text go in; a text comes out that its reader takes for text and nothing else: no
// control sequence, no markup, no formula, no second line. What cannot be seen is made visible
// first, in one way for every output; JSON, which has escapes of its own, does that in JSONWriter.

/// Encoders of text for the places that it goes to.
package enum TextEscaping {
  /// A part of bytes that should be UTF-8.
  enum Piece {
    case scalar(Unicode.Scalar)
    /// Bytes that are no scalar: the longest start of one that was broken off, else a single byte.
    case invalid(ArraySlice<UInt8>)
  }

  /// Calls `body` with every scalar of `bytes`, and with what is between them.
  static func forEachPiece(of bytes: [UInt8], _ body: (Piece) -> Void) {
    var parser = Unicode.UTF8.ForwardParser()
    var iterator = bytes.makeIterator()
    var offset = 0
    while true {
      switch parser.parseScalar(from: &iterator) {
      case .valid(let encoded):
        offset += encoded.count
        body(.scalar(Unicode.UTF8.decode(encoded)))
      case .error(let length):
        body(.invalid(bytes[offset..<offset + length]))
        offset += length
      case .emptyInput:
        return
      }
    }
  }

  /// Whether a terminal, a browser or an editor obeys `scalar`, or shows nothing, instead of showing
  /// it: controls, line separators, bidirectional and zero-width characters, non-characters.
  static func isUnseen(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.value < 0x7F { return scalar.value < 0x20 }
    // Whether the character before it is a picture: harmless, and in many names that have emoji.
    if scalar == "\u{FE0E}" || scalar == "\u{FE0F}" { return false }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: return true
    default: break
    }
    return scalar.properties.isDefaultIgnorableCodePoint || scalar.value & 0xFFFE == 0xFFFE
  }

  // MARK: Terminals

  /// `bytes` for a terminal, a mail or a log: what is not seen becomes `\n`, `\x1b`, `\u{202e}`, and
  /// a byte that is not UTF-8 `\xff`. In pipes too, since what is piped is shown somewhere.
  package static func terminal(_ bytes: [UInt8]) -> String {
    // Printable ASCII, which nearly all of it is, stays as it is.
    if bytes.allSatisfy({ (0x20..<0x7F).contains($0) }) {
      return String(decoding: bytes, as: UTF8.self)
    }
    var text = ""
    forEachPiece(of: bytes) { piece in
      switch piece {
      case .scalar(let scalar): append(visible: scalar, to: &text)
      case .invalid(let run): run.forEach { text += "\\x" + hex(UInt32($0), digits: 2) }
      }
    }
    return text
  }

  /// The same of a text.
  package static func terminal(_ text: String) -> String { terminal(Array(text.utf8)) }

  private static func append(visible scalar: Unicode.Scalar, to text: inout String) {
    guard isUnseen(scalar) else { return text.unicodeScalars.append(scalar) }
    switch scalar {
    case "\n": text += "\\n"
    case "\r": text += "\\r"
    case "\t": text += "\\t"
    case _ where scalar.value < 0x80: text += "\\x" + hex(scalar.value, digits: 2)
    default: text += "\\u{" + hex(scalar.value, digits: 1) + "}"
    }
  }

  /// `value` in at least so many hexadecimal digits.
  static func hex(_ value: UInt32, digits: Int) -> String {
    let text = String(value, radix: 16)
    return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
  }

  // MARK: Tables of data

  /// `bytes` as one cell of a CSV record (RFC 4180). A spreadsheet takes a cell that starts with one of
  /// `= + - @` for a formula, so that such a cell gets a `'` before it; numbers do not come here.
  package static func csvCell(_ bytes: [UInt8]) -> String {
    var text = terminal(bytes)
    // A tab or a return is visible by now, yet stays guarded: who undoes the escapes is safe too.
    if let first = bytes.first, "=+-@\t\r".utf8.contains(first) { text = "'" + text }
    guard text.utf8.contains(where: { "\",\r\n".utf8.contains($0) }) else { return text }
    return "\"" + replacing(text) { $0 == "\"" ? "\"\"" : nil } + "\""
  }

  /// The same of a text.
  package static func csvCell(_ text: String) -> String { csvCell(Array(text.utf8)) }

  /// `bytes` as a label's value in OpenMetrics, without the quotes around it.
  package static func openMetrics(_ bytes: [UInt8]) -> String {
    replacing(terminal(bytes)) {
      switch $0 {
      case "\\": "\\\\"
      case "\"": "\\\""
      default: nil
      }
    }
  }

  /// The same of a text.
  package static func openMetrics(_ text: String) -> String { openMetrics(Array(text.utf8)) }

  // MARK: Shells

  /// `bytes` as one word of a shell's command line: as it is where nothing in it means anything to a
  /// shell, else in quotes; what is not seen is written out as bash, zsh and ksh read it in `$'…'`.
  package static func shellWord(_ bytes: [UInt8]) -> String {
    let isPlain = bytes.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
      case UInt8(ascii: "0")...UInt8(ascii: "9"): true
      default: "-_./:@+,%^".utf8.contains(byte)
      }
    }
    if isPlain && !bytes.isEmpty { return String(decoding: bytes, as: UTF8.self) }
    var isSeen = true
    forEachPiece(of: bytes) { piece in
      switch piece {
      case .scalar(let scalar): isSeen = isSeen && !isUnseen(scalar)
      case .invalid: isSeen = false
      }
    }
    guard isSeen else {
      return bytes.reduce("$'") { word, byte in
        let isBare = (0x20..<0x7F).contains(byte) && !"'\\".utf8.contains(byte)
        return word
          + (isBare ? String(Unicode.Scalar(byte)) : "\\x" + hex(UInt32(byte), digits: 2))
      } + "'"
    }
    let text = String(decoding: bytes, as: UTF8.self)
    // An expression has single quotes, and reads better between double ones.
    if text.utf8.contains(UInt8(ascii: "'")),
      !text.utf8.contains(where: { "\"$`\\!".utf8.contains($0) })
    {
      return "\"\(text)\""
    }
    return "'" + replacing(text) { $0 == "'" ? "'\\''" : nil } + "'"
  }

  // MARK: Markup

  /// `bytes` as a text in Markdown, in table cells too: whatever could be markup becomes a character
  /// reference, which is never taken for markup (CommonMark 6.2).
  package static func markdown(_ bytes: [UInt8]) -> String {
    var previous: Unicode.Scalar = " "
    return replacing(terminal(bytes)) { scalar in
      defer { previous = scalar }
      // `://` and `www.` would make a link.
      let isLink = scalar == "/" && previous == ":" || scalar == "." && previous == "w"
      let isMarkup = "\\`*_[]|~<>&@#$".unicodeScalars.contains(scalar)
      return isLink || isMarkup ? "&#\(scalar.value);" : nil
    }
  }

  /// The same of a text.
  package static func markdown(_ text: String) -> String { markdown(Array(text.utf8)) }

  /// `bytes` as a name in Markdown, set as code: GitHub makes no mention of `@name`, no link of an
  /// address and no issue of `#1` there.
  package static func markdownCode(_ bytes: [UInt8]) -> String {
    let isPlain = bytes.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
      case UInt8(ascii: "0")...UInt8(ascii: "9"): true
      default: "-_./:@+".utf8.contains(byte)
      }
    }
    if isPlain && !bytes.isEmpty { return "`" + String(decoding: bytes, as: UTF8.self) + "`" }
    return "<code>" + markdown(bytes) + "</code>"
  }

  /// The same of a text.
  package static func markdownCode(_ text: String) -> String { markdownCode(Array(text.utf8)) }

  /// `bytes` as text or as a quoted attribute of XML or HTML.
  package static func markup(_ bytes: [UInt8]) -> String {
    replacing(terminal(bytes)) {
      switch $0 {
      case "&": "&amp;"
      case "<": "&lt;"
      case ">": "&gt;"
      case "\"": "&quot;"
      case "'": "&#39;"
      default: nil
      }
    }
  }

  /// The same of a text.
  package static func markup(_ text: String) -> String { markup(Array(text.utf8)) }

  // MARK: GitHub

  /// `lines` as the message of a GitHub workflow command.
  package static func githubMessage(_ lines: [String]) -> String {
    lines.map { replacing(terminal($0)) { $0 == "%" ? "%25" : nil } }.joined(separator: "%0A")
  }

  /// `text` as a property of a GitHub workflow command.
  package static func githubProperty(_ text: String) -> String {
    replacing(terminal(text)) {
      switch $0 {
      case "%": "%25"
      case ":": "%3A"
      case ",": "%2C"
      default: nil
      }
    }
  }

  private static func replacing(
    _ text: String, _ replacement: (Unicode.Scalar) -> String?
  ) -> String {
    var replaced = ""
    for scalar in text.unicodeScalars {
      if let other = replacement(scalar) {
        replaced += other
      } else {
        replaced.unicodeScalars.append(scalar)
      }
    }
    return replaced
  }
}
