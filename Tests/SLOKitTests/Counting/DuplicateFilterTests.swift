// Duplicates against the definition: an event whose id is that of a kept event at most the horizon
// away, earlier or later.

import Testing

@testable import SLOKit

struct DuplicateFilterTests {
  /// All kept events, by id.
  private struct Twin {
    let horizon: Int64
    var kept: [String: [Int64]] = [:]

    mutating func keeps(_ id: String, at instant: Int64) -> Bool {
      let near = kept[id, default: []].contains {
        (Int128($0) - Int128(instant)).magnitude <= UInt128(horizon)
      }
      if !near { kept[id, default: []].append(instant) }
      return !near
    }
  }

  private static let hour: Int64 = 3_600_000_000_000

  @Test(arguments: [0, 1, 2, 10, 1000, hour] as [Int64], [1, 3, 400])
  func `an event is kept just where the definition keeps it`(horizon: Int64, idCount: Int) {
    var random = SeededGenerator(seed: UInt64(horizon) ^ UInt64(idCount) << 50)
    for span in [horizon, 3 * horizon + 2, 40 * horizon + 20] {
      for base in [-span / 2, 1_790_000_000_000_000_000] {
        var filter = DuplicateFilter(horizon: TimeSpan(nanoseconds: horizon))
        var twin = Twin(horizon: horizon)
        for step in 0..<600 {
          let id = "id-\(Int.random(in: 0..<idCount, using: &random))"
          let instant = base + Int64.random(in: 0...span, using: &random)
          let isKept = keeps(&filter, id, instant)
          #expect(isKept == twin.keeps(id, at: instant), "step \(step): \(id) at \(instant)")
        }
      }
    }
  }

  @Test(arguments: [0, 1, hour, 86_400_000_000_000 * 366] as [Int64])
  func `events at the ends of time are told apart`(horizon: Int64) {
    let (first, last) = (Timestamp.earliest.nanoseconds, Timestamp.latest.nanoseconds)
    var filter = DuplicateFilter(horizon: TimeSpan(nanoseconds: horizon))
    var twin = Twin(horizon: horizon)
    let instants = [
      first, last, 0, -1, 1, first + horizon, first + horizon + 1, last - horizon,
      last - horizon - 1, horizon, horizon + 1, -horizon, -horizon - 1, -horizon - 2, first, last,
    ]
    for instant in instants {
      #expect(keeps(&filter, "same", instant) == twin.keeps("same", at: instant), "\(instant)")
    }
  }

  @Test func `an id that every event bears is looked up as fast as any other`() {
    var filter = DuplicateFilter(horizon: TimeSpan(nanoseconds: DuplicateFilterTests.hour))
    // A list a bucket would go through ten thousand million pairs here.
    let kept = (0..<100_000).count { number in
      keeps(&filter, "-", Int64(number) * (DuplicateFilterTests.hour + 1))
    }
    #expect(kept == 100_000)
    #expect(!keeps(&filter, "-", 5 * DuplicateFilterTests.hour))
  }

  @Test func `ids are bytes, the empty one too`() {
    var filter = DuplicateFilter(horizon: .hours(1))
    for id in ["", "\0", "\0\0", "a", "a\0", "é", "e\u{301}"] {
      #expect(keeps(&filter, id, 0), "first \(id)")
      #expect(!keeps(&filter, id, 1), "again \(id)")
    }
  }

  private func keeps(_ filter: inout DuplicateFilter, _ id: String, _ instant: Int64) -> Bool {
    let bytes = Array(id.utf8)
    return unsafe filter.keeps(id: bytes.span.bytes, at: Timestamp(nanoseconds: instant))
  }
}
