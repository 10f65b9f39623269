// A replay and `burn` are two ways to one number: at every instant they agree which rules hold and
// what remains, of events and of slices, rolling and calendar, weighted and excluded.

import Testing

@testable import SLOKit

struct BurnAgreementTests {
  private static let rules = #"""
    "alerts": {"minBad": 2, "minCustomers": 2, "confidence": 0.9, "rules": [
      {"severity": "page", "factor": 2, "long": "30m", "short": "5m"},
      {"severity": "ticket", "factor": 1, "long": "2h", "short": "10m"}]}
    """#

  private static let objectives = [
    #"{"name": "a", "good": "status < 500", "target": "95%", "window": "3h", \#(rules)}"#,
    #"""
    {"name": "b", "good": "status < 500", "target": "90%", "window": "2h", \#(rules),
     "budgetingMethod": "timeslices", "slice": "5m", "sliceTarget": "90%"}
    """#,
    #"""
    {"name": "c", "good": "status < 500", "target": "90%", "window": {"calendar": "day"}, \#(rules),
     "budgetingMethod": "timeslices", "slice": "10m", "sliceTarget": "80%", "emptySlices": "good"}
    """#,
    #"""
    {"name": "d", "good": "status < 500", "target": "90%", "window": {"calendar": "day"}, \#(rules),
     "excused": "good", "charge": ["infrastructure"]}
    """#,
  ]

  private static let exclusions = #"""
    "exclusions": [{"from": "2026-10-01T22:02:00Z", "to": "2026-10-01T22:17:00Z", "reason": "x"}],
    """#

  /// Four hours around a midnight, some minutes without events, bad ones in bursts.
  private static func lines(seed: UInt64) -> [String] {
    var generator = SeededGenerator(seed: seed)
    let start = SampleEngine.instant("2026-10-01T21:00:00Z")
    // The first event cuts a slice.
    return (3..<240).flatMap { minute -> [String] in
      let isBurst = (60..<100).contains(minute) || (190..<200).contains(minute)
      if (110..<125).contains(minute) { return [] }
      return (0..<Int(generator.next() % 4)).map { _ in
        let second = Int64(minute * 60) + Int64(generator.next() % 60)
        let isBad = generator.next() % 100 < (isBurst ? 40 : 3)
        let origin = generator.next() % 3 == 0 ? "customer" : "infrastructure"
        return #"{"ts": "\#(start + .seconds(second))", "status": \#(isBad ? 500 : 200), "#
          + #""origin": "\#(origin)", "customer": "c\#(generator.next() % 5)", "n": \#(1 + generator.next() % 3)}"#
      }
    }
  }

  @Test(arguments: 1...2)
  func `a replay and burn agree at every instant`(_ seed: Int) throws {
    let lines = Self.lines(seed: UInt64(seed))
    let sample = try SampleEngine(Self.objectives, members: Self.exclusions)
    var engine = sample.engine(lines) { $0.recordsHistory = true }
    let backtest = try #require(engine.replay(under: [.config]).backtest)
    let run = backtest.runs[0]
    var compared = 0
    var instant = backtest.from
    while instant < backtest.to {
      let answer = sample.answer(lines) {
        $0.time = .at(instant)
        $0.wantsBurn = true
      }
      for objective in answer.objectives {
        for (index, rule) in objective.rules.enumerated() {
          let history = run.rules.filter { $0.objective == objective.objective.name }[index]
          #expect(
            history.held.contains { $0.contains(instant) } == rule.holds,
            "\(objective.objective.name) \(rule.rule.long) at \(instant)")
          compared += rule.holds ? 1 : 0
        }
        for record in run.records
        where record.at == instant && record.subject.objective == objective.objective.name {
          #expect(record.budget == objective.figures.budget, "\(record.id) at \(instant)")
          #expect(record.forecast == objective.forecast, "\(record.id) at \(instant)")
        }
      }
      instant = instant + .minutes(1)
    }
    #expect(compared > 50)
    #expect(run.records.count > 4)
  }
}
