// What failures have in common that good events have not: counts by field value in, rows out. Only
// what chance does not make is listed, and what says the same is said once. (After MacroBase, SIGMOD
// 2017, and DIFF, VLDB 2019.)

/// What the failures of an objective have in common.
public struct Explanation: Sendable {
  /// A field and the value that it has.
  public struct Term: Hashable, Sendable {
    /// The field's path, in bytes.
    public let field: [UInt8]
    /// Its value, not encoded for any output; of numbers, the powers of two that they lie between.
    public let value: [UInt8]
    /// Whether it is such a span of numbers.
    public let isSpan: Bool

    package init(field: [UInt8], value: [UInt8], isSpan: Bool = false) {
      self.field = field
      self.value = value
      self.isSpan = isSpan
    }
  }

  /// Events that failed and that are good: weighted, and lines.
  public struct Split: Sendable, Equatable {
    /// Failed events.
    public var failed: Int64 = 0
    /// Good events.
    public var good: Int64 = 0
    /// The lines that the failed ones are.
    public var failedSpecimens: Int64 = 0
    /// The lines that the good ones are.
    public var goodSpecimens: Int64 = 0

    package init() {}

    /// All lines.
    var specimens: Int64 { failedSpecimens + goodSpecimens }

    package mutating func add(isFailed: Bool, weight: Int64) {
      if isFailed {
        failed += weight
        failedSpecimens += 1
      } else {
        good += weight
        goodSpecimens += 1
      }
    }

    mutating func add(_ other: Split) {
      failed += other.failed
      good += other.good
      failedSpecimens += other.failedSpecimens
      goodSpecimens += other.goodSpecimens
    }
  }

  /// Events by what they are to an explanation.
  package struct GroupedSplit: Sendable, Equatable {
    /// The failures to explain, and the good events that they are compared with.
    package private(set) var compared = Split()
    /// Where two groups are compared, the events of either.
    package private(set) var before = Split(), after = Split()

    package init() {}

    /// Adds an event.
    ///
    /// - Parameter isAfter: In which of two groups it is; nil where none are compared.
    package mutating func add(
      isFailed: Bool, isCompared: Bool, isAfter: Bool?, weight: Int64
    ) {
      if isCompared { compared.add(isFailed: isFailed, weight: weight) }
      guard let isAfter else { return }
      if isAfter {
        after.add(isFailed: isFailed, weight: weight)
      } else {
        before.add(isFailed: isFailed, weight: weight)
      }
    }
  }

  /// Field values that many failures have and few good events.
  public struct Row: Sendable {
    /// One value, or two that come together.
    public let terms: [Term]
    /// The events that have them.
    public let split: Split
    /// Their share of the failed.
    public let support: Double
    /// That share / the share of the good; infinite where no good event has them.
    public let lift: Double
    /// Failed events beyond what the share of the good would give.
    public let excess: Double
    /// Where two groups are compared, the failures in the group before.
    public internal(set) var failedBefore: Int64?
    /// Rows of which nearly the same failures are.
    public internal(set) var folded: [[Term]] = []
    /// What rows are ordered by.
    fileprivate(set) var rank: Double
    /// Whether one of its two values explains as much without the other.
    package fileprivate(set) var addsNothing = false

    init(_ terms: [Term], _ split: Split, of all: Split) {
      self.terms = terms
      self.split = split
      let goodShare = Double(split.good) / Double(all.good)
      support = Double(split.failed) / Double(all.failed)
      lift = support / goodShare
      excess = Double(split.failed) - goodShare * Double(all.failed)
      rank = excess
    }
  }

  /// What was found.
  public enum Verdict: String, Sendable {
    case causes, noFailures, looksLikeTraffic
  }

  /// All events that were compared.
  public internal(set) var all: Split
  /// What is listed, by excess.
  public internal(set) var rows: [Row] = []
  /// The fields that have too many values to be compared by.
  public internal(set) var dropped: [[UInt8]]
  /// Whether there were more fields than are told apart.
  public internal(set) var hasMoreFields: Bool

  /// What was found.
  public var verdict: Verdict {
    if all.failed == 0 { return .noFailures }
    return rows.isEmpty ? .looksLikeTraffic : .causes
  }

  /// The fewest failed events that a row stands on.
  package static let fewestFailed: Int64 = 5
  /// The least share of the failed, as a fraction.
  package static let leastSupport = (numerator: Int64(1), denominator: Int64(20))
  /// The least lift.
  package static let leastLift = 1.5
  /// How many times the lift of its values a pair has at least, to come before them.
  static let leastGain = 1.1
  /// How likely it may be that chance lists anything.
  package static let chance = 0.05
  /// How many of the best values are paired.
  package static let pairedCount = 10
  /// From which share of common failures on two rows say the same.
  package static let sameness = (numerator: Int64(19), denominator: Int64(20))

  /// The fewest failed of `failed` that a value must have.
  package static func least(of failed: Int64) -> Int64 {
    let (share, rest) = failed.quotientAndRemainder(dividingBy: leastSupport.denominator)
    return max(fewestFailed, share + (rest > 0 ? 1 : 0))
  }
}

extension Explanation.Row {
  /// Whether it is more than chance makes of `possible` such rows.
  func isListed(of all: Explanation.Split, possible: Int) -> Bool {
    guard split.failed >= Explanation.least(of: all.failed), lift >= Explanation.leastLift else {
      return false
    }
    let tail = FisherTest.upperTail(
      bad: split.failedSpecimens, valid: split.failedSpecimens + split.goodSpecimens,
      allBad: all.failedSpecimens, all: all.failedSpecimens + all.goodSpecimens)
    return tail < Explanation.chance / Double(possible)
  }

  /// By excess; of what has the same, one value before two, and a name before a span of numbers, which
  /// is more often what a failure leads to than what leads to it.
  func precedes(_ other: Explanation.Row) -> Bool {
    if rank != other.rank { return rank > other.rank }
    if terms.count != other.terms.count { return terms.count < other.terms.count }
    let (spans, otherSpans) = (terms.count(where: \.isSpan), other.terms.count(where: \.isSpan))
    if spans != otherSpans { return spans < otherSpans }
    for (term, otherTerm) in zip(terms, other.terms) {
      let (key, otherKey) = (term.field + [0] + term.value, otherTerm.field + [0] + otherTerm.value)
      if key != otherKey { return key.lexicographicallyPrecedes(otherKey) }
    }
    return false
  }

  /// Ranks a pair behind those of its values, `parts`, beside which the other value adds nothing: where
  /// one value explains failures, it does so together with any that nearly all events have.
  mutating func rank(behind parts: [Explanation.Row]) {
    for part in parts where addsNothing(to: part) {
      rank = min(rank, part.excess)
      addsNothing = true
    }
  }

  /// Whether the value `part` of a pair explains as much without the other.
  func addsNothing(to part: Explanation.Row) -> Bool {
    lift < part.lift * Explanation.leastGain || !part.lift.isFinite
  }
}
