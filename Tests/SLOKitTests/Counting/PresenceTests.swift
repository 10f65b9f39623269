// The longest gap, against all instants in order.

import Testing

@testable import SLOKit

struct PresenceTests {
  @Test(arguments: 1...200 as ClosedRange<UInt64>)
  func `the longest gap is the first of the longest between sorted instants`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let resolution: Int64 = random.pick([1, 7, 10])
    let buckets = Buckets(resolution: TimeSpan(nanoseconds: resolution))
    var presence = Presence()
    // Multiples of three make gaps of one length likely.
    let instants = (0..<Int.random(in: 0...12, using: &random)).map { _ in
      Int64.random(in: -40...40, using: &random) * 3
    }
    for instant in instants {
      let timestamp = Timestamp(nanoseconds: instant)
      presence.note(timestamp, bucket: buckets.index(of: timestamp))
    }
    let start = Int64.random(in: -130...100, using: &random)
    // A span ends where a bucket does, as answers do.
    let end = ((start + Int64.random(in: 0...200, using: &random)) / resolution) * resolution
    guard start <= end else { return }

    let stops = [start] + instants.filter { (start..<end).contains($0) }.sorted() + [end]
    let gaps = zip(stops, stops.dropFirst()).map { (from: $0, to: $1) }
    let longest = gaps.map { $0.to - $0.from }.max() ?? 0
    let expected = longest < resolution ? nil : gaps.first { $0.to - $0.from == longest }
    let found = presence.longestGap(
      in: Timestamp(nanoseconds: start)..<Timestamp(nanoseconds: end), buckets: buckets)
    #expect(found?.lowerBound.nanoseconds == expected?.from)
    #expect(found?.upperBound.nanoseconds == expected?.to)
  }
}
