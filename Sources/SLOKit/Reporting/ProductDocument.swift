// What customers get wrong, in words and tables, for those who make the product: where it is used
// wrongly, by how many, and whether that grows.

/// Composes the report for the product's makers.
struct ProductDocument {
  private let report: ProductReport
  /// How many kinds of failures a table lists.
  private static let listed = 50

  init(_ report: ProductReport) { self.report = report }

  var document: Document {
    var page = Document(title: ["What customers get wrong"])
    page.paragraph(Document.Run(headline, .strong))
    page.paragraph(
      "Requests that failed through their customers, as of \(report.asOf). All times are UTC.")
    for objective in report.objectives { write(objective, to: &page) }
    page.heading(2, "How to read this")
    page.blocks.append(.glossary(Self.glossary))
    return page
  }

  /// The worst of it, in a sentence.
  private var headline: String {
    let rising = report.objectives.reduce(0) { $0 + $1.kinds.count { $0.trend == .rising } }
    let kinds = report.objectives.reduce(0) { $0 + $1.kinds.count }
    if report.objectives.allSatisfy({ $0.requests == 0 }) {
      return "There is no data in the period: nobody can tell what went wrong."
    }
    if kinds == 0 { return "No request failed through a customer." }
    let rest =
      rising == 0 ? "none of them on the rise." : "\(rising) of them on the rise."
    return "\(NumberText.count(Int64(kinds), "kind")) of failures, \(rest)"
  }

  private func write(_ objective: ProductObjective, to page: inout Document) {
    page.heading(2, .name(objective.objective.name))
    page.paragraph(Document.Run(objective.spanText))
    page.blocks.append(.facts(facts(of: objective)))
    if objective.kinds.isEmpty { return }
    page.blocks.append(.table(table(of: objective)))
    if objective.others > 0 {
      page.paragraph(
        Document.Run(
          "And \(NumberText.count(objective.others, "failure")) of other kinds, not listed."))
    }
  }

  private func facts(of objective: ProductObjective) -> [(String, [Document.Run])] {
    let share = FigureText.share(objective.failures, of: objective.requests)
    let shareBefore = FigureText.share(objective.failuresBefore, of: objective.requestsBefore)
    return [
      ("Requests", [Document.Run(NumberText.grouped(objective.requests))]),
      (
        "Failed through customers",
        [Document.Run("\(NumberText.grouped(objective.failures)), \(share)")]
      ),
      ("Customers", [Document.Run(NumberText.grouped(objective.customers))]),
      (
        "Period before",
        [
          objective.requestsBefore == 0
            ? "no data"
            : Document.Run(
              "\(NumberText.grouped(objective.failuresBefore)), \(shareBefore), of "
                + NumberText.count(objective.customersBefore, "customer"))
        ]
      ),
    ]
  }

  private func table(of objective: ProductObjective) -> Document.Table {
    let kinds = objective.kinds
    let hasCodes = kinds.contains { $0.kind.code != nil && $0.kind.code != $0.kind.status }
    var columns = [Document.Column("Route", minimum: 12), Document.Column("Status", minimum: 6)]
    if hasCodes { columns.append(Document.Column("Error code", minimum: 10)) }
    columns += [
      Document.Column("Failed", right: true), Document.Column("Of requests", right: true),
      Document.Column("Customers", right: true), Document.Column("Before", right: true),
      Document.Column("Trend", whole: true),
    ]
    var table = Document.Table(
      caption: "Failures through customers, by kind", columns: columns,
      notesTitle: "Most of them; trace ids")
    for misuse in kinds.prefix(Self.listed) {
      let kind = misuse.kind
      var cells = [Document.Run.optional(kind.route), Document.Run.optional(kind.status)]
      if hasCodes { cells.append(Document.Run.optional(kind.code)) }
      cells += [
        [Document.Run(NumberText.grouped(kind.count))],
        [Document.Run(FigureText.share(kind.count, of: misuse.requests))],
        [
          Document.Run(
            (misuse.hasMoreCustomers ? "over " : "") + NumberText.grouped(misuse.customers))
        ],
        [
          Document.Run(
            misuse.trend == .noData ? FigureText.absent : NumberText.grouped(misuse.before))
        ],
        [Self.words(for: misuse.trend)],
      ]
      table.rows.append((cells, Self.notes(on: misuse)))
    }
    let rest = kinds.dropFirst(Self.listed)
    if !rest.isEmpty { table.caption += "; \(rest.count) rarer kinds are not listed" }
    return table
  }

  /// Who made the most of them, and traces to look at.
  private static func notes(on misuse: Misuse) -> [Document.Run] {
    let customers = Document.Run.list(
      misuse.topCustomers.map { [.name($0.key), Document.Run(" \(NumberText.grouped($0.count))")] })
    let traces = Document.Run.list(misuse.kind.traces.map { [.name($0)] })
    return customers.isEmpty || traces.isEmpty ? customers + traces : customers + ["; "] + traces
  }

  private static func words(for trend: Misuse.Trend) -> Document.Run {
    switch trend {
    case .rising: Document.Run("rising", .bad)
    case .falling: Document.Run("falling", .good)
    case .steady: "steady"
    case .noData: Document.Run("no data", .dim)
    }
  }

  private static let glossary: [(term: String, meaning: String)] = [
    (
      "Failed through customers",
      "Requests that could not succeed as they were made: a script that ran out of time, a query that "
        + "asked for too much, an input that was refused. Many customers at one route say that the "
        + "product invites it."
    ),
    ("Of requests", "Of all requests to the route in the period."),
    ("Before", "How many there were in the period before, which is as long."),
    (
      "Trend",
      "Rising or falling where their share of the route's requests has changed by more than chance "
        + "makes it in one case of twenty; else steady."
    ),
  ]
}

extension ProductObjective {
  /// `2026-10-21 12:00 to 2026-11-20 12:00, compared with 2026-09-21 12:00 to 2026-10-21 12:00`.
  var spanText: String {
    "\(span.lowerBound.toTheMinute()) to \(span.upperBound.toTheMinute()), compared with "
      + "\(spanBefore.lowerBound.toTheMinute()) to \(spanBefore.upperBound.toTheMinute())"
  }
}
