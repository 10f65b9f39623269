// Counts by key over a few look-backs, without a bucket a key: an event is added at once to each
// look-back that it is in as of the newest event read so far. Look-backs only move forward, so what
// is too old now is too old for good; what is counted now may turn out to be too old once all is
// read. Then `oldest` tells, and the events are read once more with the instant known.
//
// Every key has a cell for the first look-back, the window. The others, those of burn rates, are
// short beside it, so that only the keys that have events in one of them have cells there.

/// Counts by key over several look-backs of one objective.
package struct KeyTally: Sendable {
  /// How many look-backs are counted.
  private let lookbacks: Int
  /// What the first look-back holds, by key.
  private var counts = CountCells()
  /// The same in specimens, where events have weights; empty elsewhere.
  private var specimens = CountCells()
  /// The keys that have events in another look-back.
  private var rows = KeyRows()
  /// Row after row, what the other look-backs hold, a cell each.
  private var shortCounts = CountCells()
  private var shortSpecimens = CountCells()
  private let isWeighted: Bool
  /// Where the objective counts slices: by key, its event counts by slice start.
  private var slices: [[Int: Counts]] = []
  private let bucketsPerSlice: Int?
  /// The earliest instant that each look-back has counted.
  package private(set) var oldest: [Timestamp?]
  /// The first matched event of each key, for the slices that it leaves empty; only where the
  /// objective counts slices.
  private var firstMatched: [Timestamp] = []
  /// Matched events without key, by look-back.
  package private(set) var unkeyed: [Int64]
  /// Matched events of the keys that found no room, by look-back.
  package private(set) var others: [Int64]

  package init(lookbacks: Int, isWeighted: Bool, bucketsPerSlice: Int?) {
    self.lookbacks = lookbacks
    self.isWeighted = isWeighted
    self.bucketsPerSlice = bucketsPerSlice
    oldest = Array(repeating: nil, count: lookbacks)
    unkeyed = Array(repeating: 0, count: lookbacks)
    others = unkeyed
  }

  /// Counts matched events of one outcome and one bucket in each look-back that starts by `start`,
  /// which may be none.
  ///
  /// - Parameters:
  ///   - start: An instant that lies in the same look-backs as every one of the events.
  ///   - keyCount: How many keys there are in their table.
  ///   - starts: Where the look-backs start.
  package mutating func add(
    _ outcome: Outcome, _ events: KeyedEvents, since start: Timestamp, bucket: Int, keyCount: Int,
    starts: [Timestamp]
  ) {
    makeRoom(for: keyCount)
    var isInAny = false
    var inRows: [KeyedEvent]?
    for lookback in 0..<lookbacks where start >= starts[lookback] {
      isInAny = true
      oldest[lookback] = min(oldest[lookback] ?? events.first, events.first)
      unkeyed[lookback] += events.unkeyed
      others[lookback] += events.pastLimit
      if lookback == 0 {
        counts.add(outcome, events.events, isWeighted: true)
        if isWeighted { specimens.add(outcome, events.events, isWeighted: false) }
      } else {
        let events = inRows ?? makeRows(of: events.events)
        inRows = events
        let (stride, offset) = (lookbacks - 1, lookback - 1)
        shortCounts.add(outcome, events, isWeighted: true, stride: stride, offset: offset)
        if isWeighted {
          shortSpecimens.add(outcome, events, isWeighted: false, stride: stride, offset: offset)
        }
      }
    }
    guard let bucketsPerSlice else { return }
    let slice = bucket.flooredQuotient(by: bucketsPerSlice) * bucketsPerSlice
    for event in events.events {
      let key = Int(event.key)
      firstMatched[key] = min(firstMatched[key], event.instant)
      if isInAny { slices[key][slice, default: .zero].add(outcome, weight: Int64(event.weight)) }
    }
  }

  /// The same events, with the rows of their keys in the keys' place; who has none gets one.
  private mutating func makeRows(of events: [KeyedEvent]) -> [KeyedEvent] {
    var inRows = events
    for index in events.indices {
      inRows[index].key = Int32(truncatingIfNeeded: rows.makeRow(of: Int(events[index].key)))
    }
    shortCounts.grow(to: rows.count * (lookbacks - 1))
    if isWeighted { shortSpecimens.grow(to: rows.count * (lookbacks - 1)) }
    return inRows
  }

  /// How many keys have been seen: the numbers below it may have counts.
  package var keyCount: Int { counts.count }

  /// The events of `key` in `lookback`.
  package func counts(of key: Int, in lookback: Int) -> Counts {
    if lookback == 0 { return counts[key] }
    return cell(of: key, in: lookback).map { shortCounts[$0] } ?? .zero
  }

  /// The specimens of `key` in `lookback`.
  package func specimens(of key: Int, in lookback: Int) -> Counts {
    if !isWeighted { return counts(of: key, in: lookback) }
    if lookback == 0 { return specimens[key] }
    return cell(of: key, in: lookback).map { shortSpecimens[$0] } ?? .zero
  }

  /// The cell of `key` in a look-back but the first; nil where there is nothing in it.
  private func cell(of key: Int, in lookback: Int) -> Int? {
    rows.row(of: key).map { $0 * (lookbacks - 1) + lookback - 1 }
  }

  /// The cell of `key` in a look-back but the first, which is made where there is none.
  ///
  /// - Parameter row: The row of `key`, where it was looked up before.
  private mutating func makeCell(of key: Int, in lookback: Int, row: inout Int?) -> Int {
    let found = row ?? rows.makeRow(of: key)
    row = found
    shortCounts.grow(to: rows.count * (lookbacks - 1))
    if isWeighted { shortSpecimens.grow(to: rows.count * (lookbacks - 1)) }
    return found * (lookbacks - 1) + lookback - 1
  }

  /// The event counts of `key` by slice start; empty where events are counted.
  package func slices(of key: Int) -> [Int: Counts] { bucketsPerSlice == nil ? [:] : slices[key] }

  /// The first matched event of `key`; nil where it has none, or events are counted.
  package func firstMatched(of key: Int) -> Timestamp? {
    guard bucketsPerSlice != nil, firstMatched[key].nanoseconds != .max else { return nil }
    return firstMatched[key]
  }

  /// Makes room for the keys whose numbers are below `count`.
  mutating func makeRoom(for count: Int) {
    let missing = count - keyCount
    guard missing > 0 else { return }
    counts.grow(to: count)
    if isWeighted { specimens.grow(to: count) }
    guard bucketsPerSlice != nil else { return }
    firstMatched.append(
      contentsOf: repeatElement(Timestamp(nanoseconds: .max), count: missing))
    slices.append(contentsOf: repeatElement([:], count: missing))
  }
}

// Counts that were made elsewhere, of keys that there is room for.
extension KeyTally {
  /// Takes over what the first look-back holds of `key`.
  mutating func set(_ events: Counts, _ specimens: Counts?, of key: Int) {
    counts[key] = events
    if isWeighted { self.specimens[key] = specimens ?? .zero }
  }

  /// Adds the events of an entry of `bucket` to `lookbacks`, and to its slice.
  mutating func add(_ entry: KeyLog.Entry, bucket: Int, to lookbacks: [Int]) {
    let key = Int(entry.key)
    guard key < keyCount else { return }
    var row: Int?
    for lookback in lookbacks {
      if lookback == 0 {
        counts[key] += entry.counts
        if isWeighted { specimens[key] += entry.specimenCounts }
      } else {
        let cell = makeCell(of: key, in: lookback, row: &row)
        shortCounts[cell] += entry.counts
        if isWeighted { shortSpecimens[cell] += entry.specimenCounts }
      }
    }
    guard let bucketsPerSlice else { return }
    let slice = bucket.flooredQuotient(by: bucketsPerSlice) * bucketsPerSlice
    slices[key][slice, default: .zero] += entry.counts
  }

  /// Adds matched events without key to `lookback`.
  mutating func add(unkeyed events: Int64, in lookback: Int) { unkeyed[lookback] += events }

  /// Adds matched events of keys past the limit to `lookback`.
  mutating func add(pastLimit events: Int64, in lookback: Int) { others[lookback] += events }

  /// Notes that `key` had a matched event at `instant`.
  mutating func noteMatched(_ key: Int, at instant: Timestamp) {
    guard key < firstMatched.count else { return }
    firstMatched[key] = min(firstMatched[key], instant)
  }
}
