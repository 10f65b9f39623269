// Metrics of now in OpenMetrics text 1.0, which Prometheus' own text format takes as well. Everything is
// a gauge, since every figure is as of one instant and a window's counts fall too. An absent number
// is a sample left out, never NaN. No label holds what a log line said unless keys are asked for.

/// Metrics of an answer to `budget` or `burn`.
package struct OpenMetrics {
  private var text = ""
  private let answer: Answer
  private let withKeys: Bool

  /// The metrics of `answer`; `keys` adds the budgets of its keys, each under a label `key`, which
  /// is a series a key.
  package static func text(of answer: Answer, keys: Bool = false) -> String {
    var metrics = OpenMetrics(answer, withKeys: keys)
    metrics.writeFigures()
    return metrics.ended
  }

  init(_ answer: Answer, withKeys: Bool) {
    self.answer = answer
    self.withKeys = withKeys
  }

  struct Label {
    let name: String
    let value: String

    init(_ name: String, _ value: String) {
      self.name = name
      self.value = TextEscaping.openMetrics(value)
    }

    init(_ name: String, bytes: [UInt8]) {
      self.name = name
      self.value = TextEscaping.openMetrics(bytes)
    }

    var text: String { "\(name)=\"\(value)\"" }
  }

  struct Sample {
    let labels: [Label]
    let value: String?
  }

  // MARK: Families

  /// The families of the answer.
  mutating func writeFigures() {
    writeObjectives()
    writeBudgets()
    writeBurn()
    writeInput()
  }

  /// All families, and that there are no more.
  var ended: String { text + "# EOF\n" }

  private mutating func writeObjectives() {
    family(
      "slo_target_ratio", "Wanted share of good events.", eachObjective { $0.figures.target.ratio })
    family(
      "slo_window_seconds", "Length of the window, to the instant of the answer.",
      eachObjective { [answer] in Self.seconds(answer.asOf - $0.from) })
    family(
      "slo_window_covered_seconds", "Span of the window from its first matched event on.",
      eachObjective { $0.covered.map(Self.seconds) })
    family(
      "slo_window_longest_gap_seconds", "Longest stretch of the covered span without any event.",
      eachObjective { $0.longestGap.map(Self.seconds) })
    family(
      "slo_newest_event_timestamp_seconds", "Instant of the newest matched event.",
      eachObjective { $0.newestMatched.map(Self.seconds) })
    family(
      "slo_exhaustion_timestamp_seconds",
      "Instant at which the budget is, or will be, exhausted; absent where none is forecast.",
      eachObjective { $0.forecast.instant.map(Self.seconds) })
  }

  private mutating func writeBudgets() {
    family(
      "slo_events", "Matched events in the window by outcome.",
      eachBudget { labels, figures in
        let events = figures.events
        let outcomes: [(String, Int64)] = [
          ("good", events?.good ?? figures.good), ("bad", events?.bad ?? figures.bad),
          ("excused", figures.excused), ("unjudged", figures.unjudged),
        ]
        return outcomes.map {
          Sample(labels: labels + [Label("outcome", $0.0)], value: String($0.1))
        }
      })
    family(
      "slo_failed_events", "Failed events in the window, bad and excused, by who caused them.",
      eachBudget { labels, figures in
        Origin.allCases.map {
          let failed = figures.counts.failed(by: $0)
          return Sample(labels: labels + [Label("origin", $0.name)], value: String(failed))
        }
      })
    family(
      "slo_slices", "Slices of time in the window by outcome, where an objective counts them.",
      eachBudget { labels, figures in
        if figures.events == nil { return [] }
        return [("good", figures.good), ("bad", figures.bad)].map {
          Sample(labels: labels + [Label("outcome", $0.0)], value: String($0.1))
        }
      })
    budgetFamily("slo_ratio", "Share of good events or slices.") { $0.ratio }
    budgetFamily("slo_error_budget_events", "Bad events or slices that the window may hold.") {
      $0.valid > 0 ? $0.budget : nil
    }
    budgetFamily("slo_error_budget_spent_ratio", "Share of the budget that is spent.") { $0.spent }
    budgetFamily(
      "slo_error_budget_remaining_ratio",
      "Share of the budget that is left; negative once overspent."
    ) { $0.remaining }
  }

  private mutating func writeBurn() {
    var samples: [Sample] = []
    for objective in answer.objectives {
      for burn in objective.burn {
        let label = Label("lookback", burn.lookback.description)
        samples.append(
          Sample(labels: labels(of: objective) + [label], value: burn.rate.flatMap(Self.number)))
      }
    }
    family(
      "slo_burn_rate", "Burn rate over a look-back; 1 spends the budget in one window.", samples)
    samples = []
    for objective in answer.objectives {
      for state in objective.rules {
        let own = [
          Label("severity", state.rule.severity.rawValue),
          Label("long", state.rule.long.description), Label("short", state.rule.short.description),
        ]
        samples.append(
          Sample(labels: labels(of: objective) + own, value: state.holds ? "1" : "0"))
      }
    }
    family("slo_alert_rule_holds", "Whether a burn-rate rule holds, with every guard.", samples)
  }

  private mutating func writeInput() {
    let input = answer.input
    func samples(_ name: String, _ counts: [(String, Int64)]) -> [Sample] {
      counts.map { Sample(labels: [Label(name, $0.0)], value: String($0.1)) }
    }
    family(
      "slo_input_lines", "Lines read, by what they were.",
      samples(
        "kind",
        [
          ("blank", input.blank), ("header", input.headers), ("malformed", input.malformed),
          ("specimen", input.specimens),
        ]))
    family(
      "slo_input_events", "Events read, by what became of them.",
      samples(
        "fate",
        [
          ("duplicate", input.duplicates), ("future", input.future), ("late", input.late),
          ("judged", input.judged),
        ]))
    family(
      "slo_input_unreadable", "Inputs that could not be read, or not to their end.",
      [Sample(labels: [], value: String(input.unreadable.count))])
    family(
      "slo_as_of_timestamp_seconds", "Instant as of which all of this holds.",
      [Sample(labels: [], value: Self.number(Self.seconds(answer.asOf)))])
  }

  // MARK: Samples

  /// A family of gauges; without a sample it is left out.
  mutating func family(_ name: String, _ help: String, _ samples: [Sample]) {
    let present = samples.filter { $0.value != nil }
    if present.isEmpty { return }
    text += "# HELP \(name) \(help)\n# TYPE \(name) gauge\n"
    for sample in present {
      let labels = sample.labels.map(\.text).joined(separator: ",")
      text += "\(name)\(labels.isEmpty ? "" : "{\(labels)}") \(sample.value ?? "")\n"
    }
  }

  private mutating func budgetFamily(
    _ name: String, _ help: String, _ value: (ErrorBudget) -> Double?
  ) {
    family(
      name, help,
      eachBudget { labels, figures in
        [Sample(labels: labels, value: value(figures.budget).flatMap(Self.number))]
      })
  }

  private func eachObjective(_ value: (ObjectiveAnswer) -> Double?) -> [Sample] {
    answer.objectives.map {
      Sample(labels: labels(of: $0), value: value($0).flatMap(Self.number))
    }
  }

  private func eachBudget(_ samples: ([Label], Figures) -> [Sample]) -> [Sample] {
    answer.objectives.flatMap { objective in
      let labels = labels(of: objective)
      var all = samples(labels, objective.figures)
      guard withKeys, let keys = objective.keys else { return all }
      for (key, figures, _) in keys.keys {
        let own = [Label("by", keys.field.text), Label("key", bytes: key)]
        all += samples(labels + own, figures)
      }
      return all
    }
  }

  /// The objective's name and its own labels, those under `label_` so that none can hide another.
  private func labels(of answer: ObjectiveAnswer) -> [Label] {
    var labels = [Label("objective", answer.objective.name)]
    var taken: Set<String> = []
    for label in answer.objective.labels {
      let name = "label_" + Self.labelName(label.name)
      // Two names that differ in other characters alone become one: the first of them counts.
      if taken.insert(name).inserted { labels.append(Label(name, label.value)) }
    }
    return labels
  }

  /// `name` in snake case, as Prometheus wants its labels: `costCentre` is `cost_centre`.
  private static func labelName(_ name: String) -> String {
    var label: [UInt8] = []
    var followsSmall = false
    for byte in name.utf8 {
      let isCapital = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
      if isCapital && followsSmall { label.append(UInt8(ascii: "_")) }
      followsSmall =
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      label.append(isCapital ? byte | 0x20 : followsSmall ? byte : UInt8(ascii: "_"))
    }
    return String(decoding: label, as: UTF8.self)
  }

  private static func number(_ value: Double) -> String? {
    if value.isNaN { return nil }
    return value.isFinite ? NumberText.shortest(value) : value < 0 ? "-Inf" : "+Inf"
  }

  private static func seconds(_ span: TimeSpan) -> Double { Double(span.nanoseconds) / 1e9 }
  private static func seconds(_ instant: Timestamp) -> Double { Double(instant.nanoseconds) / 1e9 }
}
