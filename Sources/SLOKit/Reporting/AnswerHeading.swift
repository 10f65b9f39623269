// The lines that open every report: how many objectives are in trouble, as of when, and how old the
// newest event was then; and the line that opens every objective.

/// The opening of a report.
struct AnswerHeading {
  let answer: Answer

  init(_ answer: Answer) { self.answer = answer }

  func write(to page: inout TextPage) {
    if answer.objectives.count > 1 { writeSummary(to: &page) }
    page.items(
      [StyledText("as of \(answer.asOf)"), newest], separator: "; ", indent: 0)
  }

  /// `newest event 48s before, at …`.
  private var newest: StyledText {
    guard let newest = answer.newestEvent else { return StyledText("no event at all", .bad) }
    let age = answer.asOf - newest
    // What a gate takes for stale, unless told otherwise.
    let isOld = age >= .hours(1)
    return StyledText("newest event \(age.brief) before, at \(newest)", isOld ? .warn : .plain)
  }

  /// A line a status that wants attention: `2 of 5 objectives exhausted: checkout, api`.
  private func writeSummary(to page: inout TextPage) {
    var trouble = 0
    for status in [BudgetStatus.exhausted, .low, .noData] {
      let names = answer.objectives.filter { $0.figures.status == status }
        .map { TextEscaping.terminal($0.objective.name) }
      if names.isEmpty { continue }
      trouble += names.count
      page.prose(
        "\(names.count) of \(answer.objectives.count) objectives \(Self.predicate(status)): "
          + names.joined(separator: ", "), FigureText.style(status), indent: 0, hanging: 2)
    }
    if trouble == 0 { page.line(StyledText("all \(answer.objectives.count) objectives ok", .good)) }
  }

  private static func predicate(_ status: BudgetStatus) -> String {
    switch status {
    case .ok, .low, .exhausted: FigureText.word(status)
    case .noData: "without data"
    }
  }
}

/// The line that opens an objective: its status, its name, its promise.
struct ObjectiveTitle {
  let objective: ObjectiveAnswer

  init(_ objective: ObjectiveAnswer) { self.objective = objective }

  func write(to page: inout TextPage) {
    let status = objective.figures.status
    page.line(
      TextPage.label(FigureText.word(status).uppercased(), FigureText.style(status))
        + StyledText(TextEscaping.terminal(objective.objective.name), .heading),
      right: StyledText(objective.promise))
  }
}
