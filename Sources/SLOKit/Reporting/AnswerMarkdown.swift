// Answers as Markdown tables (GitHub's), for pull requests, wikis and the summary of a CI job, which is
// the file that GITHUB_STEP_SUMMARY names. Names that logs brought are set as code, so that they are
// no link, no mention and no markup.

/// The Markdown of a report.
enum AnswerMarkdown {
  static func text(of report: Report) -> String {
    switch report {
    case .budget(let answer): page("Error budgets", answer, budget(answer) + keys(answer))
    case .burn(let answer): page("Burn rates", answer, burn(answer))
    case .customers(let answer): page("Customers", answer, keys(answer, byOrigin: true))
    case .gate(let decision, let answer):
      page("Deploy gate: \(GateTable.word(decision.verdict))", answer, gate(decision, answer))
    }
  }

  private static func page(_ title: String, _ answer: Answer, _ body: [String]) -> String {
    var newest = "no event at all"
    if let instant = answer.newestEvent {
      newest = "newest event \((answer.asOf - instant).brief) before, at \(instant)"
    }
    let lines =
      ["## \(title)", "", "As of \(answer.asOf); \(newest)."] + body + [""]
      + answer.input.markdownLines
    return lines.joined(separator: "\n") + "\n"
  }

  // MARK: Sections

  private static func budget(_ answer: Answer) -> [String] {
    let header = [
      "Objective", "Promise", "Status", ">Ratio", ">Valid", ">Bad", ">Excused", ">Spent", ">Left",
      ">Bad left", "Forecast", "Data",
    ]
    let rows = answer.objectives.map { objective in
      let text = FigureText(objective.figures, low: objective.objective.alerts.budgetLow)
      let name = TextEscaping.markdownCode(objective.objective.name)
      return [
        name, objective.promise, status(objective.figures.status), text.ratio, text.valid, text.bad,
        NumberText.grouped(objective.figures.excused), text.spent, text.remaining, text.badLeft,
        objective.outlook(asOf: answer.asOf),
        objective.coverage(asOf: answer.asOf, resolution: answer.resolution),
      ]
    }
    return table(header, rows) + heavyCustomers(answer)
  }

  /// A point a sentence on the worst customers.
  private static func heavyCustomers(_ answer: Answer) -> [String] {
    let points = answer.objectives.flatMap { objective in
      let sentences =
        objective.heavyCustomers?.sentences(
          beside: objective.figures.budget, low: objective.objective.alerts.budgetLow
        ) { TextEscaping.markdownCode($0) } ?? []
      let name = TextEscaping.markdownCode(objective.objective.name)
      return sentences.map { "- \(name): \($0)" }
    }
    return points.isEmpty ? [] : [""] + points
  }

  /// - Parameter byOrigin: Whether failures are told by origin rather than as excused ones.
  private static func keys(_ answer: Answer, byOrigin: Bool = false) -> [String] {
    let failures = byOrigin ? Origin.allCases.map { ">" + $0.name } : [">Excused"]
    var lines: [String] = []
    for objective in answer.objectives {
      guard let keys = objective.keys else { continue }
      let field = TextEscaping.markdownCode(keys.field.text)
      let name = TextEscaping.markdownCode(objective.objective.name)
      lines += ["", "### \(name) by \(field), \(objective.promise)", ""]
      lines.append(
        "\(NumberText.grouped(keys.inBudget)) of \(NumberText.grouped(keys.withValid)) in budget"
          + " (\(FigureText.share(keys.inBudget, of: keys.withValid))).")
      if let breadth = keys.breadth, breadth.customers > 0 { lines.append("\(breadth.words).") }
      if let uptime = keys.uptime {
        let text = UptimeText(uptime)
        lines.append("User-uptime \(text.words).")
        lines += table(
          ["User-uptime in the worst", ">Share", "Until"],
          text.worst.map { [$0.length, $0.share, $0.until] })
      }
      let rows = keys.keys.map { entry in
        let text = FigureText(entry.figures, low: objective.objective.alerts.budgetLow)
        let failures =
          byOrigin
          ? Origin.allCases.map { entry.figures.counts.failed(by: $0) } : [entry.figures.excused]
        let key = entry.key.isEmpty ? "*(empty)*" : TextEscaping.markdownCode(entry.key)
        let figures = [
          key, text.target, status(entry.figures.status), text.ratio, text.valid, text.bad,
        ]
        return figures + failures.map { NumberText.grouped($0) } + [text.spent, text.badLeft]
      }
      lines += table(
        ["Key", ">Target", "Status", ">Ratio", ">Valid", ">Bad"] + failures
          + [">Spent", ">Bad left"], rows)
      if keys.otherKeyCount > 0 {
        lines += [
          "",
          "And \(NumberText.count(keys.otherKeyCount, "more key")) with "
            + "\(NumberText.count(keys.otherKeys - keys.pastLimit, "event")), not listed.",
        ]
      }
      if keys.pastLimit > 0 { lines += ["", "\(KeyBudgets.words(pastLimit: keys.pastLimit))."] }
      if keys.unkeyed > 0 {
        lines += ["", "\(NumberText.count(keys.unkeyed, "event")) without \(field)."]
      }
    }
    return lines
  }

  private static func burn(_ answer: Answer) -> [String] {
    var lines: [String] = []
    for objective in answer.objectives {
      let name = TextEscaping.markdownCode(objective.objective.name)
      let target = objective.figures.target
      lines += ["", "### \(name), \(objective.promise)"]
      let burns = objective.burn.map { burn in
        [
          burn.lookback.description, NumberText.grouped(burn.valid), NumberText.grouped(burn.bad),
          FigureText.rate(burn, target: target, rules: objective.rules),
        ]
      }
      lines += table([">Look-back", ">Valid", ">Bad", ">Burn"], burns)
      let rules = objective.rules.map { state in
        let rule = state.rule
        let heldBack = state.heldBack.map { "held back: \(TextEscaping.markdown($0))" }
        return [
          rule.severity.rawValue, rule.factor.text,
          "\(rule.long) and \(rule.short)", state.holds ? "**holds**" : heldBack ?? "no",
        ]
      }
      if !rules.isEmpty { lines += table(["Rule", ">Burn above", ">Over", "State"], rules) }
      if let keys = objective.keys { lines += burn(of: keys, objective) }
    }
    return lines
  }

  private static func burn(of keys: KeyAnswer, _ objective: ObjectiveAnswer) -> [String] {
    let lookbacks = objective.burn.map(\.lookback)
    let rows = keys.keys.map { entry in
      let rates = lookbacks.map { lookback in
        entry.burn.first { $0.lookback == lookback }.map {
          FigureText.rate($0, target: entry.figures.target, rules: objective.rules)
        } ?? FigureText.absent
      }
      return [TextEscaping.markdownCode(entry.key)] + rates
    }
    return table(["Key"] + lookbacks.map { ">\($0)" }, rows)
  }

  private static func gate(_ decision: GateDecision, _ answer: Answer) -> [String] {
    var lines = ["", "**\(decision.headline)**", ""]
    for reason in decision.reasons {
      let whose = reason.objective.map { TextEscaping.markdownCode($0) + ": " } ?? ""
      lines.append("- \(whose)\(TextEscaping.markdown(reason.text))")
    }
    let rows = decision.workings.map { working in
      [
        TextEscaping.markdownCode(working.objective), GateTable.word(working.verdict),
        working.steps.map { TextEscaping.markdown($0) }.joined(separator: "<br>"),
      ]
    }
    return lines + table(["Objective", "Verdict", "Arithmetic"], rows)
  }

  // MARK: Parts

  private static func status(_ status: BudgetStatus) -> String {
    status == .ok ? FigureText.word(status) : "**\(FigureText.word(status))**"
  }

  /// A table after an empty line.
  private static func table(_ titles: [String], _ rows: [[String]]) -> [String] {
    [""] + MarkdownTable(titles, rows).lines
  }
}
