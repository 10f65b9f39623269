// A key's alerts are those of an objective that is about this key alone: at every instant they agree
// which rules hold, what remains, what is low, and where it is heading, of events and of slices.

import Testing

@testable import SLOKit

struct KeyAgreementTests {
  private static let keys = ["c0", "c1", "c2"]

  /// Resolved as soon as nothing holds, so that what fires is what holds.
  private static let alerts = #"""
    "alerts": {"minBad": 2, "confidence": 0.9, "keepFiringFor": "0s",
      "budgetLow": "60%", "budgetExhausted": true, "exhaustionForecast": "40m", "rules": [
      {"severity": "page", "factor": 2, "long": "30m", "short": "5m"},
      {"severity": "ticket", "factor": 1, "long": "2h", "short": "10m"}]
    """#

  static let kinds = [
    #""window": "90m""#,
    #""window": "1h", "excused": "good", "charge": ["infrastructure"]"#,
    #"""
    "window": {"calendar": "day"}, "budgetingMethod": "timeslices", "slice": "5m",
    "sliceTarget": "80%"
    """#,
    #"""
    "window": "2h", "budgetingMethod": "timeslices", "slice": "10m", "sliceTarget": "80%",
    "emptySlices": "good"
    """#,
    #"""
    "window": "1h", "budgetingMethod": "timeslices", "slice": "1m", "sliceTarget": "80%"
    """#,
  ]

  static let others = #"""
    "forecastFrom": "20m",
    "exclusions": [{"from": "2026-10-01T22:02:00Z", "to": "2026-10-01T22:17:00Z", "reason": "x"}],
    """#

  static func objective(_ kind: Int, _ members: String) -> String {
    #"{"name": "o\#(kind)", "good": "status < 500", \#(members), \#(kinds[kind]), \#(alerts)"#
  }

  /// Three hours around a midnight; the third customer comes late, and all have bad times of their
  /// own. The first slice is cut by the first event.
  static func lines(seed: UInt64) -> [String] {
    var generator = SeededGenerator(seed: seed)
    let start = SampleEngine.instant("2026-10-01T21:30:00Z")
    return (3..<200).flatMap { minute -> [String] in
      // Of one that never fails there is so much that the objective itself never burns.
      [
        #"{"ts": "\#(start + .minutes(Int64(minute)))", "status": 200, "customer": "big", "n": 100}"#
      ]
        + (0..<Int(generator.next() % 5)).map { _ in
          let customer = Int(generator.next() % (minute < 70 ? 2 : 3))
          let second = Int64(minute * 60) + Int64(generator.next() % 60)
          let isBurst = (40 + customer * 30..<65 + customer * 30).contains(minute)
          let isBad = generator.next() % 100 < (isBurst ? 50 : 4)
          let origin = generator.next() % 4 == 0 ? "customer" : "infrastructure"
          return #"{"ts": "\#(start + .seconds(second))", "status": \#(isBad ? 500 : 200), "#
            + #""origin": "\#(origin)", "customer": "c\#(customer)", "n": \#(1 + generator.next() % 3)}"#
        }
    }
  }

  @Test(arguments: kinds.indices)
  func `a key's alerts are those of an objective that is about it alone`(
    _ kind: Int
  ) throws {
    let lines = Self.lines(seed: UInt64(kind))
    let overrides = Self.keys.map { #""\#($0)": "85%""# }.joined(separator: ", ")
    let all = try SampleEngine(
      [
        Self.objective(
          kind, #""target": "1%", "per": "customer", "overrides": {\#(overrides)}"#)
          + #", "keys": true}}"#
      ], members: Self.others)
    var engine = all.engine(lines) { $0.recordsHistory = true }
    let backtest = try #require(engine.replay(under: [.config]).backtest)
    let run = backtest.runs[0]
    #expect(run.fired.allSatisfy { $0.subject.key != nil })
    var seen: [AlertKind: Int] = [:]
    for key in Self.keys {
      let alone = try SampleEngine(
        [Self.objective(kind, #""match": "customer == '\#(key)'", "target": "85%""#) + "}}"],
        members: Self.others)
      var instant = backtest.from
      while instant < backtest.to {
        let place = "\(kind) \(key) at \(instant)"
        let answer = alone.answer(lines) {
          $0.time = .at(instant)
          $0.wantsBurn = true
        }
        let expected = try #require(answer.objectives.first)
        Self.expectSameRules(run, expected, key, instant, place)
        let fires = Set(
          run.fired.filter {
            $0.subject.key == Array(key.utf8) && ($0.firingAt ?? $0.at) <= instant
              && ($0.endsAt ?? backtest.to) > instant
          }.map(\.subject.kind))
        let limit = instant + .minutes(40)
        let budget = expected.figures.budget
        #expect(fires.contains(.budgetExhausted) == budget.isExhausted, "\(place)")
        #expect(fires.contains(.budgetLow) == budget.remains(lessThan: 600_000_000), "\(place)")
        #expect(
          fires.contains(.exhaustionForecast)
            == (expected.forecast.instant.map { $0 <= limit } ?? false), "\(place)")
        for kind in fires { seen[kind, default: 0] += 1 }
        for record in run.records
        where record.at == instant && record.subject.key == Array(key.utf8) {
          #expect(record.budget == budget, "\(record.subject.kind) \(place)")
          #expect(record.forecast == expected.forecast, "\(record.subject.kind) \(place)")
        }
        instant = instant + .minutes(4)
      }
    }
    #expect(seen.count >= 3, "\(seen)")
  }

  private static func expectSameRules(
    _ run: PolicyRun, _ expected: ObjectiveAnswer, _ key: String, _ instant: Timestamp,
    _ place: String
  ) {
    for rule in expected.rules {
      let history = run.rules.first {
        $0.key == Array(key.utf8) && $0.rule == rule.rule
      }
      #expect(
        history?.held.contains { $0.contains(instant) } ?? false == rule.holds,
        "\(rule.rule.long) \(place)")
    }
  }
}
