// The log of keys by bucket, which merges as it goes, against counts that never merge.

import Testing

@testable import SLOKit

struct KeyLogTests {
  private struct Pair: Hashable {
    var key: Int
    var outcome: UInt8
  }

  @Test(arguments: 1...10 as ClosedRange<UInt64>, [1, 5, 300])
  func `merged entries count every event`(seed: UInt64, keyCount: Int) {
    var random = SeededGenerator(seed: seed)
    var log = KeyLog()
    var events: [Int: [Pair: Int64]] = [:]
    var specimens: [Int: [Pair: UInt32]] = [:]
    for _ in 0..<2000 {
      let bucket = Int.random(in: -3...3, using: &random)
      let key = Int.random(in: 0..<keyCount, using: &random)
      let outcome = random.outcome()
      let weight = Int64.random(in: 1...1_000_000_000, using: &random)
      log.add(outcome, key: key, bucket: bucket, weight: weight)
      let pair = Pair(key: key, outcome: Self.index(of: outcome))
      events[bucket, default: [:]][pair, default: 0] += weight
      specimens[bucket, default: [:]][pair, default: 0] += 1
    }
    for bucket in -4...4 {
      let entries = log.entries(in: bucket)
      let pairs = entries.map { Pair(key: Int($0.key), outcome: $0.outcome) }
      #expect(Set(pairs).count == pairs.count, "a pair stands there twice")
      #expect(pairs.map(\.key) == pairs.map(\.key).sorted())
      let found = Dictionary(uniqueKeysWithValues: zip(pairs, entries))
      #expect(found.mapValues(\.events) == events[bucket] ?? [:])
      #expect(found.mapValues(\.specimens) == specimens[bucket] ?? [:])
      for key in 0..<keyCount {
        #expect(Array(log.entries(of: key, in: bucket)) == entries.filter { Int($0.key) == key })
      }
      let sum = entries.reduce(into: Counts.zero) { $0 += $1.counts }
      #expect(sum.matched == (events[bucket] ?? [:]).values.reduce(0, +))
    }
    log.drop(before: 0)
    #expect(log.entries(in: -1).isEmpty && !log.entries(in: 0).isEmpty)
  }

  private static func index(of outcome: Outcome) -> UInt8 {
    switch outcome {
    case .failed(let origin): UInt8(origin.rawValue)
    case .unjudged: KeyLog.Entry.unjudgedIndex
    default: KeyLog.Entry.goodIndex
    }
  }

  @Test(arguments: 1...10 as ClosedRange<UInt64>)
  func `a customer is hit where one of its failures is not charged`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let charge = OriginSet(rawValue: UInt8.random(in: 0..<16, using: &random))
    var log = KeyLog()
    var isHit: [Int: Bool] = [:]
    for _ in 0..<200 {
      let key = Int.random(in: 0..<60, using: &random)
      let outcome = random.outcome()
      log.add(outcome, key: key, bucket: 9, weight: 1)
      var isExcused = false
      if case .failed(let origin) = outcome { isExcused = !charge.contains(origin) }
      isHit[key] = (isHit[key] ?? false) || isExcused
    }
    let keys = log.keys(in: 9, excusedBy: charge)
    #expect(keys.map(\.customer) == isHit.keys.sorted())
    #expect(keys.allSatisfy { $0.isHit == isHit[$0.customer] })
  }
}
