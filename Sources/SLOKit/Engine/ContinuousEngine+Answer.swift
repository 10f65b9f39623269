// Questions about now. The counts are handed to an engine that answers as if it had read the lines
// itself, so that a number cannot differ between the two; what would need the lines is refused.

extension ContinuousEngine {
  /// The answer as of the clock that `advance` was last told: the one that the command gives that
  /// reads the same lines `--at` `asOf`, apart from `future` and `late`.
  package func answer(to question: Question) throws(QuestionRefusal) -> Answer {
    var question = question
    try check(question)
    question.time = .at(asOf)
    let customer = question.customer.flatMap { isQuick(question) ? $0 : nil }
    if customer != nil { question.keys = .none }
    question.logsCustomers =
      question.watchesMisattribution && configuration.fields[.customer] != nil
    var engine = Engine(question, configuration: configuration, clock: clock, end: asOf)
    if let first = engine.plans.flatMap({ $0.starts(asOf: asOf) }).min(),
      buckets.index(of: min(first, deployStart(question) ?? first)) < firstBucket
    {
      throw QuestionRefusal(
        message: "the daemon keeps counts from \(buckets.start(of: firstBucket)) on, "
          + "the question goes back to \(min(first, deployStart(question) ?? first))",
        advice: "leave out --daemon, to read the event files")
    }
    var ledgers: [ObjectiveLedger] = []
    var tables: [FieldReference: KeyTable] = [:]
    for plan in engine.plans { ledgers.append(try ledger(for: plan, question, &tables)) }
    if question.logsCustomers, let index = keyReferences.firstIndex(of: .role(.customer)) {
      tables[.role(.customer)] = self.tables[index]
    }
    engine.adopt(
      Engine.CountsFromElsewhere(
        ledgers: ledgers, keyTables: tables, accounting: accounting, presence: presence,
        newestJudged: newestJudged.value))
    var answer = engine.answer()
    guard let customer else { return answer }
    for index in answer.objectives.indices {
      let total = answer.objectives[index]
      answer.objectives[index].keys = KeyAnswer(
        of: customer, .role(.customer), try figures(of: customer, in: total.objective.name),
        unkeyed: unkeyedEvents(of: total.objective.name), total: total.figures)
    }
    return answer
  }

  /// Whether the figures of the one customer who is asked for need not be looked for among all.
  private func isQuick(_ question: Question) -> Bool {
    question.keys == .by(.role(.customer)) && question.lookback == nil && question.charge == nil
      && !question.wantsBurn
      && objectives.allSatisfy { $0.plan.slices == nil && $0.customers == 0 }
  }

  /// How many events without a customer an objective's window has.
  private func unkeyedEvents(of objective: String) -> Int64 {
    guard let keyed = objectives.first(where: { $0.plan.objective.name == objective })?.keyed.first
    else { return 0 }
    var sum: Int64 = 0
    keyed.unkeyed.forEach(in: keyed.window.span) { sum += $1 }
    return sum
  }

  /// The figures of one key of an objective, which take no longer with a million keys than with ten;
  /// nil where nothing was counted of it in the window.
  ///
  /// - Parameter key: The customer's name, or where customers are not mapped, a value of `per`.
  package func figures(
    of key: [UInt8], in objective: String
  ) throws(QuestionRefusal) -> Figures? {
    guard let counted = objectives.first(where: { $0.plan.objective.name == objective }) else {
      throw QuestionRefusal(
        message: "no objective is called \(objective)",
        advice: "the objectives are "
          + configuration.objectives.map(\.name).joined(separator: ", "))
    }
    guard let keyed = counted.keyed.first, let field = counted.keyFields.first else {
      throw QuestionRefusal(
        message: "\(objective) is not counted by customer",
        advice: "map the role customer to a field, or give the objective \"per\"")
    }
    guard counted.plan.slices == nil else {
      throw QuestionRefusal(
        message: "\(objective) counts slices, whose keys are judged all at once",
        advice: "ask for customers \(objective)")
    }
    guard let number = tables[field].number(ofKnown: key) else { return nil }
    let counts = keyed.window.counts(of: number)
    if counts.matched == 0 { return nil }
    return Figures(
      counted.plan, target: counted.plan.target(of: key, by: keyReferences[field]),
      counts: counts, specimens: keyed.specimens?.counts(of: number) ?? counts, slices: nil)
  }

  /// Throws where the question needs the events themselves, or those of another time.
  private func check(_ question: Question) throws(QuestionRefusal) {
    if question.condition != nil || !question.exceptions.isEmpty {
      throw QuestionRefusal(
        message: "the daemon keeps counts, not events: it cannot leave some of them out",
        advice: "ask without --where and --without, or leave out --daemon")
    }
    if question.recordsHistory || question.observesUse {
      throw QuestionRefusal(
        message: "the daemon keeps counts, not events: it cannot replay them",
        advice: "leave out --daemon, to read the event files")
    }
    if case .at(let time) = question.time, buckets.endRoundingUp(time) != asOf {
      throw QuestionRefusal(
        message: "the daemon answers as of now, \(asOf), not as of \(time)",
        advice: "leave out --at, or --daemon")
    }
  }

  private func deployStart(_ question: Question) -> Timestamp? {
    question.deploys.last { $0.time < asOf }.map { $0.time - DeployEffect.spanBefore }
  }

  /// What is counted of an objective, as an engine that was asked `plan` has it.
  private func ledger(
    for plan: ObjectivePlan, _ question: Question, _ tables: inout [FieldReference: KeyTable]
  ) throws(QuestionRefusal) -> ObjectiveLedger {
    guard
      let counted = objectives.first(where: { $0.plan.objective.name == plan.objective.name })
    else {
      throw QuestionRefusal(
        message: "no objective is called \(plan.objective.name)", advice: "reload the config")
    }
    let starts = plan.starts(asOf: asOf).map { buckets.index(of: $0) }
    var tallies: [KeyTally] = []
    for reference in plan.keyFields {
      guard let field = keyReferences.firstIndex(of: reference),
        let index = counted.keyFields.firstIndex(of: field)
      else {
        throw QuestionRefusal(
          message: "the daemon does not count \(plan.objective.name) by \(reference.text)",
          advice: "give the objective \"per\": \"\(reference.text)\", or leave out --daemon")
      }
      tables[reference] = self.tables[field]
      tallies.append(
        counted.keyed[index].tally(
          from: starts, to: end, keyCount: self.tables[field].count,
          bucketsPerSlice: plan.slices?.bucketsPerSlice, buckets: buckets))
    }
    let first = counted.history.firstMatched.flatMap { $0 < asOf ? $0 : nil }
    return ObjectiveLedger(
      unmatched: counted.unmatched, excluded: counted.excluded, matched: counted.matched,
      firstMatched: first, newestHeard: counted.newestHeard.value,
      series: counted.history.counts, specimens: counted.history.specimens, tallies: tallies,
      customers: question.logsCustomers
        ? counted.customers.map { counted.keyed[$0].log } : nil)
  }
}
