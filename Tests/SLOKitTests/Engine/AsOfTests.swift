// As of which instant an answer is.

import Testing

@testable import SLOKit

struct AsOfTests {
  private static let objective =
    #"{"name": "a", "good": "ok == true", "target": "90%", "window": "1h"}"#

  private func answer(at time: String?, _ events: [String]) throws -> Answer {
    let lines = events.map { #"{"ts": "2026-11-01T\#($0)Z", "ok": true}"# }
    return try SampleEngine([Self.objective]).answer(lines) {
      if let time { $0.time = .at(SampleEngine.instant("2026-11-01T\(time)Z")) }
    }
  }

  @Test(arguments: [
    ("11:30:00", "11:30:00"), ("11:30:00.000000001", "11:31:00"),
    ("11:30:59.999999999", "11:31:00"),
    ("11:31:00", "11:31:00"),
  ])
  func `a time asked for is rounded up to a bucket's end`(time: String, asOf: String) throws {
    for events in [[], ["11:00:00"], ["11:30:30", "11:59:00"]] {
      #expect(
        try answer(at: time, events).asOf == SampleEngine.instant("2026-11-01T\(asOf)Z"))
    }
  }

  /// The clock shows 12:00.
  @Test(
    arguments: [
      ([], "12:00:00", nil), (["11:05:30"], "11:06:00", "11:05:30"),
      (["11:05:00"], "11:06:00", "11:05:00"),
      (["11:05:59.999999999"], "11:06:00", "11:05:59.999999999"),
      (["11:05:30", "09:00:00"], "11:06:00", "11:05:30"), (["12:05:00"], "12:06:00", "12:05:00"),
      (["12:05:00.000000001"], "12:00:00", nil),
      (["12:05:00.000000001", "11:05:30"], "11:06:00", "11:05:30"),
      (["11:05:30", "23:00:00"], "11:06:00", "11:05:30"),
    ] as [([String], String, String?)])
  func `without one it is just after the newest event that is not too far ahead of the clock`(
    events: [String], asOf: String, newest: String?
  ) throws {
    let answer = try answer(at: nil, events)
    #expect(answer.asOf == SampleEngine.instant("2026-11-01T\(asOf)Z"))
    #expect(answer.newestEvent == newest.map { SampleEngine.instant("2026-11-01T\($0)Z") })
  }

  @Test(
    arguments: [
      // Where an event goes that is asked about as of 11:30:30, so as of 11:31.
      ("11:30:59.999999999", 1, 0, 0), ("11:31:00", 0, 1, 0), ("11:35:30", 0, 1, 0),
      ("11:35:30.000000001", 0, 0, 1), ("10:31:00", 1, 0, 0), ("10:30:59.999999999", 0, 1, 0),
    ] as [(String, Int64, Int64, Int64)])
  func `an event is inside, outside or future by its instant alone`(
    event: String, inside: Int64, outside: Int64, future: Int64
  ) throws {
    let answer = try answer(at: "11:30:30", [event])
    #expect(answer.objectives[0].figures.matched == inside)
    #expect(answer.objectives[0].outside == outside)
    #expect(answer.input.future == future)
  }

  @Test func `coverage is told from the first event on, with the longest gap in it`() throws {
    let objective = try answer(at: "12:00:00", ["11:10:00", "11:12:00", "11:40:00"]).objectives[0]
    #expect(objective.covered == .minutes(50))
    #expect(objective.longestGap == .minutes(28))
    #expect(objective.longestGapFrom == SampleEngine.instant("2026-11-01T11:12:00Z"))
    let none = try answer(at: "12:00:00", []).objectives[0]
    #expect(none.covered == nil && none.longestGap == nil && none.longestGapFrom == nil)
  }
}
