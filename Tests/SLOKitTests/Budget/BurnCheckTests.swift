// When an alert rule holds, and what is said where only a guard holds it back.

import Testing

@testable import SLOKit

struct BurnCheckTests {
  private static let rule = BurnRule(
    severity: .page, factor: BurnFactor(144, 10), long: .hours(1), short: .minutes(5))

  private func state(
    _ long: (bad: Int64, valid: Int64), short: (bad: Int64, valid: Int64)? = nil,
    badSpecimens: Int64? = nil, customers: Int64? = nil, _ change: (inout AlertSettings) -> Void
  ) throws -> RuleState {
    var settings = AlertSettings()
    change(&settings)
    func burn(_ lookback: TimeSpan, _ counts: (bad: Int64, valid: Int64)) -> Burn {
      Burn(
        lookback: lookback, valid: counts.valid, bad: counts.bad, validSpecimens: counts.valid,
        badSpecimens: badSpecimens ?? counts.bad)
    }
    return BurnCheck(
      long: burn(.hours(1), long), short: burn(.minutes(5), short ?? long),
      target: try #require(Target(billionths: 999_000_000)), customers: customers
    ).state(of: Self.rule, settings: settings)
  }

  @Test(
    arguments: [
      ((144, 10_000), (144, 10_000), false), ((145, 10_000), (145, 10_000), true),
      ((145, 10_000), (144, 10_000), false), ((144, 10_000), (10_000, 10_000), false),
      ((145, 10_000), (0, 0), false), ((0, 0), (0, 0), false),
    ] as [((Int64, Int64), (Int64, Int64), Bool)])
  func `both burns must be above the factor`(
    long: (Int64, Int64), short: (Int64, Int64), holds: Bool
  ) throws {
    let state = try state(long, short: short) { _ in }
    #expect(state.holds == holds)
    #expect(state.heldBack == nil)
  }

  @Test func `one failure of ten happens by chance, two do not`() throws {
    let one = try state((1, 10)) { $0.confidence = 950_000_000 }
    #expect(!one.holds)
    #expect(one.heldBack == "1 bad of 10 in 1h happen by chance in 13.5% of such spans at 14.4×")
    let two = try state((2, 10)) { $0.confidence = 950_000_000 }
    #expect(two.holds && two.heldBack == nil)
  }

  @Test func `too few bad specimens hold a rule back, however many events they stand for`() throws {
    let few = try state((4000, 10_000), badSpecimens: 1) { $0.minBad = 2 }
    #expect(!few.holds)
    #expect(few.heldBack == "1 bad in 1h, fewer than minBad 2")
    #expect(try state((4000, 10_000), badSpecimens: 2) { $0.minBad = 2 }.holds)
  }

  @Test func `too few customers hold a rule back where they are counted`() throws {
    let few = try state((50, 100), customers: 2) { $0.minCustomers = 3 }
    #expect(!few.holds)
    #expect(few.heldBack == "2 customers hit in 1h, fewer than minCustomers 3")
    #expect(try state((50, 100), customers: 3) { $0.minCustomers = 3 }.holds)
    #expect(try state((50, 100), customers: 0) { $0.minCustomers = 0 }.holds)
    #expect(try state((50, 100), customers: nil) { $0.minCustomers = 3 }.holds)
  }

  @Test func `a guard is not named where the rule burns too slowly anyway`() throws {
    let state = try state((1, 10_000)) { $0.minBad = 2 }
    #expect(!state.holds && state.heldBack == nil)
  }

  @Test func `events that come bad raise valid, bad and specimens alike`() throws {
    let target = try #require(Target(billionths: 999_000_000))
    let burn = Burn(lookback: .hours(1), valid: 990, bad: 0, validSpecimens: 99, badSpecimens: 0)
      .worsened(by: 10, areSlices: false, at: target)
    #expect(burn.valid == 1000 && burn.bad == 10)
    #expect(burn.validSpecimens == 109 && burn.badSpecimens == 10)
    #expect(burn.rate == 10)
  }

  @Test(
    arguments: [
      (144, 10, 999_000_000, false), (2, 1, 500_000_000, true), (199, 100, 500_000_000, false),
      (1, 1, 1, false), (1, 1, 1_000_000_000, false), (15, 1, 900_000_000, true),
    ] as [(Int64, Int64, Int64, Bool)])
  func `a factor that more than all events would have to fail for is out of reach`(
    numerator: Int64, denominator: Int64, billionths: Int64, isUnreachable: Bool
  ) throws {
    let target = try #require(Target(billionths: billionths))
    var rule = Self.rule
    rule.factor = BurnFactor(numerator, denominator)
    #expect(rule.isUnreachable(at: target) == isUnreachable)
    #expect((rule.threshold(at: target) >= 1) == isUnreachable)
  }
}
