// A page for people: titles, labelled facts, tables and prose go in, lines come out that keep to the
// reader's width where words allow it. Words are broken over lines, facts hang under their label.

/// Lines of styled text in the making.
package struct TextPage {
  let options: ReportOptions
  private var output = ""

  /// How wide labels are; facts start two columns further in, and so do objectives' names.
  static let labelColumns = 12

  /// The columns that prose is set for.
  var columns: Int { max(40, min(options.width ?? 80, 100)) }

  init(_ options: ReportOptions) { self.options = options }

  /// The page so far.
  var text: String { output }

  /// A line as it is.
  mutating func line(_ text: StyledText = "") {
    output += text.rendered(colour: options.colour) + "\n"
  }

  /// A line with something at its right edge, or under it where both do not fit.
  mutating func line(_ left: StyledText, right: StyledText) {
    let space = columns - left.width - right.width
    if space >= 2 {
      line(left + StyledText(String(repeating: " ", count: space)) + right)
    } else {
      line(left)
      line("  " + right)
    }
  }

  /// A word before an objective's name, as wide as the labels of the facts below it.
  static func label(_ word: String, _ style: TextStyle) -> StyledText {
    StyledText(word, style)
      + StyledText(String(repeating: " ", count: max(2, 2 + labelColumns - word.utf8.count)))
  }

  /// Pieces that belong together, `separator` between them, broken between pieces. Lines after the
  /// first stand under the facts of `label`, or `hanging` columns further in.
  mutating func items(
    _ items: [StyledText], separator: String = " ", label: String = "", indent: Int = 2,
    hanging: Int = 0, labelStyle: TextStyle = .dim, labelColumns: Int = Self.labelColumns
  ) {
    let margin = indent + hanging + (label.isEmpty ? 0 : labelColumns)
    var current = StyledText(String(repeating: " ", count: indent))
    if !label.isEmpty {
      current += StyledText(DisplayWidth.padded(label, to: labelColumns), labelStyle)
    }
    var isFresh = true
    for (index, item) in items.enumerated() {
      let isLast = index == items.count - 1
      let piece = isLast || separator == " " ? item : item + StyledText(separator.trimmedRight)
      let space = isFresh ? 0 : separator.trailingSpaces
      if !isFresh && current.width + space + piece.width > columns {
        line(current)
        current = StyledText(String(repeating: " ", count: margin)) + piece
      } else {
        current.append(piece, after: space)
      }
      isFresh = false
    }
    line(current)
  }

  /// Prose, broken between words.
  mutating func prose(
    _ text: String, _ style: TextStyle = .plain, label: String = "", indent: Int = 2,
    hanging: Int = 0, labelStyle: TextStyle = .dim
  ) {
    // Spaces in a row stay, since a file's name may have them.
    let words = text.split(omittingEmptySubsequences: false) { $0 == " " }
      .map { StyledText(String($0), style) }
    items(words, label: label, indent: indent, hanging: hanging, labelStyle: labelStyle)
  }

  /// A table; names are cut only where the reader's width is known.
  mutating func table(_ table: TextTable) {
    output += table.rendered(colour: options.colour, maxWidth: options.width.map { max(40, $0) })
  }
}

extension StyledText {
  /// Adds `more` after so many spaces, as one piece where the style goes on.
  fileprivate mutating func append(_ more: StyledText, after spaces: Int) {
    let gap = String(repeating: " ", count: spaces)
    guard let first = more.pieces.first, let last = pieces.indices.last,
      pieces[last].style == first.style
    else {
      self += StyledText(gap) + more
      return
    }
    pieces[last].text += gap + first.text
    pieces += more.pieces.dropFirst()
  }
}

extension String {
  fileprivate var trailingSpaces: Int { utf8.reversed().prefix { $0 == UInt8(ascii: " ") }.count }
  fileprivate var trimmedRight: String { String(dropLast(trailingSpaces)) }
}
