// The pages of a live view.

extension WatchScreen {
  // MARK: The overview

  mutating func writeOverview() {
    let objectives = state.ordered(picture.answer.objectives)
    line()
    var table = TextTable([
      TextTable.Column(""), TextTable.Column("OBJECTIVE", minimum: 8),
      TextTable.Column("BUDGET LEFT"), TextTable.Column("", .right), TextTable.Column("BURN"),
      TextTable.Column(shortest, .right), TextTable.Column("HIT", .right),
      TextTable.Column("ALERT"),
    ])
    table.gap = 1
    let chosen = state.row(of: objectives.count)
    for (index, objective) in objectives.enumerated() {
      let figures = FigureText(objective.figures, low: objective.objective.alerts.budgetLow)
      let status = objective.figures.status
      table.row([
        StyledText(index == chosen ? ">" : " ", .strong),
        StyledText(
          TextEscaping.terminal(objective.objective.name), index == chosen ? .strong : .plain),
        Self.bar(figures, status, columns: 16),
        StyledText(figures.remaining, FigureText.style(status)),
        Self.sparkline(objective.burn), StyledText(rate(objective.burn.first, objective)),
        StyledText(hit(objective)), alertWord(objective.objective.name),
      ])
    }
    // What is chosen stays on the screen; what fires and the newest events get their share of it.
    let rendered = lines(of: table)
    let space = max(3, min(rendered.count, room * 3 / 5))
    let first = max(0, min(chosen + 2 - space, rendered.count - space))
    line(rendered[0])
    rendered.dropFirst(1 + first).prefix(space - 1).forEach { line($0) }
    writeAlerts { _ in true }
    writeFailures { _ in true }
  }

  private var shortest: String {
    picture.answer.objectives.lazy.compactMap { $0.burn.first?.lookback.description }.first ?? ""
  }

  private func rate(_ burn: Burn?, _ objective: ObjectiveAnswer) -> String {
    burn.map {
      FigureText.rate($0, target: objective.figures.target, rules: objective.rules)
    } ?? FigureText.absent
  }

  /// How many customers have a bad event.
  private func hit(_ objective: ObjectiveAnswer) -> String {
    guard let breadth = objective.keys?.breadth else { return "" }
    return breadth.customers == 0 ? "" : NumberText.grouped(breadth.customers)
  }

  private func alertWord(_ name: String) -> StyledText {
    let firing = picture.alerts.filter { $0.subject.objective == name && $0.phase == .firing }
    if firing.contains(where: { $0.subject.severity == .page }) { return StyledText("PAGE", .bad) }
    return firing.isEmpty ? "" : StyledText("TICKET", .warn)
  }

  /// What fires, in two lines each: what and since when, and why.
  private mutating func writeAlerts(_ isMeant: (AlertRecord) -> Bool) {
    let meant = picture.alerts.filter(isMeant)
    guard !meant.isEmpty else { return }
    title("ALERTS")
    for record in meant.prefix(max(1, room / 4)) {
      let style: TextStyle = record.subject.severity == .page ? .bad : .warn
      let since = (picture.answer.asOf - (record.firingAt ?? record.startsAt)).brief
      line(
        StyledText("  \(record.subject.severity.rawValue.uppercased()) ", style)
          + StyledText("\(record.name) ", .strong) + StyledText("for \(since): \(record.reason)"))
      if let text = evidence(of: record) { line(StyledText("    \(text)", .dim)) }
    }
  }

  private func evidence(of record: AlertRecord) -> String? {
    let causes = record.evidence.causes.prefix(2).map {
      "\($0.field) \(TextEscaping.terminal($0.value)) \($0.failed) of \($0.of)"
    }
    let breadth = record.evidence.breadth.map {
      NumberText.count($0.customers, "customer") + " hit"
    }
    let parts = (breadth.map { [$0] } ?? []) + causes
    return parts.isEmpty ? nil : parts.joined(separator: "; ")
  }

  // MARK: One objective

  mutating func writeObjective(_ name: String) {
    guard let objective = find(name) else { return }
    let figures = FigureText(objective.figures, low: objective.objective.alerts.budgetLow)
    let status = objective.figures.status
    line()
    line(
      StyledText(TextEscaping.terminal(name), .heading)
        + StyledText("  \(figures.bad) bad of \(figures.valid) valid  "),
      right: StyledText(objective.promise, .dim))
    line(
      Self.bar(figures, status, columns: 30)
        + StyledText("  \(figures.remaining) left  ", FigureText.style(status))
        + StyledText(objective.outlook(asOf: picture.answer.asOf), .dim))
    writeBurn(objective)
    writeAlerts { $0.subject.objective == name }
    let choices = WatchState.choices(of: name, in: picture)
    title("WHOSE FAULT, AND WHO IS HIT")
    let chosen = state.row(of: choices.count)
    let space = max(1, room / 2)
    let first = max(0, min(chosen + 1 - space, choices.count - space))
    for (index, choice) in choices.enumerated().dropFirst(first).prefix(space) {
      let mark = StyledText(index == chosen ? "> " : "  ", .strong)
      line(mark + words(of: choice, objective))
    }
    writeFailures { $0.objective == name }
  }

  /// The burn over each look-back in one line, as many as fit.
  private mutating func writeBurn(_ objective: ObjectiveAnswer) {
    let rates = objective.burn.map { burn in
      StyledText("  \(burn.lookback) ", .dim) + Self.sparkline([burn])
        + StyledText(" " + rate(burn, objective))
    }
    line(rates.reduce(StyledText("burn")) { $0 + $1 })
  }

  private func words(of choice: WatchState.Page, _ objective: ObjectiveAnswer) -> StyledText {
    switch choice {
    case .origin(let origin, _):
      let count = objective.figures.counts.failed(by: origin)
      let isCharged = objective.charge.contains(origin)
      return StyledText(DisplayWidth.padded(origin.name, to: 24))
        + StyledText(NumberText.count(count, "failure") + (isCharged ? "" : ", excused"))
    case .customer(let key, _):
      guard let figures = objective.keys?.keys.first(where: { $0.key == key })?.figures else {
        return ""
      }
      let text = FigureText(figures, low: objective.objective.alerts.budgetLow)
      let name = StyledText(TextEscaping.terminal(key)).truncated(to: 22)
      return name + StyledText(String(repeating: " ", count: max(1, 24 - name.width)))
        + Self.bar(text, figures.status, columns: 10)
        + StyledText("  \(text.remaining) left", FigureText.style(figures.status))
        + StyledText("  \(text.bad) bad of \(text.valid)")
    case .overview, .objective, .explanation: return ""
    }
  }

  // MARK: One customer, one origin

  mutating func writeCustomer(_ key: [UInt8], of name: String) {
    line()
    line(
      StyledText(TextEscaping.terminal(key), .heading)
        + StyledText("  a customer of \(TextEscaping.terminal(name))", .dim))
    for objective in picture.answer.objectives {
      guard let figures = objective.keys?.keys.first(where: { $0.key == key })?.figures else {
        continue
      }
      let text = FigureText(figures, low: objective.objective.alerts.budgetLow)
      line(
        StyledText(
          "  " + DisplayWidth.padded(TextEscaping.terminal(objective.objective.name), to: 24))
          + Self.bar(text, figures.status, columns: 10)
          + StyledText("  \(text.remaining) left", FigureText.style(figures.status))
          + StyledText("  \(text.bad) bad of \(text.valid)"))
    }
    writeFailures { $0.customer == key }
  }

  mutating func writeOrigin(_ origin: Origin, of name: String) {
    guard let objective = find(name) else { return }
    line()
    line(
      StyledText(origin.name, .heading)
        + StyledText("  failures of \(TextEscaping.terminal(name))", .dim))
    line("  " + words(of: .origin(origin, of: name), objective))
    writeFailures { $0.origin == origin && $0.objective == name }
  }

  private func find(_ name: String) -> ObjectiveAnswer? {
    picture.answer.objectives.first { $0.objective.name == name }
  }

  // MARK: An explanation

  mutating func writeExplanation(of name: String) {
    line()
    guard let text = picture.text else { return line("reading the events once more …") }
    let all = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let first = max(0, min(state.row(of: all.count), all.count - room))
    for line in all.dropFirst(first).prefix(max(0, room)) {
      self.line(StyledText(String(Substring(line))))
    }
  }
}
