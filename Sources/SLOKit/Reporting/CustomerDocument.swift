// A customer's own page in words: what was promised and kept, what was our fault and when, what was
// the customer's by route and error code, and how to read it.

/// Composes the page of one customer.
struct CustomerDocument {
  private let report: CustomerReport
  /// How many kinds of failures a table lists.
  private static let listed = 50

  init(_ report: CustomerReport) { self.report = report }

  var document: Document {
    var page = Document(title: ["Service report for ", .name(report.customer)])
    page.paragraph(Document.Run(headline, .strong))
    page.paragraph(
      "Made from this customer's requests alone, as of \(report.asOf). All times are UTC.")
    for objective in report.objectives { write(objective, to: &page) }
    page.heading(2, "How to read this")
    page.blocks.append(.glossary(Self.glossary))
    return page
  }

  /// How it went, in a sentence.
  private var headline: String {
    let met = report.objectives.filter { $0.figures.budget.isMet == true }.count
    let counted = report.objectives.filter { $0.figures.valid > 0 }.count
    switch counted {
    case 0: return "There was no request to judge in this time."
    case 1: return met == 1 ? "We kept our promise." : "We did not keep our promise."
    default:
      if met == counted { return "We kept all \(counted) promises." }
      return "We kept \(met) of \(counted) promises."
    }
  }

  private func write(_ objective: CustomerObjective, to page: inout Document) {
    page.heading(2, .name(objective.objective.name))
    if !objective.objective.description.isEmpty {
      page.paragraph(Document.Run(objective.objective.description, .dim))
    }
    page.paragraph(Document.Run(objective.period))
    page.blocks.append(.facts(facts(of: objective)))
    if let chart = objective.chart { page.blocks.append(.chart(chart)) }
    writeOurs(objective, to: &page)
    writeOwn(objective, to: &page)
  }

  private func facts(of objective: CustomerObjective) -> [(String, [Document.Run])] {
    let text = FigureText(objective.figures, low: objective.objective.alerts.budgetLow)
    let unit = objective.objective.method == .occurrences ? "requests" : "time slices"
    var facts: [(String, [Document.Run])] = [
      ("Promised", [Document.Run("\(objective.figures.target) of \(unit)")])
    ]
    switch objective.figures.budget.isMet {
    case true?: facts.append(("Kept", [Document.Run("\(text.ratio), as promised", .good)]))
    case false?: facts.append(("Kept", [Document.Run("\(text.ratio), less than promised", .bad)]))
    case nil: facts.append(("Kept", ["no request to judge"]))
    }
    let counts = objective.figures.counts
    facts.append(("Requests", [Document.Run(NumberText.grouped(objective.figures.matched))]))
    facts.append(
      ("Failed through us", [Document.Run(NumberText.grouped(counts.failedThroughUs))]))
    facts.append(
      ("Failed on your side", [Document.Run(NumberText.grouped(counts.failed(by: .customer)))]))
    if counts.unjudged > 0 {
      facts.append(("Not judged", [Document.Run(NumberText.grouped(counts.unjudged))]))
    }
    if let latency = objective.latency {
      facts.append(("Half took at most", [Document.Run(latency.median.rounded)]))
      facts.append(("90% took at most", [Document.Run(latency.ninetieth.rounded)]))
      facts.append(("99% took at most", [Document.Run(latency.ninetyNinth.rounded)]))
    }
    return facts
  }

  // MARK: Ours

  private func writeOurs(_ objective: CustomerObjective, to page: inout Document) {
    page.heading(3, "What was our fault, and when")
    if objective.episodes.isEmpty {
      page.paragraph("Nothing failed through us.")
      return
    }
    let excused = OriginSet.standard.subtracting(objective.objective.charge).origins
      .filter { objective.figures.counts.failed(by: $0) > 0 }
    if !excused.isEmpty {
      let names = excused.map { Self.words(for: $0) }.joined(separator: " and ")
      page.paragraph(Document.Run("Not part of the promise: failures \(names)."))
    }
    page.blocks.append(.entries(objective.episodes.map { entry(for: $0) }))
    page.blocks.append(.table(table(of: objective.ours, "Failures through us, by kind")))
  }

  private func entry(for episode: Episode) -> Document.Entry {
    let length = episode.span.upperBound - episode.span.lowerBound
    let from = episode.span.lowerBound.toTheMinute()
    var entry = Document.Entry(
      title: [Document.Run("\(from), \(length.brief)")],
      aside: [
        Document.Run(
          "\(NumberText.grouped(episode.bad)) of "
            + "\(NumberText.count(episode.valid, "request")) failed")
      ])
    let origins = OriginSet.standard.origins.filter { episode.counts.failed(by: $0) > 0 }
    entry.facts.append(
      (
        "Cause",
        [
          Document.Run(
            origins.map {
              "\(Self.words(for: $0)) (\(NumberText.grouped(episode.counts.failed(by: $0))))"
            }.joined(separator: ", "))
        ]
      ))
    let routes = episode.causes.filter { $0.field == "route" }
    if !routes.isEmpty {
      entry.facts.append(
        (
          "Routes",
          Document.Run.list(
            routes.map { [.name($0.value), " (\(NumberText.grouped($0.failed)))"] })
        ))
    }
    let traces = episode.exemplars.compactMap(\.trace)
    if !traces.isEmpty {
      entry.facts.append(("Trace ids", Document.Run.list(traces.map { [.name($0)] })))
    }
    return entry
  }

  static func words(for origin: Origin) -> String {
    switch origin {
    case .infrastructure: "in our platform"
    case .dependency: "in a service that we depend on"
    case .unknown: "of a cause not known yet"
    case .customer: "on your side"
    }
  }

  // MARK: The customer's own

  private func writeOwn(_ objective: CustomerObjective, to page: inout Document) {
    page.heading(3, "What was on your side")
    if objective.own.isEmpty {
      page.paragraph("Nothing failed on your side.")
      return
    }
    if !objective.objective.charge.contains(.customer) {
      page.paragraph("These failures do not count against the promise.")
    }
    page.blocks.append(.table(table(of: objective.own, "Failures on your side, by kind")))
    let others = objective.others.failed(by: .customer)
    if others > 0 {
      page.paragraph("And \(NumberText.count(others, "failure")) of other kinds, not listed.")
    }
  }

  private func table(of kinds: [FailureKind], _ caption: String) -> Document.Table {
    let hasCodes = kinds.contains { $0.code != nil && $0.code != $0.status }
    var columns = [Document.Column("Route", minimum: 12), Document.Column("Status", minimum: 6)]
    if hasCodes { columns.append(Document.Column("Error code", minimum: 10)) }
    columns += [
      Document.Column("Failed", right: true), Document.Column("First", whole: true),
      Document.Column("Last", whole: true),
    ]
    var table = Document.Table(caption: caption, columns: columns, notesTitle: "Trace ids")
    for kind in kinds.prefix(Self.listed) {
      var cells = [Document.Run.optional(kind.route), Document.Run.optional(kind.status)]
      if hasCodes { cells.append(Document.Run.optional(kind.code)) }
      cells += [
        [Document.Run(NumberText.grouped(kind.count))],
        [Document.Run(kind.first.toTheMinute())], [Document.Run(kind.last.toTheMinute())],
      ]
      table.rows.append((cells, Document.Run.list(kind.traces.map { [.name($0)] })))
    }
    let rest = kinds.dropFirst(Self.listed)
    if !rest.isEmpty {
      table.caption += "; \(rest.count) rarer kinds are not listed"
    }
    return table
  }

  private static let glossary: [(term: String, meaning: String)] = [
    (
      "Promised and kept",
      "The promise is a share of requests that succeed. Kept is the share that did: requests that "
        + "failed through us count against it, requests that failed on your side do not, unless "
        + "said otherwise above."
    ),
    (
      "Failed through us",
      "Requests that our platform or a service that we depend on did not answer as promised, and "
        + "those whose cause is not known: until shown otherwise they are ours."
    ),
    (
      "Failed on your side",
      "Requests that could not succeed as they were made: a script that ran out of time, a query "
        + "that asked for too much, an input that was refused. Route and error code say which."
    ),
    (
      "When",
      "Failures through us that lie no more than half an hour apart are one entry, from the first "
        + "to the last of them."
    ),
    (
      "Took at most",
      "Half, 90% and 99% of the requests took no longer than this, without those that failed on "
        + "your side. The figures are at most 0.8% too high."
    ),
    (
      "Trace ids",
      "Name them when you ask us about a failure: we find the very request by them."
    ),
  ]
}

extension Counts {
  /// The failed events that were not the customer's own doing.
  var failedThroughUs: Int64 { bad(charging: .standard) }
}

extension Document.Run {
  /// A name, or a dash where there is none.
  static func optional(_ name: [UInt8]?) -> [Document.Run] {
    name.map { [.name($0)] } ?? [Document.Run(FigureText.absent, .dim)]
  }

  /// `items` with commas between.
  static func list(_ items: [[Document.Run]]) -> [Document.Run] {
    Array(items.joined(separator: [", "]))
  }
}

extension CustomerObjective {
  /// `2026-10-21 12:00 to 2026-11-20 12:00`.
  var period: String {
    "\(window.lowerBound.toTheMinute()) to \(window.upperBound.toTheMinute())"
  }

  /// The failures of each day; nil where nothing failed.
  var chart: Chart? {
    let ours = days.map { $0.counts.failedThroughUs }
    let own = days.map { $0.counts.failed(by: .customer) }
    let most = zip(ours, own).map { $0 + $1 }.max() ?? 0
    guard most > 0, days.count > 1 else { return nil }
    var chart = Chart(
      title: "Failed requests by day",
      description: Self.sentence("through us", ours, days) + " "
        + Self.sentence("on your side", own, days),
      yLabels: [NumberText.grouped(most), "0"],
      xLabels: .ends(
        [days.first, days[days.count / 2], days.last].compactMap {
          $0.map { String($0.start.toTheMinute().prefix(10)) }
        }), shapes: [], legend: [(.mark, 1, "failed through us"), (.own, 1, "failed on your side")])
    let slot = 1 / Double(days.count)
    for index in days.indices {
      let x = (Double(index) + 0.15) * slot
      let (low, high) = (Double(ours[index]) / Double(most), Double(own[index]) / Double(most))
      if low > 0 {
        chart.shapes.append(.rectangle(.mark, x: x, y: 0, width: slot * 0.7, height: low))
      }
      if high > 0 {
        chart.shapes.append(.rectangle(.own, x: x, y: low, width: slot * 0.7, height: high))
      }
    }
    return chart
  }

  private static func sentence(
    _ whose: String, _ failures: [Int64], _ days: [(start: Timestamp, counts: Counts)]
  ) -> String {
    guard let worst = failures.indices.max(by: { failures[$0] < failures[$1] }),
      failures[worst] > 0
    else { return "Nothing failed \(whose)." }
    let hit = failures.count { $0 > 0 }
    return "\(NumberText.grouped(failures.reduce(0, +))) failed \(whose) on "
      + "\(NumberText.count(Int64(hit), "day")), the most, \(NumberText.grouped(failures[worst])), "
      + "on \(String(days[worst].start.toTheMinute().prefix(10)))."
  }
}

extension TimeSpan {
  /// To three digits or so: `120ms`, `1.24s`, `850us`.
  var rounded: String {
    let units: [(Int64, String)] = [
      (3_600_000_000_000, "h"), (60_000_000_000, "min"), (1_000_000_000, "s"), (1_000_000, "ms"),
      (1_000, "us"),
    ]
    guard let (unit, name) = units.first(where: { nanoseconds >= $0.0 }) else { return description }
    let places = nanoseconds >= unit * 100 ? 0 : nanoseconds >= unit * 10 ? 1 : 2
    let number = RoundedDecimal(
      Int128(nanoseconds), over: Int128(unit), places: places, keepingSideOf: [])
    return number.trimmed + " " + name
  }
}
