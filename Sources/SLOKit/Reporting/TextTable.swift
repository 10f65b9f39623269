// A table for people: rows of styled cells in, aligned lines out. No line is wider than `maxWidth`
// where that can be had by cutting the columns that allow it; without `maxWidth` nothing is cut.
// No line ends in spaces.

/// Rows of cells under titled columns.
package struct TextTable: Sendable {
  /// To which side cells lean.
  package enum Alignment: Sendable { case left, right }

  /// A column: its title, where its cells lean, and how narrow it may be cut.
  package struct Column: Sendable {
    package var title: StyledText
    package var alignment: Alignment
    /// The fewest columns to which its cells may be cut; nil never cuts them.
    package var minimum: Int?

    package init(_ title: String, _ alignment: Alignment = .left, minimum: Int? = nil) {
      self.title = StyledText(title, .heading)
      self.alignment = alignment
      self.minimum = minimum
    }
  }

  private enum Line: Sendable {
    case cells([StyledText])
    case span(StyledText)
  }

  package var columns: [Column]
  /// Spaces before every line.
  package var indent: Int
  /// Spaces between columns.
  package var gap = 2
  /// Whether the titles are shown.
  package var showsTitles = true
  private var lines: [Line] = []

  package init(_ columns: [Column], indent: Int = 0) {
    self.columns = columns
    self.indent = indent
  }

  /// Whether there is nothing under the titles.
  package var isEmpty: Bool { lines.isEmpty }

  /// Adds a row. Missing cells are empty; cells past the last column are left out.
  package mutating func row(_ cells: [StyledText]) { lines.append(.cells(cells)) }

  /// Adds a line that heeds no column, such as a note or the title of a group; it is never cut.
  package mutating func line(_ text: StyledText = "") { lines.append(.span(text)) }

  /// The lines, each with its newline.
  package func rendered(colour: Bool, maxWidth: Int? = nil) -> String {
    styledLines(maxWidth: maxWidth).reduce(into: "") { $0 += $1.rendered(colour: colour) + "\n" }
  }

  /// The lines, for a screen.
  package func styledLines(maxWidth: Int? = nil) -> [StyledText] {
    let widths = widths(fitting: maxWidth)
    let titles = showsTitles ? [line(of: columns.map(\.title), widths)] : []
    return titles
      + lines.map { line in
        switch line {
        case .cells(let cells): self.line(of: cells, widths)
        case .span(let text):
          text.pieces.isEmpty ? text : StyledText(String(repeating: " ", count: indent)) + text
        }
      }
  }

  private func line(of cells: [StyledText], _ widths: [Int]) -> StyledText {
    var line = StyledText()
    // Spaces are owed until something follows them, so that none ends a line.
    var owed = indent
    for (index, column) in columns.enumerated() {
      let cell = index < cells.count ? cells[index].truncated(to: widths[index]) : ""
      let slack = max(0, widths[index] - cell.width)
      if column.alignment == .right { owed += slack }
      if !cell.pieces.isEmpty {
        line += StyledText(String(repeating: " ", count: owed)) + cell
        owed = 0
      }
      owed += gap
      if column.alignment == .left { owed += slack }
    }
    return line
  }

  /// The columns' widths: the widest cell's, and then the widest column that may be cut gives way,
  /// column by column, until the line fits or none may be cut further.
  private func widths(fitting maxWidth: Int?) -> [Int] {
    var widths = columns.map { showsTitles ? $0.title.width : 0 }
    for case .cells(let cells) in lines {
      for (index, cell) in cells.prefix(columns.count).enumerated() {
        widths[index] = max(widths[index], cell.width)
      }
    }
    guard let maxWidth else { return widths }
    var excess = widths.reduce(indent + gap * max(0, columns.count - 1), +) - maxWidth
    while excess > 0 {
      let cuttable = columns.indices.filter { widths[$0] > max(1, columns[$0].minimum ?? Int.max) }
      guard let widest = cuttable.max(by: { widths[$0] < widths[$1] }) else { break }
      widths[widest] -= 1
      excess -= 1
    }
    return widths
  }
}
