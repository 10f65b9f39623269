// From judged lines to counts. Batches are counted in the order in which their lines were read, on
// one thread at a time, so that whatever hangs on that order (which of two duplicates is kept, the
// specimens of malformed lines) does not hang on how many threads read.

extension Engine {
  /// Counts one line of `file`, which `decoder` belongs to and `window` begins with.
  ///
  /// - Parameter batch: One of the engine's judge, to be used again and again; nothing in it matters.
  package mutating func ingest(
    _ text: RawSpan, in window: RawSpan, _ line: LineReader.Line, of file: String,
    decoder: inout EventDecoder, by batch: inout EventBatch
  ) {
    batch.removeAll()
    lineJudge.judge(text, in: window, line, of: file, decoder: &decoder, into: &batch)
    lineJudge.close(&batch)
    let judgedBefore = accounting.judged
    count(batch)
    if batch.accounting.headers > 0 { witness?.seeHeader(text) }
    guard accounting.judged > judgedBefore, let event = batch.entries.first else { return }
    observe(
      EventHead(instant: event.instant, weight: Int64(event.weight)),
      batch.classifications[Int(event.classification)], decoder.fields, in: text,
      at: EventPlace(file: file, line: line.number))
  }

  /// Notes an input that could not be read, or not to its end.
  package mutating func noteUnreadable(_ path: String, reason: String) {
    accounting.unreadable.append(UnreadableInput(path: path, reason: reason))
  }

  /// Counts the events of `batch`, whose first line has `lines` before it in its file.
  package mutating func count(_ batch: borrowing EventBatch, after lines: Int = 0) {
    accounting.add(batch.accounting, after: lines)
    run.makeRoom(for: batch.classifications.count)
    for index in batch.entries.indices {
      let entry = batch.entries[index]
      if filter != nil, let id = batch.ids[index], !keeps(id, at: entry.instant) {
        accounting.duplicates += Int64(entry.weight)
      } else if entry.instant > newestTaken {
        accounting.future += Int64(entry.weight)
      } else {
        order.note(entry.instant)
        if !run.place.span.contains(entry.instant) {
          endRun(of: batch.classifications)
          startRun(at: entry.instant)
        }
        run.note(entry)
        if !keyTables.isEmpty { countKeys(entry, index, of: batch) }
      }
    }
    endRun(of: batch.classifications)
  }

  /// Whether an event of `id` is no duplicate.
  private mutating func keeps(_ id: DuplicateFilter.Identity, at instant: Timestamp) -> Bool {
    let isKept = filter?.keeps(id, at: instant) ?? true
    doubt?.note(id, at: instant, isKept: isKept)
    return isKept
  }

  /// Moves on to events that are counted like one at `instant`.
  private mutating func startRun(at instant: Timestamp) {
    let bucket = buckets.index(of: instant)
    if !endIsKnown, end.map({ instant >= $0 }) ?? true {
      advance(to: buckets.start(of: bucket + 1))
    }
    var (lower, upper) = (buckets.start(of: bucket), buckets.start(of: bucket + 1))
    for edge in exclusionEdges + (end.map { [$0] } ?? []) {
      if edge <= instant { lower = max(lower, edge) } else { upper = min(upper, edge) }
    }
    run.place = EventRun.Place(
      span: lower..<max(lower, upper), bucket: bucket, isBefore: end.map { instant < $0 } ?? true,
      isExcluded: judges.map { $0.excludes(instant) })
  }

  /// Counts the events of the run, which are neither duplicates nor too far ahead.
  private mutating func endRun(of classifications: [Classification]) {
    let place = run.place
    for number in run.present {
      let (tally, classification) = (run[number], classifications[number])
      accounting.judged += tally.weight
      if newest.map({ tally.last > $0 }) ?? true { newest = tally.last }
      if place.isBefore, newestJudged.map({ tally.last > $0 }) ?? true { newestJudged = tally.last }
      for objective in classification.matched {
        count(tally, classification.outcomes[objective], at: place, of: objective)
      }
      let isHeard = !classification.matched.isEmpty || classification.isOfOthers
      if isHeard, place.isBefore, place.bucket >= firstBucket {
        presence.note(tally.first...tally.last, bucket: place.bucket)
      }
    }
    run.removeAll()
  }

  private mutating func count(
    _ tally: EventRun.Tally, _ outcome: Outcome, at place: EventRun.Place, of objective: Int
  ) {
    if place.isExcluded[objective] {
      ledgers[objective].add(excluded: tally.weight)
      if place.isBefore { ledgers[objective].noteHeard(at: tally.last) }
    } else if !place.isBefore {
      ledgers[objective].add(outside: tally.weight)
    } else {
      ledgers[objective].noteHeard(at: tally.last)
      ledgers[objective].noteMatched(at: tally.first)
      if place.bucket >= firstBucket {
        ledgers[objective].add(
          outcome, bucket: place.bucket, weight: tally.weight, specimens: tally.specimens)
      } else {
        ledgers[objective].add(outside: tally.weight)
      }
    }
  }

  /// Counts an event of the run by its keys.
  private mutating func countKeys(
    _ entry: EventBatch.Entry, _ index: Int, of batch: borrowing EventBatch
  ) {
    guard run.place.isBefore else { return }
    let classification = batch.classifications[Int(entry.classification)]
    for objective in classification.matched where !run.place.isExcluded[objective] {
      countKeys(
        classification.outcomes[objective], entry.instant, Int64(entry.weight), of: objective,
        index,
        of: batch)
    }
  }

  private mutating func countKeys(
    _ outcome: Outcome, _ instant: Timestamp, _ weight: Int64, of objective: Int, _ index: Int,
    of batch: borrowing EventBatch
  ) {
    let bucket = run.place.bucket
    if bucket >= firstBucket {
      if let customerTable, let customer = key(at: index, of: batch, customerTable).number {
        ledgers[objective].log(outcome, customer: customer, bucket: bucket, weight: weight)
      }
    } else if plans[objective].slices == nil {
      // Of slices alone the old ones count: a key's begin with its first event.
      return
    }
    for (tally, table) in keyTablesOfObjectives[objective].enumerated() {
      let key = key(at: index, of: batch, table)
      ledgers[objective].add(
        outcome, tally: tally, key: key, at: instant, bucket: bucket, weight: weight,
        starts: starts[objective])
      if key == .pastLimit, case .failed(let origin) = outcome,
        plans[objective].charge.contains(origin), instant >= starts[objective][0]
      {
        keysPastLimit[table]?.note(at: index, of: batch.columns[table], failures: weight)
      }
      if tally == 0, let customer = key.number, ledgers[objective].uptime != nil {
        measure(outcome, instant, weight, customer: customer, of: objective)
      }
    }
  }

  private mutating func key(
    at index: Int, of batch: borrowing EventBatch, _ table: Int
  ) -> KeyedCounts.Key {
    keyTables[table].key(at: index, of: batch.columns[table], upTo: configuration.maxKeys)
  }

  /// Measures the customer's time by an event of the window; an unjudged one tells nothing.
  private mutating func measure(
    _ outcome: Outcome, _ instant: Timestamp, _ weight: Int64, customer: Int, of objective: Int
  ) {
    guard instant >= starts[objective][0], outcome != .unjudged else { return }
    var isDown = false
    if case .failed(let origin) = outcome { isDown = plans[objective].charge.contains(origin) }
    ledgers[objective].measure(isDown: isDown, customer: customer, at: instant, weight: weight)
  }

  /// Tells those who look at events themselves of a judged one.
  private mutating func observe(
    _ event: EventHead, _ classification: Classification, _ fields: EventFields, in line: RawSpan,
    at eventPlace: EventPlace
  ) {
    guard wantsLines else { return }
    // It was counted last, so that the run is still in its place.
    let place = run.place
    use?.note(fields)
    if place.isBefore { recorder?.note(judged: event.weight, bucket: place.bucket) }
    for (index, outcome) in classification.outcomes.enumerated() {
      var outcome = outcome
      if place.isExcluded[index], outcome != .unmatched { outcome = .excluded }
      if use != nil {
        let plan = plans[index]
        use?.note(outcome, of: index, plan, fields, in: line)
      }
      witness?.see(outcome, of: index, event, fields, in: line, at: eventPlace)
      if place.isBefore {
        recorder?.note(
          outcome, event, bucket: place.bucket, of: index, fields, in: line, at: eventPlace)
      }
    }
  }
}
