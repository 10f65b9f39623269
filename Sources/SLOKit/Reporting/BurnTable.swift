// Burn rates for people: which alert rules hold and why the others do not, then the rates over every
// look-back.

/// The text of `burn`.
struct BurnTable {
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
      ObjectiveTitle(objective).write(to: &page)
      writeRules(objective, to: &page)
      page.line()
      writeBurn(objective, to: &page)
      if let keys = objective.keys {
        page.line()
        KeyBudgets(keys, of: objective, showing: .burn).write(to: &page)
      }
    }
    page.line()
    InputNotes(answer.input, verbose: options.verbose).write(to: &page)
    return page.text
  }

  private func writeRules(_ objective: ObjectiveAnswer, to page: inout TextPage) {
    guard !objective.rules.isEmpty else { return page.prose("no burn-rate rules", .dim) }
    var table = TextTable(
      [
        TextTable.Column("RULE"), TextTable.Column("BURN ABOVE", .right),
        TextTable.Column("LONG", .right), TextTable.Column("", .right),
        TextTable.Column("SHORT", .right), TextTable.Column("", .right), TextTable.Column("STATE"),
      ], indent: 2)
    var notes: [(String, TextStyle)] = []
    for state in objective.rules {
      table.row([
        StyledText(state.rule.severity.rawValue), StyledText(state.rule.factor.text),
        StyledText(state.rule.long.description, .dim),
        StyledText(rate(state.rule.long, state.longRate, of: objective)),
        StyledText(state.rule.short.description, .dim),
        StyledText(rate(state.rule.short, state.shortRate, of: objective)), word(state),
      ])
      if let heldBack = state.heldBack {
        notes.append(("\(name(state)) is held back: \(TextEscaping.terminal(heldBack))", .warn))
      }
    }
    page.table(table)
    for (note, style) in notes { page.prose(note, style) }
  }

  /// `page 1h/5m`.
  private func name(_ state: RuleState) -> String {
    "\(state.rule.severity.rawValue) \(state.rule.long)/\(state.rule.short)"
  }

  private func word(_ state: RuleState) -> StyledText {
    if state.holds {
      let style: TextStyle = state.rule.severity == .page ? .bad : .warn
      let hold = state.rule.hold.nanoseconds > 0 ? " (fires after \(state.rule.hold))" : ""
      return StyledText("HOLDS" + hold, style)
    }
    return state.heldBack == nil ? StyledText("no", .dim) : StyledText("held back", .warn)
  }

  /// The rate over `lookback`: from its counts where they are there, since those are exact.
  private func rate(_ lookback: TimeSpan, _ rate: Double?, of objective: ObjectiveAnswer) -> String
  {
    if let burn = objective.burn.first(where: { $0.lookback == lookback }) {
      return FigureText.rate(burn, target: objective.figures.target, rules: objective.rules)
    }
    guard let rate else { return FigureText.absent }
    if rate.isInfinite { return FigureText.infinite }
    return NumberText.shortest((rate * 100).rounded() / 100)
  }

  private func writeBurn(_ objective: ObjectiveAnswer, to page: inout TextPage) {
    let titles = ["VALID", "BAD", "BURN"]
    var table = TextTable(
      [TextTable.Column("LOOK-BACK", .right)] + titles.map { TextTable.Column($0, .right) },
      indent: 2)
    for burn in objective.burn {
      let rate = FigureText.rate(burn, target: objective.figures.target, rules: objective.rules)
      table.row([
        StyledText(burn.lookback.description), StyledText(NumberText.grouped(burn.valid)),
        StyledText(NumberText.grouped(burn.bad)), StyledText(rate, style(burn)),
      ])
    }
    page.table(table)
  }

  private func style(_ burn: Burn) -> TextStyle {
    guard let rate = burn.rate else { return .dim }
    return rate > 1 ? .warn : .plain
  }
}
