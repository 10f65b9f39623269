// Simulated years of little traffic that fails at just the rate its target allows: nothing is wrong,
// and every page is one too many. How many there are is chance: a soak tells of forty years each.

import Foundation
import Testing

@testable import SLOKit

struct QuietTrafficTests {
  /// Requests an hour, and the pages a year that sloth would make of them, at least.
  static let rates: [(perHour: Int, pagesBySloth: Int)] = [(1, 3), (10, 40), (30, 100), (100, 30)]

  @Test(arguments: rates)
  func `a year at the target's rate pages at most five times, and sloth far more`(
    _ rate: (perHour: Int, pagesBySloth: Int)
  ) throws {
    let pages = try Self.pages(perHour: rate.perHour, seed: 1)
    #expect(pages.byDefault <= 5, "\(rate.perHour) an hour: \(pages)")
    #expect(pages.bySloth >= rate.pagesBySloth, "\(rate.perHour) an hour: \(pages)")
  }

  private static let isSoaking = ProcessInfo.processInfo.environment["SLOCTL_SOAK"] != nil

  /// Among forty years some have more pages than five where three are to be expected; none of the
  /// rates may have more than that on the average, or come near sloth's.
  @Test(.enabled(if: isSoaking, "takes minutes: SLOCTL_SOAK=1"), arguments: rates)
  func `forty years at the target's rate page seldom, and sloth far more`(
    _ rate: (perHour: Int, pagesBySloth: Int)
  ) throws {
    let years = try (1...40).map { try Self.pages(perHour: rate.perHour, seed: $0) }
    let byDefault = years.map(\.byDefault).sorted()
    let bySloth = years.map(\.bySloth).sorted()
    print(
      "\(rate.perHour) an hour: default \(byDefault), mean "
        + String(format: "%.2f", Double(byDefault.reduce(0, +)) / 40)
        + "; sloth \(bySloth.first ?? 0) to \(bySloth.last ?? 0)")
    #expect(byDefault.reduce(0, +) <= 5 * 40)
    #expect(byDefault.reduce(0, +) * 10 <= bySloth.reduce(0, +))
  }

  /// How often a year of random requests pages, one in a thousand of which fails.
  static func pages(perHour: Int, seed: UInt64) throws -> (byDefault: Int, bySloth: Int) {
    var generator = SeededGenerator(seed: seed)
    let buckets = Buckets(resolution: .minutes(5))
    let year = 365 * 24 * 12
    var objective = Objective(
      name: "quiet", good: try Expression.parse("true", roles: []),
      target: try #require(Target(billionths: 999_000_000)), window: .rolling(.days(30)))
    objective.alerts.keepFiringFor = .minutes(5)
    var history = ObjectiveHistory(objective, charge: .standard, slices: nil)
    history.firstMatched = buckets.start(of: 0)
    for _ in 0..<(365 * 24 * perHour) {
      let isBad = generator.next() % 1000 == 0
      history.counts.update(Int(generator.next() % UInt64(year))) {
        $0.add(isBad ? .failed(.infrastructure) : .good, weight: 1)
      }
    }
    let span = ReplaySpan(
      buckets: buckets, first: 1, newest: year, last: year, forecastFrom: .hours(1))
    let backtest = try #require(
      Backtest.run([history], under: [.named(.default), .named(.sloth)], over: span))
    let pages = backtest.runs.map { $0.fired.count { $0.subject.severity == .page } }
    return (pages[0], pages[1])
  }
}
