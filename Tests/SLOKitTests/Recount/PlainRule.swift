// The alert rules of a policy, as SEMANTICS lists them, and whether one holds: in whole numbers.

struct PlainRule {
  var severity: String
  var factor: PlainFraction
  var long: Int
  var short: Int
  /// Floors on specimens and customers over the long look-back, and the wanted confidence.
  var minBad = 0
  var minCustomers = 0
  var confidence: Double?

  static func rules(of objective: PlainObjective) throws -> [PlainRule] {
    let policy = objective.alertSetting("policy")?.string ?? "default"
    var rules = try own(objective) ?? standard(policy, length: objective.nominalLength)
    let isDefault = policy == "default" && objective.alertSetting("rules") == nil
    for index in rules.indices {
      rules[index].minBad = objective.alertSetting("minBad")?.integer ?? (isDefault ? 2 : 0)
      rules[index].minCustomers = objective.alertSetting("minCustomers")?.integer ?? 0
      rules[index].confidence =
        objective.alertSetting("confidence")?.double ?? (isDefault ? 0.95 : nil)
    }
    return rules
  }

  private static func own(_ objective: PlainObjective) throws -> [PlainRule]? {
    try objective.alertSetting("rules")?.elements.map { rule in
      guard case .number(let digits) = rule["factor"],
        let factor = PlainDecimal(digits.utf8)?.fraction
      else { throw PlainConfig.NotUnderstood(what: rule.written()) }
      return PlainRule(
        severity: rule["severity"]?.string ?? "",
        factor: PlainFraction(numerator: factor.numerator, denominator: factor.denominator),
        long: try PlainConfig.duration(rule["long"], else: ""),
        short: try PlainConfig.duration(rule["short"], else: ""))
    }
  }

  /// The catalogue. Rows: severity, long, short, share of the budget in percent, factor otherwise.
  private static func standard(_ policy: String, length: Int) throws -> [PlainRule] {
    let (minute, hour, day) = (PlainTime.minute, PlainTime.hour, PlainTime.day)
    let rows: [(String, Int, Int, Int, PlainFraction)] = [
      ("page", hour, 5 * minute, 2, PlainFraction(numerator: 144, denominator: 10)),
      ("page", 6 * hour, 30 * minute, 5, PlainFraction(numerator: 6, denominator: 1)),
      ("ticket", day, 2 * hour, 10, PlainFraction(numerator: 3, denominator: 1)),
      ("ticket", 3 * day, 6 * hour, 10, PlainFraction(numerator: 1, denominator: 1)),
    ]
    let isMonthLike = (28 * day...31 * day).contains(length)
    let scaled = rows.map { severity, long, short, percent, otherwise in
      let share = PlainFraction(
        numerator: Int128(percent) * Int128(length), denominator: 100 * Int128(long))
      return PlainRule(
        severity: severity, factor: isMonthLike ? share : otherwise, long: long, short: short)
    }
    switch policy {
    case "default", "sloth": return scaled
    case "workbook": return [scaled[0], scaled[1], scaled[3]]
    case "pyrra":
      let rows: [(String, Int128, Int, Int)] = [
        ("page", 14, hour, 5 * minute), ("page", 7, 6 * hour, 30 * minute),
        ("ticket", 2, day, 2 * hour), ("ticket", 1, 4 * day, 6 * hour),
      ]
      return rows.map { severity, factor, long, short in
        func fitted(_ lookback: Int) -> Int {
          let minutes = Double(lookback) * Double(length) / Double(28 * day) / Double(minute)
          return Int(minutes.rounded()) * minute
        }
        return PlainRule(
          severity: severity, factor: PlainFraction(numerator: factor, denominator: 1),
          long: fitted(long), short: fitted(short))
      }
    default: throw PlainConfig.NotUnderstood(what: policy)
    }
  }

  /// Whether this rule holds as of `end`; with `unread`, were the unjudged outcomes and that many
  /// malformed lines bad events, each a specimen.
  func holds(
    units: [PlainUnit], outcomes: [PlainOutcome], target: Int, asOf end: Int,
    unread: (of: [PlainOutcome], lines: Int)? = nil
  ) -> Bool {
    func sum(_ lookback: Int) -> PlainSum {
      var sum = PlainSum(units.filter { end - lookback <= $0.instant && $0.instant < end })
      guard let unread else { return sum }
      let unjudged = unread.of.filter { end - lookback <= $0.instant && $0.instant < end }
      let more = unjudged.reduce(unread.lines) { $0 + $1.weight }
      sum.valid += more
      sum.bad += more
      sum.validSpecimens += more
      sum.badSpecimens += more
      return sum
    }
    func burns(_ sum: PlainSum) -> Bool {
      PlainBudget(valid: sum.valid, bad: sum.bad, target: target).burns(faster: factor)
    }
    let (overLong, overShort) = (sum(long), sum(short))
    guard burns(overLong), burns(overShort), overLong.badSpecimens >= minBad else { return false }
    let failing = outcomes.filter {
      $0.kind == .bad && end - long <= $0.instant && $0.instant < end
    }
    let customers = Set(failing.compactMap(\.customer)).count
    guard unread != nil || customers >= minCustomers else { return false }
    guard let confidence else { return true }
    let threshold = factor.double * Double(1_000_000_000 - target) / 1e9
    let chance = PlainBinomial.tail(
      overLong.badSpecimens, of: overLong.validSpecimens, probability: threshold)
    return chance < 1 - confidence
  }
}
