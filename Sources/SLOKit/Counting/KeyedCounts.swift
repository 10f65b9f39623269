// What is counted of one objective by the values of one field, for as long as it can be asked for:
// which keys had which outcomes in each bucket, and what the objective's window holds of each now.

/// Counts by key that slide with the clock.
package struct KeyedCounts: Sendable {
  /// Where the events of one key number go that has none, because it is past the limit of keys.
  package enum Key: Sendable, Equatable {
    /// The number of the key in its table.
    case number(Int)
    /// The event has no key.
    case none
    /// The table was full when the key came.
    case pastLimit

    /// The number of the key; nil where it has none.
    package var number: Int? {
      if case .number(let number) = self { number } else { nil }
    }
  }

  /// Which keys had which outcomes in each bucket.
  package var log = KeyLog()
  /// What the window holds of each key.
  package private(set) var window = WindowSums()
  /// The same in specimens, where events have weights.
  package private(set) var specimens: WindowSums?
  /// Matched events without a key, by bucket.
  package private(set) var unkeyed = BucketSeries<Int64>(empty: 0)
  /// Matched events of keys past the limit, by bucket.
  package private(set) var pastLimit = BucketSeries<Int64>(empty: 0)
  /// All of those that are kept.
  package var pastLimitCount: Int64 {
    var sum: Int64 = 0
    pastLimit.forEach(in: pastLimit.buckets) { sum += $1 }
    return sum
  }
  /// The bucket of each key's first event, where slices are counted, which begin with it; else empty.
  package private(set) var firstBuckets: [Int] = []
  private let isSliced: Bool
  /// Buckets with entries that await to be packed, and the one that was noted last.
  private var unpacked: Set<Int> = []
  private var newestUnpacked: Int?

  package init(isWeighted: Bool, isSliced: Bool) {
    specimens = isWeighted ? WindowSums(ofSpecimens: true) : nil
    self.isSliced = isSliced
  }

  /// Counts a matched event.
  package mutating func add(_ outcome: Outcome, key: Key, bucket: Int, weight: Int64) {
    switch key {
    case .none: unkeyed.update(bucket) { $0 += weight }
    case .pastLimit: pastLimit.update(bucket) { $0 += weight }
    case .number(let number):
      log.add(outcome, key: number, bucket: bucket, weight: weight)
      window.add(outcome, key: number, bucket: bucket, weight: weight)
      specimens?.add(outcome, key: number, bucket: bucket, weight: weight)
      if bucket != newestUnpacked {
        unpacked.insert(bucket)
        newestUnpacked = bucket
      }
      if isSliced { noteFirst(bucket, of: number) }
    }
  }

  private mutating func noteFirst(_ bucket: Int, of key: Int) {
    let missing = key + 1 - firstBuckets.count
    if missing > 0 { firstBuckets.append(contentsOf: repeatElement(.max, count: missing)) }
    firstBuckets[key] = min(firstBuckets[key], bucket)
  }

  /// Takes over what was counted before; the window is empty until it slides.
  package mutating func takeOver(_ before: KeyedCounts) {
    log = before.log
    window = WindowSums()
    specimens = specimens.map { _ in WindowSums(ofSpecimens: true) }
    unkeyed = before.unkeyed
    pastLimit = before.pastLimit
    if isSliced { firstBuckets = before.firstBuckets.isEmpty ? firstsInLog : before.firstBuckets }
  }

  /// The first bucket of each key in the log.
  private var firstsInLog: [Int] {
    var firsts: [Int] = []
    for bucket in log.buckets {
      log.forEachEntry(in: bucket) { entry in
        let missing = Int(entry.key) + 1 - firsts.count
        if missing > 0 { firsts.append(contentsOf: repeatElement(.max, count: missing)) }
        firsts[Int(entry.key)] = min(firsts[Int(entry.key)], bucket)
      }
    }
    return firsts
  }

  /// Counts that were read: the log comes behind.
  init(
    unkeyed: BucketSeries<Int64>, pastLimit: BucketSeries<Int64>, firstBuckets: [Int]
  ) {
    self.init(isWeighted: false, isSliced: true)
    self.unkeyed = unkeyed
    self.pastLimit = pastLimit
    self.firstBuckets = firstBuckets
  }

  /// Makes `span` the window.
  package mutating func slide(to span: Range<Int>) {
    guard span != window.span else { return }
    window.move(to: span, in: log)
    specimens?.move(to: span, in: log)
  }

  /// Packs the buckets before `bucket`, which are over.
  package mutating func pack(before bucket: Int) {
    newestUnpacked = nil
    for ready in unpacked where ready < bucket {
      log.pack(ready)
      unpacked.remove(ready)
    }
  }

  /// Forgets the buckets before `bucket`.
  package mutating func drop(before bucket: Int) {
    log.drop(before: bucket)
    unkeyed.drop(before: bucket)
    pastLimit.drop(before: bucket)
  }

  /// The counts of several look-backs that end together, as a tally of the same events has them.
  ///
  /// - Parameters:
  ///   - starts: Where the look-backs start; the first of them is read off where it is the window.
  ///   - end: Where all end.
  ///   - keyCount: How many keys there are.
  ///   - bucketsPerSlice: How many buckets a slice has; nil where events are counted.
  ///   - buckets: What buckets are counted in.
  package func tally(
    from starts: [Int], to end: Int, keyCount: Int, bucketsPerSlice: Int?, buckets: Buckets
  ) -> KeyTally {
    var tally = KeyTally(
      lookbacks: starts.count, isWeighted: specimens != nil, bucketsPerSlice: bucketsPerSlice)
    tally.makeRoom(for: keyCount)
    let isRead = starts.first.map { $0..<max($0, end) == window.span } ?? false
    if isRead {
      for key in 0..<keyCount {
        tally.set(window.counts(of: key), specimens?.counts(of: key), of: key)
      }
    }
    // Slices are told apart by when they start, so that every entry of them is looked at.
    let needed = isRead && bucketsPerSlice == nil ? starts.dropFirst() : starts[...]
    if let first = needed.min() {
      for bucket in (first..<max(first, end)).clamped(to: log.buckets) {
        let lookbacks = starts.indices.filter { starts[$0] <= bucket && !(isRead && $0 == 0) }
        log.forEachEntry(in: bucket) { tally.add($0, bucket: bucket, to: lookbacks) }
      }
    }
    for (lookback, start) in starts.enumerated() {
      unkeyed.forEach(in: start..<max(start, end)) { tally.add(unkeyed: $1, in: lookback) }
      pastLimit.forEach(in: start..<max(start, end)) { tally.add(pastLimit: $1, in: lookback) }
    }
    for (key, bucket) in firstBuckets.enumerated() where bucket < end {
      tally.noteMatched(key, at: buckets.start(of: bucket))
    }
    return tally
  }
}
