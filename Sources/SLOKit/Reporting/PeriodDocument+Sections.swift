// What a report tells of an objective beside its figures and episodes: whose failures there were, how
// its customers fared, which alerts fired, and what else happened.

extension PeriodDocument {
  /// How many deploys are listed.
  private static let listedDeploys = 20
  /// How many alerts are listed.
  private static let listedAlerts = 20
  /// How many customers out of budget are named.
  private static let namedCustomers = 10

  /// Whose failures there were, by day and in all.
  func writeOrigins(
    of period: ObjectivePeriod, _ charts: PeriodCharts, to page: inout Document
  ) {
    let counts = period.answer.figures.counts
    let failed = Origin.allCases.filter { counts.failed(by: $0) > 0 }
    if failed.isEmpty { return }
    page.heading(3, "Whose failures")
    if let chart = charts.origins { page.blocks.append(.chart(chart)) }
    let all = failed.reduce(0) { $0 + counts.failed(by: $1) }
    var table = Document.Table(
      caption: "Failed events by origin",
      columns: [
        Document.Column("Origin"), Document.Column("Failed", right: true),
        Document.Column("Share", right: true), Document.Column("Budget", whole: true),
      ])
    for origin in failed {
      let isCharged = period.answer.charge.contains(origin)
      table.rows.append(
        (
          [
            [Document.Run(origin.name)],
            [Document.Run(NumberText.grouped(counts.failed(by: origin)))],
            [Document.Run(FigureText.share(counts.failed(by: origin), of: all))],
            [isCharged ? "charged" : Document.Run("excused", .dim)],
          ], []
        ))
    }
    page.blocks.append(.table(table))
  }

  /// How the customers fared, and those out of budget.
  func writeCustomers(
    of period: ObjectivePeriod, _ charts: PeriodCharts, to page: inout Document
  ) {
    guard let keys = period.answer.keys, keys.withValid > 0 else { return }
    page.heading(3, "Customers")
    let share = FigureText.share(keys.inBudget, of: keys.withValid)
    page.paragraph(
      Document.Run(
        "\(NumberText.grouped(keys.inBudget)) of \(NumberText.count(keys.withValid, "customer"))"
          + " in budget (\(share))."),
      Document.Run(keys.breadth.map { " \($0.words.asSentence)" } ?? ""))
    let heavy = period.answer.heavyCustomers?.sentences(
      beside: period.answer.figures.budget, low: period.answer.objective.alerts.budgetLow
    ) { String(decoding: $0, as: UTF8.self) }
    if let heavy, !heavy.isEmpty {
      page.paragraph(Document.Run(heavy.joined(separator: "; ").asSentence))
    }
    if let chart = charts.customers { page.blocks.append(.chart(chart)) }
    let out = keys.keys.filter { $0.figures.budget.isMet == false }
    if out.isEmpty { return }
    var table = Document.Table(
      caption: "Customers out of budget, worst first",
      columns: [
        Document.Column("Customer", minimum: 12), Document.Column("Valid", right: true),
        Document.Column("Bad", right: true), Document.Column("Kept", right: true),
        Document.Column("Spent", right: true),
      ])
    for (key, figures, _) in out.prefix(Self.namedCustomers) {
      let text = FigureText(figures, low: period.answer.objective.alerts.budgetLow)
      table.rows.append(
        (
          [[.name(key)]]
            + [text.valid, text.bad, text.ratio, text.spent].map { [Document.Run($0)] }, []
        ))
    }
    if out.count > Self.namedCustomers {
      table.caption += "; \(out.count - Self.namedCustomers) more are not listed"
    }
    page.blocks.append(.table(table))
  }

  /// The alerts that fired, and how fast; nothing where they are told of elsewhere.
  func writeAlerts(of period: ObjectivePeriod, to page: inout Document) {
    guard let alerts = period.alerts else { return }
    page.heading(3, "Alerts")
    if alerts.isEmpty {
      page.paragraph("None fired.")
      return
    }
    var table = Document.Table(
      caption: "Alerts that fired",
      columns: [
        Document.Column("Fired", whole: true), Document.Column("Severity"),
        Document.Column("Why", minimum: 14), Document.Column("For", right: true),
        Document.Column("Detected after", right: true),
      ])
    for alert in alerts.prefix(Self.listedAlerts) {
      let firing = alert.firingAt ?? alert.startsAt
      let lasted = alert.endsAt.map { ($0 - firing).brief } ?? "still firing"
      var why: [Document.Run] = [Document.Run(alert.reason)]
      if let key = alert.subject.key { why += [", ", .name(key)] }
      table.rows.append(
        (
          [
            [Document.Run(firing.toTheMinute())],
            [Document.Run(alert.subject.severity.rawValue)], why, [Document.Run(lasted)],
            [Document.Run(period.detection(of: alert)?.brief ?? FigureText.absent)],
          ], []
        ))
    }
    if alerts.count > Self.listedAlerts {
      table.caption += "; \(alerts.count - Self.listedAlerts) more are not listed"
    }
    page.blocks.append(.table(table))
  }

  /// The exclusions and deploys.
  func writeMarkers(of period: ObjectivePeriod, to page: inout Document) {
    if period.exclusions.isEmpty && period.deploys.isEmpty { return }
    page.heading(3, "Exclusions and deploys")
    var table = Document.Table(
      caption: "What else happened",
      columns: [
        Document.Column("From", whole: true), Document.Column("To", whole: true),
        Document.Column("What", minimum: 14),
      ])
    for exclusion in period.exclusions {
      table.rows.append(
        (
          [
            [Document.Run(exclusion.from.toTheMinute())],
            [Document.Run(exclusion.to.toTheMinute())],
            [Document.Run("excluded: \(exclusion.reason)")],
          ], []
        ))
    }
    for deploy in period.deploys.suffix(Self.listedDeploys) {
      table.rows.append(
        (
          [
            [Document.Run(deploy.time.toTheMinute())], [Document.Run("", .dim)],
            [Document.Run(deploy.change.isEmpty ? "deploy" : "deploy: \(deploy.change)")],
          ], []
        ))
    }
    let rest = period.deploys.count - Self.listedDeploys
    if rest > 0 { table.caption += "; \(rest) earlier deploys are not listed" }
    page.blocks.append(.table(table))
  }
}
