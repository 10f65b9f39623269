// The forecast against a window that is moved on bucket by bucket, every bucket a value of its own.

import Testing

@testable import SLOKit

struct ForecastTests {
  private static let buckets = Buckets(resolution: .minutes(1))

  /// Buckets of a window as valid and bad, both times the number of buckets that set the pace.
  private struct Simulation {
    var window: [(valid: Int, bad: Int)]
    let allowance: Int

    var isExhausted: Bool {
      let (valid, bad) = window.reduce((0, 0)) { ($0.0 + $1.valid, $0.1 + $1.bad) }
      if allowance == 0 { return bad > 0 }
      return valid > 0 && bad * 1_000_000_000 >= valid * allowance
    }
  }

  @Test(arguments: 1...300 as ClosedRange<UInt64>)
  func `the answer is that of the window moved on bucket by bucket`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let length = Int.random(in: 1...50, using: &random)
    let pace = Int.random(in: 1...12, using: &random)
    let rolls = Bool.random(using: &random)
    let horizon = rolls ? length : Int.random(in: 0...60, using: &random)
    let billionths: Int64 = random.pick([1, 500_000_000, 900_000_000, 990_000_000, 1_000_000_000])
    let end = Int.random(in: -100...100, using: &random)
    let badShare = random.pick([0, 1, 5, 12, 50])
    var counts = BucketSeries(empty: Counts.zero)
    for bucket in (end - length - 15)..<end where Int.random(in: 0..<3, using: &random) > 0 {
      for _ in 0..<Int.random(in: 0...20, using: &random) {
        let isBad = Int.random(in: 0..<100, using: &random) < badShare
        counts.update(bucket) { $0.add(isBad ? .failed(.unknown) : .good, weight: 1) }
      }
    }
    let target = try #require(Target(billionths: billionths))
    let found = Forecast(
      of: JudgedSeries(events: counts, charge: .standard, excusedAreValid: false), target: target,
      window: (end - length)..<end, pace: pace, horizon: horizon, rolls: rolls,
      buckets: Self.buckets)

    func judged(_ bucket: Int) -> (valid: Int, bad: Int) {
      let bad = Int(counts[bucket].failed(by: .unknown))
      return (Int(counts[bucket].good) + bad, bad)
    }
    let recent = ((end - pace)..<end).map(judged).reduce((0, 0)) {
      ($0.0 + $1.valid, $0.1 + $1.bad)
    }
    var simulation = Simulation(
      window: ((end - length)..<end).map { (judged($0).valid * pace, judged($0).bad * pace) },
      allowance: Int(target.allowance))
    var wanted = Forecast.notWithin
    if simulation.isExhausted {
      wanted = .exhausted(at: Self.buckets.start(of: end))
    } else if simulation.window.allSatisfy({ $0.valid == 0 }) || recent.0 == 0 {
      wanted = .noData
    } else {
      for step in 0..<horizon {
        simulation.window.append((recent.0, recent.1))
        if rolls { simulation.window.removeFirst() }
        if simulation.isExhausted {
          wanted = .within(at: Self.buckets.start(of: end + step + 1))
          break
        }
      }
    }
    #expect(found == wanted)
  }
}
