// A budget for every key: figures of its own, worst first.

extension Engine {
  /// The figures of every key that has a matched event in the window.
  func keyAnswer(of plan: ObjectivePlan, _ ledger: ObjectiveLedger) -> KeyAnswer? {
    guard let field = plan.keys, let tally = ledger.tallies.first,
      let table = keyTable(of: field)
    else { return nil }
    var keys: [(key: [UInt8], figures: Figures, burn: [Burn])] = []
    for number in 0..<tally.keyCount where tally.counts(of: number, in: 0).matched > 0 {
      let key = table[number]
      let target = plan.target(of: key, by: field)
      keys.append(
        (
          key, figures(of: number, target: target, plan, tally),
          burn(of: number, target: target, plan, tally)
        ))
    }
    keys.sort { Engine.isWorse($0, $1) }
    let listed = question.top.map { min($0, keys.count) } ?? keys.count
    return KeyAnswer(
      field: field, keys: Array(keys[..<listed]), unkeyed: tally.unkeyed[0],
      otherKeys: keys[listed...].reduce(0) { $0 + $1.figures.matched },
      otherKeyCount: Int64(keys.count - listed),
      inBudget: Int64(keys.count { $0.figures.budget.isMet == true }),
      withValid: Int64(keys.count { $0.figures.valid > 0 }),
      breadth: field == .role(.customer)
        ? Breadth(keys.map { ($0.key, badEvents($0.figures)) }) : nil,
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

  /// By spent (infinite first, none last), then bad, valid, and the key's bytes.
  private static func isWorse(
    _ a: (key: [UInt8], figures: Figures, burn: [Burn]),
    _ b: (key: [UInt8], figures: Figures, burn: [Burn])
  ) -> Bool {
    let (spentA, spentB) = (a.figures.budget.spent ?? -1, b.figures.budget.spent ?? -1)
    if spentA != spentB { return spentA > spentB }
    if a.figures.bad != b.figures.bad { return a.figures.bad > b.figures.bad }
    if a.figures.valid != b.figures.valid { return a.figures.valid > b.figures.valid }
    return a.key.lexicographicallyPrecedes(b.key)
  }
}
