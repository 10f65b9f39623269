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
    run.makeRoom(for: batch)
    let hasNewKeys = findKeys(of: batch)
    for index in batch.entries.indices {
      let entry = batch.entries[index]
      if filter != nil, let id = batch.ids[index], !keeps(id, at: entry.instant) {
        accounting.duplicates += Int64(entry.weight)
      } else if entry.instant > newestTaken {
        accounting.future += Int64(entry.weight)
      } else {
        order.note(entry.instant)
        if !run.place.span.contains(entry.instant) {
          endRun(of: batch)
          startRun(at: entry.instant)
        }
        run.note(entry, at: index)
        if hasNewKeys, isKeyNew(at: index) { addKeys(of: entry, at: index, of: batch) }
        if measuresUptime { measure(entry, at: index, of: batch) }
      }
    }
    endRun(of: batch)
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
    func bound(at edge: Timestamp) {
      if edge <= instant { lower = max(lower, edge) } else { upper = min(upper, edge) }
    }
    if let end { bound(at: end) }
    for edge in exclusionEdges { bound(at: edge) }
    if !keyTables.isEmpty { for starts in starts { starts.forEach(bound) } }
    run.place.span = lower..<max(lower, upper)
    run.place.bucket = bucket
    run.place.isBefore = end.map { instant < $0 } ?? true
    if run.place.isExcluded.count != judges.count || !exclusionEdges.isEmpty {
      run.place.isExcluded = judges.map { $0.excludes(instant) }
    }
    if !keyTables.isEmpty { startKeys() }
  }

  /// Counts the events of the run, which are neither duplicates nor too far ahead.
  private mutating func endRun(of batch: borrowing EventBatch) {
    let place = run.place
    for number in run.present {
      let (tally, classification) = (run[number], batch.classifications[number])
      accounting.judged += tally.weight
      if newest.map({ tally.last > $0 }) ?? true { newest = tally.last }
      if place.isBefore, newestJudged.map({ tally.last > $0 }) ?? true { newestJudged = tally.last }
      for objective in classification.matched {
        count(tally, classification.outcomes[objective], at: place, of: objective)
      }
      if !keyTables.isEmpty { countKeys(number, of: batch) }
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
