// Answers for spreadsheets: a header, then one record an objective, key or look-back. Columns have
// JSON's names (`interval.low`) and numbers its digits; an absent number is an empty cell. A record is always one line
// (RFC 4180 allows more, many readers do not), and no cell is a formula.

/// The CSV of a report.
enum AnswerCSV {
  /// Records that end with CR LF, as RFC 4180 has them.
  static func text(of report: Report) -> String {
    let records =
      switch report {
      case .budget(let answer), .customers(let answer): budget(answer)
      case .burn(let answer): burn(answer)
      case .gate(let decision, let answer): gate(decision, answer)
      }
    return CSVRecords.text(of: records)
  }

  // MARK: Budgets

  /// An objective's record has an empty `by`; those of its keys follow it, and name the field there.
  private static func budget(_ answer: Answer) -> [[String]] {
    let header = [
      "asOf", "newestEvent", "objective", "by", "key", "window.length", "window.from",
      "window.covered", "window.longestGap", "unmatched", "excluded", "outside", "target",
      "matched", "valid", "good", "bad", "excused", "unjudged", "origins.infrastructure",
      "origins.customer", "origins.dependency", "origins.unknown", "ratio", "interval.low",
      "interval.high", "budget", "spent", "remaining", "badLeft", "status", "events.valid",
      "events.good", "events.bad", "forecast.state", "forecast.at",
    ]
    var records = [header]
    for objective in answer.objectives {
      records.append(
        lead(answer, objective) + ["", ""] + span(objective)
          + [objective.unmatched, objective.excluded, objective.outside].map { "\($0)" }
          + cells(objective.figures)
          + [objective.forecast.state, objective.forecast.instant?.description ?? ""])
      guard let keys = objective.keys else { continue }
      for (key, figures, _) in keys.keys {
        records.append(
          lead(answer, objective)
            + [TextEscaping.csvCell(keys.field.text), TextEscaping.csvCell(key)]
            + span(objective) + ["", "", ""] + cells(figures) + ["", ""])
      }
    }
    return records
  }

  private static func lead(_ answer: Answer, _ objective: ObjectiveAnswer) -> [String] {
    [
      answer.asOf.description, answer.newestEvent?.description ?? "",
      TextEscaping.csvCell(objective.objective.name),
    ]
  }

  private static func span(_ objective: ObjectiveAnswer) -> [String] {
    [
      objective.objective.window.lengthText, objective.from.description,
      seconds(objective.covered), seconds(objective.longestGap),
    ]
  }

  private static func cells(_ figures: Figures) -> [String] {
    let counts = [
      figures.matched, figures.valid, figures.good, figures.bad, figures.excused, figures.unjudged,
    ]
    let origins = Origin.allCases.map { figures.counts.failed(by: $0) }
    let budget = figures.budget
    return [number(figures.target.ratio)] + (counts + origins).map { "\($0)" } + [
      number(budget.ratio), number(figures.interval?.low), number(figures.interval?.high),
      number(budget.budget), number(budget.spent), number(budget.remaining), "\(budget.badLeft)",
      figures.status.rawValue,
    ] + [figures.events?.valid, figures.events?.good, figures.events?.bad].map(whole)
  }

  // MARK: Burn rates

  private static func burn(_ answer: Answer) -> [[String]] {
    var records = [
      [
        "asOf", "newestEvent", "objective", "by", "key", "target", "lookback", "valid", "bad",
        "rate",
      ]
    ]
    func append(_ burns: [Burn], _ target: Target, after cells: [String]) {
      for burn in burns {
        records.append(
          cells + [
            number(target.ratio), burn.lookback.description, "\(burn.valid)", "\(burn.bad)",
            number(burn.rate),
          ])
      }
    }
    for objective in answer.objectives {
      let cells = lead(answer, objective)
      append(objective.burn, objective.figures.target, after: cells + ["", ""])
      guard let keys = objective.keys else { continue }
      for (key, figures, burn) in keys.keys {
        let names = [TextEscaping.csvCell(keys.field.text), TextEscaping.csvCell(key)]
        append(burn, figures.target, after: cells + names)
      }
    }
    return records
  }

  // MARK: Gates

  /// A record a reason; an objective without one has a record of its own, and so has a clean input.
  private static func gate(_ decision: GateDecision, _ answer: Answer) -> [[String]] {
    var records = [["asOf", "verdict", "objective", "objectiveVerdict", "code", "text"]]
    let lead = [answer.asOf.description, decision.verdict.rawValue]
    func append(_ objective: String, _ verdict: String, _ reasons: [GateReason]) {
      let cells = lead + [TextEscaping.csvCell(objective), verdict]
      if reasons.isEmpty { records.append(cells + ["", ""]) }
      for reason in reasons {
        records.append(cells + [reason.code.rawValue, TextEscaping.csvCell(reason.text)])
      }
    }
    let general = decision.reasons.filter { $0.objective == nil }
    if !general.isEmpty { append("", "", general) }
    for working in decision.workings {
      append(
        working.objective, working.verdict.rawValue,
        decision.reasons.filter { $0.objective == working.objective })
    }
    return records
  }

  // MARK: Cells

  private static func number(_ value: Double?) -> String {
    guard let value, !value.isNaN else { return "" }
    return value.isFinite ? NumberText.shortest(value) : value < 0 ? "-inf" : "inf"
  }

  private static func whole(_ value: Int64?) -> String { value.map { "\($0)" } ?? "" }

  private static func seconds(_ span: TimeSpan?) -> String {
    span.map { NumberText.seconds(nanoseconds: $0.nanoseconds) } ?? ""
  }
}
