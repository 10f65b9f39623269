// Why events are read a second time: some counts need to know beforehand what only the last event
// tells, the instant of the answer or which keys are the worst.

extension Engine {
  /// Why the events must be read again.
  package struct SecondLook: Sendable, Equatable {
    /// The instant of the answer, which is known now; nil where there is nothing to answer about.
    package let end: Timestamp?
    /// Whether customers are to be logged this time.
    package let logsCustomers: Bool
    /// The keys that are to have places this time, by the field whose values they are.
    package var keys: [FieldReference: KeyTable] = [:]
  }

  /// Whether `secondLook` may come to ask for one.
  package var mayLookTwice: Bool {
    question.watchesMisattribution || plans.contains { !$0.keyFields.isEmpty }
  }

  /// Whether counts need the instant of the answer before all is read, and it is not known.
  package var wantsEnd: Bool { !endIsKnown && plans.contains { !$0.keyFields.isEmpty } }

  /// Why the events must be read again, now that their newest is known: because counts by key hold
  /// some that turned out to be too old, because the instant of the answer was presumed wrongly,
  /// because keys past the limit are worse than some that have places, or because excused failures
  /// have to be told by customer. Nil where all counts are right.
  package var secondLook: SecondLook? {
    guard let end else { return nil }
    if isEndPresumed {
      let found = newest.map { buckets.start(of: buckets.index(of: $0) + 1) }
      if found != end { return SecondLook(end: found, logsCustomers: false) }
    }
    let logsCustomers =
      question.watchesMisattribution && !question.logsCustomers
      && configuration.fields[.customer] != nil && ledgers.indices.contains { isSuspicious($0) }
    // Who is worst is told by counts that hold nothing too old.
    let isLate = !endIsKnown && talliesHoldTooOld
    let findsWorse = !isLate && !keysPastLimit.allSatisfy { $0?.isEmpty ?? true }
    guard logsCustomers || isLate || findsWorse else { return nil }
    return SecondLook(
      end: end, logsCustomers: logsCustomers, keys: findsWorse ? worstKeys : placedKeys)
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

  /// The keys with the most failures in the objectives' windows, by field.
  private var worstKeys: [FieldReference: KeyTable] {
    var worst: [FieldReference: KeyTable] = [:]
    for (table, past) in keysPastLimit.enumerated() {
      worst[keyReferences[table]] = past?.worst(with: keyTables[table], failures(by: table))
    }
    return worst
  }

  /// How often each key of a table failed, in the windows of all objectives that count by it.
  private func failures(by table: Int) -> [Int64] {
    var failures = [Int64](repeating: 0, count: keyTables[table].count)
    for (objective, ledger) in ledgers.enumerated() {
      let tables = keyTablesOfObjectives[objective]
      for (tally, _) in zip(ledger.tallies, tables).filter({ $0.1 == table }) {
        for key in 0..<tally.keyCount {
          failures[key] += tally.counts(of: key, in: 0).bad(charging: plans[objective].charge)
        }
      }
    }
    return failures
  }
}
