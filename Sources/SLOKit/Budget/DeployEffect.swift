// What a deploy did to an objective: the failures since it began beside those of the day before.

/// The events before and after a deploy.
public struct DeployEffect: Sendable, Equatable {
  /// The span before a deploy that it is compared with.
  package static let spanBefore = TimeSpan.days(1)
  /// How likely it may be that chance alone made it look worse.
  package static let chance = 0.05

  /// The deploy.
  public let deploy: DeployMarker
  /// Specimens of the day before it.
  public let before: Judged
  /// Specimens since it.
  public let after: Judged

  /// The spans that a deploy is judged by as of `end`: the day before it, and the time since. The
  /// bucket in which it began is on neither side.
  package static func spans(
    of deploy: DeployMarker, asOf end: Timestamp, buckets: Buckets
  ) -> (before: Range<Timestamp>, after: Range<Timestamp>) {
    let first = buckets.start(of: buckets.index(of: deploy.time - spanBefore))
    let last = buckets.start(of: buckets.index(of: deploy.time))
    let next = buckets.endRoundingUp(deploy.time)
    return (first..<last, min(next, end)..<end)
  }

  /// Whether failures are more frequent since the deploy, so much so that chance alone does it in at
  /// most one case of twenty (Fisher's exact test, one-sided). Without events on one side, false.
  public var isWorse: Bool {
    guard before.valid > 0, after.valid > 0 else { return false }
    return FisherTest.upperTail(
      bad: after.bad, valid: after.valid, allBad: before.bad + after.bad,
      all: before.valid + after.valid) < DeployEffect.chance
  }
}
