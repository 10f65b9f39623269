// A dense run of buckets against a dictionary, which cannot mistake a place.

import Testing

@testable import SLOKit

struct BucketSeriesTests {
  @Test(arguments: 1...15 as ClosedRange<UInt64>)
  func `updates, drops and reads are those of a dictionary`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var series = BucketSeries(empty: 0)
    var twin: [Int: Int] = [:]
    var here = Int.random(in: -300...300, using: &random)
    for step in 1...400 {
      switch Int.random(in: 0..<24, using: &random) {
      case 0:
        let bucket = here + Int.random(in: -40...40, using: &random)
        series.drop(before: bucket)
        twin = twin.filter { $0.key >= bucket }
      case 1: here += Int.random(in: -4000...4000, using: &random)
      case 2:
        series.drop(before: here)
        twin = twin.filter { $0.key >= here }
      default:
        let bucket = here + Int.random(in: -25...25, using: &random)
        series.update(bucket) { $0 = $0 &* 31 &+ step }
        twin[bucket] = (twin[bucket] ?? 0) &* 31 &+ step
      }
      let wrong = (here - 60...here + 60).filter { series[$0] != twin[$0] ?? 0 }
      #expect(wrong == [], "step \(step)")
    }
    let range = (twin.keys.min() ?? 0) - 5...(twin.keys.max() ?? 0) + 5
    #expect(range.filter { series[$0] != twin[$0] ?? 0 } == [])
    #expect(twin.keys.filter { !series.buckets.contains($0) } == [])
  }

  @Test func `a series without updates is empty everywhere`() {
    var series = BucketSeries(empty: 7)
    #expect(series.buckets.isEmpty)
    #expect(series[0] == 7 && series[.min] == 7 && series[.max] == 7)
    series.drop(before: 1_000_000)
    series.update(-1_000_000) { $0 += 1 }
    #expect(series[-1_000_000] == 8)
    #expect(series.buckets.contains(-1_000_000))
    #expect(series.buckets.count < 1000)
  }

  @Test func `what is dropped leaves no room behind it`() {
    var series = BucketSeries(empty: 0)
    // Centuries apart: only a series that lets go of the old can hold the new.
    for bucket in stride(from: -10_000_000_000, through: 10_000_000_000, by: 2_500_000_000) {
      series.drop(before: bucket - 10)
      series.update(bucket) { $0 = bucket }
      #expect(series[bucket] == bucket)
      #expect(series.buckets.count < 1000)
    }
  }

  @Test(arguments: 1...10 as ClosedRange<UInt64>)
  func `counts by bucket are those of a dictionary, however large`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var series = BucketSeries(empty: Counts.zero)
    var twin: [Int: Counts] = [:]
    for _ in 0..<600 {
      let (bucket, outcome) = (random.below(700) - 350, random.outcome())
      let weight = Int64(random.pick([1, 1, 100, 5_000_000]))
      series.add(outcome, weight: weight, in: bucket)
      twin[bucket, default: .zero].add(outcome, weight: weight)
      if random.chance(1) {
        let first = random.below(700) - 350
        series.drop(before: first)
        twin = twin.filter { $0.key >= first }
      }
    }
    #expect((-400..<400).allSatisfy { series[$0] == twin[$0] ?? .zero })
  }

  @Test(arguments: 1...10 as ClosedRange<UInt64>)
  func `a sum over any range is that of its buckets`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var series = BucketSeries(empty: Counts.zero)
    var twin: [Int: Int64] = [:]
    for _ in 0..<100 {
      let bucket = Int.random(in: -50...50, using: &random)
      let weight = Int64.random(in: 1...1000, using: &random)
      series.update(bucket) { $0.add(.good, weight: weight) }
      twin[bucket, default: 0] += weight
    }
    for _ in 0..<200 {
      let start = Int.random(in: -70...70, using: &random)
      let range = start..<start + Int.random(in: 0...80, using: &random)
      let expected = twin.filter { range.contains($0.key) }.values.reduce(0, +)
      #expect(series.sum(over: range).good == expected)
    }
  }
}
