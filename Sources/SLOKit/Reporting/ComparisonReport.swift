// Two groups of events beside each other, in every format: the verdict first, then the figures that it
// stands on.

/// A comparison with the question that it answers.
package struct ComparisonReport: ObjectiveReport {
  package var objective: String
  package var asOf: Timestamp
  package var groups: ComparedGroups
  package var comparison: Comparison
  /// The deploy that lies between; nil where none was asked about.
  package var deploy: DeployMarker?
  /// What got worse; nil where nothing did.
  package var explanation: Explanation?
  package var input: Accounting
  /// How many rows of what got worse people are shown; programs get all.
  package var top = 5

  package init(
    objective: String, asOf: Timestamp, groups: ComparedGroups, comparison: Comparison,
    deploy: DeployMarker?, explanation: Explanation?, input: Accounting
  ) {
    self.objective = objective
    self.asOf = asOf
    self.groups = groups
    self.comparison = comparison
    self.deploy = deploy
    self.explanation = explanation
    self.input = input
  }

  /// The quantiles that are told, in thousandths.
  static let quantiles: [(name: String, thousandths: Int64)] = [
    ("p50", 500), ("p90", 900), ("p99", 990), ("p99.9", 999),
  ]

  // MARK: Words

  private typealias Side = Comparison.Side

  /// Of each group what it is: a span, or a field's value.
  private func names(_ escape: ([UInt8]) -> String) -> (before: String, after: String) {
    switch groups {
    case .spans(let before, let after):
      ("\(before.lowerBound) to \(before.upperBound)", "\(after.lowerBound) to \(after.upperBound)")
    case .values(let field, let before, let after, _):
      (
        "\(escape(Array(field.text.utf8))) \(escape(before))",
        "\(escape(Array(field.text.utf8))) \(escape(after))"
      )
    }
  }

  /// `failures are more frequent after: 2.50% of 1,200 rather than 1.00% of 1,180; chance alone …`.
  private var sentence: String {
    let before = comparison.judged(comparison.before.counts)
    let after = comparison.judged(comparison.after.counts)
    let figures =
      "\(FigureText.share(after.bad, of: after.valid)) of \(NumberText.grouped(after.valid)) after, "
      + "\(FigureText.share(before.bad, of: before.valid)) of \(NumberText.grouped(before.valid)) before"
    switch comparison.verdict {
    case .noData: return "one side has no valid event, so there is nothing to compare"
    case .worse:
      return "failures are more frequent after: \(figures); chance does that in "
        + "\(ComparisonText.chance(comparison.chanceOfWorse)) of cases"
    case .better:
      return "failures are rarer after: \(figures); chance does that in "
        + "\(ComparisonText.chance(comparison.chanceOfBetter)) of cases"
    case .noEvidence: return "no evidence either way: \(figures)"
    }
  }

  /// The rows of figures: what it is, before, after.
  private var rows: [(name: String, before: String, after: String)] {
    let (first, second) = (comparison.before, comparison.after)
    let (before, after) = (comparison.judged(first.counts), comparison.judged(second.counts))
    func row(_ name: String, _ figure: (Side, Judged) -> String) -> (String, String, String) {
      (name, figure(first, before), figure(second, after))
    }
    var rows = [
      row("valid") { NumberText.grouped($1.valid) }, row("bad") { NumberText.grouped($1.bad) },
      row("failure rate") { FigureText.share($1.bad, of: $1.valid) },
      row("burn") { burn($1) },
      row("excused") { NumberText.grouped($1.excused) },
    ]
    for origin in Origin.allCases
    where first.counts.failed(by: origin) + second.counts.failed(by: origin) > 0 {
      rows.append(
        row("origin \(origin.name)") { side, _ in NumberText.grouped(side.counts.failed(by: origin))
        })
    }
    if first.durations.count + second.durations.count > 0 {
      for (name, share) in Self.quantiles {
        rows.append(
          row(name) { side, _ in
            side.durations.quantile(thousandths: share)?.milliseconds ?? FigureText.absent
          })
      }
      rows.append(
        row("longest") { side, _ in
          side.durations.count > 0 ? side.durations.longest.milliseconds : FigureText.absent
        })
    }
    return rows
  }

  private func burn(_ judged: Judged) -> String {
    let budget = ErrorBudget(valid: judged.valid, bad: judged.bad, target: comparison.target)
    guard let spent = budget.spent else { return FigureText.absent }
    return spent.isFinite ? ExplanationText.lift(spent) : FigureText.infinite
  }

  private var differenceWords: String? {
    comparison.difference.map {
      "\(ComparisonText.percent($0.value)) in the failure rate, 95% interval "
        + "\(ComparisonText.percent($0.interval.low)) to \(ComparisonText.percent($0.interval.high))"
    }
  }

  private var errorWords: String? {
    comparison.before.durations.count + comparison.after.durations.count == 0
      ? nil
      : "quantiles are at most \(ComparisonText.percent(DurationHistogram.relativeError)) too long, never too short"
  }

  /// What got worse, in a sentence; nil where the verdict is another.
  private func causeWords(_ escape: ([UInt8]) -> String = TextEscaping.terminal) -> String? {
    guard let explanation else { return nil }
    return explanation.rows.first.map { ExplanationText.sentence(of: $0, "failures after", escape) }
      ?? "the failures after look like the traffic"
  }

  // MARK: People

  package var aside: StyledText { comparison.verdict.aside }

  package func write(to page: inout TextPage) {
    if let deploy { page.prose(TextEscaping.terminal(deploy.description), label: "deploy") }
    let names = names(TextEscaping.terminal)
    page.prose(names.before, label: "before")
    page.prose(names.after, label: "after")
    page.line()
    page.prose(sentence, comparison.verdict.style)
    if let differenceWords { page.prose(differenceWords, label: "difference") }
    if let causeWords = causeWords() { page.prose(causeWords, label: "worse") }
    page.line()
    var table = TextTable(
      [
        TextTable.Column(""), TextTable.Column("BEFORE", .right), TextTable.Column("AFTER", .right),
      ],
      indent: 2)
    for row in rows {
      table.row([StyledText(row.name), StyledText(row.before), StyledText(row.after)])
    }
    page.table(table)
    if let errorWords { page.prose(errorWords, .dim) }
    if let explanation, !explanation.rows.isEmpty {
      page.line()
      ExplanationTable(explanation, top: top).write(to: &page)
    }
  }

  // MARK: Wikis

  package var markdownTitle: String { comparison.verdict.words }

  package var markdownBlocks: [String] {
    let names = names(TextEscaping.markdown)
    let rows = rows.map { [$0.name, $0.before, $0.after] }
    let table = MarkdownTable(["", ">Before: \(names.before)", ">After: \(names.after)"], rows)
    let causes =
      explanation.flatMap { explanation in
        explanation.rows.isEmpty
          ? nil : ExplanationTable(explanation, top: top).markdownBlocks
      } ?? []
    return [
      deploy.map { "Deploy: \(TextEscaping.markdown($0.description))." }, sentence.asSentence,
      differenceWords.map { "Difference: \($0)." },
      causeWords(TextEscaping.markdown)?.asSentence, table.lines.joined(separator: "\n"),
      errorWords?.asSentence,
    ].compactMap(\.self) + causes
  }

  // MARK: Programs

  package var records: [[String]] {
    let quantiles = Self.quantiles.map { "\($0.name).ms" }
    let header =
      ["objective", "side", "group", "valid", "good", "bad", "excused", "unjudged"]
      + Origin.allCases.map { "origins.\($0.name)" } + quantiles + ["verdict"]
    let names = names { String(decoding: $0, as: UTF8.self) }
    let sides = [
      ("before", names.before, comparison.before), ("after", names.after, comparison.after),
    ]
    let records = sides.map { label, name, side -> [String] in
      let judged = comparison.judged(side.counts)
      return [
        TextEscaping.csvCell(objective), label, TextEscaping.csvCell(name), "\(judged.valid)",
        "\(judged.good)", "\(judged.bad)", "\(judged.excused)", "\(side.counts.unjudged)",
      ] + Origin.allCases.map { "\(side.counts.failed(by: $0))" }
        + Self.quantiles.map {
          side.durations.quantile(thousandths: $0.thousandths)?.plainMilliseconds ?? ""
        }
        + [comparison.verdict.rawValue]
    }
    return [header] + records
  }

  package static let schema = "sloctl/compare/v1"

  package func write(to json: inout JSONWriter) {
    if let deploy {
      json.member("deploy") { json in
        json.member("time", deploy.time.description)
        json.member("service", deploy.service)
        json.member("build", deploy.build)
      }
    }
    switch groups {
    case .spans(let before, let after):
      write(comparison.before, "before", before, nil, &json)
      write(comparison.after, "after", after, nil, &json)
    case .values(let field, let before, let after, let span):
      json.member("field", field.text)
      write(comparison.before, "before", span, before, &json)
      write(comparison.after, "after", span, after, &json)
    }
    json.member("difference") { json in
      let difference = comparison.difference
      json.member("rate", difference?.value)
      json.member("low", difference?.interval.low)
      json.member("high", difference?.interval.high)
    }
    json.member("chanceOfWorse", comparison.chanceOfWorse)
    json.member("chanceOfBetter", comparison.chanceOfBetter)
    json.member("latencyError", DurationHistogram.relativeError)
    json.member("verdict", comparison.verdict.rawValue)
    json.members("rows", of: explanation?.rows ?? []) { json, row in
      ExplanationText.write(row, to: &json)
    }
  }

  private func write(
    _ side: Comparison.Side, _ name: String, _ span: Range<Timestamp>, _ value: [UInt8]?,
    _ json: inout JSONWriter
  ) {
    let judged = comparison.judged(side.counts)
    let specimens = comparison.judged(side.specimens)
    json.member(name) { json in
      if let value {
        json.key("value")
        json.string(bytes: value)
      }
      json.member("from", span.lowerBound.description)
      json.member("to", span.upperBound.description)
      json.member("valid", judged.valid)
      json.member("good", judged.good)
      json.member("bad", judged.bad)
      json.member("excused", judged.excused)
      json.member("unjudged", side.counts.unjudged)
      json.member("origins") { json in
        for origin in Origin.allCases { json.member(origin.name, side.counts.failed(by: origin)) }
      }
      let rate = comparison.failureRate(of: side)
      json.member("ratio", rate.map { 1 - $0 })
      let interval = Interval.wilson(
        successes: specimens.valid - specimens.bad, trials: specimens.valid)
      json.member("interval") { json in
        json.member("low", interval?.low)
        json.member("high", interval?.high)
      }
      json.member(
        "burn",
        ErrorBudget(valid: judged.valid, bad: judged.bad, target: comparison.target).spent)
      json.members("latency", of: Self.quantiles) { json, quantile in
        json.object { json in
          json.member("quantile", Double(quantile.thousandths) / 1000)
          json.member(
            "seconds",
            side.durations.quantile(thousandths: quantile.thousandths)
              .map { Double($0.nanoseconds) / 1e9 })
        }
      }
    }
  }
}

extension TimeSpan {
  /// In milliseconds: `12.3 ms`, `1,203 ms`.
  fileprivate var milliseconds: String {
    let tenths = (nanoseconds + 50_000) / 100_000
    if tenths >= 10_000 { return "\(NumberText.grouped((tenths + 5) / 10)) ms" }
    return "\(tenths / 10).\(tenths % 10) ms"
  }

  /// In milliseconds, as a program reads it.
  fileprivate var plainMilliseconds: String { NumberText.shortest(Double(nanoseconds) / 1e6) }
}
