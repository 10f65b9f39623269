// From recorded histories to a replay: which objectives, which policies, how long.

/// A replay and the accounting of the lines that it is made from.
public struct BacktestAnswer: Sendable {
  /// The newest event's A, or the one asked for.
  public var asOf: Timestamp
  /// The newest judged instant before `asOf`.
  public var newestEvent: Timestamp?
  /// Where every line went.
  public var input: Accounting
  /// The replay; nil where no event was judged.
  public var backtest: Backtest?
}

extension Engine {
  /// The past of the lines counted so far, under each of `policies`. The question must have asked for
  /// histories; they are used up by it.
  ///
  /// - Parameters:
  ///   - incidents: What really happened; empty where nobody said.
  ///   - goesOn: Whether the replay goes on behind the newest event for the longest look-back of the
  ///     policies, rather than stop as of the answer's instant.
  package mutating func replay(
    under policies: [BacktestPolicy], incidents: [Incident] = [], goesOn: Bool = true
  ) -> BacktestAnswer {
    var input = accounting
    input.malformedReasons.sort { ($0.count, $1.reason) > ($1.count, $0.reason) }
    var answer = BacktestAnswer(asOf: asOf, newestEvent: newestJudged, input: input)
    let more =
      goesOn ? Backtest.longestLookback(of: plans.map(\.objective), under: policies) : .zero
    var recorder = takeRecorder()
    guard
      let recorded = recorder?.finish(
        end: asOf, more: more, forecastFrom: configuration.forecastFrom)
    else { return answer }
    recorder = nil
    answer.backtest = Backtest.run(
      recorded.histories, under: policies, over: recorded.span, incidents: incidents,
      leftAside: recorded.leftAside)
    return answer
  }
}
