// A period's story in words and pictures: for each objective what was promised and kept, what spent
// the budget and when, whose doing it was, who is out of budget, what the alerts told of it, and
// what the figures stand on.

/// Composes the report of a period.
struct PeriodDocument {
  private let report: PeriodReport

  init(_ report: PeriodReport) { self.report = report }

  var document: Document {
    var page = Document(title: [Document.Run("Service level report")])
    page.paragraph(Document.Run(headline, .strong))
    if report.objectives.count > 1 { page.blocks.append(.table(overview)) }
    for objective in report.objectives { write(objective, to: &page) }
    page.heading(2, "What this stands on")
    page.blocks.append(.facts(health))
    page.paragraph("Made by sloctl. All times are UTC, unless a zone is named.")
    return page
  }

  /// How it went, in a sentence.
  private var headline: String {
    let counted = report.objectives.filter { $0.answer.figures.valid > 0 }
    let missed = counted.filter { $0.answer.figures.budget.isMet == false }
    if counted.isEmpty { return "There is no data in the period: nobody can tell how it went." }
    let silent = report.objectives.count - counted.count
    let rest = silent == 0 ? "" : " \(NumberText.count(Int64(silent), "objective")) without data."
    if missed.isEmpty {
      return counted.count == 1
        ? "The objective was met.\(rest)" : "All \(counted.count) objectives were met.\(rest)"
    }
    return "\(missed.count) of \(NumberText.count(Int64(counted.count), "objective")) missed: "
      + missed.map(\.answer.objective.name).joined(separator: ", ") + ".\(rest)"
  }

  private var overview: Document.Table {
    var table = Document.Table(
      caption: "All objectives",
      columns: [
        Document.Column("Objective", minimum: 16), Document.Column("Verdict", whole: true),
        Document.Column("Budget left", right: true), Document.Column("Before", right: true),
        Document.Column("Kept", right: true), Document.Column("Promise", right: true),
      ])
    for (index, objective) in report.objectives.enumerated() {
      let text = objective.text
      table.rows.append(
        (
          [
            [.name(objective.answer.objective.name).with(.part(index))],
            [objective.verdict], [objective.left],
            [Document.Run(objective.leftBefore ?? FigureText.absent)], [Document.Run(text.ratio)],
            [Document.Run(text.target)],
          ], []
        ))
    }
    return table
  }

  // MARK: An objective

  /// Adds the story of one objective, under a heading of level 2.
  func write(_ period: ObjectivePeriod, to page: inout Document) {
    page.heading(2, .name(period.answer.objective.name))
    if !period.answer.objective.description.isEmpty {
      page.paragraph(Document.Run(period.answer.objective.description, .dim))
    }
    page.paragraph(Document.Run(period.spanText))
    page.blocks.append(.facts(facts(of: period)))
    page.paragraph("Data: ", coverage(of: period), ".")
    if period.answer.figures.valid == 0 { return }
    let charts = PeriodCharts(period)
    page.blocks += [charts.burndown, charts.heat].compactMap { $0.map { .chart($0) } }
    writeEpisodes(of: period, to: &page)
    if let chart = charts.latency {
      page.heading(3, "How long it took")
      page.blocks.append(.chart(chart))
    }
    writeOrigins(of: period, charts, to: &page)
    writeCustomers(of: period, charts, to: &page)
    writeAlerts(of: period, to: &page)
    writeMarkers(of: period, to: &page)
  }

  private func facts(of period: ObjectivePeriod) -> [(String, [Document.Run])] {
    let (text, figures) = (period.text, period.answer.figures)
    var facts: [(String, [Document.Run])] = [
      ("Verdict", [period.verdict]), ("Promised", [Document.Run(text.target)]),
      ("Kept", [Document.Run(text.ratio)]),
      ("Budget left", [period.left]),
      (
        "Bad \(period.answer.counted.many)",
        [Document.Run("\(text.bad) of \(text.valid), \(text.budget) allowed")]
      ),
    ]
    // Where no period is compared with, the alerts are told elsewhere, too.
    if period.alerts != nil {
      let before = period.leftBefore.map { "\($0) left" } ?? "no data"
      facts.insert(("Period before", [Document.Run(before)]), at: 4)
    }
    if let latency = period.latency?.whole {
      facts.append(
        (
          "Took",
          [
            Document.Run(
              "half up to \(latency.median.rounded), 90% \(latency.ninetieth.rounded), 99% "
                + latency.ninetyNinth.rounded)
          ]
        ))
    }
    if figures.excused > 0 {
      facts.append(("Excused", [Document.Run(NumberText.grouped(figures.excused))]))
    }
    if figures.unjudged > 0 {
      facts.append(("Unjudged", [Document.Run(NumberText.grouped(figures.unjudged), .warn)]))
    }
    return facts
  }

  /// How much of the period there is data for.
  private func coverage(of period: ObjectivePeriod) -> Document.Run {
    let (end, resolution) = (period.span.upperBound, period.resolution)
    let isWhole =
      period.answer.coversWindow(asOf: end, resolution: resolution)
      && !period.answer.hasLongGap(asOf: end)
    return Document.Run(
      period.answer.coverage(asOf: end, resolution: resolution), isWhole ? .dim : .warn)
  }

  private func writeEpisodes(of period: ObjectivePeriod, to page: inout Document) {
    page.heading(3, "What spent the budget")
    if period.episodes.isEmpty {
      page.paragraph(
        period.answer.figures.bad == 0
          ? "Nothing did." : "No stretch was worse than the budget can bear.")
      return
    }
    page.blocks.append(.entries(period.episodes.map { entry(for: $0, in: period) }))
    let rest = period.otherEpisodes
    if rest.count > 0 {
      page.paragraph(
        Document.Run(
          "\(NumberText.count(Int64(rest.count), "smaller episode")) with "
            + "\(NumberText.count(rest.bad, "bad event")) not listed."))
    }
  }

  private func entry(for episode: Episode, in period: ObjectivePeriod) -> Document.Entry {
    let length = episode.span.upperBound - episode.span.lowerBound
    var entry = Document.Entry(
      title: [Document.Run("\(episode.span.lowerBound.toTheMinute()), \(length.brief)")],
      aside: [Document.Run("\(period.share(of: episode)) of the budget")])
    entry.facts.append(
      (
        "Bad",
        [
          Document.Run(
            "\(NumberText.grouped(episode.bad)) of \(NumberText.grouped(episode.valid)) "
              + period.answer.counted.many)
        ]
      ))
    let origins = Origin.allCases.filter {
      period.answer.charge.contains($0) && episode.counts.failed(by: $0) > 0
    }
    entry.facts.append(
      (
        "Origin",
        [
          Document.Run(
            origins.map { "\($0.name) \(NumberText.grouped(episode.counts.failed(by: $0)))" }
              .joined(separator: ", "))
        ]
      ))
    if let breadth = episode.breadth, breadth.customers > 0 {
      entry.facts.append(("Breadth", [Document.Run(breadth.words)]))
    }
    for (field, label) in [("customer", "Customers"), ("route", "Routes")] {
      let causes = episode.causes.filter { $0.field == field }
      if causes.isEmpty { continue }
      let values = causes.map { cause -> [Document.Run] in
        [.name(cause.value), Document.Run(" \(NumberText.grouped(cause.failed))")]
      }
      entry.facts.append((label, Document.Run.list(values)))
    }
    if let row = episode.explanation?.rows.first {
      let sentence = ExplanationText.sentence(of: row, "failures") {
        String(decoding: $0, as: UTF8.self)
      }
      entry.facts.append(("In common", [Document.Run(sentence)]))
    }
    if let deploy = period.deploy(nextTo: episode) {
      entry.facts.append(("Deploy", [Document.Run(deploy.description)]))
    }
    if !episode.exemplars.isEmpty {
      let places = episode.exemplars.map { exemplar -> [Document.Run] in
        exemplar.trace.map { [.name($0)] } ?? [.name("\(exemplar.file):\(exemplar.line)")]
      }
      entry.facts.append(("See", Document.Run.list(places)))
    }
    return entry
  }

  // MARK: Data

  private var health: [(label: String, value: [Document.Run])] {
    let input = report.input
    var facts: [(label: String, value: [Document.Run])] = [
      ("Lines", [Document.Run(NumberText.grouped(input.lines))]),
      ("Events", [Document.Run(NumberText.grouped(input.events))]),
      (
        "Malformed lines",
        [Document.Run(NumberText.grouped(input.malformed), input.malformed > 0 ? .warn : .plain)]
      ),
    ]
    for (label, count) in [
      ("Duplicates", input.duplicates), ("After the period", input.future), ("Late", input.late),
    ] where count > 0 {
      facts.append((label, [Document.Run(NumberText.grouped(count))]))
    }
    for problem in input.unreadable {
      facts.append(
        ("Unreadable", [.name(problem.path), Document.Run(": \(problem.reason)", .bad)]))
    }
    return facts
  }
}

extension ObjectivePeriod {
  var text: FigureText { FigureText(answer.figures, low: answer.objective.alerts.budgetLow) }

  var verdict: Document.Run {
    switch answer.figures.budget.isMet {
    case true?: Document.Run("met", .good).with(.badge)
    case false?: Document.Run("missed", .bad).with(.badge)
    case nil: Document.Run("no data", .warn).with(.badge)
    }
  }

  /// What is left of the budget.
  var left: Document.Run {
    let figures = answer.figures
    return Document.Run(text.remaining, FigureText.style(figures.status))
      .with(figures.budget.remaining.map { .gauge($0) })
  }

  /// What was left of the budget of the period before; nil where nobody knows.
  var leftBefore: String? { before.map { $0.budget.remainingText() } }

  /// `2026-10-21 12:00 to 2026-11-20 12:00, compared with 2026-09-21 12:00 to 2026-10-21 12:00`.
  var spanText: String {
    let own = "\(span.lowerBound.toTheMinute()) to \(span.upperBound.toTheMinute())"
    guard let before else { return own }
    return own + ", compared with \(before.span.lowerBound.toTheMinute()) to "
      + before.span.upperBound.toTheMinute()
  }

  /// Which share of the period's budget an episode has spent.
  func share(of episode: Episode) -> String {
    ErrorBudget(
      valid: answer.figures.valid, bad: episode.bad, target: answer.figures.target
    ).spentText()
  }
}
