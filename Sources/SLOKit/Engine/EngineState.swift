// All that an engine that runs for ever has found out, apart from the config under which it did: what
// a restart brings back, and what a changed config takes over. Nothing in it depends on an order of
// objectives or fields: they go by their names.

/// What is known of one objective.
struct ObjectiveState: Sendable {
  var name: String
  var definition: ObjectiveDefinition
  var unmatched: Int64
  var excluded: Int64
  var matched: Int64
  var newestHeard: NewestInstant
  var firstMatched: Timestamp?
  var counts: BucketSeries<Counts>
  var specimens: BucketSeries<Counts>?
  var heard: BucketSeries<Bool>
  var badExemplars: ExemplarLog
  var excusedExemplars: ExemplarLog
  /// By the values of fields, each with its place in the state's `keyReferences`.
  var keyed: [(field: Int, counts: KeyedCounts)]
  var routes: KeyLog?
  var keyFailures: KeyFailures?
  var standing: AlertStanding
}

/// What an engine has found out.
struct EngineState: Sendable {
  var resolution: TimeSpan
  var clock: Timestamp
  var firstBucket: Int
  var newestBucket: Int?
  var accounting: Accounting
  var newestJudged: NewestInstant
  var presence: Presence
  var keyReferences: [FieldReference]
  /// The keys of each of `keyReferences`.
  var tables: [KeyTable]
  var routeTable: KeyTable
  var filter: DuplicateFilter?
  /// Future events, their outcomes in the order of `objectives`, their keys in that of
  /// `keyReferences`.
  var held: HeldEvents
  var alerts: AlertDesk
  var objectives: [ObjectiveState]
}

extension ContinuousEngine {
  /// All that it has found out.
  var state: EngineState {
    EngineState(
      resolution: buckets.resolution, clock: clock, firstBucket: firstBucket,
      newestBucket: newestBucket, accounting: accounting, newestJudged: newestJudged,
      presence: presence, keyReferences: keyReferences, tables: tables, routeTable: routeTable,
      filter: filter, held: held, alerts: alerts,
      objectives: objectives.map { $0.state(in: configuration) })
  }

  /// An engine for `configuration` that goes on where another has stopped.
  ///
  /// - Returns: The engine, and a sentence for each thing that could not be kept.
  static func engine(
    for configuration: Configuration, from state: EngineState, clock: Timestamp
  ) -> (engine: ContinuousEngine, said: [String]) {
    var engine = ContinuousEngine(configuration, clock: clock)
    let said = engine.takeOver(state)
    engine.moveOn(to: clock, isAnew: true)
    return (engine, said)
  }

  /// Takes over a new config. Counts are kept by the names of the objectives, where what they hang
  /// on is the same; what cannot be kept is begun anew.
  ///
  /// - Returns: A sentence for each thing that could not be kept.
  package mutating func reconfigure(_ configuration: Configuration) -> [String] {
    let (engine, said) = ContinuousEngine.engine(for: configuration, from: state, clock: clock)
    self = engine
    return said
  }

  private mutating func takeOver(_ state: EngineState) -> [String] {
    accounting = state.accounting
    alerts = AlertDesk(goingOnFrom: state.alerts)
    guard state.resolution == buckets.resolution else {
      accounting.future -= state.held.events.reduce(0) { $0 + $1.event.head.weight }
      return [
        "the resolution was \(state.resolution) and is \(buckets.resolution): everything is "
          + "counted anew"
      ]
    }
    alerts = state.alerts
    firstBucket = state.firstBucket
    firstKept = .min
    newestBucket = state.newestBucket
    newestJudged = state.newestJudged
    presence = state.presence
    routeTable = state.routeTable
    if id != nil, let before = state.filter,
      before.horizon == configuration.dedupeHorizon.nanoseconds
    {
      filter = before
    }
    for (index, reference) in keyReferences.enumerated() {
      guard let before = state.keyReferences.firstIndex(of: reference) else { continue }
      tables[index] = state.tables[before]
    }
    // An engine that is told of an exclusion in time has counted nothing that it takes out.
    let counted = buckets.start(of: (state.newestBucket ?? .min / 2) + 1)
    var said: [String] = []
    var places: [Int?] = []
    for index in objectives.indices {
      let name = objectives[index].plan.objective.name
      let before = state.objectives.firstIndex { $0.name == name }
      places.append(nil)
      guard let before else { continue }
      let old = state.objectives[before]
      objectives[index].replay.takeOver(old.standing, at: state.alerts.decidedTo)
      let new = ObjectiveDefinition(objectives[index].plan.objective, in: configuration)
      guard old.definition.allows(countsBefore: counted, under: new) else {
        said.append(
          "\(name): what it matches, what is good or whose fault a failure is has changed: it is "
            + "counted anew")
        continue
      }
      places[index] = before
      objectives[index].takeOver(old, of: state, references: keyReferences)
    }
    for old in state.objectives
    where !objectives.contains(where: { $0.plan.objective.name == old.name }) {
      said.append("\(old.name): there is no such objective any more: its counts are let go")
    }
    held = state.held.rearranged(
      outcomes: places, keys: keyReferences.map { state.keyReferences.firstIndex(of: $0) })
    return said
  }
}

extension ContinuousObjective {
  fileprivate func state(in configuration: Configuration) -> ObjectiveState {
    ObjectiveState(
      name: plan.objective.name,
      definition: ObjectiveDefinition(plan.objective, in: configuration), unmatched: unmatched,
      excluded: excluded, matched: matched, newestHeard: newestHeard,
      firstMatched: history.firstMatched, counts: history.counts, specimens: history.specimens,
      heard: history.heard, badExemplars: history.badExemplars,
      excusedExemplars: history.excusedExemplars, keyed: Array(zip(keyFields, keyed)),
      routes: routes, keyFailures: history.keyFailures, standing: replay.standing)
  }

  fileprivate mutating func takeOver(
    _ old: ObjectiveState, of state: EngineState, references newReferences: [FieldReference]
  ) {
    let references = state.keyReferences
    unmatched = old.unmatched
    excluded = old.excluded
    matched = old.matched
    newestHeard = old.newestHeard
    history.firstMatched = old.firstMatched
    history.counts = old.counts
    history.specimens = old.specimens
    history.heard = old.heard
    history.badExemplars = old.badExemplars
    history.excusedExemplars = old.excusedExemplars
    routes = old.routes
    takeOverFailures(old, state, newReferences)
    for (index, field) in keyFields.enumerated() {
      let reference = newReferences[field]
      guard let before = old.keyed.first(where: { references[$0.field] == reference }) else {
        continue
      }
      keyed[index].takeOver(before.counts)
    }
  }
}

extension ContinuousObjective {
  /// Failures of keys are kept where keys are those of the same field.
  private mutating func takeOverFailures(
    _ old: ObjectiveState, _ state: EngineState, _ newReferences: [FieldReference]
  ) {
    func table(_ reference: FieldReference) -> Int? {
      old.keyed.first { state.keyReferences[$0.field] == reference }?.field
    }
    guard let new = history.keyFailures, let before = old.keyFailures, let alerted,
      let keys = table(newReferences[keyFields[alerted]]).map({ state.tables[$0].count }),
      (new.routes == nil) == (before.routes == nil),
      (new.customers == nil) == (before.customers == nil)
    else { return }
    let customers = table(.role(.customer)).map { state.tables[$0].count } ?? 0
    guard before.routes?.pairs.areOf(keys: keys, values: state.routeTable.count) ?? true,
      before.customers?.pairs.areOf(keys: keys, values: customers) ?? true
    else { return }
    history.keyFailures = before
  }
}

extension HeldEvents {
  /// The same events for other objectives and fields.
  ///
  /// - Parameters:
  ///   - outcomes: Which of the outcomes each objective takes; nil where it knows none.
  ///   - keys: Which of the keys each field takes.
  fileprivate func rearranged(outcomes: [Int?], keys: [Int?]) -> HeldEvents {
    HeldEvents(
      events.map { held in
        var held = held
        held.event.outcomes = outcomes.map { place in
          place.map { held.event.outcomes[$0] } ?? .unmatched
        }
        held.keys = keys.map { $0.flatMap { held.keys[$0] } }
        return held
      }, refusedCount: refusedCount)
  }
}
