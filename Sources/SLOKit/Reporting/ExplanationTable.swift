// The rows of an explanation for people: what the failures share, how many have it, and what else says
// the same. Pairs that tell no more than a value of theirs that is listed are left to programs.

/// The first rows of an explanation as a table.
struct ExplanationTable {
  /// The rows that are shown.
  private let rows: [Explanation.Row]
  /// How many more there are, and how many that tell nothing new.
  private let more: Int, idle: Int
  /// Whether failures before stand beside those after.
  private let hasBefore: Bool

  /// How many values that say the same are named.
  private static let namedCount = 5

  /// A table of the first `top` rows that tell something.
  init(_ explanation: Explanation, top: Int) {
    let listed = Set(
      explanation.rows.flatMap { [$0.terms] + $0.folded }.filter { $0.count == 1 }.map { $0[0] })
    let telling = explanation.rows.filter { row in
      !row.addsNothing || !row.terms.contains { listed.contains($0) }
    }
    rows = Array(telling.prefix(top))
    more = telling.count - rows.count
    idle = explanation.rows.count - telling.count
    hasBefore = explanation.rows.contains { $0.failedBefore != nil }
  }

  /// Writes the table, and how many rows it leaves out.
  func write(to page: inout TextPage) {
    let figures = (hasBefore ? ["BEFORE", "AFTER"] : ["FAILED"]) + ["OF ALL", "LIFT", "EXCESS"]
    var table = TextTable(
      figures.map { TextTable.Column($0, .right) } + [TextTable.Column("WHAT THEY SHARE")],
      indent: 2)
    let beside = Array(repeating: StyledText(), count: figures.count)
    for row in rows {
      table.row(
        self.figures(of: row).map { StyledText($0) }
          + [StyledText(ExplanationText.words(row.terms), .strong)])
      let same = row.same
      for terms in same.prefix(Self.namedCount) {
        table.row(beside + [StyledText("the same: \(ExplanationText.words(terms))", .dim)])
      }
      let more = same.count - Self.namedCount
      if more > 0 { table.row(beside + [StyledText("and \(more) more that say the same", .dim)]) }
    }
    page.table(table)
    if let leftOut { page.prose(leftOut, .dim) }
  }

  /// The table in Markdown, and how many rows it leaves out.
  var markdownBlocks: [String] {
    let titles =
      (hasBefore ? [">Before", ">After"] : [">Failed"])
      + [">Of all", ">Lift", ">Excess", "What they share", "Says the same"]
    let cells = rows.map { row in
      figures(of: row) + [
        ExplanationText.words(row.terms, TextEscaping.markdown),
        row.same.prefix(Self.namedCount).map { ExplanationText.words($0, TextEscaping.markdown) }
          .joined(separator: "; "),
      ]
    }
    let table = MarkdownTable(titles, cells).lines.joined(separator: "\n")
    return [table] + (leftOut.map { [$0.asSentence] } ?? [])
  }

  private var leftOut: String? {
    let parts = [
      more > 0 ? "\(NumberText.count(Int64(more), "more row")) (--top)" : nil,
      idle > 0 ? "\(NumberText.count(Int64(idle), "pair")) that tell nothing new" : nil,
    ].compactMap(\.self)
    return parts.isEmpty ? nil : "and " + parts.joined(separator: ", ")
  }

  private func figures(of row: Explanation.Row) -> [String] {
    let before = row.failedBefore.map { NumberText.grouped($0) } ?? FigureText.absent
    return (hasBefore ? [before] : []) + [
      NumberText.grouped(row.split.failed), ExplanationText.share(row.support),
      ExplanationText.lift(row.lift), NumberText.grouped(Int64(row.excess.rounded())),
    ]
  }
}

extension Explanation.Row {
  /// What says the same as the row: values, and pairs of none that is named already.
  fileprivate var same: [[Explanation.Term]] {
    let singles = folded.filter { $0.count == 1 }
    let named = Set((terms + singles.flatMap(\.self)))
    return singles + folded.filter { $0.count > 1 && named.isDisjoint(with: $0) }
  }
}
