// A budget's figures, against whole numbers and decimals.

import Foundation
import Testing

@testable import SLOKit

struct ErrorBudgetTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var valid: Int64
    var bad: Int64
    var billionths: Int64
    var ratio: Double?
    var budget: Double
    var spent: Double?
    var remaining: Double?
    var left: Int64
    var isExhausted: Bool
    var isMet: Bool?

    var testDescription: String { "\(bad) bad of \(valid) at \(billionths)" }
  }

  static let cases = [
    Case(
      valid: 10_000, bad: 3, billionths: 999_000_000, ratio: 0.9997, budget: 10, spent: 0.3,
      remaining: 0.7, left: 7, isExhausted: false, isMet: true),
    Case(
      valid: 10_000, bad: 10, billionths: 999_000_000, ratio: 0.999, budget: 10, spent: 1,
      remaining: 0, left: 0, isExhausted: true, isMet: true),
    Case(
      valid: 10_000, bad: 11, billionths: 999_000_000, ratio: 0.9989, budget: 10, spent: 1.1,
      remaining: -0.1, left: -1, isExhausted: true, isMet: false),
    // A budget of 2.5: two may be bad, and after three half an event too many is one too many.
    Case(
      valid: 5, bad: 2, billionths: 500_000_000, ratio: 0.6, budget: 2.5, spent: 0.8,
      remaining: 0.2, left: 0, isExhausted: false, isMet: true),
    Case(
      valid: 5, bad: 3, billionths: 500_000_000, ratio: 0.4, budget: 2.5, spent: 1.2,
      remaining: -0.2, left: -1, isExhausted: true, isMet: false),
    Case(
      valid: 0, bad: 0, billionths: 999_000_000, ratio: nil, budget: 0, spent: nil,
      remaining: nil, left: 0, isExhausted: false, isMet: nil),
    Case(
      valid: 7, bad: 0, billionths: 1_000_000_000, ratio: 1, budget: 0, spent: 0, remaining: 1,
      left: 0, isExhausted: false, isMet: true),
    Case(
      valid: 7, bad: 2, billionths: 1_000_000_000, ratio: 5.0 / 7, budget: 0, spent: .infinity,
      remaining: -.infinity, left: -2, isExhausted: true, isMet: false),
    Case(
      valid: 7, bad: 7, billionths: 1, ratio: 0, budget: 6.999999993,
      spent: 1 / 0.999999999, remaining: -1 / 999_999_999, left: -1, isExhausted: true,
      isMet: false),
    Case(
      valid: .max, bad: .max, billionths: 999_999_999, ratio: 0, budget: 9_223_372_036.854775807,
      spent: 1e9, remaining: -999_999_999, left: -9_223_372_027_631_403_771, isExhausted: true,
      isMet: false),
  ]

  @Test(arguments: cases)
  func `the figures are the fractions that the definitions give`(_ wanted: Case) throws {
    let budget = try #require(self.budget(wanted.valid, wanted.bad, wanted.billionths))
    #expect(budget.ratio == wanted.ratio)
    #expect(budget.budget == wanted.budget)
    #expect(budget.spent == wanted.spent)
    #expect(budget.burnRate == wanted.spent)
    #expect(budget.remaining == wanted.remaining)
    #expect(budget.badLeft == wanted.left)
    #expect(budget.isExhausted == wanted.isExhausted)
    #expect(budget.isMet == wanted.isMet)
  }

  @Test(arguments: 1...200 as ClosedRange<UInt64>)
  func `random figures are those of decimal arithmetic`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let valid = Int64.random(in: 1...random.pick([9, 1000, 4_000_000_000]), using: &random)
    let billionths = Int64.random(in: random.pick([1, 990_000_000])...999_999_999, using: &random)
    let allowed = Decimal(valid) * Decimal(1_000_000_000 - billionths) / 1_000_000_000
    let near = NSDecimalNumber(decimal: allowed).int64Value
    let most = random.pick([valid, min(valid, near + 2)])
    let bad = Int64.random(in: max(0, min(most, near - 2))...most, using: &random)
    let budget = try #require(self.budget(valid, bad, billionths))

    var left = allowed - Decimal(bad)
    var floored = Decimal()
    unsafe NSDecimalRound(&floored, &left, 0, .down)
    #expect(Decimal(budget.badLeft) == floored)
    #expect(budget.isExhausted == (Decimal(bad) >= allowed))
    #expect(budget.isMet == (Decimal(bad) <= allowed))
    func isNear(_ found: Double?, _ wanted: Decimal) -> Bool {
      let wanted = NSDecimalNumber(decimal: wanted).doubleValue
      return abs((found ?? .nan) - wanted) <= abs(wanted) * 1e-14
    }
    #expect(isNear(budget.spent, Decimal(bad) / allowed))
    #expect(isNear(budget.remaining, (allowed - Decimal(bad)) / allowed))
    #expect(isNear(budget.ratio, Decimal(valid - bad) / Decimal(valid)))
    #expect(isNear(budget.budget, allowed))
    for share in [0, 1, 100_000_000, 500_000_000, 999_999_999, 1_000_000_000] as [Int64] {
      let isLess = (allowed - Decimal(bad)) * 1_000_000_000 < allowed * Decimal(share)
      #expect(budget.remains(lessThan: share) == isLess)
    }
  }

  /// Bad of so many events that the burn is just the factor.
  @Test(arguments: [
    (999_000_000, BurnFactor(144, 10), 10_000, 144),
    (999_900_000, BurnFactor(144, 10), 100_000, 144),
    (999_000_000, BurnFactor(6), 1000, 6), (999_900_000, BurnFactor(6), 10_000, 6),
    (999_900_000, BurnFactor(14, 15), 15_000_000, 1400), (950_000_000, BurnFactor(1), 20, 1),
    (999_999_999, BurnFactor(3), 1_000_000_000, 3),
  ])
  func `a burn exactly at the factor is not above it`(
    billionths: Int64, factor: BurnFactor, valid: Int64, bad: Int64
  ) throws {
    for scale in [1, 7, 1_000_000] as [Int64] {
      let (valid, bad) = (valid * scale, bad * scale)
      #expect(budget(valid, bad, billionths)?.burns(faster: factor) == false)
      #expect(budget(valid, bad + 1, billionths)?.burns(faster: factor) == true)
      #expect(budget(valid, bad - 1, billionths)?.burns(faster: factor) == false)
    }
  }

  @Test func `where no failure is allowed any failure burns faster, and without events nothing`() {
    #expect(budget(1_000_000, 1, 1_000_000_000)?.burns(faster: BurnFactor(.max)) == true)
    #expect(budget(1_000_000, 0, 1_000_000_000)?.burns(faster: BurnFactor(1)) == false)
    #expect(budget(0, 0, 999_000_000)?.burns(faster: BurnFactor(1)) == false)
    #expect(budget(0, 0, 1_000_000_000)?.remains(lessThan: 1) == false)
  }

  private func budget(_ valid: Int64, _ bad: Int64, _ billionths: Int64) -> ErrorBudget? {
    Target(billionths: billionths).map { ErrorBudget(valid: valid, bad: bad, target: $0) }
  }
}
