// What one span of buckets holds of each key, kept right while the span slides: an event inside it is
// added when it comes, and the span moves by reading the buckets that enter and leave it. So a
// question about a month costs what one about a day does: nothing is added up when it is asked.
//
// A key takes 24 bytes: six counts modulo 2³², what is above in a table that is mostly empty. They lie
// in chunks, so that of a copy that is read elsewhere only what is written to meanwhile is made twice.

/// Counts by key over one sliding span.
package struct WindowSums: Sendable {
  private struct Cell: Sendable {
    var good: UInt32 = 0
    var unjudged: UInt32 = 0
    var failed = (UInt32(0), UInt32(0), UInt32(0), UInt32(0))

    /// Adds `amount` to the count of `outcome`, modulo 2³²; how often that went round.
    mutating func add(_ amount: Int64, to outcome: UInt8) -> Int64 {
      switch outcome {
      case 0: Cell.add(amount, to: &failed.0)
      case 1: Cell.add(amount, to: &failed.1)
      case 2: Cell.add(amount, to: &failed.2)
      case 3: Cell.add(amount, to: &failed.3)
      case KeyLog.Entry.goodIndex: Cell.add(amount, to: &good)
      default: Cell.add(amount, to: &unjudged)
      }
    }

    private static func add(_ amount: Int64, to count: inout UInt32) -> Int64 {
      let sum = Int64(count) &+ amount
      count = UInt32(truncatingIfNeeded: sum)
      return sum >> 32
    }
  }

  /// Which of the table's counts is meant.
  private struct Place: Hashable {
    let key: UInt32
    let outcome: UInt8
  }

  private static let chunkBits = 11
  private static var chunkLength: Int { 1 << chunkBits }

  private var chunks: [[Cell]] = []
  /// How often counts went round 2³².
  private var rounds: [Place: Int64] = [:]
  /// The buckets whose events are counted.
  package private(set) var span = 0..<0

  /// Whether specimens are counted rather than the events that they stand for.
  private let countsSpecimens: Bool

  package init(ofSpecimens countsSpecimens: Bool = false) {
    self.countsSpecimens = countsSpecimens
  }

  /// The keys that may have counts are below.
  package var keyCount: Int { chunks.count * WindowSums.chunkLength }

  /// Counts an event of `key` in `bucket`, where that is in the span.
  package mutating func add(_ outcome: Outcome, key: Int, bucket: Int, weight: Int64) {
    guard span.contains(bucket) else { return }
    add(countsSpecimens ? 1 : weight, key: key, outcome: KeyLog.Entry.index(of: outcome))
  }

  private mutating func add(_ amount: Int64, key: Int, outcome: UInt8) {
    let chunk = key >> WindowSums.chunkBits
    while chunk >= chunks.count {
      chunks.append(Array(repeating: Cell(), count: WindowSums.chunkLength))
    }
    let carry = chunks[chunk][key & (WindowSums.chunkLength - 1)].add(amount, to: outcome)
    guard carry != 0 else { return }
    let place = Place(key: UInt32(truncatingIfNeeded: key), outcome: outcome)
    let sum = (rounds[place] ?? 0) + carry
    rounds[place] = sum == 0 ? nil : sum
  }

  /// Makes `newSpan` the span, whose events `log` has.
  package mutating func move(to newSpan: Range<Int>, in log: KeyLog) {
    let kept = span.clamped(to: newSpan)
    if kept.isEmpty {
      chunks.removeAll()
      rounds.removeAll()
      add(newSpan.clamped(to: log.buckets), of: log, sign: 1)
    } else {
      add(span.lowerBound..<kept.lowerBound, of: log, sign: -1)
      add(kept.upperBound..<span.upperBound, of: log, sign: -1)
      add(newSpan.lowerBound..<kept.lowerBound, of: log, sign: 1)
      add(kept.upperBound..<newSpan.upperBound, of: log, sign: 1)
    }
    span = newSpan
  }

  private mutating func add(_ buckets: Range<Int>, of log: KeyLog, sign: Int64) {
    for bucket in buckets {
      log.forEachEntry(in: bucket) {
        add(
          sign * (countsSpecimens ? Int64($0.specimens) : $0.events), key: Int($0.key),
          outcome: $0.outcome)
      }
    }
  }

  /// What the span holds of `key`.
  package func counts(of key: Int) -> Counts {
    let chunk = key >> WindowSums.chunkBits
    guard chunks.indices.contains(chunk) else { return .zero }
    let cell = chunks[chunk][key & (WindowSums.chunkLength - 1)]
    var counts = Counts.zero
    counts.good = Int64(cell.good)
    counts.unjudged = Int64(cell.unjudged)
    counts.failed = SIMD4(
      Int64(cell.failed.0), Int64(cell.failed.1), Int64(cell.failed.2), Int64(cell.failed.3))
    if rounds.isEmpty { return counts }
    for outcome in 0...KeyLog.Entry.unjudgedIndex {
      let place = Place(key: UInt32(truncatingIfNeeded: key), outcome: outcome)
      guard let count = rounds[place] else { continue }
      switch outcome {
      case KeyLog.Entry.goodIndex: counts.good += count << 32
      case KeyLog.Entry.unjudgedIndex: counts.unjudged += count << 32
      default: counts.failed[Int(outcome)] += count << 32
      }
    }
    return counts
  }
}
