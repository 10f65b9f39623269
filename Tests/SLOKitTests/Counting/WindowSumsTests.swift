// What a sliding span holds of each key, against adding up the span's events anew each time.

import Testing

@testable import SLOKit

struct WindowSumsTests {
  private struct Event {
    let bucket: Int
    let key: Int
    let outcome: Outcome
    let weight: Int64
  }

  /// What `span` holds of each key.
  private static func sums(
    _ events: [Event], in span: Range<Int>, ofSpecimens countsSpecimens: Bool
  ) -> [Int: Counts] {
    events.reduce(into: [:]) { sums, event in
      guard span.contains(event.bucket) else { return }
      sums[event.key, default: .zero].add(
        event.outcome, weight: countsSpecimens ? 1 : event.weight)
    }
  }

  @Test(arguments: 0..<20 as Range<UInt64>, [false, true])
  func `a span that slides holds what its events add up to`(
    _ seed: UInt64, _ countsSpecimens: Bool
  ) {
    var random = SeededGenerator(seed: seed)
    // More than one chunk; weights that go round 2³² now and then.
    let keyCount = random.pick([1, 7, 5000])
    let mostWeight: Int64 = random.pick([1, 1000, 1_000_000_000])
    var log = KeyLog()
    var sums = WindowSums(ofSpecimens: countsSpecimens)
    var events: [Event] = []
    var span = -5..<5
    sums.move(to: span, in: log)
    for _ in 0..<60 {
      for _ in 0..<random.below(60) {
        let event = Event(
          bucket: span.lowerBound - 10 + random.below(span.count + 20),
          key: random.below(keyCount), outcome: random.outcome(),
          weight: .random(in: 1...mostWeight, using: &random))
        events.append(event)
        log.add(event.outcome, key: event.key, bucket: event.bucket, weight: event.weight)
        sums.add(event.outcome, key: event.key, bucket: event.bucket, weight: event.weight)
      }
      if random.chance(20) { log.pack(span.lowerBound + random.below(span.count + 1)) }
      // On, and now and then back, away, wider or to nothing.
      let start = span.lowerBound + random.pick([0, 1, 1, 1, 3, -2, 40, -40])
      span = start..<(start + random.pick([10, 10, 10, 12, 4, 0]))
      sums.move(to: span, in: log)
      let wanted = Self.sums(events, in: span, ofSpecimens: countsSpecimens)
      for key in 0..<(keyCount + 3) {
        #expect(sums.counts(of: key) == wanted[key] ?? .zero, "seed \(seed), key \(key), \(span)")
      }
    }
    #expect(sums.span == span)
  }

  @Test func `a copy is not moved with the original`() {
    var log = KeyLog()
    var sums = WindowSums()
    sums.move(to: 0..<10, in: log)
    log.add(.good, key: 3, bucket: 5, weight: 2)
    sums.add(.good, key: 3, bucket: 5, weight: 2)
    let copy = sums
    sums.add(.good, key: 3, bucket: 5, weight: 1)
    sums.move(to: 6..<16, in: log)
    #expect(copy.counts(of: 3).good == 2)
    #expect(copy.span == 0..<10)
  }
}
