// The options of `gate` and the recounts of the objectives come in; the verdict and the codes of
// its reasons go out. Refused outranks no verdict, and no verdict outranks go.

struct PlainGate {
  /// A share of the budget: `10%`.
  var minRemaining: String?
  /// `1h=2`, `page`.
  var maxBurn: [String] = []
  var minForecast: String?
  var maxAge = "1h"
  var minValid: Int?
  var minCoverage: String?
  var ignoresMalformed = false
  var isPerCustomer = false
  var maxCustomersOut: String?
  /// Judge by these origins alone.
  var charge: Set<String>?

  struct Reason {
    var objective: String
    var code: String

    var isRefusal: Bool {
      ["exhausted", "minRemaining", "maxBurn", "minForecast", "customersOut"].contains(code)
    }

    var expected: Expected {
      .object([("objective", .text(objective)), ("code", .text(code)), ("text", .anyText)])
    }
  }

  var isPerKey: Bool { isPerCustomer || maxCustomersOut != nil }

  func members(
    _ recounts: [PlainObjectiveRecount], malformed: Int, at asked: Int
  ) throws
    -> [(String, Expected)]
  {
    var reasons: [Reason] = []
    for recount in recounts {
      reasons += try reasonsOf(recount, malformed: malformed, at: asked).map {
        Reason(objective: recount.objective.name, code: $0)
      }
    }
    let isRefused = reasons.contains(where: \.isRefusal)
    let verdict = isRefused ? "refused" : reasons.isEmpty ? "go" : "noVerdict"
    return [
      ("verdict", .text(verdict)), ("reasons", .array(reasons.map(\.expected))),
    ]
  }

  private func reasonsOf(
    _ recount: PlainObjectiveRecount, malformed: Int, at asked: Int
  ) throws
    -> [String]
  {
    let valid = PlainSum(recount.inWindow(recount.units(of: recount.outcomes))).valid
    if valid == 0 { return ["noData"] }
    var codes = try refusals(recount, malformed: nil)
    let isRefused = !codes.isEmpty
    if isPerKey, recount.inBudget.all == 0 { codes.append("noData") }
    let age = asked - (recount.heardInstants.max() ?? 0)
    if age > (try PlainConfig.duration(nil, else: maxAge)) { codes.append("stale") }
    if let minValid, valid < minValid { codes.append("noData") }
    if let minCoverage {
      let length = Int128(recount.window.to - recount.window.from)
      let covered = Int128(recount.covered ?? 0)
      if covered * 1_000_000_000 < (try share(minCoverage)) * length { codes.append("coverage") }
    }
    if PlainMisattribution(recount.outcomes).holds(asOf: recount.window.to) {
      codes.append("misattribution")
    }
    if !ignoresMalformed, !isRefused, try !refusals(recount, malformed: malformed).isEmpty {
      codes.append("unreadable")
    }
    return codes
  }

  private func share(_ percent: String) throws -> Int128 {
    Int128(try PlainConfig.billionths(.text(PlainText(percent.utf8))))
  }

  /// Why this objective alone refuses. With a number of malformed lines: were those, and its
  /// unjudged events, bad events of every look-back.
  private func refusals(_ recount: PlainObjectiveRecount, malformed: Int?) throws -> [String] {
    let objective = recount.objective
    let end = recount.window.to
    func budget(since from: Int) -> PlainBudget {
      let units = recount.units(of: recount.outcomes)
      let sum = PlainSum(units.filter { from <= $0.instant && $0.instant < end })
      let unjudged = recount.outcomes.filter {
        $0.kind == .unjudged && from <= $0.instant && $0.instant < end
      }
      let doubtful = malformed.map { unjudged.reduce($0) { $0 + $1.weight } } ?? 0
      return Self.spoiled(sum, by: doubtful, of: objective)
    }
    var codes: [String] = []
    let now = budget(since: recount.window.from)
    if now.isExhausted { codes.append("exhausted") }
    if let minRemaining, now.remains(below: try share(minRemaining)) {
      codes.append("minRemaining")
    }
    for limit in maxBurn {
      let parts = limit.split(separator: "=")
      if parts.count == 2, let lookback = PlainTime.duration(String(parts[0])),
        let factor = PlainDecimal(parts[1].utf8)?.fraction
      {
        let limit = PlainFraction(numerator: factor.numerator, denominator: factor.denominator)
        if budget(since: end - lookback).burns(faster: limit) { codes.append("maxBurn") }
      } else {
        let rules = try PlainRule.rules(of: objective).filter { $0.severity == limit }
        let units = recount.units(of: recount.outcomes)
        let isHeld = rules.contains { rule in
          let unread = malformed.map { lines in
            (of: recount.outcomes.filter { $0.kind == .unjudged }, lines: lines)
          }
          return rule.holds(
            units: units, outcomes: recount.outcomes, target: objective.target, asOf: end,
            unread: unread)
        }
        if isHeld { codes.append("maxBurn") }
      }
    }
    let unjudged = recount.outcomes.filter {
      $0.kind == .unjudged && recount.window.from <= $0.instant && $0.instant < end
    }
    let unread = malformed.map { unjudged.reduce($0) { $0 + $1.weight } } ?? 0
    if let minForecast, let at = recount.forecast(with: unread).at,
      at - end < (try PlainConfig.duration(nil, else: minForecast))
    {
      codes.append("minForecast")
    }
    if isPerKey {
      let (met, all) = recount.inBudget
      let allowed = try maxCustomersOut.map(share) ?? 0
      let out = malformed.map { Self.mostOut(of: recount, malformed: $0) } ?? all - met
      if Int128(out) * 1_000_000_000 > allowed * Int128(all) { codes.append("customersOut") }
    }
    return codes
  }

  /// A budget in which so many more events are bad; each spoils a slice where slices are counted.
  private static func spoiled(
    _ sum: PlainSum, by count: Int, of objective: PlainObjective, target: Int? = nil
  ) -> PlainBudget {
    let isSliced = objective.slices != nil
    return PlainBudget(
      valid: isSliced ? sum.valid : sum.valid + count,
      bad: isSliced ? min(sum.valid, sum.bad + count) : sum.bad + count,
      target: target ?? objective.target)
  }

  /// The most customers that can be out of budget, if malformed lines are failures of whoever is
  /// nearest to it, dealt out one by one.
  private static func mostOut(of recount: PlainObjectiveRecount, malformed: Int) -> Int {
    let needed = recount.keys.map { key -> Int in
      let sum = PlainSum(recount.inWindow(recount.units(of: key.outcomes)))
      let (from, to) = recount.window
      let unjudged = key.outcomes.filter {
        $0.kind == .unjudged && from <= $0.instant && $0.instant < to
      }.reduce(0) { $0 + $1.weight }
      return (0...malformed).first {
        !spoiled(sum, by: unjudged + $0, of: recount.objective, target: key.target).isMet
      } ?? malformed + 1
    }
    var left = malformed
    var out = 0
    for count in needed.sorted() where count <= left {
      left -= count
      out += 1
    }
    return out
  }
}
