// Buckets are aligned to the epoch on both sides of it, up to the ends of 64 bits.

import Testing

@testable import SLOKit

@Suite struct BucketsTests {
  @Test(arguments: [
    (0, 0, 0),
    (1, 0, 60),
    (59_999_999_999, 0, 60),
    (60_000_000_000, 1, 60),
    (60_000_000_001, 1, 120),
    (-1, -1, 0),
    (-59_999_999_999, -1, 0),
    (-60_000_000_000, -1, -60),
    (-60_000_000_001, -2, -60),
  ])
  func `an instant lies in the bucket below and is rounded up to the one above`(
    nanoseconds: Int64, index: Int, endSecond: Int64
  ) {
    let buckets = Buckets(resolution: .minutes(1))
    let instant = Timestamp(nanoseconds: nanoseconds)
    #expect(buckets.index(of: instant) == index)
    #expect(buckets.endRoundingUp(instant) == Timestamp(epochSecond: endSecond))
  }

  @Test(arguments: [1, 7, 60, 3600].map(TimeSpan.seconds) + [TimeSpan(nanoseconds: 1)])
  func `every instant lies between its bucket's ends`(resolution: TimeSpan) {
    let buckets = Buckets(resolution: resolution)
    var random = SeededGenerator(seed: 3)
    for _ in 0..<2000 {
      let instant = Timestamp(
        nanoseconds: .random(
          in: Timestamp.earliest.nanoseconds...Timestamp.latest.nanoseconds, using: &random))
      let index = buckets.index(of: instant)
      #expect(buckets.start(of: index) <= instant)
      #expect(instant < buckets.start(of: index + 1))
      #expect(buckets.index(of: buckets.start(of: index)) == index)
      let end = buckets.endRoundingUp(instant)
      #expect(instant <= end && end - instant < resolution)
      #expect(end.nanoseconds % resolution.nanoseconds == 0)
    }
  }

  @Test func `nothing traps at the ends of 64 bits`() {
    let buckets = Buckets(resolution: .hours(1))
    #expect(buckets.start(of: .max).nanoseconds == .max)
    #expect(buckets.start(of: .min).nanoseconds == .min)
    #expect(buckets.endRoundingUp(Timestamp(nanoseconds: .max)).nanoseconds == .max)
    let first = buckets.endRoundingUp(Timestamp(nanoseconds: .min))
    #expect(first.nanoseconds > .min && first.nanoseconds % 3_600_000_000_000 == 0)
    let finest = Buckets(resolution: TimeSpan(nanoseconds: 1))
    #expect(finest.endRoundingUp(Timestamp(nanoseconds: .max)).nanoseconds == .max)
    #expect(finest.endRoundingUp(Timestamp(nanoseconds: .min)).nanoseconds == .min)
  }
}
