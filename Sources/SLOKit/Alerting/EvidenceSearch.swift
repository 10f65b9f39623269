// Who was hit, by what, and where to look: what an alert tells of the failures behind it. Asked for
// once an alert, when it begins to fire.

/// Looks for evidence in one objective's history.
struct EvidenceSearch {
  /// How many customers and how many routes are named.
  private static let named = 3
  private static let namedCustomers = 10
  private static let exemplars = 5

  private let history: ObjectiveHistory
  private let end: Int
  private let span: ReplaySpan

  init(_ history: ObjectiveHistory, end: Int, _ span: ReplaySpan) {
    self.history = history
    self.end = end
    self.span = span
  }

  /// About the bad events of `lookback`.
  func bad(over lookback: TimeSpan) -> AlertEvidence {
    let range = range(lookback)
    let isBad = { (entry: KeyLog.Entry) in entry.isBad(charging: history.charge) }
    let customers = history.customers?.counts(over: range, where: isBad)
    var evidence = AlertEvidence()
    evidence.lookback = lookback
    evidence.breadth = customers.map { Breadth($0) }
    evidence.origins = history.counts.sum(over: range)
    evidence.causes =
      causes("customer", customers ?? [], EvidenceSearch.named)
      + causes(
        "route", history.routes?.counts(over: range, where: isBad) ?? [], EvidenceSearch.named)
    evidence.exemplars = history.badExemplars.latest(EvidenceSearch.exemplars, in: range)
    return evidence
  }

  /// About the excused failures of `lookback`: the customers that were hit, and what they share.
  func excused(over lookback: TimeSpan) -> AlertEvidence {
    let range = range(lookback)
    let isExcused = { (entry: KeyLog.Entry) in entry.isExcused(charging: history.charge) }
    let customers = history.customers?.counts(over: range, where: isExcused) ?? []
    var evidence = AlertEvidence()
    evidence.lookback = lookback
    evidence.breadth = Breadth(customers)
    evidence.origins = history.counts.sum(over: range)
    evidence.causes =
      causes("customer", customers, EvidenceSearch.namedCustomers)
      + causes(
        "route", history.routes?.counts(over: range, where: isExcused) ?? [], EvidenceSearch.named)
    evidence.exemplars = history.excusedExemplars.latest(EvidenceSearch.exemplars, in: range)
    return evidence
  }

  /// About the bad events of one key: the customers and routes within it, unless they are the key.
  func bad(of key: [UInt8], over lookback: TimeSpan) -> AlertEvidence {
    let range = range(lookback)
    var evidence = AlertEvidence()
    evidence.lookback = lookback
    guard let keys = history.keys, let number = keys.table.number(ofKnown: key) else {
      return evidence
    }
    evidence.origins = keys.counts(of: number, over: range)
    guard let failures = history.keyFailures else { return evidence }
    let customers = failures.customers?.counts(of: number, over: range)
    evidence.breadth = customers.map { Breadth($0) }
    evidence.causes =
      causes("customer", customers ?? [], EvidenceSearch.named)
      + causes(
        "route", failures.routes?.counts(of: number, over: range) ?? [], EvidenceSearch.named)
    evidence.exemplars = failures.exemplars.latest(
      EvidenceSearch.exemplars, of: number, in: range)
    return evidence
  }

  private func range(_ lookback: TimeSpan) -> Range<Int> {
    max(span.first - 1, end - span.length(lookback))..<end
  }

  private func causes(
    _ field: String, _ values: [(key: [UInt8], bad: Int64)], _ count: Int
  ) -> [AlertCause] {
    let all = values.reduce(0) { $0 + $1.bad }
    return values.prefix(count).map {
      AlertCause(field: field, value: $0.key, failed: $0.bad, of: all)
    }
  }
}
