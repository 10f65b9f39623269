// The order of events does not matter: not for the answer, nor where its instant is found out late.

import Testing

@testable import SLOKit

struct OrderTests {
  private static let objectives = [
    #"{"name": "rolling", "good": "ok == true", "target": "90%", "window": "1h", "per": "customer"}"#,
    #"""
    {"name": "slices", "good": "ok == true", "target": "90%", "window": "2h",
     "budgetingMethod": "timeslices", "slice": "5m", "sliceTarget": "80%", "emptySlices": "good"}
    """#,
    #"""
    {"name": "calendar", "good": "ok == true", "target": "90%", "per": "customer",
     "window": {"calendar": "day"}}
    """#,
  ]

  private struct Event {
    var second: Int
    var customer: Int
    var isGood: Bool
    var weight: Int

    /// Counted from midnight of 31 October.
    var line: String {
      let start = SampleEngine.instant("2026-10-31T00:00:00Z").nanoseconds
      let time = Timestamp(nanoseconds: start + Int64(second) * 1_000_000_000)
      return #"{"ts": "\#(time)", "customer": "c\#(customer)", "ok": \#(isGood), "n": \#(weight)}"#
    }
  }

  /// Some thirty hours of events, up to half past eleven on the second day.
  private func randomEvents(_ random: inout SeededGenerator) -> [Event] {
    let last = 35 * 3600 + 1800
    return (0..<400).map { number in
      let back =
        number == 0 ? 0 : Int.random(in: 0...random.pick([1800, 10_000, 110_000]), using: &random)
      return Event(
        second: last - back, customer: Int.random(in: 0..<8, using: &random),
        isGood: Int.random(in: 0..<4, using: &random) > 0,
        weight: Int.random(in: 1...5, using: &random))
    }
  }

  private static let deploys = [
    DeployMarker(time: SampleEngine.instant("2026-11-01T10:30:00Z")),
    DeployMarker(time: SampleEngine.instant("2026-11-01T11:10:00Z")),
    DeployMarker(time: SampleEngine.instant("2026-11-01T14:00:00Z")),
  ]

  @Test(arguments: 1...10 as ClosedRange<UInt64>, [false, true])
  func `the answer is the same in whatever order events come`(seed: UInt64, wantsBurn: Bool) throws
  {
    var random = SeededGenerator(seed: seed)
    let sample = try SampleEngine(Self.objectives)
    let events = randomEvents(&random)
    func answer(_ events: [Event]) -> String {
      let answer = sample.answer(events.map(\.line)) {
        $0.keys = .by(.role(.customer))
        $0.wantsBurn = wantsBurn
        $0.deploys = Self.deploys
      }
      return answer.objectives.map { "\($0)" }.joined(separator: "\n") + "\(answer.input)"
    }
    let ascending = events.sorted { $0.second < $1.second }
    let wanted = answer(ascending.reversed())
    #expect(answer(ascending) == wanted)
    for _ in 0..<3 { #expect(answer(events.shuffled(using: &random)) == wanted) }
  }

  @Test(arguments: 1...10 as ClosedRange<UInt64>)
  func `counts by key are those of an engine that was told the end beforehand`(seed: UInt64) throws
  {
    var random = SeededGenerator(seed: seed)
    let sample = try SampleEngine(Array(Self.objectives.prefix(1)))
    let events = randomEvents(&random).sorted { $0.second < $1.second }
    let lines = events.map(\.line)
    let end = SampleEngine.instant("2026-11-01T11:31:00Z")
    let first = sample.engine(lines) { $0.keys = .perObjective }
    #expect(first.secondLook == Engine.SecondLook(end: end, logsCustomers: false))
    let second = sample.engine(lines, end: end) { $0.keys = .perObjective }
    #expect(second.secondLook == nil)
    let keys = try #require(second.answer().objectives[0].keys)

    let inside = events.filter { $0.second >= 34 * 3600 + 31 * 60 }
    var valid: [String: Int64] = [:]
    var bad: [String: Int64] = [:]
    for event in inside {
      valid["c\(event.customer)", default: 0] += Int64(event.weight)
      if !event.isGood { bad["c\(event.customer)", default: 0] += Int64(event.weight) }
    }
    #expect(keys.keys.count == valid.count)
    for key in keys.keys {
      let name = String(decoding: key.key, as: UTF8.self)
      #expect(key.figures.valid == valid[name])
      #expect(key.figures.bad == bad[name] ?? 0)
    }
  }

  @Test func `events newest first need no second look`() throws {
    var random = SeededGenerator(seed: 1)
    let sample = try SampleEngine(Array(Self.objectives.prefix(1)))
    let events = randomEvents(&random).sorted { $0.second > $1.second }
    let engine = sample.engine(events.map(\.line)) { $0.keys = .perObjective }
    #expect(engine.mayLookTwice && engine.secondLook == nil)
  }

  @Test(arguments: [false, true])
  func `a deploy is compared with the whole day before it`(isReversed: Bool) throws {
    let sample = try SampleEngine(Array(Self.objectives.prefix(1)))
    // Every minute from half an hour past midnight of the day before; the deploy is 35 hours later.
    let events = stride(from: 1800, to: 35 * 3600 + 1800, by: 60).map {
      Event(second: $0, customer: 0, isGood: true, weight: 1)
    }
    let lines = events.map(\.line)
    let answer = sample.answer(isReversed ? lines.reversed() : lines) {
      $0.deploys = Self.deploys
    }
    let effect = try #require(answer.objectives[0].deploy)
    #expect(effect.deploy == Self.deploys[1])
    #expect(effect.before.valid == 1440)
    #expect(effect.after.valid == 20)
  }
}
