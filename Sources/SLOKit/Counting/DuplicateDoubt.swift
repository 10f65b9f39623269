// Whether an event that was left out may decide which of two duplicates counts. Where only the events
// of a look-back are read, it can do so through a chain of events with one id, each within the horizon
// of the next. Two horizons before the look-back are read too, so that such a chain has a duplicate
// there: an id of which there was one, and that comes again in the look-back, is doubtful.

/// Watches the duplicates of a look-back.
package struct DuplicateDoubt: Sendable {
  /// The most ids that are held; a log that has more is doubtful as a whole.
  private static let mostIDs = 1 << 16

  /// From when on it has to be right which events are kept.
  private let neededFrom: Timestamp
  /// The ids of duplicates that are older, by a hash.
  private var ids: Set<UInt64> = []
  /// Whether an event that was left out may decide which ones are kept.
  package private(set) var isDoubtful = false

  /// Watches events of which those from `instant` on, and two horizons before, are handed over.
  package init(neededFrom instant: Timestamp) { neededFrom = instant }

  /// Notes an event of `id`, and whether it was kept.
  package mutating func note(
    _ id: DuplicateFilter.Identity, at instant: Timestamp, isKept: Bool
  ) {
    if instant >= neededFrom {
      if !ids.isEmpty, ids.contains(id.first) { isDoubtful = true }
    } else if !isKept {
      ids.insert(id.first)
      if ids.count > Self.mostIDs { isDoubtful = true }
    }
  }
}
