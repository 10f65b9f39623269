// A budget for every key: figures of its own, worst first.

extension Engine {
  /// The figures of every key that has a matched event in the window, or of the one that was asked
  /// for; `total` are those of the objective.
  func keyAnswer(
    of plan: ObjectivePlan, _ ledger: ObjectiveLedger, _ total: Figures
  ) -> KeyAnswer? {
    guard let field = plan.keys, let tally = ledger.tallies.first,
      let table = keyTable(of: field)
    else { return nil }
    if let customer = question.customer {
      let number = table.number(ofKnown: customer).flatMap {
        $0 < tally.keyCount && tally.counts(of: $0, in: 0).matched > 0 ? $0 : nil
      }
      let target = plan.target(of: customer, by: field)
      return KeyAnswer(
        of: customer, field, number.map { figures(of: $0, target: target, plan, tally) },
        burn: number.map { burn(of: $0, target: target, plan, tally) } ?? [],
        unkeyed: tally.unkeyed[0], total: total)
    }
    var worst = WorstKeys(most: question.top, of: table)
    var hit: [(key: [UInt8], bad: Int64)] = []
    var (matched, inBudget, withValid) = (0 as Int64, 0 as Int64, 0 as Int64)
    let hasOwnTargets = plan.hasOwnTargets(by: field)
    for number in 0..<tally.keyCount where tally.counts(of: number, in: 0).matched > 0 {
      let target =
        hasOwnTargets ? plan.target(of: table[number], by: field) : plan.objective.target
      let figures = figures(of: number, target: target, plan, tally)
      worst.add(number, figures)
      matched += figures.matched
      if figures.budget.isMet == true { inBudget += 1 }
      if figures.valid > 0 { withValid += 1 }
      if badEvents(figures) > 0 { hit.append((table[number], badEvents(figures))) }
    }
    let keys = worst.numbers().map { number in
      let key = table[number]
      let target = plan.target(of: key, by: field)
      return (
        key: key, figures: figures(of: number, target: target, plan, tally),
        burn: burn(of: number, target: target, plan, tally)
      )
    }
    return KeyAnswer(
      field: field, keys: keys, unkeyed: tally.unkeyed[0],
      otherKeys: keys.reduce(matched + tally.others[0]) { $0 - $1.figures.matched },
      otherKeyCount: worst.count - Int64(keys.count), pastLimit: tally.others[0],
      inBudget: inBudget, withValid: withValid,
      breadth: field == .role(.customer) ? Breadth(hit) : nil,
      uptime: ledger.uptime?.uptime(over: plan.window(asOf: asOf)))
  }

  private func badEvents(_ figures: Figures) -> Int64 { figures.events?.bad ?? figures.bad }

  private func figures(
    of key: Int, target: Target, _ plan: ObjectivePlan, _ tally: KeyTally
  ) -> Figures {
    let series = sliceSeries(of: key, plan, tally)
    return Figures(
      plan, target: target, counts: tally.counts(of: key, in: 0),
      specimens: tally.specimens(of: key, in: 0),
      slices: series?.sum(over: plan.window(asOf: asOf)))
  }

  private func burn(
    of key: Int, target: Target, _ plan: ObjectivePlan, _ tally: KeyTally
  ) -> [Burn] {
    guard question.wantsBurn else { return [] }
    let series = sliceSeries(of: key, plan, tally)
    return plan.burnLookbacks.enumerated().map { index, lookback in
      let counts = tally.counts(of: key, in: index + 1)
      return Burn(
        lookback, series?.sum(over: span(of: lookback)) ?? plan.judged(counts), target: target,
        specimens: series == nil ? plan.judged(tally.specimens(of: key, in: index + 1)) : nil,
        unjudged: counts.unjudged)
    }
  }

  /// The slices of `key`; nil where the objective counts events.
  private func sliceSeries(
    of key: Int, _ plan: ObjectivePlan, _ tally: KeyTally
  ) -> JudgedSeries? {
    guard let rule = plan.slices else { return nil }
    let slices = tally.slices(of: key)
    let start = plan.starts(asOf: asOf).min() ?? asOf
    return JudgedSeries(
      slices: { slices[$0] ?? .zero }, rule: rule,
      first: tally.firstMatched(of: key).map { buckets.index(of: $0) },
      from: buckets.index(of: start), to: buckets.index(of: asOf))
  }
}

extension KeyAnswer {
  /// The figures of one key alone; none are listed where there are none.
  init(
    of key: [UInt8], _ field: FieldReference, _ figures: Figures?, burn: [Burn] = [],
    unkeyed: Int64, total: Figures
  ) {
    self.init(
      field: field, keys: figures.map { [(key: key, figures: $0, burn: burn)] } ?? [],
      unkeyed: unkeyed, otherKeys: total.matched - unkeyed - (figures?.matched ?? 0),
      otherKeyCount: 0, inBudget: figures?.budget.isMet == true ? 1 : 0,
      withValid: figures.map { $0.valid > 0 ? 1 : 0 } ?? 0)
  }
}
