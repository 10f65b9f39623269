// The one place where events become counts: lines come in, in any order, and an answer goes out.
// The same engine serves the one-shot commands and whatever else asks, so that a number cannot
// differ between them. Every line is in exactly one count of `accounting` when `ingest` returns.

/// Counts events and answers a question about them.
package struct Engine: Sendable {
  /// The wanted fields, in slot order.
  package let fieldPlan: FieldPlan
  package let plans: [ObjectivePlan]
  package private(set) var ledgers: [ObjectiveLedger]
  /// The key tables, one a field of `keyFields`.
  private var keyTables: [KeyTable]
  package private(set) var accounting = Accounting()
  /// When any objective's events happened, for finding gaps.
  package private(set) var presence = Presence()
  /// What is of use; only where the question observes it.
  package private(set) var use: UseOfConfiguration?
  /// What a replay needs; only where the question asks for histories.
  private var recorder: HistoryRecorder?
  /// Who sees the events one by one; nil where nobody does.
  package private(set) var witness: (any EventWitness)?
  /// The newest judged instant before the instant asked for.
  package private(set) var newestJudged: Timestamp?

  package let question: Question
  package let configuration: Configuration
  package let buckets: Buckets
  private let clock: Timestamp
  private let decoder: EventDecoder
  /// The judges of the objectives of `plans`.
  private let judges: [Classifier]
  /// The judges of the objectives that were not asked about: their events, too, fill gaps.
  private let others: [Classifier]
  private let keyReferences: [FieldReference]
  private let keyFields: [EventField]
  /// Which of `keyFields` each objective counts by, in the order of its tallies.
  private let keyFieldsOfObjectives: [[Int]]
  /// Which of `keyFields` is the customer's, where customers are logged.
  private let customerField: Int?
  private let id: EventField?
  private var filter: DuplicateFilter?
  /// The end of the newest bucket seen, or the instant asked for: no answer is as of an earlier one.
  private var end: Timestamp?
  /// Whether `end` is the instant of the answer, whatever is read.
  private let endIsKnown: Bool
  /// Where the objectives' spans start as of `end`, and before which bucket nothing is needed.
  private var starts: [[Timestamp]] = []
  private(set) var firstBucket = Int.min

  /// An engine for `question`.
  ///
  /// - Parameters:
  ///   - clock: The wall clock's time.
  ///   - end: The instant of the answer where an engine before this one has found it.
  ///   - makeWitness: Makes who is to see the events one by one.
  package init(
    _ question: Question, configuration: Configuration, clock: Timestamp, end: Timestamp? = nil,
    makeWitness: WitnessMaker? = nil
  ) {
    self.question = question
    self.configuration = configuration
    self.clock = clock
    buckets = Buckets(resolution: configuration.resolution)
    var fields = FieldPlan(mappings: configuration.fields)
    let isWanted = { (objective: Objective) in
      question.objectives.isEmpty || question.objectives.contains(objective.name)
    }
    plans = configuration.objectives.filter(isWanted).map {
      ObjectivePlan($0, of: question, in: configuration, plan: &fields)
    }
    judges = plans.map(\.classifier)
    others = configuration.objectives.filter { !isWanted($0) }.map {
      Classifier(
        $0, in: configuration, plan: &fields, condition: question.condition,
        exceptions: question.exceptions)
    }
    let customer: [FieldReference] = question.logsCustomers ? [.role(.customer)] : []
    let keys = (plans.flatMap(\.keyFields) + customer).reduce(into: [FieldReference]()) {
      if !$0.contains($1) { $0.append($1) }
    }
    customerField = customer.first.flatMap { keys.firstIndex(of: $0) }
    keyFieldsOfObjectives = plans.map { $0.keyFields.compactMap { keys.firstIndex(of: $0) } }
    keyReferences = keys
    keyFields = keys.map { fields.field(of: $0) }
    keyTables = keys.map { _ in KeyTable() }
    id = fields.field(of: .id)
    filter = id == nil ? nil : DuplicateFilter(horizon: configuration.dedupeHorizon)
    let isWeighted = configuration.fields[.weight] != nil
    let uptime =
      question.measuresUptime && question.keys == .by(.role(.customer))
      ? UptimeMeter(buckets: buckets) : nil
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

  /// Counts one line of `file`, which `decoder` belongs to.
  package mutating func ingest(
    _ text: RawSpan, _ line: LineReader.Line, of file: String, decoder: inout EventDecoder
  ) {
    ingest(text, in: text, line, of: file, decoder: &decoder)
  }

  /// Counts one line of `file`, which `decoder` belongs to and `window` begins with.
  package mutating func ingest(
    _ text: RawSpan, in window: RawSpan, _ line: LineReader.Line, of file: String,
    decoder: inout EventDecoder
  ) {
    accounting.lines += 1
    do throws(Malformed) {
      if line.isTooLong { throw decoder.lineTooLong() }
      switch try decoder.decode(text, in: window) {
      case .blank: accounting.blank += 1
      case .header:
        accounting.headers += 1
        witness?.seeHeader(text)
      case .event(let event):
        ingest(event, decoder.fields, in: text, at: EventPlace(file: file, line: line.number))
      }
    } catch {
      accounting.note(error, in: text, line: line, file: file)
    }
  }

  /// Notes an input that could not be read, or not to its end.
  package mutating func noteUnreadable(_ path: String, reason: String) {
    accounting.unreadable.append(UnreadableInput(path: path, reason: reason))
  }

  private mutating func ingest(
    _ event: EventHead, _ fields: EventFields, in line: RawSpan, at place: EventPlace
  ) {
    let weight = event.weight
    accounting.specimens += 1
    accounting.events += weight
    accounting.duplicateKeys += Int64(fields.duplicateKeys)
    if isDuplicate(event, fields, in: line) {
      accounting.duplicates += weight
      return
    }
    if isFuture(event.instant) {
      accounting.future += weight
      return
    }
    accounting.judged += weight
    use?.note(fields)
    let bucket = buckets.index(of: event.instant)
    if !endIsKnown, end.map({ event.instant >= $0 }) ?? true {
      advance(to: buckets.start(of: bucket + 1))
    }
    let isBefore = end.map { event.instant < $0 } ?? true
    if isBefore {
      newestJudged = max(newestJudged ?? event.instant, event.instant)
      recorder?.note(judged: weight, bucket: bucket)
    }
    var isOfAny = false
    for (index, judge) in judges.enumerated() {
      let outcome = judge.outcome(of: fields, at: event.instant, in: line)
      switch outcome {
      case .unmatched: ledgers[index].add(unmatched: weight)
      case .excluded:
        ledgers[index].add(excluded: weight)
        if isBefore { ledgers[index].noteHeard(at: event.instant) }
        isOfAny = true
      case .good, .unjudged, .failed:
        isOfAny = true
        add(outcome, event, bucket, isBefore, to: index, fields, in: line)
      }
      if use != nil {
        let plan = plans[index]
        use?.note(outcome, of: index, plan, fields, in: line)
      }
      witness?.see(outcome, of: index, event, fields, in: line, at: place)
      if isBefore, recorder != nil {
        recorder?.note(
          outcome, event, bucket: bucket, of: index, fields, in: line, at: place)
      }
    }
    if isBefore, bucket >= firstBucket,
      isOfAny || others.contains(where: { $0.matches(fields, in: line) })
    {
      presence.note(event.instant, bucket: bucket)
    }
  }

  private mutating func add(
    _ outcome: Outcome, _ event: EventHead, _ bucket: Int, _ isBefore: Bool, to index: Int,
    _ fields: EventFields, in line: RawSpan
  ) {
    guard isBefore else { return ledgers[index].add(outside: event.weight) }
    ledgers[index].noteHeard(at: event.instant)
    if bucket >= firstBucket {
      ledgers[index].add(outcome, at: event.instant, bucket: bucket, weight: event.weight)
      if let customerField, let customer = key(of: customerField, fields, in: line) {
        ledgers[index].log(outcome, customer: customer, bucket: bucket, weight: event.weight)
      }
    } else {
      ledgers[index].noteMatched(at: event.instant)
      ledgers[index].add(outside: event.weight)
      // A key's slices begin with its first event, however old.
      if plans[index].slices == nil { return }
    }
    for (tally, keyField) in keyFieldsOfObjectives[index].enumerated() {
      let key = key(of: keyField, fields, in: line)
      ledgers[index].add(
        outcome, tally: tally, key: key, at: event.instant, bucket: bucket,
        weight: event.weight, starts: starts[index])
      if tally == 0, let key, ledgers[index].uptime != nil {
        measure(outcome, event, customer: key, of: index)
      }
    }
  }

  /// Measures the customer's time by an event of the window; an unjudged one tells nothing.
  private mutating func measure(
    _ outcome: Outcome, _ event: EventHead, customer: Int, of index: Int
  ) {
    guard event.instant >= starts[index][0], outcome != .unjudged else { return }
    var isDown = false
    if case .failed(let origin) = outcome { isDown = plans[index].charge.contains(origin) }
    ledgers[index].measure(
      isDown: isDown, customer: customer, at: event.instant, weight: event.weight)
  }

  /// The number of the event's key in the field `keyField`; nil where it has none.
  private mutating func key(
    of keyField: Int, _ fields: EventFields, in line: RawSpan
  ) -> Int? {
    let value = keyFields[keyField].value(in: fields)
    guard value.isComparable else { return nil }
    return fields.withBytes(of: value, in: line) { keyTables[keyField].number(of: $0) }
  }

  private mutating func isDuplicate(
    _ event: EventHead, _ fields: EventFields, in line: RawSpan
  ) -> Bool {
    guard let id else { return false }
    let value = id.value(in: fields)
    guard value.isComparable else { return false }
    return fields.withBytes(of: value, in: line) {
      filter?.keeps(id: $0, at: event.instant) == false
    }
  }

  /// Whether `instant` is too far ahead of the time asked for.
  private func isFuture(_ instant: Timestamp) -> Bool {
    switch question.time {
    case .newestEvent: instant > clock + configuration.maxSkew
    case .at(let time):
      instant >= buckets.endRoundingUp(time) && instant > time + configuration.maxSkew
    }
  }

  /// Moves the instant of the answer on, and with it the spans' starts.
  private mutating func advance(to end: Timestamp) {
    self.end = end
    starts = plans.map { $0.starts(asOf: end) }
    var earliest = starts.joined().reduce(end - configuration.forecastFrom) { min($0, $1) }
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

  /// Why the events must be read again.
  package struct SecondLook: Sendable, Equatable {
    /// The instant of the answer, which is known now.
    package let end: Timestamp
    /// Whether customers are to be logged this time.
    package let logsCustomers: Bool
  }

  /// Whether `secondLook` may come to ask for one.
  package var mayLookTwice: Bool {
    question.watchesMisattribution || plans.contains { !$0.keyFields.isEmpty }
  }

  /// Why the events must be read again, now that their newest is known: because counts by key hold
  /// some that turned out to be too old, or because excused failures have to be told by customer.
  /// Nil where all counts are right.
  package var secondLook: SecondLook? {
    guard let end else { return nil }
    let logsCustomers =
      question.watchesMisattribution && !question.logsCustomers
      && configuration.fields[.customer] != nil && ledgers.indices.contains { isSuspicious($0) }
    guard logsCustomers || (!endIsKnown && talliesHoldTooOld) else { return nil }
    return SecondLook(end: end, logsCustomers: logsCustomers)
  }

  private var talliesHoldTooOld: Bool {
    zip(ledgers, starts).contains { ledger, starts in
      ledger.tallies.contains { tally in
        zip(tally.oldest, starts).contains { oldest, start in oldest.map { $0 < start } ?? false }
      }
    }
  }

  /// Whether an objective has excused failures enough for their origin to be suspect.
  private func isSuspicious(_ index: Int) -> Bool {
    let recent = ledgers[index].series.sum(over: span(of: Misattribution.span))
    return plans[index].judged(recent).excused >= Misattribution.fewestCustomers
  }
}
