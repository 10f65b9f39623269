// What failures have in common, in the words and the JSON that explanations, comparisons and reports
// share.

/// The words of an explanation's rows.
enum ExplanationText {
  /// A share as people say it: `83%`.
  static func share(_ part: Double) -> String {
    let percent = (part * 100).rounded()
    if percent == 0 && part > 0 { return "under 1%" }
    if percent == 100 && part < 1 { return "over 99%" }
    return "\(Int(percent))%"
  }

  /// `12`, `2.4`, `∞`.
  static func lift(_ lift: Double) -> String {
    if !lift.isFinite { return FigureText.infinite }
    if lift >= 9.95 { return NumberText.grouped(Int64(min(lift.rounded(), 1e15))) }
    let tenths = Int64((lift * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }

  /// `build r911.3 and region eu-west-1`.
  static func words(
    _ terms: [Explanation.Term], _ escape: ([UInt8]) -> String = TextEscaping.terminal
  ) -> String {
    terms.map { "\(escape($0.field)) \(escape($0.value))" }.joined(separator: " and ")
  }

  /// `83% of the failures are build r911.3 and region eu-west-1, 12 times its usual share`.
  ///
  /// - Parameter subject: What the failures are called: `failures`, `failures after`.
  static func sentence(
    of row: Explanation.Row, _ subject: String,
    _ escape: ([UInt8]) -> String = TextEscaping.terminal
  ) -> String {
    let start = "\(share(row.support)) of the \(subject) are \(words(row.terms, escape)), "
    return row.lift.isFinite
      ? start + "\(lift(row.lift)) times its usual share" : start + "as no good event is"
  }

  /// A row as an object.
  static func write(_ row: Explanation.Row, to json: inout JSONWriter) {
    json.object { json in
      write(row.terms, to: &json)
      json.member("failed", row.split.failed)
      if let failedBefore = row.failedBefore { json.member("failedBefore", failedBefore) }
      json.member("good", row.split.good)
      json.member("support", row.support)
      json.member("lift", row.lift)
      json.member("excess", row.excess)
      json.members("folded", of: row.folded) { json, terms in
        json.object { write(terms, to: &$0) }
      }
    }
  }

  private static func write(_ terms: [Explanation.Term], to json: inout JSONWriter) {
    json.members("terms", of: terms) { json, term in
      json.object { json in
        json.key("field")
        json.string(bytes: term.field)
        json.key("value")
        json.string(bytes: term.value)
      }
    }
  }
}
