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
    if let key { makeRoom(for: key, at: instant) }
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

  private mutating func makeRoom(for key: Int, at instant: Timestamp) {
    let missing = key + 1 - firstMatched.count
    guard missing > 0 else { return }
    firstMatched.append(
      contentsOf: repeatElement(Timestamp(nanoseconds: .max), count: missing))
    counts.append(contentsOf: repeatElement(.zero, count: missing * lookbacks))
    if isWeighted { specimens.append(contentsOf: repeatElement(.zero, count: missing * lookbacks)) }
    if bucketsPerSlice != nil { slices.append(contentsOf: repeatElement([:], count: missing)) }
  }
}
