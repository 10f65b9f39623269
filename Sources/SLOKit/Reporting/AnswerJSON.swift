// Answers for programs, under the names and in the order that the schemas have. Counts are integers,
// ratios doubles in full precision, absent numbers null; nothing is rounded.

/// The JSON of a report.
enum AnswerJSON {
  /// One object, indented.
  static func text(of report: Report) -> String {
    var json = JSONWriter()
    json.object { json in
      let answer = report.answer
      json.member("schema", schema(of: report))
      json.member("asOf", answer.asOf.description)
      json.member("newestEvent", answer.newestEvent?.description)
      write(answer.input, to: &json)
      if case .gate(let decision, _) = report { write(decision, to: &json) }
      json.members("objectives", of: answer.objectives) { json, objective in
        json.object { write(objective, of: report, to: &$0) }
      }
    }
    return json.text
  }

  private static func schema(of report: Report) -> String {
    switch report {
    case .budget: "sloctl/budget/v1"
    case .burn: "sloctl/burn/v1"
    case .customers: "sloctl/customers/v1"
    case .gate: "sloctl/gate/v1"
    }
  }

  static func write(_ input: Accounting, to json: inout JSONWriter) {
    json.member("input") { json in
      json.member("lines", input.lines)
      json.member("blank", input.blank)
      json.member("headers", input.headers)
      json.member("malformed", input.malformed)
      json.member("specimens", input.specimens)
      json.member("events", input.events)
      json.member("duplicates", input.duplicates)
      json.member("future", input.future)
      json.member("late", input.late)
      json.member("judged", input.judged)
      json.member("duplicateKeys", input.duplicateKeys)
      json.members("unreadable", of: input.unreadable) { json, input in
        json.object { json in
          json.member("path", input.path)
          json.member("reason", input.reason)
        }
      }
      json.members("malformedReasons", of: input.malformedReasons) { json, lines in
        json.object { json in
          json.member("reason", lines.reason)
          json.member("count", lines.count)
          json.member("file", lines.file)
          json.member("line", Int64(lines.line))
          json.member("column", Int64(lines.column))
          json.key("text")
          json.string(bytes: lines.text)
        }
      }
      input.writeLookBack(to: &json)
    }
  }

  private static func write(_ decision: GateDecision, to json: inout JSONWriter) {
    json.member("verdict", decision.verdict.rawValue)
    json.members("reasons", of: decision.reasons) { json, reason in
      json.object { json in
        json.member("objective", reason.objective)
        json.member("code", reason.code.rawValue)
        json.member("text", reason.text)
      }
    }
  }

  // MARK: Objectives

  private static func write(
    _ answer: ObjectiveAnswer, of report: Report, to json: inout JSONWriter
  ) {
    let figures = answer.figures
    json.member("name", answer.objective.name)
    json.member("target", figures.target.ratio)
    json.member("window") { json in
      json.member("kind", answer.objective.window.kindText)
      json.member("length", answer.objective.window.lengthText)
      json.member("from", answer.from.description)
      json.member("to", report.answer.asOf.description)
      json.seconds("covered", answer.covered)
      json.seconds("longestGap", answer.longestGap)
    }
    json.member("unmatched", answer.unmatched)
    json.member("excluded", answer.excluded)
    json.member("outside", answer.outside)
    writeCounts(figures, to: &json)
    writeBudget(figures, to: &json)
    write(answer.forecast, to: &json)
    json.member("status", figures.status.rawValue)
    write(figures.events, to: &json)
    if case .budget = report { write(answer.heavyCustomers, to: &json) }
    if case .burn = report {
      write(answer.burn, to: &json)
      write(answer.rules, to: &json)
    }
    if let keys = answer.keys { write(keys, of: report, to: &json) }
  }

  /// The members of a key's or a customer's figures.
  static func write(_ figures: Figures, to json: inout JSONWriter) {
    json.member("target", figures.target.ratio)
    writeCounts(figures, to: &json)
    writeBudget(figures, to: &json)
    json.member("status", figures.status.rawValue)
    write(figures.events, to: &json)
  }

  private static func writeCounts(_ figures: Figures, to json: inout JSONWriter) {
    json.member("matched", figures.matched)
    json.member("valid", figures.valid)
    json.member("good", figures.good)
    json.member("bad", figures.bad)
    json.member("excused", figures.excused)
    json.member("unjudged", figures.unjudged)
    json.member("origins") { json in
      for origin in Origin.allCases {
        json.member(origin.name, figures.counts.failed(by: origin))
      }
    }
  }

  private static func writeBudget(_ figures: Figures, to json: inout JSONWriter) {
    json.member("ratio", figures.budget.ratio)
    json.key("interval")
    if let interval = figures.interval {
      json.object { json in
        json.member("low", interval.low)
        json.member("high", interval.high)
      }
    } else {
      json.null()
    }
    json.member("budget", figures.budget.budget)
    json.member("spent", figures.budget.spent)
    json.member("remaining", figures.budget.remaining)
    json.member("badLeft", figures.budget.badLeft)
  }

  private static func write(_ forecast: Forecast, to json: inout JSONWriter) {
    json.member("forecast") { json in
      json.member("state", forecast.state)
      json.member("at", forecast.instant?.description)
    }
  }

  private static func write(_ events: EventFigures?, to json: inout JSONWriter) {
    guard let events else { return }
    json.member("events") { json in
      json.member("valid", events.valid)
      json.member("good", events.good)
      json.member("bad", events.bad)
    }
  }

  private static func write(_ burn: [Burn], to json: inout JSONWriter) {
    json.members("burn", of: burn) { json, burn in
      json.object { json in
        json.member("lookback", burn.lookback.description)
        json.member("valid", burn.valid)
        json.member("bad", burn.bad)
        json.member("rate", burn.rate)
      }
    }
  }

  private static func write(_ rules: [RuleState], to json: inout JSONWriter) {
    json.members("rules", of: rules) { json, state in
      json.object { json in
        json.member("severity", state.rule.severity.rawValue)
        json.member("factor", state.rule.factor.value)
        json.member("long", state.rule.long.description)
        json.member("short", state.rule.short.description)
        json.member("longRate", state.longRate)
        json.member("shortRate", state.shortRate)
        json.member("holds", state.holds)
        json.member("heldBack", state.heldBack)
      }
    }
  }

  // MARK: Keys

  private static func write(
    _ answer: KeyAnswer, of report: Report, to json: inout JSONWriter
  ) {
    json.members("keys", of: answer.keys) { json, entry in
      json.object { json in
        json.key("key")
        json.string(bytes: entry.key)
        write(entry.figures, to: &json)
        if case .burn = report { write(entry.burn, to: &json) }
      }
    }
    json.member("unkeyed", answer.unkeyed)
    json.member("otherKeys", answer.otherKeys)
    if answer.pastLimit > 0 { json.member("pastMaxKeys", answer.pastLimit) }
    guard case .customers = report else { return }
    json.member("customersInBudget") { json in
      json.member("inBudget", answer.inBudget)
      json.member("customers", answer.withValid)
      json.member("ratio", answer.ratioInBudget)
    }
    AlertJSON.write(breadth: answer.breadth, to: &json)
    write(answer.uptime, to: &json)
  }

  private static func write(_ uptime: UserUptime?, to json: inout JSONWriter) {
    json.key("userUptime")
    if let uptime {
      json.object { json in
        json.key("upSeconds")
        json.literal(NumberText.seconds(nanoseconds: uptime.sum.up))
        json.key("downSeconds")
        json.literal(NumberText.seconds(nanoseconds: uptime.sum.down))
        json.member("ratio", uptime.sum.ratio)
        json.member("tooLate", uptime.tooLate)
      }
    } else {
      json.null()
    }
    json.members("windowedUserUptime", of: uptime?.worst ?? []) { json, worst in
      json.object { json in
        json.member("length", worst.length.description)
        json.member("ratio", worst.sum?.ratio)
        json.member("at", worst.at?.description)
      }
    }
  }
}

extension JSONWriter {
  /// A key and a span in seconds, to the nanosecond; null where there is none.
  mutating func seconds(_ name: String, _ span: TimeSpan?) {
    key(name)
    guard let span else { return null() }
    literal(NumberText.seconds(nanoseconds: span.nanoseconds))
  }
}

extension KeyAnswer {
  /// Keys in budget / keys with valid events; nil without any.
  var ratioInBudget: Double? {
    withValid > 0 ? Fraction(Int128(inBudget), Int128(withValid)).double : nil
  }
}

extension Forecast {
  /// As JSON and CSV name it.
  var state: String {
    switch self {
    case .exhausted: "exhausted"
    case .within: "within"
    case .notWithin: "notWithin"
    case .noData: "noData"
    }
  }

  /// When the budget is exhausted, where that is known.
  var instant: Timestamp? {
    switch self {
    case .exhausted(let instant), .within(let instant): instant
    case .notWithin, .noData: nil
    }
  }
}
