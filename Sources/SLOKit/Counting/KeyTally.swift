// Counts by key over a few look-backs, without a bucket a key: an event is added at once to each
// look-back that it is in as of the newest event read so far. Look-backs only move forward, so what
// is too old now is too old for good; what is counted now may turn out to be too old once all is
// read. Then `oldest` tells, and the events are read once more with the instant known.

/// Counts by key over several look-backs of one objective.
package struct KeyTally: Sendable {
  /// How many look-backs are counted.
  private let lookbacks: Int
  /// Key after key, each with a count a look-back.
  private var counts: [Counts] = []
  /// The same in specimens, where events have weights; empty elsewhere.
  private var specimens: [Counts] = []
  private let isWeighted: Bool
  /// Where the objective counts slices: by key, its event counts by slice start.
  private var slices: [[Int: Counts]] = []
  private let bucketsPerSlice: Int?
  /// The earliest instant that each look-back has counted.
  package private(set) var oldest: [Timestamp?]
  /// The first matched event of each key, for the slices that it leaves empty.
  private var firstMatched: [Timestamp] = []
  /// Matched events without key, by look-back.
  package private(set) var unkeyed: [Int64]

  package init(lookbacks: Int, isWeighted: Bool, bucketsPerSlice: Int?) {
    self.lookbacks = lookbacks
    self.isWeighted = isWeighted
    self.bucketsPerSlice = bucketsPerSlice
    oldest = Array(repeating: nil, count: lookbacks)
    unkeyed = Array(repeating: 0, count: lookbacks)
  }

  /// Counts an event of `key` (nil: it has none) in each look-back that starts by `instant`, which
  /// may be none.
  package mutating func add(
    _ outcome: Outcome, key: Int?, at instant: Timestamp, bucket: Int, weight: Int64,
    starts: [Timestamp]
  ) {
    if let key { makeRoom(for: key + 1) }
    var isInAny = false
    for lookback in 0..<lookbacks where instant >= starts[lookback] {
      isInAny = true
      oldest[lookback] = min(oldest[lookback] ?? instant, instant)
      guard let key else {
        unkeyed[lookback] += weight
        continue
      }
      counts[key * lookbacks + lookback].add(outcome, weight: weight)
      if isWeighted { specimens[key * lookbacks + lookback].add(outcome, weight: 1) }
    }
    guard let key else { return }
    firstMatched[key] = min(firstMatched[key], instant)
    if let bucketsPerSlice, isInAny {
      let slice = bucket.flooredQuotient(by: bucketsPerSlice) * bucketsPerSlice
      slices[key][slice, default: .zero].add(outcome, weight: weight)
    }
  }

  /// How many keys have been seen: the numbers below it may have counts.
  package var keyCount: Int { firstMatched.count }

  /// The events of `key` in `lookback`.
  package func counts(of key: Int, in lookback: Int) -> Counts {
    counts[key * lookbacks + lookback]
  }

  /// The specimens of `key` in `lookback`.
  package func specimens(of key: Int, in lookback: Int) -> Counts {
    isWeighted ? specimens[key * lookbacks + lookback] : counts(of: key, in: lookback)
  }

  /// The event counts of `key` by slice start; empty where events are counted.
  package func slices(of key: Int) -> [Int: Counts] { bucketsPerSlice == nil ? [:] : slices[key] }

  /// The first matched event of `key`, nil where it has none.
  package func firstMatched(of key: Int) -> Timestamp? {
    firstMatched[key].nanoseconds == .max ? nil : firstMatched[key]
  }

  /// Makes room for the keys whose numbers are below `count`.
  mutating func makeRoom(for count: Int) {
    let missing = count - firstMatched.count
    guard missing > 0 else { return }
    firstMatched.append(
      contentsOf: repeatElement(Timestamp(nanoseconds: .max), count: missing))
    counts.append(contentsOf: repeatElement(.zero, count: missing * lookbacks))
    if isWeighted { specimens.append(contentsOf: repeatElement(.zero, count: missing * lookbacks)) }
    if bucketsPerSlice != nil { slices.append(contentsOf: repeatElement([:], count: missing)) }
  }
}

// Counts that were made elsewhere, of keys that there is room for.
extension KeyTally {
  /// Takes over what `lookback` holds of `key`.
  mutating func set(_ events: Counts, _ specimens: Counts?, of key: Int, in lookback: Int) {
    counts[key * lookbacks + lookback] = events
    if isWeighted { self.specimens[key * lookbacks + lookback] = specimens ?? .zero }
  }

  /// Adds the events of an entry of `bucket` to `lookbacks`, and to its slice.
  mutating func add(_ entry: KeyLog.Entry, bucket: Int, to lookbacks: [Int]) {
    let key = Int(entry.key)
    guard key < keyCount else { return }
    for lookback in lookbacks {
      counts[key * self.lookbacks + lookback] += entry.counts
      if isWeighted { specimens[key * self.lookbacks + lookback] += entry.specimenCounts }
    }
    guard let bucketsPerSlice else { return }
    let slice = bucket.flooredQuotient(by: bucketsPerSlice) * bucketsPerSlice
    slices[key][slice, default: .zero] += entry.counts
  }

  /// Adds matched events without key to `lookback`.
  mutating func add(unkeyed events: Int64, in lookback: Int) { unkeyed[lookback] += events }

  /// Notes that `key` had a matched event at `instant`.
  mutating func noteMatched(_ key: Int, at instant: Timestamp) {
    guard key < keyCount else { return }
    firstMatched[key] = min(firstMatched[key], instant)
  }
}
