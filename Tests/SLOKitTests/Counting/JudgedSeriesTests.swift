// Slices, against events gone through slice by slice, minute by minute.

import Testing

@testable import SLOKit

struct JudgedSeriesTests {
  private static let minute: Int64 = 60_000_000_000
  private static let buckets = Buckets(resolution: .minutes(1))

  @Test(arguments: 1...150 as ClosedRange<UInt64>)
  func `every slice is judged by its own events`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let length = Int.random(in: 1...7, using: &random)
    let target: Int64 = random.pick([1, 500_000_000, 666_666_667, 900_000_000, 1_000_000_000])
    let emptyAreGood = Bool.random(using: &random)
    let charge = OriginSet(rawValue: UInt8.random(in: 0..<16, using: &random))
    let (low, high) = (
      Int.random(in: -60...0, using: &random), Int.random(in: 1...60, using: &random)
    )
    let exclusions = (0..<Int.random(in: 0...2, using: &random)).map { _ in
      let from = Int64.random(in: -70...70, using: &random) * Self.minute + random.pick([0, 1, -1])
      let to = from + random.pick([1, Self.minute, 5 * Self.minute, 20 * Self.minute])
      return from..<to
    }
    var counts = BucketSeries(empty: Counts.zero)
    var events: [(minute: Int, outcome: Outcome)] = []
    for _ in 0..<Int.random(in: 0...150, using: &random) {
      let minute = Int.random(in: low...high, using: &random)
      let outcome = random.outcome()
      counts.update(minute) { $0.add(outcome, weight: 1) }
      events.append((minute, outcome))
    }

    var objective = Objective(
      name: "a", good: .constant(true), target: try #require(Target(billionths: 900_000_000)),
      window: .rolling(.hours(1)))
    objective.excusedAreValid = Bool.random(using: &random)
    objective.method = .timeslices(
      slice: .minutes(Int64(length)), target: try #require(Target(billionths: target)),
      emptyAreGood: emptyAreGood)
    let rule = try #require(
      SliceRule(
        objective, charge: charge, buckets: Self.buckets,
        exclusions: exclusions.map {
          Timestamp(nanoseconds: $0.lowerBound)..<Timestamp(nanoseconds: $0.upperBound)
        }))
    let end = Int.random(in: -10...70, using: &random)
    let from = Int.random(in: -70...20, using: &random)
    let first = events.map(\.minute).min()
    let series = JudgedSeries(
      slices: { counts.sum(over: $0..<min($0 + length, end)) }, rule: rule, first: first,
      from: from, to: end)

    // A slice in which the first event lies exists as a whole.
    let starts = (-80...80).filter { start in
      guard let first, start % length == 0 else { return false }
      return start >= from && start + length > first && start < end
    }
    let verdicts = starts.compactMap { start -> (start: Int, isBad: Bool)? in
      let (begin, stop) = (Int64(start) * Self.minute, Int64(start + length) * Self.minute)
      if exclusions.contains(where: { $0.lowerBound < stop && begin < $0.upperBound }) {
        return nil
      }
      let own = events.filter { start <= $0.minute && $0.minute < min(start + length, end) }
      let failures = own.compactMap { event -> Origin? in
        guard case .failed(let origin) = event.outcome else { return nil }
        return origin
      }
      let good = own.count { $0.outcome == .good }
      let valid =
        good + failures.count { objective.excusedAreValid || charge.contains($0) }
      if valid == 0 { return emptyAreGood ? (start, false) : nil }
      return (start, good * 1_000_000_000 < valid * Int(target))
    }
    for _ in 0..<30 {
      let low = Int.random(in: -90...80, using: &random)
      let range = low..<low + Int.random(in: 0...90, using: &random)
      let inside = verdicts.filter { range.contains($0.start) }
      let bad = Int64(inside.count { $0.isBad })
      let sum = series.sum(over: range)
      #expect(sum.valid == Int64(inside.count))
      #expect(sum.bad == bad)
      #expect(sum.good == Int64(inside.count) - bad)
    }
  }

  @Test func `an objective that counts events has no slices`() throws {
    let objective = Objective(
      name: "a", good: .constant(true), target: try #require(Target(billionths: 1)),
      window: .rolling(.hours(1)))
    #expect(
      SliceRule(objective, charge: .standard, buckets: Self.buckets, exclusions: []) == nil)
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func `where events are counted a bucket holds its own`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var counts = BucketSeries(empty: Counts.zero)
    for _ in 0..<80 {
      let outcome = random.outcome()
      counts.update(Int.random(in: -20...20, using: &random)) { $0.add(outcome, weight: 3) }
    }
    let series = JudgedSeries(events: counts, charge: .standard, excusedAreValid: false)
    for bucket in -25...25 {
      let own = counts[bucket].judged(charging: .standard, excusedAreValid: false)
      #expect(series[bucket] == own)
      #expect(series.sum(over: bucket..<bucket + 1) == own)
    }
  }
}
