// The state machine by itself, where a script would hide what is asked: state that is taken over, and
// keys that are held back.

import Testing

@testable import SLOKit

struct AlertEvaluatorTests {
  private static let subject = AlertSubject(objective: "api", kind: .burnRate, severity: .page)

  private static func minute(_ number: Int64) -> Timestamp {
    Timestamp(nanoseconds: 0) + .minutes(number)
  }

  @Test func `an evaluator that takes over the states of another goes on as it would have`() {
    let timing = AlertTiming(holds: [.minutes(2)], keepFiringFor: .minutes(5))
    let holding = Set<Int64>([1, 2, 3, 4, 9, 10, 20, 21, 22, 23])
    func run(restarting: Bool) -> [String] {
      var evaluator = AlertEvaluator(timing: timing)
      return (Int64(1)...40).flatMap { minute -> [String] in
        if restarting { evaluator = AlertEvaluator(timing: timing, states: evaluator.states) }
        let observation = AlertObservation(
          Self.subject, holding: holding.contains(minute) ? [0] : [])
        return evaluator.advance(to: Self.minute(minute), [observation]).map {
          "\(minute) \($0.phase)"
        }
      }
    }
    #expect(run(restarting: false) == ["3 firing", "15 resolved", "22 firing", "28 resolved"])
    #expect(run(restarting: true) == run(restarting: false))
  }

  @Test func `what is held back fires when it may, if it still holds`() {
    var evaluator = AlertEvaluator(timing: AlertTiming(keepFiringFor: .minutes(5)))
    let held = AlertObservation(Self.subject, holding: [0], isHeldBack: true)
    #expect(evaluator.advance(to: Self.minute(1), [held]).isEmpty)
    #expect(evaluator.states[Self.subject]?.phase == .pending)
    let free = AlertObservation(Self.subject, holding: [0])
    #expect(evaluator.advance(to: Self.minute(2), [free]).map(\.phase) == [.firing])
    // Once it fires, nothing holds it back.
    #expect(evaluator.advance(to: Self.minute(3), [held]).isEmpty)
    #expect(evaluator.fires(Self.subject))
  }

  @Test func `with keepFiringFor 0 an alert ends when nothing holds, and not before`() {
    var evaluator = AlertEvaluator(timing: AlertTiming(keepFiringFor: .zero))
    let holds = AlertObservation(Self.subject, holding: [0])
    #expect(evaluator.advance(to: Self.minute(1), [holds]).map(\.phase) == [.firing])
    #expect(evaluator.advance(to: Self.minute(2), [holds]).isEmpty)
    #expect(evaluator.advance(to: Self.minute(3), []).map(\.phase) == [.resolved])
    #expect(evaluator.states.isEmpty)
  }
}
