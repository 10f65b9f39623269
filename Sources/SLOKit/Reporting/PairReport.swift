// Requests that two back ends answered, in every format: the verdict, the figures behind it, and the
// requests whose answers differ.

/// A comparison of pairs with the question that it answers.
package struct PairReport: ObjectiveReport {
  package var objective: String
  package var asOf: Timestamp
  package var field: String
  package var before: [UInt8]
  package var after: [UInt8]
  package var pairs: PairComparison
  package var input: Accounting
  /// How many kinds of difference people are shown; programs get all.
  package var top = 10

  package init(
    objective: String, asOf: Timestamp, field: String, before: [UInt8], after: [UInt8],
    pairs: PairComparison, input: Accounting
  ) {
    self.objective = objective
    self.asOf = asOf
    self.field = field
    self.before = before
    self.after = after
    self.pairs = pairs
    self.input = input
  }

  // MARK: Words

  private var sentence: String {
    let differing = pairs.onlyAfterBad + pairs.onlyBeforeBad
    switch pairs.verdict {
    case .noData: return "no request was answered by both, so there is nothing to compare"
    case .worse:
      return
        "of \(NumberText.count(differing, "pair")) of which one answer is bad, it is the one after in "
        + "\(NumberText.grouped(pairs.onlyAfterBad)); chance does that in "
        + "\(ComparisonText.chance(pairs.chanceOfWorse)) of cases"
    case .better:
      return
        "of \(NumberText.count(differing, "pair")) of which one answer is bad, it is the one before in "
        + "\(NumberText.grouped(pairs.onlyBeforeBad)); chance does that in "
        + "\(ComparisonText.chance(pairs.chanceOfBetter)) of cases"
    case .noEvidence:
      return differing == 0
        ? "in no pair only one answer is bad"
        : "no evidence either way: only the answer after is bad in \(NumberText.grouped(pairs.onlyAfterBad))"
          + " pairs, only the one before in \(NumberText.grouped(pairs.onlyBeforeBad))"
    }
  }

  /// What the pairs come to: a count and what it counts.
  private var counts: [(Int64, String)] {
    [
      (pairs.pairs, "pairs"), (pairs.bothGood, "both good"), (pairs.bothBad, "both bad"),
      (pairs.onlyAfterBad, "only the answer after is bad"),
      (pairs.onlyBeforeBad, "only the answer before is bad"),
      (pairs.unpaired, "answers without their other one"),
      (pairs.surplus, "answers beyond the first of a side"),
      (pairs.overflowed, "answers that there was no room for"),
    ].enumerated().filter { $0.offset < 5 || $0.element.0 > 0 }.map(\.element)
  }

  private func places(_ request: PairComparison.Request) -> String {
    let (before, after) = (request.before, request.after)
    return
      "\(TextEscaping.terminal(request.key)) \(TextEscaping.terminal(before.file)):\(before.line)"
      + " \(TextEscaping.terminal(after.file)):\(after.line)"
  }

  // MARK: People

  package var aside: StyledText { pairs.verdict.aside }

  package func write(to page: inout TextPage) {
    let name = TextEscaping.terminal(field)
    page.prose("\(name) \(TextEscaping.terminal(before))", label: "before")
    page.prose("\(name) \(TextEscaping.terminal(after))", label: "after")
    page.line()
    page.prose(sentence, pairs.verdict.style)
    page.line()
    var table = TextTable([TextTable.Column("", .right), TextTable.Column("")], indent: 2)
    table.showsTitles = false
    for (count, words) in counts {
      table.row([StyledText(NumberText.grouped(count)), StyledText(words)])
    }
    page.table(table)
    writeKinds(to: &page)
  }

  private func writeKinds(to page: inout TextPage) {
    guard !pairs.kinds.isEmpty else { return }
    page.line()
    var table = TextTable(
      [
        TextTable.Column("PAIRS", .right), TextTable.Column("BEFORE"), TextTable.Column("AFTER"),
        TextTable.Column("ROUTE", minimum: 12),
      ], indent: 2)
    for (kind, count, requests) in pairs.kinds.prefix(top) {
      table.row([
        StyledText(NumberText.grouped(count)), StyledText(TextEscaping.terminal(kind.before)),
        StyledText(
          TextEscaping.terminal(kind.after), kind.isWorse ? .bad : kind.isBetter ? .good : .plain),
        StyledText(kind.route.map { TextEscaping.terminal($0) } ?? FigureText.absent),
      ])
      for request in requests {
        table.line(StyledText("         " + places(request), .dim))
      }
    }
    page.table(table)
    let more = pairs.kinds.count - top
    if more > 0 { page.prose("and \(NumberText.count(Int64(more), "more kind")) (--top)", .dim) }
  }

  // MARK: Wikis

  package var markdownTitle: String { pairs.verdict.words }

  package var markdownBlocks: [String] {
    var blocks = [
      "Before: \(TextEscaping.markdown(field)) \(TextEscaping.markdown(before)); after: "
        + "\(TextEscaping.markdown(field)) \(TextEscaping.markdown(after)).",
      sentence.asSentence,
      MarkdownTable(["", ">"], counts.map { [$0.1, NumberText.grouped($0.0)] }).lines
        .joined(separator: "\n"),
    ]
    if pairs.kinds.isEmpty { return blocks }
    let rows = pairs.kinds.prefix(top).map { kind, count, requests in
      [
        NumberText.grouped(count), TextEscaping.markdown(kind.before),
        TextEscaping.markdown(kind.after),
        kind.route.map { TextEscaping.markdown($0) } ?? FigureText.absent,
        requests.map { TextEscaping.markdownCode($0.key) }.joined(separator: ", "),
      ]
    }
    let table = MarkdownTable([">Pairs", "Before", "After", "Route", "Requests"], rows)
    blocks.append(table.lines.joined(separator: "\n"))
    return blocks
  }

  // MARK: Programs

  /// A record a kind.
  package var records: [[String]] {
    let header = ["objective", "field", "route", "before", "after", "pairs", "key", "verdict"]
    return [header]
      + pairs.kinds.map { kind, count, requests in
        [
          TextEscaping.csvCell(objective), TextEscaping.csvCell(field),
          TextEscaping.csvCell(kind.route ?? []), TextEscaping.csvCell(kind.before),
          TextEscaping.csvCell(kind.after), "\(count)",
          TextEscaping.csvCell(requests.first?.key ?? []), pairs.verdict.rawValue,
        ]
      }
  }

  package static let schema = "sloctl/compare-pairs/v1"

  package func write(to json: inout JSONWriter) {
    json.member("field", field)
    json.key("before")
    json.string(bytes: before)
    json.key("after")
    json.string(bytes: after)
    json.member("pairs", pairs.pairs)
    json.member("bothGood", pairs.bothGood)
    json.member("bothBad", pairs.bothBad)
    json.member("onlyAfterBad", pairs.onlyAfterBad)
    json.member("onlyBeforeBad", pairs.onlyBeforeBad)
    json.member("unpaired", pairs.unpaired)
    json.member("surplus", pairs.surplus)
    json.member("overflowed", pairs.overflowed)
    json.member("chanceOfWorse", pairs.chanceOfWorse)
    json.member("chanceOfBetter", pairs.chanceOfBetter)
    json.member("verdict", pairs.verdict.rawValue)
    json.members("kinds", of: pairs.kinds) { json, entry in
      json.object { json in
        json.key("route")
        entry.kind.route.map { json.string(bytes: $0) } ?? json.null()
        json.member("before", entry.kind.before)
        json.member("after", entry.kind.after)
        json.member("pairs", entry.count)
        json.members("requests", of: entry.requests) { json, request in
          json.object { json in
            json.key("key")
            json.string(bytes: request.key)
            Self.write("before", request.before, to: &json)
            Self.write("after", request.after, to: &json)
          }
        }
      }
    }
    json.member("otherKinds", pairs.otherKinds)
  }

  private static func write(
    _ name: String, _ place: PairComparison.Request.Place, to json: inout JSONWriter
  ) {
    json.member(name) { json in
      json.member("file", place.file)
      json.member("line", Int64(place.line))
    }
  }
}
