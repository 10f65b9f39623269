// May this deploy go? Criteria and an answer in, a decision out. The gate refuses what is exhausted
// or breaks a criterion; it gives no verdict where there is no data, too little or too old data, or
// where the lines that could not be read could have turned "go" into "refused".

/// What a gate asks of every objective.
public struct DeployGate: Sendable {
  /// A burn that must not be exceeded.
  public struct BurnLimit: Sendable {
    /// The look-back.
    public var lookback: TimeSpan
    /// The highest burn rate that may go.
    public var factor: BurnFactor

    /// The limit of `factor` over `lookback`.
    public init(_ lookback: TimeSpan, _ factor: BurnFactor) {
      self.lookback = lookback
      self.factor = factor
    }
  }

  /// The share of the budget, in billionths, that must remain; nil asks for no more than any.
  public var minRemaining: Int64?
  /// Burns that must not be exceeded.
  public var burnLimits: [BurnLimit] = []
  /// Whether a page rule that holds refuses.
  public var refusesWhilePaging = false
  /// For how long the budget must be forecast to last; nil does not ask.
  public var minForecast: TimeSpan?
  /// The share of customers, in billionths, that may be out of budget; nil does not ask.
  public var maxCustomersOut: Int64?
  /// Whether a deploy under way that made it worse refuses.
  public var refusesWorseDeploy = false
  /// How old the newest matched event may be.
  public var maxAge = TimeSpan.hours(1)
  /// The fewest valid events that allow a verdict.
  public var minValid: Int64 = 1
  /// The share of the window, in billionths, that must be covered; nil does not ask.
  public var minCoverage: Int64?
  /// Whether lines that could not be read, and events that could not be judged, are left aside.
  public var ignoresUnread = false
  /// Why the deploy goes whatever the verdict is; nil asks for the verdict.
  public var override: String?

  /// A gate that refuses what is exhausted.
  public init() {}

  /// The decision on `answer`.
  ///
  /// - Parameters:
  ///   - answer: An answer with burn rates, and with keys where customers are asked about.
  ///   - time: The time asked for, or the clock's: what the age of events is measured from.
  public func decide(on answer: Answer, at time: Timestamp) -> GateDecision {
    var reasons = answer.input.unreadable.map {
      GateReason(
        objective: nil, code: .unreadable, text: "\($0.path) could not be read: \($0.reason)")
    }
    var verdict = reasons.isEmpty ? GateVerdict.go : .noVerdict
    var workings: [GateWorking] = []
    for objective in answer.objectives {
      var examination = GateExamination(
        self, of: objective, malformed: answer.input.malformed, asOf: answer.asOf, at: time)
      examination.run()
      verdict = max(verdict, examination.verdict)
      reasons += examination.reasons
      workings.append(
        GateWorking(
          objective: objective.objective.name, verdict: examination.verdict,
          steps: examination.steps))
    }
    if let override {
      reasons.append(
        GateReason(
          objective: nil, code: .override,
          text: "the verdict \(verdict.rawValue) is overridden: \(override)"))
      verdict = .go
    }
    return GateDecision(verdict: verdict, reasons: reasons, workings: workings)
  }
}

extension GateVerdict: Comparable {
  private var rank: Int {
    switch self {
    case .go: 0
    case .noVerdict: 1
    case .refused: 2
    }
  }

  /// Whether `lhs` is outranked by `rhs`.
  public static func < (lhs: GateVerdict, rhs: GateVerdict) -> Bool { lhs.rank < rhs.rank }
}
