// What a gate decided, and why: the verdict, each reason that speaks against going, and the
// arithmetic of every check that was made.

/// The answer to "may this deploy go?".
public enum GateVerdict: String, Sendable {
  /// It may.
  case go
  /// It may not.
  case refused
  /// Nobody can tell: no data, stale data, or too little of it.
  case noVerdict
}

/// Why a gate decided as it did.
public struct GateReason: Sendable, Equatable {
  /// What kind of reason it is, for programs.
  public enum Code: String, CaseIterable, Sendable {
    case exhausted, minRemaining, maxBurn, minForecast, customersOut, lastDeploy
    case noData, stale, coverage, unreadable, misattribution, override
  }

  /// The objective it is about; nil where it is about the whole input.
  public var objective: String?
  /// Its kind.
  public var code: Code
  /// The arithmetic, in a sentence.
  public var text: String
}

/// A gate's verdict over all objectives asked about.
public struct GateDecision: Sendable {
  /// `refused` outranks `noVerdict`, which outranks `go`.
  public var verdict: GateVerdict
  /// What speaks against going, the objectives in order; with `override`, that it was overridden.
  public var reasons: [GateReason]
  /// The arithmetic of each objective's verdict, also of those that may go.
  public var workings: [GateWorking]
}

/// The arithmetic behind one objective's verdict.
public struct GateWorking: Sendable {
  /// The objective.
  public var objective: String
  /// Its own verdict.
  public var verdict: GateVerdict
  /// One sentence a check that was made, each with its figures: `8 bad of 12 000 valid at 99.9 %:
  /// 66.7 % of the budget spent, 4 bad left`.
  public var steps: [String]
}
