// The one place where events become counts: lines come in, in any order, and an answer goes out.
// The same engine serves the one-shot commands and whatever else asks, so that a number cannot
// differ between them. Every line is in exactly one count of `accounting` when `ingest` returns.

/// Counts events and answers a question about them.
package struct Engine: Sendable {
  /// The wanted fields, in slot order.
  package let fieldPlan: FieldPlan
  package let plans: [ObjectivePlan]
  package internal(set) var ledgers: [ObjectiveLedger]
  /// The key tables, one a field that is counted by.
  var keyTables: [KeyTable]
  /// The numbers of the keys of the batch that is counted, by table and event.
  var keyNumbers: [[Int32]]
  /// The events of the run that are counted by their keys next.
  var keyedEvents = KeyedEvents()
  /// The failing keys that found no place in each of them; nil where it is settled who has one.
  var keysPastLimit: [KeysPastLimit?]
  /// The keys that have places by that, by field.
  let placedKeys: [FieldReference: KeyTable]
  package internal(set) var accounting = Accounting()
  /// When any objective's events happened, for finding gaps.
  package internal(set) var presence = Presence()
  /// What is of use; only where the question observes it.
  package internal(set) var use: UseOfConfiguration?
  /// What a replay needs; only where the question asks for histories.
  var recorder: HistoryRecorder?
  /// Who sees the events one by one; nil where nobody does.
  package internal(set) var witness: (any EventWitness)?
  /// Whether the lines themselves are looked at, so that they must come one by one.
  package let wantsLines: Bool
  /// The newest judged instant before the instant asked for.
  package internal(set) var newestJudged: Timestamp?
  /// The newest judged instant of all.
  var newest: Timestamp?
  /// Whether the events of files that were read in part are in order.
  package internal(set) var order = EventOrder()

  package let question: Question
  package let configuration: Configuration
  package let buckets: Buckets
  let clock: Timestamp
  private let decoder: EventDecoder
  /// The judges of the objectives of `plans`.
  let judges: [Classifier]
  /// Judges lines for this engine: a copy for each thread that reads.
  package let judge: LineJudge
  /// The judge of those who hand over line by line.
  var lineJudge: LineJudge
  let keyReferences: [FieldReference]
  /// Which of `keyTables` each objective counts by, in the order of its tallies.
  let keyTablesOfObjectives: [[Int]]
  /// Which of `keyTables` is the customer's, where customers are logged.
  let customerTable: Int?
  var filter: DuplicateFilter?
  /// Watches the duplicates where events were left out.
  var doubt: DuplicateDoubt?
  /// The end of the newest bucket seen, or the instant asked for: no answer is as of an earlier one.
  var end: Timestamp?
  /// Whether `end` is the instant of the answer, whatever is read.
  let endIsKnown: Bool
  /// Whether `end` was presumed, so that what was read has to bear it out.
  let isEndPresumed: Bool
  /// Events after it are too far ahead of the time asked for.
  let newestTaken: Timestamp
  /// Where the objectives' spans start as of `end`, and before which bucket nothing is needed.
  var starts: [[Timestamp]]
  private(set) var firstBucket = Int.min
  /// The events that are being counted.
  var run = EventRun()
  /// Whether the customers' up and down time is measured.
  let measuresUptime: Bool
  /// Where exclusions begin and end.
  let exclusionEdges: [Timestamp]

  /// An engine for `question`.
  ///
  /// - Parameters:
  ///   - clock: The wall clock's time.
  ///   - end: The instant of the answer where an engine before this one has found it.
  ///   - isEndPresumed: Whether `end` may be wrong, which `secondLook` then tells.
  ///   - placedKeys: The keys that are to have places, by field, where an engine before this one has
  ///     found those with the most failures.
  ///   - makeWitness: Makes who is to see the events one by one.
  package init(
    _ question: Question, configuration: Configuration, clock: Timestamp, end: Timestamp? = nil,
    isEndPresumed: Bool = false, keeping placedKeys: [FieldReference: KeyTable] = [:],
    makeWitness: WitnessMaker? = nil
  ) {
    self.isEndPresumed = isEndPresumed
    self.question = question
    self.configuration = configuration
    self.clock = clock
    buckets = Buckets(resolution: configuration.resolution)
    switch question.time {
    case .newestEvent: newestTaken = clock + configuration.maxSkew
    case .at(let time):
      let end = buckets.endRoundingUp(time).nanoseconds
      newestTaken = max(time + configuration.maxSkew, Timestamp(nanoseconds: end &- 1))
    }
    var fields = FieldPlan(mappings: configuration.fields)
    let isWanted = { (objective: Objective) in
      question.objectives.isEmpty || question.objectives.contains(objective.name)
    }
    plans = configuration.objectives.filter(isWanted).map {
      ObjectivePlan($0, of: question, in: configuration, plan: &fields)
    }
    starts = plans.map { $0.starts(asOf: Timestamp(nanoseconds: 0)) }
    judges = plans.map(\.classifier)
    exclusionEdges = configuration.exclusions.flatMap { [$0.from, $0.to] }
    let others = configuration.objectives.filter { !isWanted($0) }.map {
      Classifier(
        $0, in: configuration, plan: &fields, condition: question.condition,
        exceptions: question.exceptions)
    }
    let customer: [FieldReference] = question.logsCustomers ? [.role(.customer)] : []
    let keys = (plans.flatMap(\.keyFields) + customer).reduce(into: [FieldReference]()) {
      if !$0.contains($1) { $0.append($1) }
    }
    let customerTable = customer.first.flatMap { keys.firstIndex(of: $0) }
    self.customerTable = customerTable
    let tablesOfObjectives = plans.map { $0.keyFields.compactMap { keys.firstIndex(of: $0) } }
    keyTablesOfObjectives = tablesOfObjectives
    keyReferences = keys
    let seed = placedKeys.values.first?.seed ?? .random(in: .min ... .max)
    self.placedKeys = placedKeys
    keyTables = [KeyTable](repeating: KeyTable(seed: seed), count: keys.count)
    keyNumbers = [[Int32]](repeating: [], count: keys.count)
    let most = configuration.maxKeys
    for (table, reference) in keys.enumerated() {
      if reference == .role(.customer), let asked = question.customer {
        _ = keyTables[table].key(of: asked, upTo: most)
      }
      for plan in plans where plan.objective.per == reference {
        // Who has a target of its own has a place, whoever came before.
        for own in plan.objective.overrides {
          _ = keyTables[table].key(of: Array(own.key.utf8), upTo: most)
        }
      }
      if let placed = placedKeys[reference] { keyTables[table].add(keysOf: placed, upTo: most) }
    }
    keysPastLimit = keys.map { reference in
      placedKeys[reference] == nil ? KeysPastLimit(seed: seed, most: Int(clamping: most)) : nil
    }
    let id = fields.field(of: .id)
    let filter = DuplicateFilter(horizon: configuration.dedupeHorizon)
    self.filter = id == nil ? nil : filter
    judge = LineJudge(
      Classifiers(plans.map(\.classifier), others: others),
      keyFields: keys.map { fields.field(of: $0) },
      objectivesOfKeys: keys.indices.map { table in
        tablesOfObjectives.indices.filter {
          table == customerTable || tablesOfObjectives[$0].contains(table)
        }
      },
      id: id, seed: seed, idSeeds: filter.seeds)
    lineJudge = judge
    let isWeighted = configuration.fields[.weight] != nil
    measuresUptime = question.measuresUptime && question.keys == .by(.role(.customer))
    let uptime = measuresUptime ? UptimeMeter(buckets: buckets) : nil
    ledgers = plans.map { plan in
      let tally = KeyTally(
        lookbacks: 1 + plan.burnLookbacks.count, isWeighted: isWeighted,
        bucketsPerSlice: plan.slices?.bucketsPerSlice)
      return ObjectiveLedger(
        isWeighted: isWeighted, tallies: plan.keyFields.map { _ in tally },
        logsCustomers: question.logsCustomers, uptime: uptime)
    }
    if question.recordsHistory {
      recorder = HistoryRecorder(plans, in: configuration, fields: &fields)
    }
    witness = makeWitness?(&fields, plans)
    if question.observesUse { Role.allCases.forEach { _ = fields.field(of: $0) } }
    decoder = EventDecoder(format: configuration.format, plan: &fields)
    fieldPlan = fields
    if question.observesUse { use = UseOfConfiguration(fields, configuration) }
    wantsLines = recorder != nil || use != nil || witness != nil
    endIsKnown = end != nil || question.time != .newestEvent
    if let end { advance(to: end) }
    if case .at(let time) = question.time { advance(to: buckets.endRoundingUp(time)) }
  }

  /// The instant as of which `answer()` is.
  package var asOf: Timestamp { end ?? buckets.endRoundingUp(clock) }

  /// The keys of the field `reference`; nil where nothing is counted by it.
  package func keyTable(of reference: FieldReference) -> KeyTable? {
    keyReferences.firstIndex(of: reference).map { keyTables[$0] }
  }

  /// Counts that were made elsewhere, of the same objectives and with the same clock.
  struct CountsFromElsewhere {
    /// The ledgers of `plans`.
    var ledgers: [ObjectiveLedger]
    /// The keys of each of `keyFields` of the plans.
    var keyTables: [FieldReference: KeyTable]
    var accounting: Accounting
    var presence: Presence
    var newestJudged: Timestamp?
  }

  /// Takes counts that were made elsewhere for its own, and leaves what its question does not need.
  mutating func adopt(_ counts: CountsFromElsewhere) {
    ledgers = counts.ledgers
    keyTables = keyReferences.map { counts.keyTables[$0] ?? KeyTable() }
    accounting = counts.accounting
    presence = counts.presence
    newestJudged = counts.newestJudged
    for index in ledgers.indices { ledgers[index].drop(before: firstBucket) }
    presence.drop(before: firstBucket)
  }

  /// A decoder for one file.
  package func makeDecoder() -> EventDecoder { decoder }

  /// Moves the instant of the answer on, and with it the spans' starts.
  mutating func advance(to end: Timestamp) {
    self.end = end
    var earliest = end - configuration.forecastFrom
    let plans = plans
    for index in starts.indices {
      plans.span[index].move(&starts[index], to: end)
      for start in starts[index] { earliest = min(earliest, start) }
    }
    // One that lies ahead now may be the one asked about in the end: its day before is kept too.
    if let deploy = deploy(before: end) ?? question.deploys.first {
      earliest = min(earliest, deploy.time - DeployEffect.spanBefore)
    }
    if question.logsCustomers { earliest = min(earliest, end - Misattribution.retention) }
    firstBucket = buckets.index(of: earliest)
    for index in ledgers.indices {
      ledgers[index].drop(before: firstBucket)
      ledgers[index].startUptime(at: starts[index][0])
    }
    presence.drop(before: firstBucket)
    recorder?.advance(to: end)
  }

  /// Hands over what was recorded, so that a replay holds it alone.
  mutating func takeRecorder() -> HistoryRecorder? { recorder.take() }

  /// The deploy under way as of `end`; nil where none is asked about.
  func deploy(before end: Timestamp) -> DeployMarker? {
    question.deploys.last { $0.time < end }
  }
}
