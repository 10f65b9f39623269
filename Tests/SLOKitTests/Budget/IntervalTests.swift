// Wilson's interval against published values: R. G. Newcombe, "Two-sided confidence intervals for
// the single proportion", Statistics in Medicine 17 (1998), table I, method 3.

import Testing

@testable import SLOKit

struct IntervalTests {
  @Test(arguments: [
    (81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0, 0.1611),
    (1, 29, 0.0061, 0.1718),
  ])
  func `the interval is the published one`(
    successes: Int64, trials: Int64, low: Double, high: Double
  ) throws {
    let interval = try #require(Interval.wilson(successes: successes, trials: trials))
    #expect(abs(interval.low - low) < 0.000051)
    #expect(abs(interval.high - high) < 0.000051)
    let mirrored = try #require(Interval.wilson(successes: trials - successes, trials: trials))
    #expect(abs(mirrored.low - (1 - interval.high)) < 1e-12)
    #expect(abs(mirrored.high - (1 - interval.low)) < 1e-12)
  }

  @Test func `its ends solve the equation that defines it`() throws {
    var random = SeededGenerator(seed: 2)
    for _ in 0..<500 {
      let trials = Int64.random(in: 1...1_000_000, using: &random)
      let successes = Int64.random(in: 0...trials, using: &random)
      let interval = try #require(Interval.wilson(successes: successes, trials: trials))
      let (n, share) = (Double(trials), Double(successes) / Double(trials))
      #expect(interval.low <= share && share <= interval.high)
      for end in [interval.low, interval.high] {
        let distance = abs(share - end)
        let wanted = 1.959963984540054 * (end * (1 - end) / n).squareRoot()
        #expect(abs(distance - wanted) < 1e-9, "\(successes) of \(trials)")
      }
    }
  }

  @Test(arguments: [1, 10, 1_000_000_000_000] as [Int64])
  func `where nothing or everything failed the end is exact`(trials: Int64) {
    #expect(Interval.wilson(successes: trials, trials: trials)?.high == 1)
    #expect(Interval.wilson(successes: 0, trials: trials)?.low == 0)
  }

  @Test func `without trials there is none`() {
    #expect(Interval.wilson(successes: 0, trials: 0) == nil)
  }
}
