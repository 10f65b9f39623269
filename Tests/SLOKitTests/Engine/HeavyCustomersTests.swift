// What the worst customers cost a budget, compared with the same question asked without them.

import Testing

@testable import SLOKit

struct HeavyCustomersTests {
  static let objective = #"""
    {"name": "api", "good": "status < 500", "target": "90%", "window": "1d", "per": "customer"
    """#

  /// Events of six customers and of none, weighted, some of them failed and some of those excused.
  static func lines(_ random: inout SeededGenerator) -> [String] {
    let worst = Int.random(in: 0..<6, using: &random)
    return (0..<400).map { index in
      let number = Int.random(in: 0..<7, using: &random)
      let customer = number == 6 ? "" : #", "customer": "c\#(number)""#
      let fails = Int.random(in: 0..<(number == worst ? 3 : 12), using: &random) == 0
      let origin = Int.random(in: 0..<4, using: &random) == 0 ? "customer" : "infrastructure"
      let minute = Int.random(in: 0..<(2 * 1440), using: &random)
      let instant = SampleEngine.instant("2026-10-30T12:00:00Z") + .minutes(Int64(minute))
      return #"{"ts": "\#(instant)", "n": \#(1 + index % 3), "status": \#(fails ? 500 : 200)"#
        + #", "origin": "\#(origin)"\#(customer)}"#
    }
  }

  @Test(arguments: ["", #", "excused": "good""#])
  func `are what is missing when they are asked without`(member: String) throws {
    let engine = try SampleEngine([Self.objective + member + "}"])
    for seed in 1...40 as ClosedRange<UInt64> {
      var random = SeededGenerator(seed: seed)
      let lines = Self.lines(&random)
      let answer = engine.answer(lines) { $0.weighsCustomers = true }.objectives[0]
      let keys = engine.answer(lines) { $0.keys = .by(.role(.customer)) }.objectives[0].keys
      let heavy = try #require(answer.heavyCustomers)
      let without = engine.answer(lines) {
        let name = String(decoding: heavy.worst, as: UTF8.self)
        $0.exceptions = [.field(.role(.customer), hasKey: name)]
      }.objectives[0]
      #expect(heavy.without == without.figures.budget)
      let bad = (keys?.keys ?? []).map(\.figures.bad).sorted(by: >)
      #expect(heavy.badOfWorst == bad.first)
      // One after the other until they are more than the budget: 10 bad ones for every 100.
      var sum: Int64 = 0
      let fewest = bad.firstIndex { count in
        sum += count
        return sum * 10 > answer.figures.valid
      }
      #expect(heavy.alone.count == fewest.flatMap { $0 < 5 ? $0 + 1 : nil } ?? 0)
      #expect(heavy.alone.first.map { $0 == heavy.worst } ?? true)
    }
  }

  @Test func `a replay tells of them what an answer does`() throws {
    let engine = try SampleEngine([Self.objective + "}"])
    for seed in 1...10 as ClosedRange<UInt64> {
      var random = SeededGenerator(seed: seed)
      let lines = Self.lines(&random)
      let answer = engine.answer(lines) { $0.weighsCustomers = true }
      var recording = engine.engine(lines, asking: { $0.recordsHistory = true })
      var recorder = recording.takeRecorder()
      let finished = recorder?.finish(end: answer.asOf, more: .zero, forecastFrom: .hours(1))
      let recorded = try #require(finished)
      let end = recorded.span.newest
      let heavy = recorded.histories[0].heavyCustomers(over: (end - 1440)..<end)
      #expect(heavy?.worst == answer.objectives[0].heavyCustomers?.worst)
      #expect(heavy?.without == answer.objectives[0].heavyCustomers?.without)
      #expect(heavy?.alone == answer.objectives[0].heavyCustomers?.alone)
    }
  }

  @Test func `are not told of where nobody failed, or customers are not counted`() throws {
    let engine = try SampleEngine([Self.objective + "}"])
    let good = [#"{"ts": "2026-11-01T11:00:00Z", "status": 200, "customer": "a"}"#]
    #expect(engine.answer(good) { $0.weighsCustomers = true }.objectives[0].heavyCustomers == nil)
    let bad = [#"{"ts": "2026-11-01T11:00:00Z", "status": 500, "customer": "a"}"#]
    #expect(engine.answer(bad).objectives[0].heavyCustomers == nil)
  }

  @Test(
    arguments: [
      (["a": (90, 20), "b": (910, 5)], ["without customer a 94.5% would remain"]),
      (["a": (500, 9), "b": (500, 1)], []),
      (
        ["a": (500, 60), "b": (500, 50)],
        [
          "without customer a 0% would remain",
          "these 2 customers alone spend more than the budget: a, b",
        ]
      ),
      (
        ["a": (500, 101), "b": (500, 0)],
        [
          "without customer a 100% would remain", "that customer alone spends more than the budget",
        ]
      ),
      (
        ["a": (10, 5)],
        [
          "all events are customer a's", "that customer alone spends more than the budget",
        ]
      ),
    ] as [([String: (Int64, Int64)], [String])])
  func `are told of in sentences`(customers: [String: (Int64, Int64)], sentences: [String]) throws {
    let judged = customers.map { name, counts in
      (
        key: Array(name.utf8),
        judged: Judged(valid: counts.0, good: counts.0 - counts.1, bad: counts.1, excused: 0)
      )
    }
    var whole = Judged()
    for customer in judged { whole += customer.judged }
    let target = try #require(Target(billionths: 900_000_000))
    let heavy = try #require(HeavyCustomers(judged, of: whole, target: target))
    let budget = ErrorBudget(valid: whole.valid, bad: whole.bad, target: target)
    #expect(
      heavy.sentences(beside: budget, low: nil) { String(decoding: $0, as: UTF8.self) }
        == sentences)
  }
}
