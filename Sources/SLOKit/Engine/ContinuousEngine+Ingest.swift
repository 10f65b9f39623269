// From a line to counts.

extension ContinuousEngine {
  /// A decoder for one file.
  package func makeDecoder() -> EventDecoder { decoder }

  /// Counts one line of `file`, which `decoder` belongs to.
  package mutating func ingest(
    _ text: RawSpan, _ line: LineReader.Line, of file: String, decoder: inout EventDecoder
  ) {
    ingest(text, in: text, line, of: file, decoder: &decoder)
  }

  /// Counts one line of `file`, which `decoder` belongs to and with which `window` begins.
  package mutating func ingest(
    _ text: RawSpan, in window: RawSpan, _ line: LineReader.Line, of file: String,
    decoder: inout EventDecoder
  ) {
    accounting.lines += 1
    do throws(Malformed) {
      if line.isTooLong { throw decoder.lineTooLong() }
      switch try decoder.decode(text, in: window) {
      case .blank: accounting.blank += 1
      case .header: accounting.headers += 1
      case .event(let event):
        ingest(event, decoder.fields, in: text, at: EventPlace(file: file, line: line.number))
      }
    } catch {
      accounting.note(error, in: text, line: line, file: file)
    }
  }

  private mutating func ingest(
    _ head: EventHead, _ fields: EventFields, in line: RawSpan, at place: EventPlace
  ) {
    let weight = head.weight
    accounting.specimens += 1
    accounting.events += weight
    accounting.duplicateKeys += Int64(fields.duplicateKeys)
    alerts.noteRead(at: clock)
    if isDuplicate(head, fields, in: line) {
      accounting.duplicates += weight
      return
    }
    let isFuture = isFuture(head.instant)
    if !isFuture, buckets.index(of: head.instant) < firstBucket {
      accounting.late += weight
      return
    }
    let outcomes = outcomes(of: fields, at: head.instant, in: line)
    var event = JudgedEvent(head: head, place: place, outcomes: outcomes, keys: [])
    let isFailure = event.outcomes.contains { if case .failed = $0 { true } else { false } }
    if isFailure {
      event.trace = trace.flatMap { bytes(of: $0, fields, line, limit: ExemplarLog.maxTraceBytes) }
      noteFailures(event, fields, in: line)
    }
    if isFuture {
      accounting.future += weight
      held.hold(
        HeldEvents.Event(
          event: event, keys: keyFields.map { bytes(of: $0, fields, line) },
          route: isFailure ? route.flatMap { bytes(of: $0, fields, line) } : nil))
      return
    }
    let limit = configuration.daemon.maxKeys
    swap(&event.keys, &keyRoom)
    for index in keyFields.indices {
      event.keys.append(key(of: keyFields[index], in: &tables[index], upTo: limit, fields, line))
    }
    if isFailure, let route {
      event.route = key(of: route, in: &routeTable, upTo: limit, fields, line)
    }
    count(event)
    event.keys.removeAll(keepingCapacity: true)
    swap(&event.keys, &keyRoom)
  }

  /// What each objective makes of the event whose `fields` lie in `line`.
  private mutating func outcomes(
    of fields: EventFields, at instant: Timestamp, in line: RawSpan
  ) -> [Outcome] {
    let number = classifiers.classify(fields, in: line)
    let classification = classifiers[number]
    if classifiers.isFull { classifiers.reset() }
    var outcomes = classification.outcomes
    for index in classification.matched
    where objectives[index].plan.classifier.excludes(instant) {
      outcomes[index] = .excluded
    }
    return outcomes
  }

  /// Counts the held events that the clock has reached.
  mutating func admitHeldEvents() {
    let (now, skew, asOf) = (clock, configuration.maxSkew, asOf)
    let admitted = held.admit { $0 >= asOf && $0 > now + skew }
    let limit = configuration.daemon.maxKeys
    for held in admitted {
      var event = held.event
      accounting.future -= event.head.weight
      for (index, key) in held.keys.enumerated() {
        event.keys.append(key.map { tables[index].key(of: $0, upTo: limit) } ?? .none)
      }
      if let route = held.route { event.route = routeTable.key(of: route, upTo: limit) }
      count(event)
    }
  }

  private mutating func count(_ event: JudgedEvent) {
    let bucket = buckets.index(of: event.head.instant)
    accounting.judged += event.head.weight
    newestJudged.note(event.head.instant, bucket: bucket, end: end)
    newestBucket = max(newestBucket ?? bucket, bucket)
    alerts.noteJudged(bucket)
    for (index, outcome) in event.outcomes.enumerated() {
      objectives[index].count(outcome, event, bucket: bucket, end: end)
    }
    if event.outcomes.contains(where: { $0 != .unmatched }) {
      presence.note(event.head.instant, bucket: bucket)
    }
  }

  private mutating func isDuplicate(
    _ event: EventHead, _ fields: EventFields, in line: RawSpan
  ) -> Bool {
    guard let value = id?.value(in: fields), value.isComparable else { return false }
    return fields.withBytes(of: value, in: line) {
      filter?.keeps(id: $0, at: event.instant) == false
    }
  }

  func bytes(
    of field: EventField, _ fields: EventFields, _ line: RawSpan, limit: Int = .max
  ) -> [UInt8]? {
    let value = field.value(in: fields)
    guard value.isComparable else { return nil }
    return fields.withBytes(of: value, in: line) { $0.copied(limit: limit) }
  }

  private func key(
    of field: EventField, in table: inout KeyTable, upTo limit: Int64, _ fields: EventFields,
    _ line: RawSpan
  ) -> KeyedCounts.Key {
    let value = field.value(in: fields)
    guard value.isComparable else { return .none }
    return fields.withBytes(of: value, in: line) { table.key(of: $0, upTo: limit) }
  }

  /// Notes an input that cannot be read, or not to its end, as it is now.
  package mutating func noteUnreadable(_ path: String, reason: String) {
    clearUnreadable(path)
    accounting.unreadable.append(UnreadableInput(path: path, reason: reason))
  }

  /// Notes that `path` can be read again.
  package mutating func clearUnreadable(_ path: String) {
    accounting.unreadable.removeAll { $0.path == path }
  }
}
