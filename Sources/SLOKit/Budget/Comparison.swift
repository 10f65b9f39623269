// Two groups of events beside each other: did the change make it worse? Counts of both in, the
// difference of their failure rates out, how sure it is, and a verdict.

/// Two groups of an objective's events, compared.
public struct Comparison: Sendable {
  /// One of the groups.
  public struct Side: Sendable {
    /// Its events, by outcome and origin.
    public var counts = Counts()
    /// The lines that they are, from which the tests are made.
    public var specimens = Counts()
    /// How long its valid events took.
    package var durations = DurationHistogram()

    package init() {}
  }

  /// What the groups say.
  public enum Verdict: String, Sendable {
    case worse, better, noEvidence, noData
  }

  /// How likely chance alone may be to make a verdict.
  package static let chance = 0.05

  /// The groups.
  public var before = Side(), after = Side()
  /// The origins whose failures are bad.
  package let charge: OriginSet
  /// Whether failures of other origins stay in the denominator.
  package let excusedAreValid: Bool
  /// The objective's target.
  public let target: Target

  package init(charge: OriginSet, excusedAreValid: Bool, target: Target) {
    self.charge = charge
    self.excusedAreValid = excusedAreValid
    self.target = target
  }

  /// `counts` as the objective judges them.
  package func judged(_ counts: Counts) -> Judged {
    counts.judged(charging: charge, excusedAreValid: excusedAreValid)
  }

  /// bad / valid of `side`; nil without valid events.
  package func failureRate(of side: Side) -> Double? {
    let judged = judged(side.counts)
    return judged.valid > 0 ? Fraction(Int128(judged.bad), Int128(judged.valid)).double : nil
  }

  /// The failure rate after, less the one before, and its 95 % interval; nil without valid events on
  /// both sides.
  ///
  /// R. G. Newcombe, "Interval estimation for the difference between independent proportions",
  /// Statistics in Medicine 17 (1998), method 10: from the Wilson intervals of both, made of lines.
  package var difference: (value: Double, interval: Interval)? {
    let (first, second) = (judged(before.specimens), judged(after.specimens))
    guard let rateBefore = failureRate(of: before), let rateAfter = failureRate(of: after),
      let low = Interval.wilson(successes: first.bad, trials: first.valid),
      let high = Interval.wilson(successes: second.bad, trials: second.valid)
    else { return nil }
    let p1 = Double(first.bad) / Double(first.valid)
    let p2 = Double(second.bad) / Double(second.valid)
    func root(_ a: Double, _ b: Double) -> Double { (a * a + b * b).squareRoot() }
    return (
      rateAfter - rateBefore,
      Interval(
        low: p2 - p1 - root(p2 - high.low, low.high - p1),
        high: p2 - p1 + root(high.high - p2, p1 - low.low))
    )
  }

  /// How likely chance alone makes failures so much more frequent after (Fisher's exact test).
  package var chanceOfWorse: Double? { chance(of: after, beside: before) }

  /// How likely chance alone makes them so much rarer.
  package var chanceOfBetter: Double? { chance(of: before, beside: after) }

  private func chance(of one: Side, beside other: Side) -> Double? {
    let (one, other) = (judged(one.specimens), judged(other.specimens))
    guard one.valid > 0, other.valid > 0 else { return nil }
    return FisherTest.upperTail(
      bad: one.bad, valid: one.valid, allBad: one.bad + other.bad, all: one.valid + other.valid)
  }

  /// What the groups say.
  public var verdict: Verdict {
    guard let worse = chanceOfWorse, let better = chanceOfBetter else { return .noData }
    if worse < Comparison.chance { return .worse }
    return better < Comparison.chance ? .better : .noEvidence
  }
}
