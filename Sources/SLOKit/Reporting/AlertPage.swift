// One alert for somebody whom it woke: what is wrong and since when, what is left, who is hit and by
// what, where to look, and what to do next, in the order in which it is asked.

/// The text of one alert.
struct AlertPage {
  private let record: AlertRecord
  private let objective: Objective?
  private let asOf: Timestamp

  /// The text of `record`, which is of `objective`, as of an instant.
  init(_ record: AlertRecord, of objective: Objective?, asOf: Timestamp) {
    self.record = record
    self.objective = objective
    self.asOf = asOf
  }

  private var style: TextStyle { record.subject.severity == .page ? .bad : .warn }

  func write(to page: inout TextPage) {
    let state = record.phase.rawValue.uppercased() + (record.isNoData ? ", no data" : "")
    page.line(
      TextPage.label(record.subject.severity.rawValue.uppercased(), style)
        + StyledText(record.name, .heading), right: StyledText(state, style))
    if let description = objective?.description, !description.isEmpty {
      page.prose(TextEscaping.terminal(description), .dim, label: "about")
    }
    let since = record.firingAt ?? record.startsAt
    page.prose("\(since), for \((asOf - since).briefOrNone)", label: "since")
    writeReason(to: &page)
    if let budget { page.prose(budget, label: "budget") }
    page.write(
      record.evidence.heavyCustomers, beside: record.budget, low: objective?.alerts.budgetLow,
      label: " ")
    writeEvidence(to: &page)
    for annotation in objective?.annotations ?? [] {
      page.prose(
        TextEscaping.terminal(annotation.value), label: TextEscaping.terminal(annotation.name))
    }
    // Never broken, so that it can be pasted.
    if let next = next(page.options.events) { page.items([StyledText(next)], label: "next") }
    page.prose(record.id, .dim, label: "id")
  }

  /// Both burn rates, the rule that is told, and the others that have held.
  private func writeReason(to page: inout TextPage) {
    guard let rule = record.rule, let short = record.short else {
      return page.prose(record.reason, label: "why")
    }
    let rate = short.budget(at: record.budget.target).rateText(beside: rule.factor)
    page.prose("\(record.reason), and \(rate) in \(rule.short)", label: "why")
    let others = record.rules.filter { $0 != rule }
    guard !others.isEmpty else { return }
    page.items(
      others.map { StyledText("\($0.factor.text) in \($0.long)") }, separator: ", ",
      label: "also above")
  }

  /// `20.1% left, exhausted in 5h at …`.
  private var budget: String? {
    guard record.budget.valid > 0 else { return nil }
    let left = "\(record.budget.remainingText()) left"
    return switch record.forecast {
    case .within(let instant):
      "\(left), exhausted in \((instant - asOf).brief) at this pace (\(instant))"
    case .notWithin: "\(left), and it lasts at this pace"
    case .exhausted, .noData, nil: left
    }
  }

  private func writeEvidence(to page: inout TextPage) {
    let evidence = record.evidence
    let origins = Origin.allCases.compactMap { origin -> StyledText? in
      let count = evidence.origins?.failed(by: origin) ?? 0
      return count == 0 ? nil : StyledText("\(origin.name) \(NumberText.grouped(count))")
    }
    if !origins.isEmpty { page.items(origins, separator: ", ", label: "origins") }
    if let breadth = evidence.breadth { page.prose(breadth.words, label: "breadth") }
    for (field, label) in [("customer", "customers"), ("route", "routes")] {
      let causes = evidence.causes.filter { $0.field == field }
      guard let first = causes.first else { continue }
      let items = causes.enumerated().map { index, cause in
        StyledText(
          "\(TextEscaping.terminal(cause.value)) \(NumberText.grouped(cause.failed))"
            + (index == 0 ? " of \(NumberText.grouped(first.of))" : ""))
      }
      page.items(items, separator: ", ", label: label)
    }
    if let deploy = evidence.deploy {
      page.prose(TextEscaping.terminal(deploy.description), label: "deploy")
    }
    for (index, exemplar) in evidence.exemplars.enumerated() {
      page.prose(
        "\(TextEscaping.terminal(exemplar.file)):\(exemplar.line)"
          + (exemplar.trace.map { " trace \(TextEscaping.terminal($0))" } ?? ""),
        label: index == 0 ? "see" : " ")
    }
  }

  /// The command that lists the failures behind it; nil where there are none to list.
  ///
  /// - Parameter command: How the events that the alert is of are named on a command line.
  private func next(_ command: EventsCommandLine?) -> String? {
    guard let lookback = record.evidence.lookback, !record.evidence.exemplars.isEmpty else {
      return nil
    }
    var which = record.subject.kind == .misattribution ? "--excused" : "--bad"
    var condition: Expression?
    if let key = record.subject.key, let field = objective?.per {
      if field == .role(.customer) {
        which += EventsCommandLine.customer(key)
      } else {
        condition = .field(field, hasKey: String(decoding: key, as: UTF8.self))
      }
    }
    return (command ?? EventsCommandLine(asOf: record.at)).text(
      record.subject.objective, which, last: lookback, asOf: record.at, where: condition)
  }
}
