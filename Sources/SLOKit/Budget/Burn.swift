// How fast a budget burns over one look-back, with what the guards of alert rules ask about.

/// The burn over one look-back.
public struct Burn: Sendable, Equatable {
  /// The look-back.
  public var lookback: TimeSpan
  /// Valid events (or slices) in it.
  public var valid: Int64
  /// Bad ones.
  public var bad: Int64
  /// The burn rate; nil without valid events, infinite at T = 100 % with a bad one.
  public var rate: Double?
  /// Valid and bad specimens (or slices), which statistics are about.
  public var validSpecimens: Int64 = 0, badSpecimens: Int64 = 0
  /// Events whose `good` could not be told.
  public var unjudged: Int64 = 0

  /// The look-back's valid and bad as a budget of their own.
  package func budget(at target: Target) -> ErrorBudget {
    ErrorBudget(valid: valid, bad: bad, target: target)
  }

  /// The burn if `count` more events were bad, each a specimen, of which nobody knows more.
  package func worsened(by count: Int64, areSlices: Bool, at target: Target) -> Burn {
    let judged = Judged(valid: valid, good: valid - bad, bad: bad)
      .worsened(by: count, areSlices: areSlices)
    let specimens = Judged(
      valid: validSpecimens, good: validSpecimens - badSpecimens, bad: badSpecimens
    ).worsened(by: count, areSlices: areSlices)
    return Burn(lookback, judged, target: target, specimens: specimens, unjudged: unjudged)
  }
}

extension Burn {
  /// The burn of `judged` over `lookback`.
  ///
  /// - Parameter specimens: Its specimens; nil where what was judged are slices.
  package init(
    _ lookback: TimeSpan, _ judged: Judged, target: Target, specimens: Judged?, unjudged: Int64
  ) {
    let specimens = specimens ?? judged
    self.init(
      lookback: lookback, valid: judged.valid, bad: judged.bad,
      rate: ErrorBudget(valid: judged.valid, bad: judged.bad, target: target).burnRate,
      validSpecimens: specimens.valid, badSpecimens: specimens.bad, unjudged: unjudged)
  }
}
