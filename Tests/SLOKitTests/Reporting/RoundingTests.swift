// Figures as people read them: rounded to the nearest, and never across a line that matters.

import Testing

@testable import SLOKit

@Suite struct RoundingTests {
  /// A percentage that was printed, times 10¹⁸, for exact comparison.
  private func value(_ percent: String) throws -> Int128 {
    let digits = percent.filter { $0 != "," && $0 != "%" }
    let parts = digits.split(separator: ".", maxSplits: 1)
    let isNegative = digits.hasPrefix("-")
    let fraction = parts.count > 1 ? String(parts[1]) : ""
    let places = 18 - fraction.count
    let whole = try #require(Int128(String(parts[0]).filter { $0 != "-" } + fraction))
    let scaled = (0..<places).reduce(whole) { value, _ in value * 10 }
    return isNegative ? -scaled : scaled
  }

  private func expectSides(valid: Int64, bad: Int64, target billionths: Int64) throws {
    let target = Sample.target(billionths)
    let budget = ErrorBudget(valid: valid, bad: bad, target: target)
    var figures = Sample.figures(good: valid - bad, failed: [bad, 0, 0, 0], target: billionths)
    figures.interval = nil
    let text = FigureText(figures, low: nil)
    let comment: Comment = "\(bad) of \(valid) at \(target): \(text.ratio), \(text.remaining)"

    let one = try value("100%")
    let ratio = try value(text.ratio)
    let wanted = Int128(billionths) * (one / Int128(Target.one))
    #expect((ratio >= wanted) == budget.isMet, comment)
    let isExact =
      Int128(bad) * Int128(Target.one) == Int128(valid) * Int128(target.allowance)
    #expect((ratio == wanted) == isExact, comment)
    #expect((ratio == one) == (bad == 0), comment)
    #expect((ratio == 0) == (bad == valid), comment)

    if target.allowance == 0 { return }
    let (spent, remaining) = (try value(text.spent), try value(text.remaining))
    #expect(spent + remaining == one, comment)
    #expect((remaining <= 0) == budget.isExhausted, comment)
    #expect((remaining >= 0) == budget.isMet, comment)
    #expect((remaining == one) == (bad == 0), comment)
    #expect((remaining < one / 10) == budget.remains(lessThan: Target.one / 10), comment)
  }

  @Test func `no rounding turns a miss into a hit or a hit into a miss`() throws {
    var random = SplitMix(state: 7)
    let targets: [Int64] = [
      1, 500_000_000, 900_000_000, 990_000_000, 995_000_000, 999_000_000, 999_500_000,
      999_900_000, 999_999_999, 1_000_000_000,
    ]
    for _ in 0..<3_000 {
      let target = targets[Int(random.next() % UInt64(targets.count))]
      let valid = Int64(random.next() >> (random.next() % 62 + 2)) / 4 + 1
      let allowed = Int64(clamping: Int128(valid) * Int128(Target.one - target) / 1_000_000_000)
      // Near the line, where rounding could cross it, near none and all, and anywhere.
      let near = [0, 1, valid - 1, valid, allowed, allowed + 1, allowed - 1, allowed / 10 * 9]
      let bad =
        random.next().isMultiple(of: 9)
        ? Int64(random.next() % UInt64(valid)) : near[Int(random.next() % 8)]
      try expectSides(valid: valid, bad: min(max(bad, 0), valid), target: target)
    }
  }

  static let cases: [(bad: Int64, valid: Int64, target: Int64, ratio: String, left: String)] = [
    (3, 10_000, 999_000_000, "99.970%", "70.0%"), (10, 10_000, 999_000_000, "99.900%", "0%"),
    (10_001, 10_000_000, 999_000_000, "99.89999%", "-0.01%"),
    (9_999, 10_000_000, 999_000_000, "99.90001%", "0.01%"),
    (0, 10, 999_000_000, "100%", "100%"), (1, 10_000_000, 990_000_000, "99.99999%", "99.999%"),
    (10, 10, 999_000_000, "0%", "-99,900.0%"), (0, 0, 999_000_000, "–", "–"),
    (1, 2, 1_000_000_000, "50.00%", "-∞"), (0, 2, 1_000_000_000, "100%", "100%"),
  ]

  @Test(arguments: cases) func `figures have the digits that tell the truth`(
    bad: Int64, valid: Int64, target: Int64, ratio: String, left: String
  ) {
    let figures = Sample.figures(good: valid - bad, failed: [bad, 0, 0, 0], target: target)
    let text = FigureText(figures, low: nil)
    #expect(text.ratio == ratio)
    #expect(text.remaining == left)
  }

  @Test func `a burn just at a factor, above and below it can be told apart`() {
    let target = Sample.target(999_000_000)
    let rules = Sample.burning.rules
    func text(_ bad: Int64, _ valid: Int64) -> String {
      FigureText.rate(
        Burn(lookback: .hours(1), valid: valid, bad: bad, rate: 0), target: target, rules: rules)
    }
    #expect(text(144, 10_000) == "14.4")
    #expect(text(1_440_001, 100_000_000) == "14.40001")
    #expect(text(1_439_999, 100_000_000) == "14.39999")
    #expect(text(0, 10) == "0")
    #expect(text(0, 0) == "–")
  }

  @Test func `a gauge is empty only when nothing is left and full only when nothing is spent`() {
    for bad: Int64 in 0...1_100 {
      let figures = Sample.figures(good: 1_000_000 - bad, failed: [bad, 0, 0, 0])
      let gauge = FigureText(figures, low: nil).gauge(columns: 30)
      #expect(gauge.left + gauge.gone == 30)
      #expect((gauge.left == 0) == (bad >= 1_000))
      #expect((gauge.gone == 0) == (bad == 0))
    }
  }

  static let spans: [(TimeSpan, String)] = [
    (TimeSpan(nanoseconds: 0), "0s"), (.seconds(48), "48s"), (.seconds(192 * 60 + 7), "3h12m"),
    (.seconds(86_399), "23h59m"), (.days(7) + .hours(3) + .minutes(5), "7d3h"),
    (.seconds(86_400 + 59), "1d"), (TimeSpan(nanoseconds: 250_000_000), "250ms"),
  ]

  @Test(arguments: spans) func `a span is told in its two longest units`(
    span: TimeSpan, text: String
  ) {
    #expect(span.brief == text)
  }
}

/// A fixed sequence of numbers without pattern (Steele, Lea, Flood: SplitMix, OOPSLA 2014).
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
