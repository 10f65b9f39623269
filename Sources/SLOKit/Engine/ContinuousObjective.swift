// One objective of an engine that runs for ever: how its events are judged, all that is counted of
// it, and how its alerts stand.

/// One objective's counts.
struct ContinuousObjective: Sendable {
  /// How it is judged, over which spans it is counted.
  let plan: ObjectivePlan
  /// Which of the engine's key fields it counts by, in the order of `keyed`.
  let keyFields: [Int]
  /// Which of `keyed` are the customers.
  let customers: Int?
  /// Which of `keyed` are the keys that alerts are about.
  let alerted: Int?
  /// Judged events that it is not about.
  var unmatched: Int64 = 0
  /// Judged events that an exclusion takes out.
  var excluded: Int64 = 0
  /// Judged events that it matches, in the window or not.
  var matched: Int64 = 0
  /// The newest event that it is about, taken out by an exclusion or not.
  var newestHeard = NewestInstant()
  /// By bucket, what budgets and alerts need.
  var history: ObjectiveHistory
  /// By the values of each of `keyFields`.
  var keyed: [KeyedCounts]
  /// Failed events by route, where the role is mapped.
  var routes: KeyLog?
  /// Its alerts.
  var replay: ContinuousReplay

  /// An objective of which nothing is counted yet.
  init(
    _ plan: ObjectivePlan, in configuration: Configuration, fields keyReferences: [FieldReference]
  ) {
    self.plan = plan
    let isWeighted = configuration.fields[.weight] != nil
    let references = ContinuousObjective.keyReferences(of: plan, in: configuration)
    keyFields = references.compactMap { keyReferences.firstIndex(of: $0) }
    customers = references.firstIndex(of: .role(.customer))
    alerted = plan.objective.per.flatMap { references.firstIndex(of: $0) }
    history = ObjectiveHistory(plan.objective, charge: plan.charge, slices: plan.slices)
    if isWeighted { history.specimens = BucketSeries(empty: .zero) }
    keyed = references.map { _ in
      KeyedCounts(isWeighted: isWeighted, isSliced: plan.slices != nil)
    }
    if configuration.fields[.route] != nil { routes = KeyLog() }
    replay = ContinuousReplay(plan.objective.alerts, as: plan.buckets)
    guard plan.objective.alerts.keys, let per = plan.objective.per else { return }
    history.keyFailures = KeyFailures(
      of: per, hasRoutes: configuration.fields[.route] != nil,
      hasCustomers: configuration.fields[.customer] != nil)
  }

  /// The fields by whose values an objective is counted, whatever may be asked of it.
  static func keyReferences(
    of plan: ObjectivePlan, in configuration: Configuration
  ) -> [FieldReference] {
    let isMapped = configuration.fields[.customer] != nil
    let customer: [FieldReference] =
      isMapped || plan.objective.alerts.minCustomers > 0 ? [.role(.customer)] : []
    let per = plan.objective.per.map { [$0] } ?? []
    return per.reduce(into: customer) { if !$0.contains($1) { $0.append($1) } }
  }

  /// Counts an event of which the objective has made `outcome`.
  mutating func count(_ outcome: Outcome, _ event: JudgedEvent, bucket: Int, end: Int) {
    let weight = event.head.weight
    switch outcome {
    case .unmatched:
      unmatched += weight
      return
    case .excluded: excluded += weight
    case .good, .unjudged, .failed: matched += weight
    }
    newestHeard.note(event.head.instant, bucket: bucket, end: end)
    history.heard.update(bucket) { $0 = true }
    if outcome == .excluded { return }
    history.count(outcome, event.head, bucket)
    let customer = customers.flatMap { event.keys[keyFields[$0]].number }
    let alertedKey = alerted.flatMap { event.keys[keyFields[$0]].number }
    replay.noteCounted(
      outcome, in: bucket, weight: weight, customer: customer, key: alertedKey)
    for (index, field) in keyFields.enumerated() {
      keyed[index].add(outcome, key: event.keys[field], bucket: bucket, weight: weight)
    }
    guard case .failed(let origin) = outcome else { return }
    let route = event.route.number
    if let route { routes?.add(outcome, key: route, bucket: bucket, weight: weight) }
    let isBad = plan.charge.contains(origin)
    history.keep(isBad: isBad, event.head.instant, bucket, event.place, event.trace)
    guard isBad, let alertedKey else { return }
    history.keepFailure(
      outcome, event.head, bucket, key: alertedKey, route: route, customer: customer, event.place,
      event.trace)
  }

  /// Moves on to the end of the bucket before `end`.
  mutating func advance(to end: Int, keepingFrom first: Int, buckets: Buckets) {
    newestHeard.advance(to: end)
    let window = plan.window(asOf: buckets.start(of: end))
    for index in keyed.indices {
      keyed[index].slide(to: window)
      keyed[index].drop(before: first)
    }
    routes?.drop(before: first)
    history.drop(before: first)
    replay.noteForgotten(before: first)
  }

  /// Packs what was counted by key in the buckets before `bucket`, which are over.
  mutating func pack(before bucket: Int) {
    for index in keyed.indices { keyed[index].pack(before: bucket) }
  }
}

/// An event of which every objective has made something.
struct JudgedEvent: Sendable {
  var head: EventHead
  var place: EventPlace
  /// What each objective makes of it.
  var outcomes: [Outcome]
  /// Its keys in the engine's key fields.
  var keys: [KeyedCounts.Key]
  var route = KeyedCounts.Key.none
  /// Its trace, where it failed.
  var trace: [UInt8]?
}
