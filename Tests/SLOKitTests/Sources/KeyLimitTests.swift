// More keys than `maxKeys`: totals stay exact, the worst keep figures of their own, and both are the
// same whoever reads.

import Testing

@testable import SLOKit

struct KeyLimitTests {
  private static func objectives(_ bounds: String) -> [String] {
    [
      #"""
      {"name": "all", "good": "ok == true", "target": "90%", "per": "customer", \#(bounds),
       "overrides": {"zz-named": "50%"}}
      """#,
      #"""
      {"name": "eu", "match": "region == 'eu'", "good": "ok == true", "target": "99%", \#(bounds),
       "charge": ["infrastructure"]}
      """#,
      #"""
      {"name": "slices", "good": "ok == true", "target": "90%", \#(bounds),
       "budgetingMethod": "timeslices", "slice": "5m", "sliceTarget": "80%"}
      """#,
    ]
  }

  /// Events of some hundred customers, of whom few fail, more of them late.
  private func lines(_ random: inout SeededGenerator) -> String {
    let start = SampleEngine.instant("2026-11-01T00:00:00Z").nanoseconds
    let lines = (0..<1500).map { number in
      let late = random.pick([0, 0, 60, 900])
      let time = Timestamp(
        nanoseconds: start + Int64(max(0, number * 24 - late)) * 1_000_000_000)
      let customer = random.chance(10) && number > 700 ? "bad-\(random.below(9))" : "c\(number / 5)"
      let fails = customer.hasPrefix("bad") ? random.chance(70) : random.chance(1)
      return #"{"ts": "\#(time)", "customer": "\#(customer)", "ok": \#(!fails), "#
        + #""region": "\#(random.pick(["eu", "us"]))", "n": \#(random.pick([1, 1, 7])), "#
        + #""origin": "\#(random.pick(["infra", "user"]))"}"#
    }
    let named = #"{"ts": "2026-11-01T09:59:00Z", "customer": "zz-named", "ok": true}"#
    return (lines + [named]).joined(separator: "\n")
  }

  @Test(arguments: 1...4 as ClosedRange<UInt64>, [nil, TimeSpan.hours(9)])
  func `totals are exact and the worst are kept`(seed: UInt64, lookback: TimeSpan?) throws {
    var random = SeededGenerator(seed: seed)
    let folder = try ScratchFolder()
    let input = EventInput.file(try folder.write("a", lines(&random)), isNamed: true)
    var question = Question()
    question.keys = .by(.role(.customer))
    question.wantsBurn = true
    question.lookback = lookback
    question.time = random.pick([.newestEvent, .at(SampleEngine.instant("2026-11-01T08:00:00Z"))])
    func answer(maxKeys: Int, threadCount: Int = 1) throws -> Answer {
      var sample = try SampleEngine(
        Self.objectives(#""window": "6h""#), members: #""maxKeys": \#(maxKeys), "#)
      sample.clock = SampleEngine.instant("2026-11-01T12:00:00Z")
      var reading = EventReading([input], threadCount: threadCount, chunkBytes: 3000)
      if lookback != nil { reading.leaveOutWhatIsOld() }
      return reading.engine(
        for: question, configuration: sample.configuration, clock: sample.clock
      ).answer()
    }
    let whole = try answer(maxKeys: 1000)
    for maxKeys in [1, 2, 15, 40] {
      let cut = try answer(maxKeys: maxKeys)
      for threadCount in [2, 3] {
        #expect("\(try answer(maxKeys: maxKeys, threadCount: threadCount))" == "\(cut)")
      }
      #expect("\(cut.input)" == "\(whole.input)")
      for (objective, wanted) in zip(cut.objectives, whole.objectives) {
        #expect("\(objective.figures)" == "\(wanted.figures)")
        #expect("\(objective.burn)" == "\(wanted.burn)")
        let (keys, all) = (try #require(objective.keys), try #require(wanted.keys))
        #expect(keys.keys.count <= maxKeys && all.pastLimit == 0)
        #expect(keys.unkeyed == all.unkeyed && keys.otherKeyCount == 0)
        #expect(keys.otherKeys == keys.pastLimit)
        let matched = keys.keys.reduce(keys.unkeyed + keys.otherKeys) { $0 + $1.figures.matched }
        #expect(matched == objective.figures.matched)
        for key in keys.keys {
          let same = try #require(all.keys.first { $0.key == key.key })
          #expect("\(key)" == "\(same)")
        }
      }
      // Who failed most in all objectives together has a place; who is named in the config, too.
      var failures: [[UInt8]: Int64] = [:]
      for objective in whole.objectives {
        for (key, figures, _) in objective.keys?.keys ?? [] {
          failures[key, default: 0] += figures.counts.bad(charging: objective.charge)
        }
      }
      let worst = failures.filter { $0.value > 0 }.sorted { $0.value > $1.value }
      let least = worst.dropFirst(maxKeys - 1).first?.value ?? 0
      let kept = Set(cut.objectives[0].keys?.keys.map(\.key) ?? [])
      let seen = Set(whole.objectives[0].keys?.keys.map(\.key) ?? [])
      for (key, count) in worst where count > least && seen.contains(key) {
        #expect(kept.contains(key), "\(String(decoding: key, as: UTF8.self)), \(count) of \(least)")
      }
      let named = Array("zz-named".utf8)
      #expect(kept.contains(named) == seen.contains(named))
    }
  }
}
