// The budgets of an objective's keys, worst first as they come, and what stands for the keys that are
// not listed.

/// A table of keys under their objective.
struct KeyBudgets {
  /// What is shown of each key.
  enum Columns {
    case budget, burn
    /// Budgets, and whose failures they are.
    case origins
  }

  let keys: KeyAnswer
  let objective: ObjectiveAnswer
  let columns: Columns

  init(_ keys: KeyAnswer, of objective: ObjectiveAnswer, showing columns: Columns) {
    self.keys = keys
    self.objective = objective
    self.columns = columns
  }

  func write(to page: inout TextPage) {
    switch columns {
    case .budget: page.table(budgetTable)
    case .burn: page.table(burnTable)
    case .origins: page.table(originsTable)
    }
    if keys.otherKeyCount > 0 {
      let others = NumberText.count(keys.otherKeyCount, "more key")
      let events = NumberText.count(keys.otherKeys - keys.pastLimit, "event")
      page.prose("and \(others) with \(events), not listed", .dim)
    }
    if keys.pastLimit > 0 { page.prose(Self.words(pastLimit: keys.pastLimit), .warn) }
    if keys.unkeyed > 0 {
      let events = NumberText.count(keys.unkeyed, "event")
      page.prose("\(events) without \(TextEscaping.terminal(keys.field.text))", .dim)
    }
  }

  /// A key as a cell: what it says, or that it says nothing.
  static func cell(_ key: [UInt8]) -> StyledText {
    key.isEmpty ? StyledText("(empty)", .dim) : StyledText(TextEscaping.terminal(key))
  }

  /// What is said of the events of keys past the limit.
  static func words(pastLimit events: Int64) -> String {
    "\(NumberText.count(events, "event")) of more keys than \"maxKeys\" allows, counted together"
  }

  private var keyColumn: TextTable.Column {
    TextTable.Column(TextEscaping.terminal(keys.field.text).uppercased(), minimum: 8)
  }

  /// A column of targets is worth its space only where a key has its own.
  private var hasTargets: Bool {
    keys.keys.contains { $0.figures.target != objective.figures.target }
  }

  /// The origins of any failure of a listed key, which alone are worth a column.
  private var origins: [Origin] {
    Origin.allCases.filter { origin in
      keys.keys.contains { $0.figures.counts.failed(by: origin) > 0 }
    }
  }

  private static func title(_ origin: Origin) -> String {
    switch origin {
    case .infrastructure: "INFRA"
    case .customer: "OWN"
    case .dependency: "DEPEND"
    case .unknown: "UNKNOWN"
    }
  }

  private var budgetTable: TextTable {
    let hasTargets = hasTargets
    let titles = ["VALID", "BAD", "EXCUSED", "RATIO", "SPENT", "LEFT"]
    var columns = [keyColumn] + titles.map { TextTable.Column($0, .right) }
    if hasTargets { columns.append(TextTable.Column("TARGET", .right)) }
    columns.append(TextTable.Column("STATUS"))
    var table = TextTable(columns, indent: 2)
    for (key, figures, _) in keys.keys {
      let text = FigureText(figures, low: objective.objective.alerts.budgetLow)
      let style = FigureText.style(figures.status)
      var cells: [StyledText] = [
        Self.cell(key), StyledText(text.valid), StyledText(text.bad),
        StyledText(NumberText.grouped(figures.excused)), StyledText(text.ratio),
        StyledText(text.spent, figures.status == .ok ? .plain : style), StyledText(text.badLeft),
      ]
      if hasTargets { cells.append(StyledText(text.target)) }
      table.row(cells + [StyledText(text.status, style)])
    }
    return table
  }

  /// A column of failures an origin, charged or not.
  private var originsTable: TextTable {
    let (hasTargets, origins) = (hasTargets, origins)
    let titles = ["VALID", "BAD"] + origins.map { Self.title($0) } + ["RATIO", "SPENT"]
    var columns = [keyColumn] + titles.map { TextTable.Column($0, .right) }
    if hasTargets { columns.append(TextTable.Column("TARGET", .right)) }
    columns.append(TextTable.Column("STATUS"))
    var table = TextTable(columns, indent: 2)
    for (key, figures, _) in keys.keys {
      let text = FigureText(figures, low: objective.objective.alerts.budgetLow)
      let style = FigureText.style(figures.status)
      let failures = origins.map { NumberText.grouped(figures.counts.failed(by: $0)) }
      var cells: [StyledText] = [Self.cell(key), StyledText(text.valid), StyledText(text.bad)]
      cells += failures.map { StyledText($0) }
      cells.append(StyledText(text.ratio))
      cells.append(StyledText(text.spent, figures.status == .ok ? .plain : style))
      if hasTargets { cells.append(StyledText(text.target)) }
      table.row(cells + [StyledText(text.status, style)])
    }
    return table
  }

  /// A column of rates a look-back.
  private var burnTable: TextTable {
    let lookbacks = objective.burn.map(\.lookback)
    let columns =
      [keyColumn, TextTable.Column("BAD", .right)]
      + lookbacks.map { TextTable.Column($0.description, .right) }
    var table = TextTable(columns, indent: 2)
    for (key, figures, burn) in keys.keys {
      let rates = lookbacks.map { lookback in
        burn.first { $0.lookback == lookback }.map {
          FigureText.rate($0, target: figures.target, rules: objective.rules)
        }
      }
      table.row(
        [Self.cell(key), StyledText(NumberText.grouped(figures.bad))]
          + rates.map { StyledText($0 ?? FigureText.absent) })
    }
    return table
  }
}
