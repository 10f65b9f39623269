// The same requests answered twice, by an old back end and by a new one: pairs of outcomes in, what
// differs out, and whether the new one is worse (McNemar's exact test).

/// Requests that two back ends answered.
public struct PairComparison: Sendable {
  /// How the two answers of a request differ.
  public struct Kind: Hashable, Sendable {
    /// The route; nil where the events have none.
    public var route: [UInt8]?
    /// What became of it: the outcome and, where it is mapped, the status.
    public var before: String, after: String
    /// Whether only the answer after is bad, or only the one before.
    public var isWorse: Bool, isBetter: Bool
  }

  /// One of those requests.
  public struct Request: Sendable {
    /// What pairs its answers.
    public var key: [UInt8]
    /// Where the answers stand, before and after.
    public var before: Place, after: Place

    /// A line of a file.
    public struct Place: Sendable {
      /// The file as it was named.
      public var file: String
      /// The line, from 1.
      public var line: Int
    }
  }

  /// How many requests of a kind are named.
  package static let requestsPerKind = 3
  /// The most kinds that are told apart.
  package static let mostKinds = 10_000

  /// Requests with both answers.
  public var pairs: Int64 = 0
  /// Pairs of which both answers are good, and of which both are bad.
  public var bothGood: Int64 = 0, bothBad: Int64 = 0
  /// Pairs of which only the answer after is bad, and of which only the one before is.
  public var onlyAfterBad: Int64 = 0, onlyBeforeBad: Int64 = 0
  /// Answers without their other one, and answers beyond the second of a request.
  public var unpaired: Int64 = 0, surplus: Int64 = 0
  /// Answers that memory had no room to wait for.
  public var overflowed: Int64 = 0
  /// The pairs whose outcomes differ, by kind.
  public var kinds: [(kind: Kind, count: Int64, requests: [Request])] = []
  /// Pairs of kinds that there was no room for.
  public var otherKinds: Int64 = 0

  package init() {}

  /// How likely chance alone makes so many of the differing pairs worse after; nil where none differs.
  /// (Q. McNemar, "Note on the sampling error of the difference between correlated proportions",
  /// Psychometrika 12, 1947; exact, by the binomial distribution.)
  package var chanceOfWorse: Double? { chance(of: onlyAfterBad) }

  /// How likely chance alone makes so many of them better.
  package var chanceOfBetter: Double? { chance(of: onlyBeforeBad) }

  private func chance(of count: Int64) -> Double? {
    let differing = onlyAfterBad + onlyBeforeBad
    if differing == 0 { return nil }
    return BinomialTest.upperTail(of: count, in: differing, probability: 0.5)
  }

  /// What the pairs say.
  public var verdict: Comparison.Verdict {
    if pairs == 0 { return .noData }
    if let worse = chanceOfWorse, worse < Comparison.chance { return .worse }
    if let better = chanceOfBetter, better < Comparison.chance { return .better }
    return .noEvidence
  }
}
