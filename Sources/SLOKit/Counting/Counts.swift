// How many events of an objective came out how. Failed events are kept by origin, not as bad or
// excused, so that one count answers for any charge list.

/// Judged events of one objective, by outcome.
public struct Counts: Sendable, Equatable {
  /// Events that are good.
  public var good: Int64 = 0
  /// Events whose `good` could not be told.
  public var unjudged: Int64 = 0
  /// Failed events by origin, in the order of `Origin`.
  public var failed = SIMD4<Int64>(repeating: 0)

  /// No events.
  public static let zero = Counts()

  /// No events.
  public init() {}

  /// All of them.
  public var matched: Int64 { good + unjudged + failed.wrappedSum() }

  /// The failed events of `origin`.
  public func failed(by origin: Origin) -> Int64 { failed[origin.rawValue] }

  /// The failed events whose origin is in `charge`.
  public func bad(charging charge: OriginSet) -> Int64 {
    var bad: Int64 = 0
    for index in failed.indices where charge.rawValue & 1 << UInt8(index) != 0 {
      bad += failed[index]
    }
    return bad
  }

  /// The same events as an objective judges them.
  ///
  /// - Parameters:
  ///   - charge: The origins whose failures are bad.
  ///   - excusedAreValid: Whether failures of other origins stay in the denominator.
  public func judged(charging charge: OriginSet, excusedAreValid: Bool) -> Judged {
    let bad = bad(charging: charge)
    let excused = failed.wrappedSum() - bad
    return Judged(
      valid: good + bad + (excusedAreValid ? excused : 0), good: good, bad: bad, excused: excused)
  }

  /// Counts `weight` events of `outcome`, which is one of a matched event.
  package mutating func add(_ outcome: Outcome, weight: Int64) {
    switch outcome {
    case .good: good += weight
    case .unjudged: unjudged += weight
    case .failed(let origin): failed[origin.rawValue] += weight
    case .unmatched, .excluded: preconditionFailure("only matched events are counted here")
    }
  }

  /// Adds the counts of `more`.
  public static func += (counts: inout Counts, more: Counts) {
    counts.good += more.good
    counts.unjudged += more.unjudged
    counts.failed &+= more.failed
  }
}

/// Events as an objective judges them; of slices, slices.
public struct Judged: Sendable, Equatable {
  /// The denominator of everything: good + bad, and excused where the objective says so.
  public var valid: Int64 = 0
  /// Good ones, without excused.
  public var good: Int64 = 0
  /// Those that spend the budget.
  public var bad: Int64 = 0
  /// Failures that are not charged.
  public var excused: Int64 = 0

  /// What it would be if `count` more events were bad, of which nobody knows more: as events they
  /// come on top; as slices each spoils one that was good.
  package func worsened(by count: Int64, areSlices: Bool) -> Judged {
    var worse = self
    if areSlices {
      worse.bad = min(valid, bad + count)
      worse.good -= worse.bad - bad
    } else {
      worse.valid += count
      worse.bad += count
    }
    return worse
  }

  /// Adds `more`.
  public static func += (sum: inout Judged, more: Judged) {
    sum.valid += more.valid
    sum.good += more.good
    sum.bad += more.bad
    sum.excused += more.excused
  }
}
