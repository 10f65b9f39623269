// The worst keys are the first of all keys, however few are held on the way.

import Testing

@testable import SLOKit

struct WorstKeysTests {
  @Test func `the worst of many keys are the first of all`() throws {
    let sample = try SampleEngine([
      #"{"name": "a", "good": "ok == true", "target": "90%", "window": "1h", "per": "customer"}"#
    ])
    var random = SeededGenerator(seed: 3)
    // More keys than are held at once, many of them equally bad.
    let lines = (0..<10_000).map { _ in
      let ok = random.pick([true, true, false])
      return #"{"ts": "2026-11-01T10:00:00Z", "ok": \#(ok), "#
        + #""customer": "\#(Int.random(in: 0..<9000, using: &random))x"}"#
    }
    func keys(top: Int?) throws -> KeyAnswer {
      let answer = sample.answer(lines) {
        $0.keys = .perObjective
        $0.top = top
      }
      return try #require(answer.objectives[0].keys)
    }
    let all = try keys(top: nil)
    #expect(all.otherKeys == 0 && all.otherKeyCount == 0)
    for top in [0, 1, 20, 5000] {
      let some = try keys(top: top)
      #expect(some.keys.map(\.key) == all.keys.prefix(top).map(\.key))
      #expect(some.keys.map(\.figures.bad) == all.keys.prefix(top).map(\.figures.bad))
      let others = all.keys.dropFirst(top)
      #expect(some.otherKeyCount == Int64(others.count))
      #expect(some.otherKeys == others.reduce(0) { $0 + $1.figures.matched })
      #expect(some.inBudget == all.inBudget && some.withValid == all.withValid)
      #expect(some.breadth?.half == all.breadth?.half)
    }
  }
}
