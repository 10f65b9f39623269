// Two groups of events: when the one is worse, and how often chance says so.

import Foundation
import Testing

@testable import SLOKit

struct ComparisonTests {
  private static func comparison(
    _ badBefore: Int64, of before: Int64, _ badAfter: Int64, of after: Int64
  ) -> Comparison {
    var comparison = Comparison(
      charge: .standard, excusedAreValid: false, target: Sample.target(999_000_000))
    for (bad, valid, path) in [
      (badBefore, before, \Comparison.before), (badAfter, after, \Comparison.after),
    ] {
      var counts = Counts()
      if valid > bad { counts.add(.good, weight: valid - bad) }
      if bad > 0 { counts.add(.failed(.infrastructure), weight: bad) }
      comparison[keyPath: path].counts = counts
      comparison[keyPath: path].specimens = counts
    }
    return comparison
  }

  /// How many of `trials` fail, each with `probability`: gaps between failures are geometric.
  private static func failures(
    of trials: Int64, _ probability: Double, _ random: inout SeededGenerator
  ) -> Int64 {
    var (at, count) = (Int64(0), Int64(0))
    while true {
      let gap =
        Foundation.log(1 - Double.random(in: 0..<1, using: &random))
        / Foundation.log(1 - probability)
      at += Int64(gap) + 1
      if at > trials { return count }
      count += 1
    }
  }

  @Test(arguments: [(Int64(3000), 0.01), (200, 0.05), (100_000, 0.0001), (500, 0.3)])
  func `of a thousand pairs without a difference at most one in twenty is worse`(
    valid: Int64, probability: Double
  ) {
    var random = SeededGenerator(seed: 1)
    var worse = 0
    for _ in 0..<1000 {
      let before = Self.failures(of: valid, probability, &random)
      let after = Self.failures(of: valid, probability, &random)
      if Self.comparison(before, of: valid, after, of: valid).verdict == .worse { worse += 1 }
    }
    #expect(worse <= 50)
  }

  @Test func `a doubling from thirty to sixty failures is found nine times of ten`() {
    var random = SeededGenerator(seed: 2)
    var found = 0
    for _ in 0..<1000 {
      let before = Self.failures(of: 30_000, 0.001, &random)
      let after = Self.failures(of: 30_000, 0.002, &random)
      if Self.comparison(before, of: 30_000, after, of: 30_000).verdict == .worse { found += 1 }
    }
    #expect(found >= 900, "\(found) of 1000")
    #expect(Self.comparison(30, of: 30_000, 60, of: 30_000).verdict == .worse)
  }

  @Test(
    arguments: [
      (0, 100, 0, 100, "noEvidence"), (0, 0, 5, 100, "noData"), (5, 100, 0, 0, "noData"),
      (60, 1000, 30, 1000, "better"), (30, 1000, 60, 1000, "worse"),
      (30, 1000, 33, 1000, "noEvidence"),
    ] as [(Int64, Int64, Int64, Int64, String)])
  func `the verdict is worse, better, or neither`(
    badBefore: Int64, before: Int64, badAfter: Int64, after: Int64, verdict: String
  ) {
    let comparison = Self.comparison(badBefore, of: before, badAfter, of: after)
    #expect(comparison.verdict.rawValue == verdict)
  }

  /// R. G. Newcombe, Statistics in Medicine 17 (1998), table II: 56/70 − 48/80 and 9/10 − 3/10, by
  /// method 10.
  @Test(
    arguments: [
      (48, 80, 56, 70, 0.0524, 0.3339), (3, 10, 9, 10, 0.1705, 0.8090), (0, 10, 10, 10, 0.6075, 1),
    ] as [(Int64, Int64, Int64, Int64, Double, Double)])
  func `the difference has the interval that its author worked out`(
    badBefore: Int64, before: Int64, badAfter: Int64, after: Int64, low: Double, high: Double
  ) throws {
    let difference = try #require(
      Self.comparison(badBefore, of: before, badAfter, of: after).difference)
    #expect(abs(difference.interval.low - low) < 0.00006)
    #expect(abs(difference.interval.high - high) < 0.00006)
  }

  @Test func `of a thousand intervals about one in twenty misses the difference`() throws {
    var random = SeededGenerator(seed: 3)
    var missed = 0
    for _ in 0..<1000 {
      let before = Self.failures(of: 2000, 0.01, &random)
      let after = Self.failures(of: 1000, 0.02, &random)
      let difference = try #require(
        Self.comparison(before, of: 2000, after, of: 1000).difference)
      if !(difference.interval.low...difference.interval.high).contains(0.01) { missed += 1 }
    }
    #expect(missed <= 65)
  }
}
