// What a replay needs of the events, taken down while they are counted: by bucket, and by bucket and
// key, each event once, in whatever order they come. What is kept is bounded: see `retention`.

/// Takes down the histories of an engine's objectives.
package struct HistoryRecorder: Sendable {
  /// The longest past that is kept, and the most buckets, whatever events claim to be the newest;
  /// longer only where an objective's window is.
  private static let longest = TimeSpan.days(400)
  private static let mostBuckets: Int64 = 600_000

  private let retention: TimeSpan
  private let buckets: Buckets
  private var histories: [ObjectiveHistory]
  /// Judged events by bucket, matched or not, and how many there were.
  private var judged = BucketSeries<Int64>(empty: 0)
  private var judgedCount: Int64 = 0
  /// Before it nothing is kept.
  private var firstBucket = Int.min
  private let customer: EventField?
  private let route: EventField?
  private let trace: EventField?
  /// The field by which an objective's keys are alerted on, where that is not the customer.
  private let keys: [EventField?]
  /// Whether it is the customer.
  private let keysAreCustomers: [Bool]
  private var customerTable = KeyTable()
  private var routeTable = KeyTable()
  private var keyTables: [KeyTable]

  init(_ plans: [ObjectivePlan], in configuration: Configuration, fields: inout FieldPlan) {
    buckets = Buckets(resolution: configuration.resolution)
    customer = fields.field(of: .customer)
    route = fields.field(of: .route)
    trace = fields.field(of: .trace)
    let isWeighted = configuration.fields[.weight] != nil
    histories = plans.map { plan in
      var history = ObjectiveHistory(plan.objective, charge: plan.charge, slices: plan.slices)
      if isWeighted { history.specimens = BucketSeries(empty: .zero) }
      return history
    }
    var keys: [EventField?] = []
    for plan in plans {
      guard plan.objective.alerts.keys, let per = plan.objective.per, per != .role(.customer) else {
        keys.append(nil)
        continue
      }
      keys.append(fields.field(of: per))
    }
    self.keys = keys
    keysAreCustomers = plans.map {
      $0.objective.alerts.keys && $0.objective.per == .role(.customer)
    }
    keyTables = keys.map { _ in KeyTable() }
    for index in histories.indices {
      let empty = KeyHistory(log: KeyLog(), table: KeyTable())
      if customer != nil { histories[index].customers = empty }
      if route != nil { histories[index].routes = empty }
      if keys[index] != nil { histories[index].keys = empty }
      guard keys[index] != nil || keysAreCustomers[index] else { continue }
      guard let per = plans[index].objective.per else { continue }
      histories[index].keyFailures = KeyFailures(
        of: per, hasRoutes: route != nil, hasCustomers: customer != nil)
    }
    retention = plans.reduce(
      min(HistoryRecorder.longest, configuration.resolution * HistoryRecorder.mostBuckets)
    ) { longest, plan in
      max(longest, plan.objective.window.nominalLength + .days(31))
    }
  }

  /// Moves on to the end of the newest bucket.
  mutating func advance(to end: Timestamp) {
    firstBucket = buckets.index(of: end - retention)
    judged.drop(before: firstBucket)
    for index in histories.indices { histories[index].drop(before: firstBucket) }
  }

  /// Takes down a judged event.
  mutating func note(judged weight: Int64, bucket: Int) {
    judgedCount += weight
    if bucket >= firstBucket { judged.update(bucket) { $0 += weight } }
  }

  /// Takes down what the objective `index` makes of an event.
  mutating func note(
    _ outcome: Outcome, _ event: EventHead, bucket: Int, of index: Int, _ fields: EventFields,
    in line: RawSpan, at place: EventPlace
  ) {
    guard outcome != .unmatched, bucket >= firstBucket else { return }
    histories[index].heard.update(bucket) { $0 = true }
    if outcome == .excluded { return }
    histories[index].count(outcome, event, bucket)
    let customer = number(of: customer, in: &customerTable, fields, line)
    if let customer {
      histories[index].customers?.log.add(
        outcome, key: customer, bucket: bucket, weight: event.weight)
    }
    var key = number(of: keys[index], in: &keyTables[index], fields, line)
    if let key {
      histories[index].keys?.log.add(outcome, key: key, bucket: bucket, weight: event.weight)
    }
    guard case .failed(let origin) = outcome else { return }
    let route = number(of: route, in: &routeTable, fields, line)
    if let route {
      histories[index].routes?.log.add(outcome, key: route, bucket: bucket, weight: event.weight)
    }
    let trace = trace.flatMap { copy(of: $0, fields, line) }
    let isBad = histories[index].charge.contains(origin)
    histories[index].keep(isBad: isBad, event.instant, bucket, place, trace)
    if keysAreCustomers[index] { key = customer }
    guard isBad, let key else { return }
    histories[index].keepFailure(
      outcome, event, bucket, key: key, route: route, customer: customer, place, trace)
  }

  private func number(
    of field: EventField?, in table: inout KeyTable, _ fields: EventFields, _ line: RawSpan
  ) -> Int? {
    guard let value = field?.value(in: fields), value.isComparable else { return nil }
    return fields.withBytes(of: value, in: line) { table.number(of: $0) }
  }

  private func copy(
    of field: EventField, _ fields: EventFields, _ line: RawSpan
  ) -> [UInt8]? {
    let value = field.value(in: fields)
    guard value.isComparable else { return nil }
    return fields.withBytes(of: value, in: line) { $0.copied(limit: ExemplarLog.maxTraceBytes) }
  }

  // MARK: What was taken down

  /// The histories, ready to be read, and the time that they are of; nil where nothing was judged.
  ///
  /// - Parameters:
  ///   - end: The newest event's A, or the one asked for.
  ///   - more: How much longer the replay is to last.
  mutating func finish(
    end: Timestamp, more: TimeSpan, forecastFrom: TimeSpan
  ) -> (histories: [ObjectiveHistory], span: ReplaySpan, leftAside: Int64)? {
    guard let first = judged.buckets.first(where: { judged[$0] > 0 }) else { return nil }
    for index in histories.indices {
      histories[index].settle()
      histories[index].customers?.table = customerTable
      histories[index].routes?.table = routeTable
      histories[index].keys?.table = keyTables[index]
      histories[index].keyFailures?.customers?.values = customerTable
      histories[index].keyFailures?.routes?.values = routeTable
      if keysAreCustomers[index] { histories[index].keys = histories[index].customers }
    }
    let newest = max(buckets.index(of: end), first + 1)
    let kept = judged.buckets.reduce(0) { $0 + judged[$1] }
    let span = ReplaySpan(
      buckets: buckets, first: first + 1, newest: newest,
      last: newest + Int(more.nanoseconds / buckets.resolution.nanoseconds),
      forecastFrom: forecastFrom)
    return (histories, span, judgedCount - kept)
  }
}

extension ObjectiveHistory {
  /// Counts a matched event.
  mutating func count(_ outcome: Outcome, _ event: EventHead, _ bucket: Int) {
    counts.add(outcome, weight: event.weight, in: bucket)
    specimens?.add(outcome, weight: 1, in: bucket)
    firstMatched = min(firstMatched ?? event.instant, event.instant)
  }

  /// Keeps a failed event to look at.
  mutating func keep(
    isBad: Bool, _ instant: Timestamp, _ bucket: Int, _ place: EventPlace, _ trace: [UInt8]?
  ) {
    if isBad {
      badExemplars.add(
        at: instant, bucket: bucket, file: place.file, line: place.line, trace: trace)
    } else {
      excusedExemplars.add(
        at: instant, bucket: bucket, file: place.file, line: place.line, trace: trace)
    }
  }

  /// Keeps a bad event of `key`, where its keys are alerted on.
  mutating func keepFailure(
    _ outcome: Outcome, _ event: EventHead, _ bucket: Int, key: Int, route: Int?, customer: Int?,
    _ place: EventPlace, _ trace: [UInt8]?
  ) {
    keyFailures?.add(
      outcome, key: key, route: route, customer: customer, bucket: bucket, weight: event.weight)
    keyFailures?.exemplars.add(
      at: event.instant, bucket: bucket, key: key, file: place.file, line: place.line,
      trace: trace)
  }

  /// Forgets the buckets before `bucket`.
  mutating func drop(before bucket: Int) {
    counts.drop(before: bucket)
    specimens?.drop(before: bucket)
    heard.drop(before: bucket)
    customers?.log.drop(before: bucket)
    keys?.log.drop(before: bucket)
    keyFailures?.drop(before: bucket)
    routes?.log.drop(before: bucket)
    badExemplars.drop(before: bucket)
    excusedExemplars.drop(before: bucket)
  }

  fileprivate mutating func settle() {
    customers?.log.settle()
    keys?.log.settle()
    keyFailures?.settle()
    routes?.log.settle()
  }
}
