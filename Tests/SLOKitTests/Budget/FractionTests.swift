// Fractions become the doubles that their decimals are.

import Testing

@testable import SLOKit

struct FractionTests {
  @Test(
    arguments: [
      (3, 10, 0.3), (-3, 10, -0.3), (0, 7, 0), (10, 5, 2),
      (3_000_000_000_000_000_000_000, 10_000_000_000_000_000_000_000, 0.3),
      (1, 3, 1.0 / 3),
      (7_000_000_000_000_000_000_000_000, 100_000_000_000_000_000_000_000_000, 0.07),
    ] as [(Int128, Int128, Double)])
  func `a fraction is the nearest double`(numerator: Int128, denominator: Int128, value: Double) {
    #expect(Fraction(numerator, denominator).double == value)
  }

  @Test func `common factors never show`() {
    var random = SeededGenerator(seed: 5)
    for _ in 0..<2000 {
      let numerator = Int.random(in: -1_000_000_000...1_000_000_000, using: &random)
      let denominator = Int.random(in: 1...1_000_000_000, using: &random)
      let factor = Int128(Int64.random(in: 1 ... .max, using: &random))
      #expect(
        Fraction(Int128(numerator) * factor, Int128(denominator) * factor).double
          == Double(numerator) / Double(denominator))
    }
  }
}
