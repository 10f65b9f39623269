// A replay for programs: when each rule held, the alert log, and how each policy did.

/// The JSON of `backtest`.
enum BacktestJSON {
  /// One object, indented.
  static func text(of answer: BacktestAnswer) -> String {
    var json = JSONWriter()
    json.object { json in
      json.member("schema", "sloctl/backtest/v1")
      json.member("asOf", answer.asOf.description)
      json.member("newestEvent", answer.newestEvent?.description)
      AnswerJSON.write(answer.input, to: &json)
      let backtest = answer.backtest
      let runs = backtest?.runs ?? []
      json.member("from", backtest?.from.description)
      json.member("to", backtest?.to.description)
      json.member("leftAside", backtest?.leftAside ?? 0)
      json.members("policies", of: runs) { json, run in
        json.object { write(PolicySummary(run, until: backtest?.to), of: run, to: &$0) }
      }
      json.members("rules", of: runs.flatMap { run in run.rules.map { (run.policy, $0) } }) {
        json, entry in
        json.object { write(entry.1, of: entry.0, to: &$0) }
      }
      json.members("alerts", of: runs.flatMap { run in run.records.map { (run.policy, $0) } }) {
        json, entry in
        json.object { json in
          json.member("policy", entry.0)
          AlertJSON.write(entry.1, to: &json)
          json.member("budgetSpentAtFiring", entry.1.spentAtFiring)
        }
      }
    }
    return json.text
  }

  private static func write(_ rule: RuleHistory, of policy: String, to json: inout JSONWriter) {
    json.member("policy", policy)
    json.member("objective", rule.objective)
    AlertJSON.write(key: rule.key, to: &json)
    json.member("severity", rule.rule.severity.rawValue)
    AlertJSON.write(rule.rule, to: &json)
    json.members("held", of: rule.held) { json, stretch in
      json.object { json in
        json.member("from", stretch.lowerBound.description)
        json.member("to", stretch.upperBound.description)
      }
    }
  }

  private static func write(
    _ summary: PolicySummary, of run: PolicyRun, to json: inout JSONWriter
  ) {
    json.member("policy", run.policy)
    json.member("pages", summary.pages)
    json.member("tickets", summary.tickets)
    json.member("pageSeconds", summary.pageTime.nanoseconds / 1_000_000_000)
    json.member("ticketSeconds", summary.ticketTime.nanoseconds / 1_000_000_000)
    guard let score = run.score else { return }
    json.member("precision", score.precision)
    json.member("recall", score.recall)
    json.member("detectionSeconds", score.detection.map { $0.nanoseconds / 1_000_000_000 })
    json.member("resetSeconds", score.reset.map { $0.nanoseconds / 1_000_000_000 })
    json.member("budgetSpentAtDetection", score.spentAtDetection)
    json.members("incidents", of: score.findings) { json, finding in
      json.object { json in
        json.member("name", finding.incident.name)
        json.member("from", finding.incident.from.description)
        json.member("to", finding.incident.to.description)
        json.member("alert", finding.alert?.id)
        json.member("objective", finding.alert?.subject.objective)
        json.member("severity", finding.alert?.subject.severity.rawValue)
        json.member("detectionSeconds", finding.detection.map { $0.nanoseconds / 1_000_000_000 })
        json.member("resetSeconds", finding.reset.map { $0.nanoseconds / 1_000_000_000 })
        json.member("budgetSpentAtDetection", finding.spentAtDetection)
      }
    }
  }
}

/// How often and how long a policy would have called.
struct PolicySummary {
  /// Alerts that fired.
  private(set) var pages: Int64 = 0
  private(set) var tickets: Int64 = 0
  /// The time that any page, or any ticket, fired; times at which several did are counted once.
  private(set) var pageTime = TimeSpan.zero
  private(set) var ticketTime = TimeSpan.zero

  /// The summary of `run`, which ends at `end`.
  init(_ run: PolicyRun, until end: Timestamp?) {
    let fired = run.fired
    pages = Int64(fired.count { $0.subject.severity == .page })
    tickets = Int64(fired.count) - pages
    pageTime = PolicySummary.time(of: fired.filter { $0.subject.severity == .page }, until: end)
    ticketTime = PolicySummary.time(of: fired.filter { $0.subject.severity == .ticket }, until: end)
  }

  private static func time(of fired: [AlertRecord], until end: Timestamp?) -> TimeSpan {
    let spans = fired.compactMap { record -> (from: Timestamp, to: Timestamp)? in
      guard let from = record.firingAt, let to = record.endsAt ?? end else { return nil }
      return (from, to)
    }.sorted { $0.from < $1.from }
    var time = TimeSpan.zero
    var reached = Timestamp(nanoseconds: .min)
    for span in spans where span.to > reached {
      time = time + (span.to - max(span.from, reached))
      reached = span.to
    }
    return time
  }
}
