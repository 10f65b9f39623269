// Outcomes of events come in; units of budget, and the figures made of them, go out. A unit is what
// spends a budget: a valid event, or a valid slice where the objective counts slices. From there on
// every formula is the same for both, and in whole numbers until its last step.

import Foundation

/// What one event is to one objective that it matches.
struct PlainOutcome {
  enum Kind { case good, bad, excused, unjudged }

  var instant: Int
  var weight: Int
  var kind: Kind
  /// Whose doing a failure is.
  var origin: String?
  /// The field that the question splits by.
  var key: PlainText?
  var customer: PlainText?
}

/// Something that counts against a budget, or for it.
struct PlainUnit {
  var instant: Int
  /// Finished requests (the weight); 1 for a slice.
  var count: Int
  var isBad: Bool
  /// Good in the count of good ones: an excused event that is valid is neither good nor bad.
  var isGood: Bool
}

/// Sums over some units.
struct PlainSum {
  var valid = 0
  var good = 0
  var bad = 0
  var validSpecimens = 0
  var badSpecimens = 0

  init(_ units: some Sequence<PlainUnit>) {
    for unit in units {
      valid += unit.count
      validSpecimens += 1
      if unit.isGood { good += unit.count }
      if unit.isBad { bad += unit.count }
      if unit.isBad { badSpecimens += 1 }
    }
  }
}

/// Valid and bad against a target, exactly. `budget` is kept × 10⁹.
struct PlainBudget {
  var valid: Int128
  var bad: Int128
  /// 10⁹ × (1 − T)
  var allowance: Int128

  init(valid: Int, bad: Int, target: Int) {
    self.valid = Int128(valid)
    self.bad = Int128(bad)
    allowance = Int128(1_000_000_000 - target)
  }

  private static let billion: Int128 = 1_000_000_000

  var budget: Int128 { valid * allowance }

  /// remaining ≤ 0, of a budget that has valid events.
  var isExhausted: Bool { allowance == 0 ? bad > 0 : bad * Self.billion >= budget }

  /// remaining ≥ 0
  var isMet: Bool { bad * Self.billion <= budget }

  /// remaining < share (in billionths)
  func remains(below share: Int128) -> Bool {
    if allowance == 0 { return bad > 0 || share > Self.billion }
    return (budget - bad * Self.billion) * Self.billion < share * budget
  }

  /// bad / budget as a fraction; a denominator of 0 is infinity; nothing without valid events.
  var spent: (numerator: Int128, denominator: Int128)? {
    if valid == 0 { return nil }
    if allowance == 0 { return bad == 0 ? (0, 1) : (1, 0) }
    return (bad * Self.billion, budget)
  }

  var remaining: (numerator: Int128, denominator: Int128)? {
    spent.map { $0.denominator == 0 ? (-1, 0) : ($0.denominator - $0.numerator, $0.denominator) }
  }

  /// floor(budget − bad)
  var badLeft: Int128 {
    let left = budget - bad * Self.billion
    return left / Self.billion - (left % Self.billion < 0 ? 1 : 0)
  }

  /// The objective's `status`; `low` is the share of the budget below which it is low.
  func status(low: Int128) -> String {
    if valid == 0 { return "noData" }
    if isExhausted { return "exhausted" }
    return remains(below: low) ? "low" : "ok"
  }

  /// The burn rate is the spent share of the look-back's own budget.
  func burns(faster factor: PlainFraction) -> Bool {
    bad * Self.billion * factor.denominator > factor.numerator * allowance * valid && valid > 0
  }
}

struct PlainFraction {
  var numerator: Int128
  var denominator: Int128
  var double: Double { Double(numerator) / Double(denominator) }
}

extension PlainObjective {
  /// The units that this objective's matched events make as of an instant.
  func units(
    of outcomes: [PlainOutcome], asOf end: Int, exclusions: [(from: Int, to: Int)]
  )
    -> [PlainUnit]
  {
    let events = outcomes.filter { $0.instant < end }
    guard let slices else { return events.compactMap(unit) }
    guard let first = events.map(\.instant).min() else { return [] }
    let start = PlainTime.floor(first, to: slices.length)
    let inSlice = Dictionary(grouping: events) { PlainTime.floor($0.instant, to: slices.length) }
    let starts =
      slices.areEmptyOnesGood
      ? Array(stride(from: start, to: end, by: slices.length)) : inSlice.keys.sorted()
    return starts.compactMap { start in
      let isExcluded = exclusions.contains { $0.from < start + slices.length && start < $0.to }
      if isExcluded { return nil }
      let sum = PlainSum((inSlice[start] ?? []).compactMap(unit))
      if sum.valid == 0 && !slices.areEmptyOnesGood { return nil }
      let isBad = Int128(sum.good) * 1_000_000_000 < Int128(slices.target) * Int128(sum.valid)
      return PlainUnit(instant: start, count: 1, isBad: isBad, isGood: !isBad)
    }
  }

  private func unit(of outcome: PlainOutcome) -> PlainUnit? {
    let isValid =
      outcome.kind == .good || outcome.kind == .bad || outcome.kind == .excused && isExcusedGood
    guard isValid else { return nil }
    return PlainUnit(
      instant: outcome.instant, count: outcome.weight, isBad: outcome.kind == .bad,
      isGood: outcome.kind == .good)
  }

  /// The units of the events themselves, whatever the objective counts.
  func eventUnits(of outcomes: [PlainOutcome]) -> [PlainUnit] { outcomes.compactMap(unit) }
}

enum PlainInterval {
  /// Wilson, 95 %: of `bad` among `valid` specimens, the interval of the share that is not bad.
  static func wilson(valid: Int, bad: Int) -> (low: Double, high: Double) {
    let z = 1.959963984540054
    let n = Double(valid)
    let p = Double(valid - bad) / n
    let middle = p + z * z / (2 * n)
    let reach = z * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot()
    let scale = 1 + z * z / n
    return (max(0, (middle - reach) / scale), min(1, (middle + reach) / scale))
  }
}

enum PlainBinomial {
  /// P(X ≥ k) of n trials with probability p, term by term.
  static func tail(_ k: Int, of n: Int, probability p: Double) -> Double {
    if k <= 0 { return 1 }
    if p <= 0 || k > n { return 0 }
    if p >= 1 { return 1 }
    return (k...n).reduce(0) { sum, i in
      let ways = lgamma(Double(n) + 1) - lgamma(Double(i) + 1) - lgamma(Double(n - i) + 1)
      return sum + exp(ways + Double(i) * log(p) + Double(n - i) * log1p(-p))
    }
  }
}
