// A table in GitHub's Markdown. Cells come encoded: what a log brought has gone through TextEscaping.

/// Rows of cells under titles.
struct MarkdownTable {
  /// Its lines, without newlines; the titles alone where there is no row.
  private(set) var lines: [String]

  /// A table without rows. A column whose title starts with `>` leans right, as figures do.
  init(_ titles: [String]) {
    lines = []
    row(titles.map { $0.first == ">" ? String($0.dropFirst()) : $0 })
    row(titles.map { $0.first == ">" ? "---:" : "---" })
  }

  /// A table of `rows`.
  init(_ titles: [String], _ rows: [[String]]) {
    self.init(titles)
    for cells in rows { row(cells) }
  }

  /// Adds a row, a cell a column.
  mutating func row(_ cells: [String]) {
    lines.append("| " + cells.joined(separator: " | ") + " |")
  }
}
