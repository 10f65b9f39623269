// Whether a few customers make a budget what it is: what would remain of it without the one that spent
// most, and how few of them spend more than all of it. From each customer's events and from all of them,
// so that the figures are those of the same question asked without the customer.

/// What the customers with the most bad events cost an objective's budget.
public struct HeavyCustomers: Sendable {
  /// The customer with the most bad events; of several, the first by its bytes.
  public var worst: [UInt8]
  /// Its bad events.
  public var badOfWorst: Int64
  /// The budget of the events that are not its own.
  public var without: ErrorBudget
  /// The fewest customers whose bad events are together more than the budget, the worst first; empty
  /// where that takes more than five, or all together have not so many.
  public var alone: [[UInt8]]

  /// How many are named at most.
  private static let most = 5

  /// The heaviest of `customers`; nil where none of them has a bad event.
  ///
  /// - Parameters:
  ///   - customers: Every customer's events.
  ///   - whole: All events, those of no customer too.
  ///   - target: The target of the whole.
  package init?(
    _ customers: some Sequence<(key: [UInt8], judged: Judged)>, of whole: Judged, target: Target
  ) {
    let hit = customers.filter { $0.judged.bad > 0 }.sorted {
      let (a, b) = ($0.judged.bad, $1.judged.bad)
      return a != b ? a > b : $0.key.lexicographicallyPrecedes($1.key)
    }
    guard let first = hit.first else { return nil }
    worst = first.key
    badOfWorst = first.judged.bad
    without = ErrorBudget(
      valid: whole.valid - first.judged.valid, bad: whole.bad - first.judged.bad, target: target)
    alone = []
    var bad: Int64 = 0
    for count in 1...min(hit.count, HeavyCustomers.most) where alone.isEmpty {
      bad += hit[count - 1].judged.bad
      if ErrorBudget(valid: whole.valid, bad: bad, target: target).isMet == false {
        alone = hit[..<count].map(\.key)
      }
    }
  }

  /// Whether the worst has spent more than a tenth of `budget`, which is that of all events: below
  /// that it is one of many.
  public func isWorthTelling(of budget: ErrorBudget) -> Bool {
    ErrorBudget(valid: budget.valid, bad: badOfWorst, target: budget.target)
      .remains(lessThan: Target.one / 10 * 9)
  }
}
