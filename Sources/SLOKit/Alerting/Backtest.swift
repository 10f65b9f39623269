// The past, judged by the alert code of the present: what was counted goes in once, and every policy
// that is asked about walks over the same counts. The order in which events came plays no part.

/// When a rule held.
public struct RuleHistory: Sendable {
  /// The objective's name.
  public var objective: String
  /// The key; nil for the objective itself.
  public var key: [UInt8]?
  /// The rule.
  public var rule: BurnRule
  /// Each stretch by the first and the last bucket's end at which it held.
  public var held: [ClosedRange<Timestamp>]
}

/// What one policy makes of one objective's past.
struct ObjectiveRun {
  var objective: Objective
  var rules: [RuleHistory]
  var records: [AlertRecord]
  /// Alerts that fire or are pending as of the last bucket's end.
  var open: [AlertRecord]
  var sums: LookbackSums
}

/// What one policy makes of the past.
public struct PolicyRun: Sendable {
  /// The policy's name.
  public var policy: String
  /// When each rule held: by objective, then in the order of the policy, then keys by their bytes.
  public var rules: [RuleHistory] = []
  /// The alert log: by time, then objective, key, kind and severity.
  public var records: [AlertRecord] = []
  /// Alerts that fire or are pending as of the replay's end, in the same order.
  public var open: [AlertRecord] = []
  /// How it did on the incidents; nil where none were named.
  public var score: IncidentScore?

  /// The alerts that fired, each from when it fired to when it was over (nil: it is not).
  public var fired: [AlertRecord] {
    let ends = Dictionary(
      records.lazy.filter { $0.phase == .resolved }.map { ($0.id, $0.endsAt) },
      uniquingKeysWith: { first, _ in first })
    return records.filter { $0.phase == .firing }.map { record in
      var record = record
      record.endsAt = ends[record.id] ?? nil
      return record
    }
  }
}

/// The past under one or more policies.
public struct Backtest: Sendable {
  /// The oldest event's bucket's end: the first A.
  public var from: Timestamp
  /// The last A: the newest event's, and the longest look-back behind it.
  public var to: Timestamp
  /// Events before the time that is replayed, which play no part.
  public var leftAside: Int64
  /// A run a policy, in the order asked for.
  public var runs: [PolicyRun]
}

extension Backtest {
  /// Replays `histories` under each of `policies`.
  ///
  /// - Parameters:
  ///   - span: The time that is replayed; nil where there was no event.
  ///   - incidents: What really happened; empty where nobody said.
  ///   - leftAside: How many events are older than the span.
  package static func run(
    _ histories: [ObjectiveHistory], under policies: [BacktestPolicy], over span: ReplaySpan?,
    incidents: [Incident] = [], leftAside: Int64 = 0
  ) -> Backtest? {
    guard let span else { return nil }
    var runs = policies.map { PolicyRun(policy: $0.name) }
    var sums: [String: LookbackSums] = [:]
    for history in histories {
      let start = LookbackSums(
        history, over: span.start(of: history)..<max(span.first, span.last), as: span.buckets)
      sums[history.objective.name] = start
      for (index, policy) in policies.enumerated() {
        var replay = ObjectiveReplay(
          history, start, policy.settings(of: history.objective), over: span)
        let run = replay.run()
        runs[index].rules += run.rules.sorted(by: RuleHistory.precedes)
        runs[index].records += run.records
        runs[index].open += run.open
      }
    }
    for index in runs.indices {
      runs[index].records.sort(by: AlertRecord.precedes)
      runs[index].open.sort(by: AlertRecord.precedes)
      guard !incidents.isEmpty else { continue }
      runs[index].score = IncidentScore(
        of: runs[index], on: incidents, until: span.instant(span.last)
      ) {
        objective, from, to in
        let range = span.buckets.index(of: from)..<span.buckets.index(of: to)
        return range.isEmpty ? 0 : sums[objective]?.sum(over: range).bad ?? 0
      }
    }
    return Backtest(
      from: span.instant(span.first), to: span.instant(span.last), leftAside: leftAside, runs: runs)
  }

  /// The longest look-back that a replay of `objectives` under `policies` knows.
  package static func longestLookback(
    of objectives: [Objective], under policies: [BacktestPolicy]
  ) -> TimeSpan {
    objectives.flatMap { objective in
      policies.flatMap { $0.settings(of: objective).rules.map(\.long) }
    }.max() ?? .zero
  }
}

extension RuleHistory {
  /// The objective's own before its keys'; otherwise the order stays.
  fileprivate static func precedes(_ a: RuleHistory, _ b: RuleHistory) -> Bool {
    guard let left = a.key else { return b.key != nil }
    guard let right = b.key else { return false }
    if left != right { return left.lexicographicallyPrecedes(right) }
    return (a.rule.long, a.rule.short, a.rule.factor.value)
      < (b.rule.long, b.rule.short, b.rule.factor.value)
  }
}

extension AlertRecord {
  /// By time, then by subject.
  package static func precedes(_ a: AlertRecord, _ b: AlertRecord) -> Bool {
    a.at != b.at ? a.at < b.at : AlertSubject.precedes(a.subject, b.subject)
  }
}
