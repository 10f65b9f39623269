// Alerts of keys rest while they fire and nothing changes: what is told, and how they stand at every
// bucket's end, is what it is where every one of them is looked at each time.

import Testing

@testable import SLOKit

struct RestingAlertTests {
  /// How alerts stand, in an order of their own.
  private func described(_ states: [AlertSubject: AlertState]) -> [String] {
    states.map { subject, state in
      "\(subject) \(state.startsAt) \(String(describing: state.firingAt)) \(state.lastHeld) "
        + "\(state.heldSince.sorted { $0.key < $1.key }) \(state.rules.sorted()) \(state.isNoData)"
    }.sorted()
  }

  @Test(arguments: KeyAgreementTests.kinds.indices)
  func `keys whose alerts rest have the alerts of keys that are always looked at`(
    _ kind: Int
  ) throws {
    let objective =
      KeyAgreementTests.objective(kind, #""target": "85%", "per": "customer""#)
      + #", "keys": true}}"#
    var engine = try SampleEngine([objective], members: KeyAgreementTests.others).engine(
      KeyAgreementTests.lines(seed: UInt64(kind) + 100)
    ) { $0.recordsHistory = true }
    let asOf = engine.answer().asOf
    var recorder = engine.takeRecorder()
    let recorded = recorder?.finish(end: asOf, more: .hours(4), forecastFrom: .minutes(20))
    let (histories, span, _) = try #require(recorded)
    for keepFiringFor in [TimeSpan.zero, .minutes(7)] {
      var settings = histories[0].objective.alerts
      settings.keepFiringFor = keepFiringFor
      var resting = try #require(KeyReplay(histories[0], settings, over: span))
      var restless = resting
      var walk = WindowWalk(histories[0].objective.window, span.buckets)
      var own = AlertEvaluator(timing: AlertTiming(settings))
      let loud = AlertSubject(objective: "o\(kind)", kind: .burnRate, severity: .ticket)
      var toldCount = 0
      for end in span.first...span.last {
        let window = walk.place(asOf: end)
        // The objective's own alert comes and goes, and holds its keys' back.
        _ = own.advance(
          to: span.instant(end), [AlertObservation(loud, holding: end / 25 % 3 == 0 ? [1] : [])])
        let told = resting.step(to: end, window, own: own).map { "\($0)" }
        let wanted = restless.step(to: end, window, own: own).map { "\($0)" }
        #expect(told == wanted)
        #expect(described(resting.evaluator.states) == described(restless.evaluator.states))
        restless.resume(restless.evaluator.states)
        toldCount += told.count
      }
      #expect(toldCount > 6)
    }
  }

  @Test func `an alert at rest is as old as the last end, and goes on from there`() {
    let subject = AlertSubject(objective: "api", kind: .budgetLow)
    func minute(_ number: Int64) -> Timestamp { Timestamp(nanoseconds: 0) + .minutes(number) }
    var evaluator = AlertEvaluator(timing: AlertTiming(keepFiringFor: .minutes(5)))
    let holds = AlertObservation(subject, holding: [0])
    _ = evaluator.advance(to: minute(1), [holds])
    #expect(evaluator.isSettled(holds))
    evaluator.rest(subject)
    for number in 2...9 { #expect(evaluator.advance(to: minute(Int64(number)), []).isEmpty) }
    #expect(evaluator.fires(subject) && evaluator.states[subject]?.lastHeld == minute(9))
    evaluator.wake(subject)
    let over = AlertObservation(subject, holding: [])
    #expect(!evaluator.isSettled(over))
    #expect(evaluator.advance(to: minute(13), [over]).isEmpty)
    #expect(evaluator.advance(to: minute(14), [over]).map(\.phase) == [.resolved])
    #expect(evaluator.isSettled(over))
  }
}
