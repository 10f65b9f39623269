// What an engine needs of the events when a look-back is asked about, so that whoever reads them can
// leave out the rest.

extension Engine {
  /// The instants whose events the answer as of `asOf` hangs on; nil where it may hang on any.
  package var neededSpan: Range<Timestamp>? {
    if let witness { return witness.neededSpan }
    // A key's slices begin with its first event, however old.
    let hasOldKeys = plans.contains { $0.slices != nil && !$0.keyFields.isEmpty }
    guard question.lookback != nil, let end, endIsKnown, !hasOldKeys, question.deploys.isEmpty,
      !question.recordsHistory, !question.observesUse, !question.watchesMisattribution
    else { return nil }
    return buckets.start(of: firstBucket)..<end
  }

  /// Prepares for events older than those from `instant` on being left out; from when on they have
  /// to be handed over nevertheless, so that duplicates are found.
  package mutating func leaveOut(before instant: Timestamp) -> Timestamp {
    if filter == nil { return instant }
    doubt = DuplicateDoubt(neededFrom: instant)
    return instant - configuration.dedupeHorizon * 2
  }

  /// Whether an event that was left out may decide which of two duplicates counts.
  package var hasDoubtfulDuplicates: Bool { doubt?.isDoubtful ?? false }

  /// From when on events are those of a clock gone wrong, whatever time is asked for.
  package var latest: Timestamp {
    var latest = clock
    if case .at(let time) = question.time { latest = max(latest, time) }
    return latest + configuration.maxSkew
  }

  /// How old a kept event can be whose duplicate is the newest one read.
  package var dedupeHorizon: TimeSpan {
    filter == nil ? .zero : configuration.dedupeHorizon
  }

  /// Whether each objective has an event that is older than its window: from when on a window is
  /// covered is known then, however much was left out.
  package var knowsCoverage: Bool {
    zip(ledgers, starts).allSatisfy { ledger, starts in
      ledger.firstMatched.map { $0 < starts[0] } ?? false
    }
  }
}
