// What a piece of text means to its reader, and how a terminal shows that. Colour never says what
// the words beside it do not: every report reads the same without it.

/// What a piece of text means.
package enum TextStyle: CaseIterable, Sendable {
  /// Nothing in particular.
  case plain
  /// The title of a report, a section or a column.
  case heading
  /// As it should be.
  case good
  /// Soon not as it should be.
  case warn
  /// Not as it should be.
  case bad
  /// Of less interest than what stands around it.
  case dim
  /// Of more interest than what stands around it.
  case strong

  /// The escape sequence that starts this style: attributes and the eight basic colours alone, which
  /// every terminal has and which follow the reader's own theme.
  package var ansi: String {
    switch self {
    case .plain: ""
    case .heading: "\u{1B}[1m"
    case .good: "\u{1B}[32m"
    case .warn: "\u{1B}[33m"
    case .bad: "\u{1B}[31m"
    case .dim: "\u{1B}[2m"
    case .strong: "\u{1B}[1m"
    }
  }

  /// The escape sequence that ends every style.
  package static let reset = "\u{1B}[0m"
}

/// Text in pieces, each with a meaning. The text comes escaped for a terminal: what a log line said
/// goes through TextEscaping before it becomes a piece.
package struct StyledText: Equatable, Sendable {
  /// A run of one style.
  package struct Piece: Equatable, Sendable {
    package var text: String
    package var style: TextStyle
  }

  package var pieces: [Piece]

  package init(_ text: String = "", _ style: TextStyle = .plain) {
    pieces = text.isEmpty ? [] : [Piece(text: text, style: style)]
  }

  /// The words alone.
  package var text: String { pieces.reduce(into: "") { $0 += $1.text } }

  /// How many columns it takes on a terminal.
  package var width: Int { pieces.reduce(0) { $0 + DisplayWidth.of($1.text) } }

  package static func + (lhs: StyledText, rhs: StyledText) -> StyledText {
    var both = lhs
    both.pieces += rhs.pieces
    return both
  }

  package static func += (lhs: inout StyledText, rhs: StyledText) { lhs.pieces += rhs.pieces }

  /// As a terminal wants it; without colour the words alone.
  package func rendered(colour: Bool) -> String {
    guard colour else { return text }
    return pieces.reduce(into: "") { line, piece in
      line += piece.style.ansi + piece.text
      if piece.style != .plain { line += TextStyle.reset }
    }
  }

  /// The same, cut to `columns` with a `…` in place of what did not fit.
  package func truncated(to columns: Int) -> StyledText {
    guard width > columns else { return self }
    var left = columns - 1
    var cut = StyledText()
    for piece in pieces {
      let head = DisplayWidth.prefix(of: piece.text, columns: left)
      let isWhole = head.utf8.count == piece.text.utf8.count
      cut += StyledText(isWhole || columns < 1 ? head : head + "…", piece.style)
      left -= DisplayWidth.of(head)
      if !isWhole { break }
    }
    return cut
  }
}

extension StyledText: ExpressibleByStringInterpolation {
  package init(stringLiteral text: String) { self.init(text) }
}
