// What failures have in common, in every format. The first row is said in a sentence, since that is
// what somebody woken at night reads.

/// An explanation with the question that it answers.
package struct ExplanationReport: ObjectiveReport {
  package var objective: String
  package var asOf: Timestamp
  package var from: Timestamp
  package var to: Timestamp
  package var failures: ExplanationScope.Failures
  package var customer: [UInt8]?
  package var explanation: Explanation
  package var input: Accounting
  /// How many rows people are shown; programs get all.
  package var top = 10

  package init(
    objective: String, asOf: Timestamp, scope: ExplanationScope, explanation: Explanation,
    input: Accounting
  ) {
    self.objective = objective
    self.asOf = asOf
    from = scope.span.lowerBound
    to = scope.span.upperBound
    failures = scope.failures
    customer = scope.customer
    self.explanation = explanation
    self.input = input
  }

  /// `failures`, `charged failures`, `excused failures`.
  private var subject: String {
    switch failures {
    case .failed: "failures"
    case .charged: "charged failures"
    case .excused: "excused failures"
    }
  }

  // MARK: Words

  private func sentence(
    of row: Explanation.Row, _ escape: ([UInt8]) -> String = TextEscaping.terminal
  ) -> String {
    ExplanationText.sentence(of: row, subject, escape)
  }

  /// What is said where nothing is listed.
  var emptySentence: String {
    let all = explanation.all
    if all.failed == 0 { return "there are no \(subject)" }
    if all.good == 0 { return "there is no good event to compare the \(subject) with" }
    let count = NumberText.grouped(all.failed)
    return all.failed < Explanation.fewestFailed
      ? "\(count) of the \(subject) are too few to tell from the traffic"
      : "the \(subject) look like the traffic"
  }

  // MARK: People

  package var aside: StyledText { StyledText("\(from) to \(to)", .dim) }

  package func write(to page: inout TextPage) {
    let all = explanation.all
    page.prose(
      "\(NumberText.grouped(all.failed)) \(subject)"
        + (customer.map { " of customer \(TextEscaping.terminal($0))" } ?? "")
        + " beside \(NumberText.count(all.good, "good event"))", .dim)
    page.line()
    if let first = explanation.rows.first {
      page.prose(sentence(of: first), .bad)
      page.line()
      ExplanationTable(explanation, top: top).write(to: &page)
    } else {
      page.prose(emptySentence, all.failed == 0 ? .good : .plain)
    }
    if !explanation.dropped.isEmpty {
      let names = explanation.dropped.map { TextEscaping.terminal($0) }
      page.line()
      page.prose(names.joined(separator: ", "), .dim, label: "left out", labelStyle: .dim)
      page.prose("too many values to be compared by", .dim, label: " ")
    }
    if explanation.hasMoreFields { page.prose(moreFields, .warn) }
  }

  private var moreFields: String {
    "events have more than \(NumberText.grouped(Int64(FieldDirectory.limit))) fields; the rest were"
      + " not looked at"
  }

  // MARK: Wikis

  package var markdownTitle: String { "what the \(subject) share" }

  package var markdownBlocks: [String] {
    let all = explanation.all
    var blocks = [
      "\(from) to \(to): \(NumberText.grouped(all.failed)) \(subject)"
        + (customer.map { " of customer \(TextEscaping.markdownCode($0))" } ?? "")
        + " beside \(NumberText.count(all.good, "good event"))."
    ]
    if let first = explanation.rows.first {
      blocks.append("**\(sentence(of: first, TextEscaping.markdown)).**")
      blocks += ExplanationTable(explanation, top: top).markdownBlocks
    } else {
      blocks.append(emptySentence.asSentence)
    }
    if !explanation.dropped.isEmpty {
      let names = explanation.dropped.map { TextEscaping.markdownCode($0) }
      blocks.append("Left out, having too many values: \(names.joined(separator: ", ")).")
    }
    if explanation.hasMoreFields { blocks.append(moreFields.asSentence) }
    return blocks
  }

  // MARK: Programs

  /// A record a row; a second value is empty where there is one.
  package var records: [[String]] {
    let header = [
      "objective", "field", "value", "field2", "value2", "failed", "good", "support", "lift",
      "excess", "folded",
    ]
    return [header]
      + explanation.rows.map { row in
        let terms = row.terms.flatMap { [$0.field, $0.value] }.map { TextEscaping.csvCell($0) }
        let folded = row.folded.map { ExplanationText.words($0) }.joined(separator: "; ")
        return [TextEscaping.csvCell(objective)] + terms
          + Array(repeating: "", count: 4 - terms.count)
          + [
            "\(row.split.failed)", "\(row.split.good)", NumberText.shortest(row.support),
            row.lift.isFinite ? NumberText.shortest(row.lift) : "inf",
            NumberText.shortest(row.excess), TextEscaping.csvCell(folded),
          ]
      }
  }

  package static let schema = "sloctl/explain/v1"

  package func write(to json: inout JSONWriter) {
    json.member("from", from.description)
    json.member("to", to.description)
    json.member("failed", explanation.all.failed)
    json.member("good", explanation.all.good)
    json.members("rows", of: explanation.rows) { json, row in
      ExplanationText.write(row, to: &json)
    }
    json.member("verdict", explanation.verdict.rawValue)
    json.member("sentence", explanation.rows.first.map { sentence(of: $0) } ?? emptySentence)
    json.members("dropped", of: explanation.dropped) { json, field in
      json.string(bytes: field)
    }
  }
}
