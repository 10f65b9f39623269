// The exemplars of many keys: which are kept does not hang on the order in which they come, no bucket
// has more than its share, and no key is crowded out by the failures of another.

import Testing

@testable import SLOKit

struct KeyExemplarLogTests {
  private struct Event {
    var key: Int
    var instant: Int64
    var line: Int
  }

  private static func log(_ events: [Event]) -> KeyExemplarLog {
    var log = KeyExemplarLog()
    for event in events {
      log.add(
        at: Timestamp(nanoseconds: event.instant), bucket: Int(event.instant / 1000),
        key: event.key, file: "a", line: event.line, trace: nil)
    }
    return log
  }

  @Test(arguments: 1...10 as ClosedRange<UInt64>, [3, 40, 500])
  func `the order in which they come does not matter`(seed: UInt64, keys: Int) {
    var random = SeededGenerator(seed: seed)
    let events = (1...3000).map { line in
      Event(
        key: Int.random(in: 0..<keys, using: &random),
        instant: Int64.random(in: 0..<3000, using: &random), line: line)
    }
    let logs = [events, events.reversed(), events.shuffled(using: &random)].map(Self.log)
    var kept: [Int: Int] = [:]
    for key in 0..<keys {
      let found = logs.map { $0.latest(100, of: key, in: 0..<3).map(\.line) }
      #expect(found[0] == found[1] && found[0] == found[2])
      for bucket in 0..<3 {
        let inBucket = logs[0].latest(100, of: key, in: bucket..<(bucket + 1))
        #expect(inBucket.count <= ExemplarLog.perBucket)
        let earliest = events.filter { $0.key == key && $0.instant / 1000 == Int64(bucket) }
          .sorted { ($0.instant, $0.line) < ($1.instant, $1.line) }.map(\.line)
        #expect(inBucket.map(\.line) == Array(earliest.prefix(inBucket.count)))
        if keys <= 12 { #expect(inBucket.count == min(earliest.count, ExemplarLog.perBucket)) }
        kept[bucket, default: 0] += inBucket.count
      }
    }
    #expect(kept.values.allSatisfy { $0 <= KeyExemplarLog.perBucket })
    #expect(keys < 40 || kept.values.allSatisfy { $0 == KeyExemplarLog.perBucket })
  }

  @Test func `one key's many failures leave room for another's`() {
    let events =
      (1...1000).map { Event(key: 1, instant: Int64($0 % 500), line: $0) }
      + [Event(key: 2, instant: 999, line: 2000)]
    let log = Self.log(events)
    #expect(log.latest(5, of: 2, in: 0..<1).map(\.line) == [2000])
    #expect(log.latest(5, of: 1, in: 0..<1).count == 5)
    #expect(log.latest(5, of: 3, in: 0..<1).isEmpty)
  }

  @Test func `the latest of a look-back are told, in order`() {
    let log = Self.log((0..<9).map { Event(key: 7, instant: Int64($0) * 1000, line: $0) })
    #expect(log.latest(5, of: 7, in: 0..<9).map(\.line) == [4, 5, 6, 7, 8])
    #expect(log.latest(5, of: 7, in: 2..<4).map(\.line) == [2, 3])
  }
}
