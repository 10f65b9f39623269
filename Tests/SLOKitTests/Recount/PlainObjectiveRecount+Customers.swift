// The part of an answer that is split by a field: every key's own figures, worst first, and what
// `customers` says of all of them.

extension PlainObjectiveRecount {
  struct Key {
    var name: PlainText
    var target: Int
    var outcomes: [PlainOutcome]
    var budget: PlainBudget
  }

  /// The keys that have a matched event in the window, worst first.
  var keys: [Key] {
    let isPer = splittingField == objective.per
    let inWindow = Set(matched.compactMap(\.key))
    let groups = Dictionary(grouping: outcomes.filter { $0.key != nil }, by: \.key)
    var keys: [Key] = []
    for case (let name?, let outcomes) in groups where inWindow.contains(name) {
      let target = (isPer ? objective.overrides[name] : nil) ?? objective.target
      let budget = budget(of: outcomes, target: target)
      keys.append(Key(name: name, target: target, outcomes: outcomes, budget: budget))
    }
    return keys.sorted(by: Self.isWorse)
  }

  /// By spent, infinite first and absent last, then bad, then valid, then the key's bytes.
  private static func isWorse(_ left: Key, _ right: Key) -> Bool {
    switch (left.budget.spent, right.budget.spent) {
    case (nil, _?): return false
    case (_?, nil): return true
    case (let a?, let b?):
      // a/b as whole numbers; a denominator of 0 is infinity, and two infinities are equal.
      let isInfinite = (a.denominator == 0, b.denominator == 0)
      if isInfinite.0 != isInfinite.1 { return isInfinite.0 }
      let (left, right) = (a.numerator * b.denominator, b.numerator * a.denominator)
      if !isInfinite.0, left != right { return left > right }
    case (nil, nil): break
    }
    if left.budget.bad != right.budget.bad { return left.budget.bad > right.budget.bad }
    if left.budget.valid != right.budget.valid { return left.budget.valid > right.budget.valid }
    return left.name.lexicographicallyPrecedes(right.name)
  }

  func keyMembers() -> [(String, Expected)] {
    let keys = keys
    let shown = recount.question.top.map { Array(keys.prefix($0)) } ?? keys
    let cut = keys.dropFirst(shown.count).flatMap(\.outcomes)
    func count(_ outcomes: [PlainOutcome]) -> Expected {
      let inside = outcomes.filter { window.from <= $0.instant && $0.instant < window.to }
      return .integer(inside.reduce(0) { $0 + $1.weight })
    }
    return [
      (
        "keys",
        .array(
          shown.map {
            .object([("key", .text($0.name))] + figures(of: $0.outcomes, target: $0.target))
          })
      ),
      ("unkeyed", count(outcomes.filter { $0.key == nil })),
      ("otherKeys", count(Array(cut))),
    ]
  }

  /// Keys whose objective is met, of those that have valid events.
  var inBudget: (met: Int, all: Int) {
    let valid = keys.filter { $0.budget.valid > 0 }
    return (valid.filter { $0.budget.isMet }.count, valid.count)
  }

  func customerMembers() -> [(String, Expected)] {
    let (met, all) = inBudget
    let uptime = PlainUptime(matched, period: window, resolution: recount.config.resolution)
    return [
      (
        "customersInBudget",
        .object([
          ("inBudget", .integer(met)), ("customers", .integer(all)),
          ("ratio", .ratio(all == 0 ? nil : (Int128(met), Int128(all)))),
        ])
      ),
      ("breadth", breadth),
      ("userUptime", uptime.expected),
      ("windowedUserUptime", uptime.expectedWindowed),
    ]
  }

  /// How many customers have a bad event, and the fewest of them who hold half of the bad events.
  private var breadth: Expected {
    let bad = matched.filter { $0.kind == .bad && $0.customer != nil }
    var counts: [(customer: PlainText, bad: Int)] = []
    for case (let customer?, let events) in Dictionary(grouping: bad, by: \.customer) {
      counts.append((customer, events.reduce(0) { $0 + $1.weight }))
    }
    counts.sort {
      $0.bad == $1.bad ? $0.customer.lexicographicallyPrecedes($1.customer) : $0.bad > $1.bad
    }
    let total = counts.reduce(0) { $0 + $1.bad }
    var (held, half) = (0, 0)
    while 2 * held < total {
      held += counts[half].bad
      half += 1
    }
    return .object([
      ("customers", .integer(counts.count)), ("half", .integer(half)),
      ("topCustomers", .array(counts.prefix(half).map { .text($0.customer) })),
    ])
  }

  /// What `budget` says of the customer that spent most, and of the few that spend more than all.
  func heavyMembers() -> [(String, Expected)] {
    let isKnown = [objective.per, recount.question.by].contains("customer")
    var budgets: [(customer: PlainText, budget: PlainBudget)] = []
    if isKnown, objective.slices == nil {
      for case (let customer?, let own) in Dictionary(grouping: outcomes, by: \.customer) {
        budgets.append((customer, budget(of: own, target: objective.target)))
      }
    }
    budgets.removeAll { $0.budget.bad == 0 }
    budgets.sort { left, right in
      left.budget.bad == right.budget.bad
        ? left.customer.lexicographicallyPrecedes(right.customer)
        : left.budget.bad > right.budget.bad
    }
    guard let worst = budgets.first?.customer else {
      return [("without", .null), ("aloneOverBudget", .array([]))]
    }
    let rest = budget(of: outcomes.filter { $0.customer != worst }, target: objective.target)
    var whole = budget(of: outcomes, target: objective.target)
    let alone = (1...min(budgets.count, 5)).first { count in
      whole.bad = budgets[..<count].reduce(0) { $0 + $1.budget.bad }
      return !whole.isMet
    }
    return [
      (
        "without",
        .object([
          ("customer", .text(worst)),
          ("valid", .integer(Int(rest.valid))), ("bad", .integer(Int(rest.bad))),
          ("ratio", .ratio(rest.valid == 0 ? nil : (rest.valid - rest.bad, rest.valid))),
          ("remaining", .ratio(rest.remaining)),
        ])
      ),
      ("aloneOverBudget", .array(budgets.prefix(alone ?? 0).map { .text($0.customer) })),
    ]
  }
}
