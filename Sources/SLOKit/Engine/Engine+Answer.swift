// From counts to answers: every figure of an answer is made here, from one ledger an objective.

extension Engine {
  /// The answer as of `asOf`, over all lines counted so far.
  package func answer() -> Answer {
    var input = accounting
    input.malformedReasons.sort { ($0.count, $1.reason) > ($1.count, $0.reason) }
    return Answer(
      asOf: asOf, newestEvent: newestJudged, resolution: buckets.resolution, input: input,
      objectives: plans.indices.map { objectiveAnswer($0) })
  }

  private func objectiveAnswer(_ index: Int) -> ObjectiveAnswer {
    let plan = plans[index]
    let ledger = ledgers[index]
    let window = plan.window(asOf: asOf)
    let from = buckets.start(of: window.lowerBound)
    let series = judgedSeries(of: plan, ledger)
    let figures = figures(of: plan, ledger, series, over: window)
    let covered = ledger.firstMatched.map { max($0, from)..<asOf }
    let gap = covered.flatMap { presence.longestGap(in: $0, buckets: buckets) }
    var answer = ObjectiveAnswer(
      objective: plan.objective, charge: plan.charge, from: from,
      covered: covered.map { $0.upperBound - $0.lowerBound },
      longestGap: covered.map { _ in gap.map { $0.upperBound - $0.lowerBound } ?? .zero },
      longestGapFrom: gap?.lowerBound,
      newestMatched: ledger.newestHeard,
      unmatched: ledger.unmatched(of: accounting.judged),
      excluded: ledger.excluded, outside: ledger.matched - figures.matched, figures: figures,
      forecast: forecast(of: plan, series, over: window))
    let unread = accounting.malformed + figures.unjudged
    answer.forecastAtWorst =
      unread == 0
      ? answer.forecast : forecast(of: plan, series, over: window, unread: unread)
    answer.burn = plan.burnLookbacks.map { burn(over: $0, of: plan, ledger, series) }
    if question.wantsBurn { answer.rules = rules(of: plan, ledger, answer.burn) }
    answer.deploy = deployEffect(on: plan, ledger)
    answer.suspects = suspects(of: plan, ledger)
    if plan.keys != nil { answer.keys = keyAnswer(of: plan, ledger, figures) }
    answer.heavyCustomers = heavyCustomers(of: plan, ledger, figures)
    return answer
  }

  /// The buckets of `lookback` as of the answer's instant.
  func span(of lookback: TimeSpan) -> Range<Int> {
    buckets.index(of: asOf - lookback)..<buckets.index(of: asOf)
  }

  private func judgedSeries(of plan: ObjectivePlan, _ ledger: ObjectiveLedger) -> JudgedSeries {
    guard let slices = plan.slices else {
      return JudgedSeries(
        events: ledger.series, charge: plan.charge,
        excusedAreValid: plan.objective.excusedAreValid)
    }
    let end = buckets.index(of: asOf)
    return JudgedSeries(
      slices: { start in
        ledger.series.sum(over: start..<min(start + slices.bucketsPerSlice, end))
      },
      rule: slices, first: ledger.firstMatched.map { buckets.index(of: $0) },
      from: firstBucket, to: end)
  }

  private func figures(
    of plan: ObjectivePlan, _ ledger: ObjectiveLedger, _ series: JudgedSeries,
    over window: Range<Int>
  ) -> Figures {
    Figures(
      plan, target: plan.objective.target, counts: ledger.series.sum(over: window),
      specimens: ledger.specimens.sum(over: window),
      slices: plan.slices == nil ? nil : series.sum(over: window))
  }

  private func forecast(
    of plan: ObjectivePlan, _ series: JudgedSeries, over window: Range<Int>, unread: Int64 = 0
  ) -> Forecast {
    let periodEnd = plan.objective.window.periodEnd(asOf: asOf, buckets: buckets)
    return Forecast(
      of: series, target: plan.objective.target, window: window,
      pace: Int(configuration.forecastFrom.nanoseconds / buckets.resolution.nanoseconds),
      horizon: periodEnd.map { max(0, buckets.index(of: $0) - window.upperBound) } ?? window.count,
      rolls: periodEnd == nil, buckets: buckets, unread: unread, areSlices: plan.slices != nil)
  }

  private func burn(
    over lookback: TimeSpan, of plan: ObjectivePlan, _ ledger: ObjectiveLedger,
    _ series: JudgedSeries
  ) -> Burn {
    let span = span(of: lookback)
    return Burn(
      lookback, series.sum(over: span), target: plan.objective.target,
      specimens: plan.slices == nil ? plan.judged(ledger.specimens.sum(over: span)) : nil,
      unjudged: ledger.series.sum(over: span).unjudged)
  }

  private func rules(
    of plan: ObjectivePlan, _ ledger: ObjectiveLedger, _ burns: [Burn]
  ) -> [RuleState] {
    func burn(_ lookback: TimeSpan) -> Burn? { burns.first { $0.lookback == lookback } }
    return plan.objective.alerts.rules.compactMap { rule in
      guard let long = burn(rule.long), let short = burn(rule.short) else { return nil }
      return BurnCheck(
        long: long, short: short, target: plan.objective.target,
        customers: customersHit(in: rule.long, of: plan, ledger)
      ).state(of: rule, settings: plan.objective.alerts)
    }
  }

  /// What the deploy under way did. The bucket in which it began is on neither side.
  private func deployEffect(on plan: ObjectivePlan, _ ledger: ObjectiveLedger) -> DeployEffect? {
    guard let deploy = deploy(before: asOf) else { return nil }
    let spans = DeployEffect.spans(of: deploy, asOf: asOf, buckets: buckets)
    func sum(over span: Range<Timestamp>) -> Judged {
      let range = buckets.index(of: span.lowerBound)..<buckets.index(of: span.upperBound)
      return plan.judged(ledger.specimens.sum(over: range))
    }
    return DeployEffect(
      deploy: deploy, before: sum(over: spans.before), after: sum(over: spans.after))
  }

  /// Watches the logged customers up to the answer's instant; nil where nothing is suspect then.
  private func suspects(of plan: ObjectivePlan, _ ledger: ObjectiveLedger) -> Suspects? {
    guard let log = ledger.customers, let first = ledger.firstMatched,
      let table = keyTable(of: .role(.customer)), var watch = Misattribution(buckets: buckets)
    else { return nil }
    var sight = Misattribution.Sight()
    for bucket in log.buckets.lowerBound..<max(log.buckets.lowerBound, buckets.index(of: asOf)) {
      let dayBefore = buckets.start(of: bucket + 1) - .days(1)
      sight = watch.advance(
        log.keys(in: bucket, excusedBy: plan.charge), hasDayOfHistory: first <= dayBefore)
    }
    guard sight.holds else { return nil }
    let names = watch.customersHit.map { table[$0] }.sorted { $0.lexicographicallyPrecedes($1) }
    return Suspects(
      hit: Int64(sight.hit), all: Int64(sight.all), customers: Array(names.prefix(10)))
  }

  /// What the worst customers cost; nil where that is not asked, or not known.
  private func heavyCustomers(
    of plan: ObjectivePlan, _ ledger: ObjectiveLedger, _ figures: Figures
  ) -> HeavyCustomers? {
    guard question.weighsCustomers, plan.slices == nil,
      let number = plan.keyFields.firstIndex(of: .role(.customer)),
      let table = keyTable(of: .role(.customer))
    else { return nil }
    let tally = ledger.tallies[number]
    return HeavyCustomers(
      (0..<tally.keyCount).lazy.map { (table[$0], plan.judged(tally.counts(of: $0, in: 0))) },
      of: plan.judged(figures.counts), target: figures.target)
  }

  /// How many customers have a bad event in `lookback`; nil where they are not counted.
  private func customersHit(
    in lookback: TimeSpan, of plan: ObjectivePlan, _ ledger: ObjectiveLedger
  ) -> Int64? {
    guard let number = plan.keyFields.firstIndex(of: .role(.customer)),
      let index = plan.burnLookbacks.firstIndex(of: lookback)
    else { return nil }
    let tally = ledger.tallies[number]
    let hit = (0..<tally.keyCount).count {
      tally.counts(of: $0, in: index + 1).bad(charging: plan.charge) > 0
    }
    return Int64(hit)
  }
}

extension Figures {
  /// The figures of `counts` in a window, or of its `slices` where the objective counts those.
  init(
    _ plan: ObjectivePlan, target: Target, counts: Counts, specimens: Counts, slices: Judged?
  ) {
    let objective = plan.objective
    let events = plan.judged(counts)
    let judged = slices ?? events
    let sampled = slices ?? plan.judged(specimens)
    let budget = ErrorBudget(valid: judged.valid, bad: judged.bad, target: target)
    let status: BudgetStatus =
      if judged.valid == 0 {
        .noData
      } else if budget.isExhausted {
        .exhausted
      } else {
        budget.remains(lessThan: objective.alerts.budgetLow ?? Target.one / 10) ? .low : .ok
      }
    self.init(
      target: target, counts: counts, matched: counts.matched, valid: judged.valid,
      good: judged.good, bad: judged.bad, excused: events.excused, unjudged: counts.unjudged,
      validSpecimens: sampled.valid, badSpecimens: sampled.bad,
      events: slices == nil
        ? nil : EventFigures(valid: events.valid, good: events.good, bad: events.bad),
      interval: Interval.wilson(
        successes: sampled.valid - sampled.bad, trials: sampled.valid),
      status: status)
  }
}
