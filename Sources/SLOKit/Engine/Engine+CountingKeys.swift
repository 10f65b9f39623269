// Counting by keys. All keys of a batch are looked up at once, before its events are counted; the few
// that are new are added one by one in reading order, on which numbers and the places of too many
// keys hang. Then a run's events of one classification are counted together, an objective after the
// other: their outcome is the same, and so are the look-backs that they are in.

extension Engine {
  /// Finds the numbers of the batch's keys; whether some have none yet.
  mutating func findKeys(of batch: borrowing EventBatch) -> Bool {
    var hasNew = false
    for table in keyTables.indices {
      if keyTables[table].find(keysOf: batch.columns[table], &keyNumbers[table]) { hasNew = true }
    }
    return hasNew
  }

  /// Decides which objectives count the events of the run that starts by their keys. Of slices the
  /// old ones count too: a key's begin with its first event.
  mutating func startKeys() {
    if run.place.countsKeys.count != plans.count {
      run.place.countsKeys = Array(repeating: false, count: plans.count)
    }
    for objective in plans.indices {
      run.place.countsKeys[objective] =
        run.place.isBefore && !run.place.isExcluded[objective]
        && (run.place.bucket >= firstBucket || plans[objective].slices != nil)
    }
  }

  /// Whether a key of the event at `index` has no number yet.
  @inline(__always)
  func isKeyNew(at index: Int) -> Bool {
    for numbers in keyNumbers where numbers[index] < KeyTable.none { return true }
    return false
  }

  /// Gives the keys of an event of the run numbers, where it is counted by them and there is room.
  @inline(never)
  mutating func addKeys(
    of entry: EventBatch.Entry, at index: Int, of batch: borrowing EventBatch
  ) {
    let classification = batch.classifications[Int(entry.classification)]
    for objective in classification.matched where run.place.countsKeys[objective] {
      if let customerTable, run.place.bucket >= firstBucket {
        addKey(at: index, of: batch, customerTable)
      }
      for table in keyTablesOfObjectives[objective] {
        addKey(at: index, of: batch, table)
        if keyNumbers[table][index] == KeyTable.pastLimit,
          classification.outcomes[objective].isFailure(chargedTo: plans[objective].charge),
          entry.instant >= starts[objective][0]
        {
          keysPastLimit[table]?.note(
            at: index, of: batch.columns[table], failures: Int64(entry.weight))
        }
      }
    }
  }

  private mutating func addKey(at index: Int, of batch: borrowing EventBatch, _ table: Int) {
    guard keyNumbers[table][index] == KeyTable.unknown else { return }
    let key = keyTables[table].key(
      at: index, of: batch.columns[table], upTo: configuration.maxKeys)
    keyNumbers[table][index] = key.number.map { Int32($0) } ?? KeyTable.pastLimit
  }

  /// Counts the run's events of one classification by their keys.
  mutating func countKeys(_ number: Int, of batch: borrowing EventBatch) {
    let classification = batch.classifications[number]
    let bucket = run.place.bucket
    var gathered: Int?
    for objective in classification.matched where run.place.countsKeys[objective] {
      let outcome = classification.outcomes[objective]
      if let customerTable, bucket >= firstBucket {
        gather(number, of: batch, by: customerTable, &gathered)
        ledgers[objective].log(outcome, keyedEvents, bucket: bucket)
      }
      for (tally, table) in keyTablesOfObjectives[objective].enumerated() {
        gather(number, of: batch, by: table, &gathered)
        ledgers[objective].add(
          outcome, keyedEvents, tally: tally, since: run.place.span.lowerBound, bucket: bucket,
          keyCount: keyTables[table].count, starts: starts[objective])
      }
    }
  }

  /// Gathers the run's events of a classification with the keys of `table`, unless that was the last
  /// that was `gathered`.
  private mutating func gather(
    _ number: Int, of batch: borrowing EventBatch, by table: Int, _ gathered: inout Int?
  ) {
    if gathered == table { return }
    gathered = table
    run.gather(number, of: batch.entries, by: keyNumbers[table], into: &keyedEvents)
  }

  /// Measures the time of an event's customer, where it lies in the window; an unjudged one tells
  /// nothing.
  mutating func measure(
    _ entry: EventBatch.Entry, at index: Int, of batch: borrowing EventBatch
  ) {
    let classification = batch.classifications[Int(entry.classification)]
    for objective in classification.matched where run.place.countsKeys[objective] {
      guard let table = keyTablesOfObjectives[objective].first else { continue }
      let (customer, outcome) = (keyNumbers[table][index], classification.outcomes[objective])
      guard customer >= 0, outcome != .unjudged, entry.instant >= starts[objective][0] else {
        continue
      }
      ledgers[objective].measure(
        isDown: outcome.isFailure(chargedTo: plans[objective].charge), customer: Int(customer),
        at: entry.instant,
        weight: Int64(entry.weight))
    }
  }
}

extension Outcome {
  /// Whether it is a failure by one of `origins`.
  @inline(__always)
  fileprivate func isFailure(chargedTo origins: OriginSet) -> Bool {
    if case .failed(let origin) = self { origins.contains(origin) } else { false }
  }
}
