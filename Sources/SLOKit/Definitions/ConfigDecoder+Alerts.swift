// `alerts`, at top level and in an objective.

extension ConfigDecoder {
  /// Puts what `object` gives over what `choices` hold already.
  mutating func read(_ object: ConfigObject, into choices: inout AlertChoices) {
    if let policy = choice(object, "policy", of: BurnPolicy.self) {
      choices.rules = .policy(policy)
      choices.rulesPosition = object["policy"]?.position
    }
    if let value = object["rules"] {
      choices.rules = .own(elements(object, "rules").compactMap { burnRule($0) })
      choices.rulesPosition = value.position
    }
    if let span = duration(object, "keepFiringFor") { choices.keepFiringFor = span }
    if let count = whole(object, "minBad") { choices.minBad = count }
    if let count = whole(object, "minCustomers") {
      choices.minCustomers = count
      choices.minCustomersPosition = object["minCustomers"]?.position
    }
    if let value = object["confidence"] {
      if value.number == "0" {
        choices.confidence = 0
      } else if let share = share(value, "\"confidence\"", includesOne: false) {
        choices.confidence = share
      }
    }
    if let share = share(object, "budgetLow") { choices.budgetLow = share }
    if let isWanted = bool(object, "budgetExhausted") { choices.budgetExhausted = isWanted }
    if let span = duration(object, "exhaustionForecast") {
      if span.nanoseconds == 0 {
        problem(
          at: object["exhaustionForecast"]?.position ?? object.value.position,
          "\"exhaustionForecast\" is 0s, wanted a time to come",
          advice: "write \"2d\", or leave the key out")
      }
      choices.exhaustionForecast = span
    }
    if let keys = bool(object, "keys") { choices.keys = keys }
  }

  private mutating func burnRule(_ value: JSONValue) -> BurnRule? {
    guard let object = object(value, .burnRule, "an alert rule") else { return nil }
    let severity = choice(object, "severity", of: Severity.self)
    let factor = factor(object)
    let long = lookback(object, "long")
    let short = lookback(object, "short")
    let hold = duration(object, "for")
    if let long, let short, short > long {
      problem(
        at: object["short"]?.position ?? value.position,
        "the short look-back, \(short), is longer than the long one, \(long)",
        advice: "swap them")
    }
    guard let severity, let factor, let long, let short else { return nil }
    return BurnRule(
      severity: severity, factor: factor, long: long, short: short,
      hold: hold ?? TimeSpan(nanoseconds: 0))
  }

  /// A burn rate: exact in decimal, at most six digits behind the point.
  private mutating func factor(_ object: ConfigObject) -> BurnFactor? {
    guard let value = object["factor"] else { return nil }
    let wanted = "a number above 0 and at most 10000"
    guard let number = value.number.flatMap(decimal) else {
      let isQuoted = value.text.flatMap(decimal) != nil
      problem(
        at: value.position, "\"factor\" is \(shown(value)), wanted \(wanted)",
        advice: isQuoted ? "write it without quotes" : nil)
      return nil
    }
    guard number > .zero, number <= DecimalNumber(10_000) else {
      problem(at: value.position, "\"factor\" is \(shown(value)), wanted \(wanted)")
      return nil
    }
    if let millionths = number.scaled(byPowerOfTen: 6).wholeValue {
      return BurnFactor(millionths, 1_000_000)
    }
    problem(
      at: value.position, "\"factor\" is \(shown(value)), finer than a millionth",
      advice: "write at most six decimals")
    return nil
  }
}
