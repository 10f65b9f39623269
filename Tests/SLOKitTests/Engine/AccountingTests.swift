// Where every line goes, on lines whose place can be told by hand.

import Testing

@testable import SLOKit

struct AccountingTests {
  private static let objectives = [
    #"{"name": "a", "match": "route == 'x'", "good": "ok == true", "target": "90%", "window": "1h"}"#,
    #"{"name": "b", "good": "ok == true", "target": "90%", "window": "1h", "excused": "good"}"#,
  ]
  private static let exclusions = #"""
    "exclusions": [{"from": "2026-11-01T11:15:00Z", "to": "2026-11-01T11:20:00Z", "reason": "r",
      "objectives": ["a"]}],
    """#

  /// Each weight is a power of two, so that a sum tells which events are in it.
  private static let lines = [
    "", " \t\r", "{", #"{"ts": "2026-11-01T11:00:00Z", "n": 0}"#, #"{"n": 1}"#,
    event("11:00:00", 1, #""ok": true, "route": "x", "id": "i""#),
    event("11:59:59", 2, #""ok": false, "route": "x", "id": "i""#),  // a duplicate, if early
    event("11:29:59.999999999", 4, #""ok": false, "route": "x", "origin": "infra""#),
    event("11:29:00", 8, #""ok": false, "route": "x", "origin": "user""#),
    event("11:30:00", 16, #""ok": true, "route": "x""#),  // at the answer's instant: outside
    event("11:35:00", 32, #""ok": true, "route": "x""#),
    event("11:35:00.000000001", 64, #""ok": true, "route": "x""#),  // future
    event("10:30:00", 128, #""route": "x""#),  // unjudged, at the window's start
    event("10:29:59.999999999", 256, #""ok": true, "route": "x""#),  // outside
    event("11:10:00", 512, #""ok": false, "route": "y""#),  // unmatched by a
    event("11:15:00", 1024, #""ok": false, "route": "x""#),  // excluded from a
    event("11:20:00", 2048, #""ok": false, "route": "x""#),
    event("11:31:00", 4096, #""ok": true, "route": "x", "id": "i""#),  // a duplicate
  ]

  private static func event(_ time: String, _ weight: Int, _ members: String) -> String {
    #"{"ts": "2026-11-01T\#(time)Z", "n": \#(weight), \#(members)}"#
  }

  @Test func `every line and every event is in exactly one count`() throws {
    let sample = try SampleEngine(Self.objectives, members: Self.exclusions)
    let answer = sample.answer(Self.lines) {
      $0.time = .at(SampleEngine.instant("2026-11-01T11:30:00Z"))
    }
    #expect(answer.asOf == SampleEngine.instant("2026-11-01T11:30:00Z"))
    #expect(answer.newestEvent == SampleEngine.instant("2026-11-01T11:29:59.999999999Z"))

    let input = answer.input
    #expect(input.lines == 18 && input.blank == 2 && input.malformed == 3)
    #expect(input.headers == 0 && input.specimens == 13)
    #expect(input.malformedReasons.map(\.count) == [1, 1, 1])
    #expect(input.malformedReasons.map(\.line).sorted() == [3, 4, 5])
    #expect(input.events == 8191)
    #expect(input.duplicates == 2 + 4096 && input.future == 64 && input.late == 0)
    #expect(input.judged == 8191 - 2 - 4096 - 64)

    let (a, b) = (answer.objectives[0], answer.objectives[1])
    #expect(a.unmatched == 512 && a.excluded == 1024 && a.outside == 16 + 32 + 256)
    #expect(a.figures.matched == 1 + 4 + 8 + 128 + 2048)
    #expect(a.figures.good == 1 && a.figures.bad == 4 + 2048 && a.figures.excused == 8)
    #expect(a.figures.unjudged == 128 && a.figures.valid == 1 + 4 + 2048)
    #expect(a.figures.validSpecimens == 3 && a.figures.badSpecimens == 2)
    #expect(a.from == SampleEngine.instant("2026-11-01T10:30:00Z"))
    // The first matched event is older than the window.
    #expect(a.covered == .hours(1))

    #expect(b.unmatched == 0 && b.excluded == 0 && b.outside == 16 + 32 + 256)
    #expect(b.figures.matched == 1 + 4 + 8 + 128 + 512 + 1024 + 2048)
    #expect(b.figures.good == 1 && b.figures.bad == 4 + 512 + 1024 + 2048)
    #expect(b.figures.excused == 8 && b.figures.valid == 1 + 4 + 8 + 512 + 1024 + 2048)
  }

  @Test(arguments: 1...30 as ClosedRange<UInt64>)
  func `the law holds for any choice and order of lines`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let sample = try SampleEngine(Self.objectives, members: Self.exclusions)
    let lines = (0..<60).map { _ in
      let line = random.pick(Self.lines)
      return Bool.random(using: &random) ? line : String(line.dropLast(3))
    }
    let hasTime = Bool.random(using: &random)
    let answer = sample.answer(lines) {
      if hasTime { $0.time = .at(SampleEngine.instant("2026-11-01T11:12:30Z")) }
    }
    let input = answer.input
    #expect(input.lines == 60)
    #expect(input.lines == input.blank + input.headers + input.malformed + input.specimens)
    #expect(input.malformedReasons.reduce(0) { $0 + $1.count } == input.malformed)
    #expect(input.events == input.duplicates + input.future + input.late + input.judged)
    for objective in answer.objectives {
      let figures = objective.figures
      #expect(
        input.judged
          == objective.unmatched + objective.excluded + objective.outside + figures.matched)
      #expect(
        figures.matched == figures.good + figures.bad + figures.excused + figures.unjudged)
    }
  }
}
