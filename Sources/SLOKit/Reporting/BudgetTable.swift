// Budgets for people. First what a reader of a cron mail and somebody woken at night need: how bad is
// it and how long does it last; then whose fault it is, then what the figures stand on.

/// The text of `budget`.
struct BudgetTable {
  let answer: Answer
  let options: ReportOptions

  init(_ answer: Answer, _ options: ReportOptions) {
    self.answer = answer
    self.options = options
  }

  var text: String {
    var page = TextPage(options)
    AnswerHeading(answer).write(to: &page)
    for objective in answer.objectives {
      page.line()
      write(objective, to: &page)
    }
    page.line()
    InputNotes(answer.input, verbose: options.verbose).write(to: &page)
    return page.text
  }

  private func write(_ objective: ObjectiveAnswer, to page: inout TextPage) {
    let figures = FigureText(objective.figures, low: objective.objective.alerts.budgetLow)
    ObjectiveTitle(objective).write(to: &page)
    if options.verbose && !objective.objective.description.isEmpty {
      page.prose(TextEscaping.terminal(objective.objective.description), .dim)
    }
    if objective.figures.status == .noData {
      page.prose(
        "\(FigureText.absent)  no valid \(objective.counted.one) in the window, so no number: this is"
          + " neither 100% nor 0%", .warn, label: "budget")
    } else {
      writeBudget(objective, figures, to: &page)
    }
    writeOrigins(objective, to: &page)
    page.write(
      objective.heavyCustomers, beside: objective.figures.budget,
      low: objective.objective.alerts.budgetLow)
    writeUnjudged(objective, to: &page)
    writeCoverage(objective, to: &page)
    if let keys = objective.keys {
      page.line()
      KeyBudgets(keys, of: objective, showing: .budget).write(to: &page)
    }
    page.commands(of: objective, options.events)
  }

  private func writeBudget(
    _ objective: ObjectiveAnswer, _ figures: FigureText, to page: inout TextPage
  ) {
    let style = FigureText.style(objective.figures.status)
    let gauge = figures.gauge(columns: 30)
    page.items(
      [
        StyledText(String(repeating: "█", count: gauge.left), style)
          + StyledText(String(repeating: "░", count: gauge.gone), .dim),
        StyledText("\(figures.remaining) left", style), StyledText("\(figures.spent) spent"),
      ], separator: "  ", label: "budget")
    page.prose(
      objective.outlook(asOf: answer.asOf),
      objective.figures.status == .exhausted ? .bad : isSoon(objective) ? .warn : .plain,
      label: "forecast")
    page.items(
      [StyledText(figures.ratio, .strong), StyledText("95% interval \(figures.interval)", .dim)],
      separator: "  ", label: "ratio")
    page.items(
      [
        StyledText("\(figures.bad) bad", .strong) + StyledText(" of \(figures.valid) valid"),
        StyledText("\(figures.budget) allowed"), left(objective, figures),
      ], separator: ", ", label: objective.figures.events == nil ? "events" : "slices")
    if let events = objective.figures.events {
      page.items(
        [
          StyledText("\(NumberText.grouped(events.bad)) bad"),
          StyledText(" of \(NumberText.grouped(events.valid)) valid"),
        ], separator: "", label: "events")
    }
  }

  private func left(_ objective: ObjectiveAnswer, _ figures: FigureText) -> StyledText {
    let left = objective.figures.budget.badLeft
    if left < 0 { return StyledText("\(NumberText.grouped(left.magnitude)) too many", .bad) }
    return StyledText("\(figures.badLeft) left")
  }

  private func isSoon(_ objective: ObjectiveAnswer) -> Bool {
    if case .within = objective.forecast { return true }
    return false
  }

  /// Whose fault the failures are: those that spend the budget, and those that do not.
  private func writeOrigins(_ objective: ObjectiveAnswer, to page: inout TextPage) {
    let counts = objective.figures.counts
    let failed = Origin.allCases.filter { counts.failed(by: $0) > 0 }
    let charged = failed.filter(objective.charge.contains)
    let excused = failed.filter { !objective.charge.contains($0) }
    func list(_ origins: [Origin]) -> [StyledText] {
      origins.map { StyledText("\(NumberText.grouped(counts.failed(by: $0))) \($0.name)") }
    }
    if !charged.isEmpty { page.items(list(charged), separator: ", ", label: "charged") }
    if !excused.isEmpty {
      let note = objective.objective.excusedAreValid ? "counted as valid" : "spend no budget"
      page.items(
        list(excused.dropLast())
          + list(excused.suffix(1)).map { $0 + StyledText(" (\(note))", .dim) },
        separator: ", ", label: "excused")
    }
  }

  private func writeUnjudged(_ objective: ObjectiveAnswer, to page: inout TextPage) {
    var notes: [StyledText] = []
    if objective.figures.unjudged > 0 {
      let count = NumberText.count(objective.figures.unjudged, "event")
      notes.append(StyledText("\(count) unjudged (good or bad could not be told)", .warn))
    }
    if objective.excluded > 0 {
      notes.append(
        StyledText("\(NumberText.count(objective.excluded, "event")) in an exclusion"))
    }
    if options.verbose {
      notes.append(StyledText("\(NumberText.grouped(objective.outside)) outside the window"))
      notes.append(StyledText("\(NumberText.grouped(objective.unmatched)) unmatched"))
    }
    if !notes.isEmpty { page.items(notes, separator: ", ", label: "left out") }
  }

  /// How much of the window there is data for.
  private func writeCoverage(_ objective: ObjectiveAnswer, to page: inout TextPage) {
    page.coverage(of: objective, in: answer)
    guard let newest = objective.newestMatched, let staleAfter = objective.objective.staleAfter
    else { return }
    let age = answer.asOf - newest
    if age >= staleAfter {
      page.prose(
        "its newest event is \(age.brief) old, at \(newest)", .bad, label: "STALE",
        labelStyle: .bad)
    }
  }
}
