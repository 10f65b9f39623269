// How many customers have a bad event in each of several look-backs, as of one bucket's end after
// the other: each bucket is looked at once when it comes and once when it leaves a look-back. An event
// of a bucket that has come already is added by itself.

/// Counts the customers that were hit.
struct CustomersHit {
  private var log: KeyLog
  private let charge: OriginSet
  /// The look-backs in buckets.
  private let lengths: [Int]
  /// By customer and look-back, how many bad events there are.
  private var bad: [UInt32: [Int64]] = [:]
  /// How many customers were hit, by look-back.
  private var hit: [Int64]

  init(_ log: KeyLog, charge: OriginSet, lengths: some Sequence<Int>) {
    self.log = log
    self.charge = charge
    self.lengths = Set(lengths).sorted()
    hit = self.lengths.map { _ in 0 }
  }

  /// Takes over how far another count of the same customers has come.
  mutating func goOn(from other: CustomersHit) {
    bad = other.bad
    hit = other.hit
  }

  /// Lets go of the log, to be gone on from.
  mutating func letGo() { log = KeyLog() }

  /// Moves on by one bucket, to the end of the bucket before `end`.
  mutating func advance(to end: Int) {
    for index in lengths.indices { count(end - 1, in: index, by: 1) }
    for (index, length) in lengths.enumerated() { count(end - 1 - length, in: index, by: -1) }
  }

  /// Adds an event of `bucket` that came when `end` had been come to already.
  mutating func add(late entry: KeyLog.Entry, bucket: Int, end: Int) {
    guard entry.isBad(charging: charge) else { return }
    for (index, length) in lengths.enumerated() where bucket >= end - length {
      count(entry, in: index, by: 1)
    }
  }

  private mutating func count(_ bucket: Int, in lookback: Int, by sign: Int64) {
    log.forEachEntry(in: bucket) { entry in
      if entry.isBad(charging: charge) { count(entry, in: lookback, by: sign) }
    }
  }

  private mutating func count(_ entry: KeyLog.Entry, in lookback: Int, by sign: Int64) {
    var counts = bad[entry.key] ?? Array(repeating: 0, count: lengths.count)
    let before = counts[lookback]
    counts[lookback] = before + sign * entry.events
    if before == 0 { hit[lookback] += 1 }
    if counts[lookback] == 0 { hit[lookback] -= 1 }
    bad[entry.key] = counts.contains { $0 != 0 } ? counts : nil
  }

  /// How many customers were hit in the look-back of `length` buckets, which is one of those asked
  /// for.
  func count(over length: Int) -> Int64 {
    lengths.firstIndex(of: length).map { hit[$0] } ?? 0
  }
}
