// A diagnostic as people read it: `file:line:column: error: message; advice`, then the line it is
// about and a caret under the place. What a hostile file holds cannot reach the terminal: control
// and direction characters are shown, not sent; a long line is cut to the part around the caret.

extension Diagnostic: CustomStringConvertible {
  /// As it is printed, one line or three, without a newline at the end.
  public var description: String {
    var text = ""
    if let place {
      text += TextEscaping.terminal(place.file)
      if place.line > 0 { text += ":\(place.line):\(place.column)" }
      text += ": "
    }
    text += "\(severity.rawValue): \(TextEscaping.terminal(message))"
    if let advice { text += "; " + TextEscaping.terminal(advice) }
    if let place, let source = place.source, !source.isEmpty, place.column > 0 {
      let excerpt = Excerpt(source, column: place.column)
      text += "\n  \(excerpt.line)\n  \(excerpt.indent)^"
    }
    return text
  }
}

extension Diagnostics: CustomStringConvertible {
  /// All of them as they are printed, one below the other, without a newline at the end.
  public var description: String { problems.map(\.description).joined(separator: "\n") }
}

/// A line of a source and the space before its caret.
private struct Excerpt {
  /// How many columns of the terminal a line may take whole, and how many of a longer one stand
  /// before the caret.
  private static let limit = 100
  private static let limitBefore = 60
  private static let tabWidth = 2
  /// More scalars than a line of combining marks has any use for.
  private static let scalarLimit = 400

  private(set) var line = ""
  private(set) var indent = ""

  /// The part of `source` around the byte at `column`, counted from 1.
  init(_ source: String, column: Int) {
    let scalars = source.unicodeScalars
    let byte = source.utf8.index(
      source.startIndex, offsetBy: max(0, column - 1), limitedBy: source.endIndex)
    // A caret inside a character stands under it: slices of scalars begin at whole ones.
    let caret = byte ?? source.endIndex
    // However long the line is, no more of it is looked at than could be shown.
    let before = scalars[..<caret].suffix(Excerpt.scalarLimit).map(Excerpt.shown)
    let after = scalars[caret...].prefix(Excerpt.scalarLimit).map(Excerpt.shown)
    let total = (before + after).reduce(0) { $0 + $1.width }
    let isWhole = total <= Excerpt.limit
    let head = Excerpt.cut(before.reversed(), to: isWhole ? total : Excerpt.limitBefore)
    let headWidth = head.parts.reduce(0) { $0 + $1.width }
    let tail = Excerpt.cut(after, to: Excerpt.limit - headWidth)
    if head.isCut { line += "…" }
    for part in head.parts.reversed() { line += part.text }
    for part in tail.parts { line += part.text }
    if tail.isCut { line += "…" }
    indent = String(repeating: " ", count: headWidth + (head.isCut ? 1 : 0))
  }

  /// The first of `parts`, as many as fit.
  private static func cut(
    _ parts: [(text: String, width: Int)], to limit: Int
  ) -> (parts: ArraySlice<(text: String, width: Int)>, isCut: Bool) {
    var width = 0
    let fitting = parts.prefix { part in
      width += part.width
      return width <= limit
    }
    return (fitting, fitting.count < parts.count)
  }

  private static func shown(_ scalar: Unicode.Scalar) -> (text: String, width: Int) {
    (visible(scalar), width(of: scalar))
  }

  /// A scalar as it is shown.
  private static func visible(_ scalar: Unicode.Scalar) -> String {
    if scalar == "\t" { return String(repeating: " ", count: tabWidth) }
    return TextEscaping.terminal(String(scalar))
  }

  /// How many columns a terminal gives it.
  private static func width(of scalar: Unicode.Scalar) -> Int {
    if scalar == "\t" || TextEscaping.isUnseen(scalar) { return visible(scalar).utf8.count }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return 0
    default: break
    }
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      return 2
    default: return 1
    }
  }
}
