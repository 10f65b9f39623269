// The outcomes of one objective come in; whether its excused failures look like the platform's goes
// out: many customers at once that, going by their own words, each broke something of their own.

final class PlainMisattribution {
  private static let span = 15 * PlainTime.minute
  private let outcomes: [PlainOutcome]
  private let first: Int?
  private var known: [Int: Bool] = [:]

  init(_ outcomes: [PlainOutcome]) {
    self.outcomes = outcomes.filter { $0.customer != nil }
    first = outcomes.map(\.instant).min()
  }

  /// The customers with an excused failure, and with any matched event, in the 15 min before `end`.
  private func customers(before end: Int) -> (hit: Int, all: Int) {
    let inside = outcomes.filter { end - Self.span <= $0.instant && $0.instant < end }
    let hit = Set(inside.filter { $0.kind == .excused }.map(\.customer))
    return (hit.count, Set(inside.map(\.customer)).count)
  }

  func holds(asOf end: Int) -> Bool {
    if let answer = known[end] { return answer }
    guard let first, first <= end - PlainTime.day else { return false }
    let (hit, all) = customers(before: end)
    // Few customers never hold, whatever was before: so the past need not be looked at.
    guard hit >= 5 else { return false }
    let shares = (1...96).compactMap { step -> Double? in
      let before = end - step * Self.span
      let (hit, all) = customers(before: before)
      return all == 0 || holds(asOf: before) ? nil : Double(hit) / Double(all)
    }
    let share = max(1 / Double(all), shares.max() ?? 0)
    let answer = PlainBinomial.tail(hit, of: all, probability: share) < 1e-6
    known[end] = answer
    return answer
  }
}
