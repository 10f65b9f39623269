// What a changed config keeps of the counts.

import Testing

@testable import SLOKit

struct ReconfigurationTests {
  private func configuration(_ objectives: [String], members: String = "") throws -> Configuration {
    try SampleEngine(objectives, members: members).configuration
  }

  private let start = SampleEngine.instant("2026-11-01T11:00:00Z")

  /// An engine that has counted ten events of two customers, two of them bad.
  private func engine(_ configuration: Configuration) -> ContinuousEngine {
    var engine = ContinuousEngine(configuration, clock: start + .minutes(20))
    var decoder = engine.makeDecoder()
    for minute in 0..<10 {
      let line = Array(
        #"{"ts": "\#(start + .minutes(Int64(minute)))", "ok": \#(minute % 5 > 0), "customer": "c\#(minute % 2)"}"#
          .utf8)
      unsafe engine.ingest(
        line.span.bytes, ContinuousStream.place(of: minute, line), of: "a", decoder: &decoder)
    }
    return engine
  }

  private static let a =
    #"{"name": "a", "good": "ok == true", "target": "90%", "window": "1h", "per": "customer"}"#

  @Test(
    arguments: [
      (a, "", 10, []),
      // Targets, windows, charges and alerts are not what counts hang on.
      (
        #"{"name": "a", "good": "ok == true", "target": "50%", "window": "2h", "charge": ["customer"]}"#,
        "", 10, []
      ),
      (
        #"{"name": "a", "good": "ok != false", "target": "90%", "window": "1h"}"#, "", 0,
        [
          "a: what it matches, what is good or whose fault a failure is has changed: it is counted anew"
        ]
      ),
      (
        #"{"name": "b", "good": "ok == true", "target": "90%", "window": "1h"}"#, "", 0,
        ["a: there is no such objective any more: its counts are let go"]
      ),
      // A maintenance window that lies ahead changes nothing, one that is over would have.
      (
        a,
        #""exclusions": [{"from": "2026-11-01T12:00:00Z", "to": "2026-11-01T13:00:00Z", "reason": "r"}],"#,
        10, []
      ),
      (
        a,
        #""exclusions": [{"from": "2026-11-01T11:00:00Z", "to": "2026-11-01T11:05:00Z", "reason": "r"}],"#,
        0,
        [
          "a: what it matches, what is good or whose fault a failure is has changed: it is counted anew"
        ]
      ),
      (
        a, #""resolution": "5m","#, 0,
        ["the resolution was 1m and is 5m: everything is counted anew"]
      ),
    ] as [(String, String, Int64, [String])])
  func `counts are kept by name where what they hang on is the same`(
    objective: String, members: String, matched: Int64, said: [String]
  ) throws {
    var engine = engine(try configuration([Self.a]))
    let changed = try configuration([objective], members: members)
    var reader = BinaryReader(engine.snapshot().encoded())
    let restored = try ContinuousEngine.decode(
      &reader, configuration: changed, clock: start + .minutes(20))
    #expect(restored.said == said)
    #expect(engine.reconfigure(changed) == said)
    for engine in [engine, restored.engine] {
      let figures = try engine.answer(to: Question()).objectives[0].figures
      #expect(figures.matched == matched)
      #expect(engine.accounting.specimens == 10)
    }
  }

  @Test func `one customer's budget is that of the list`() throws {
    let engine = engine(try configuration([Self.a]))
    var question = Question()
    question.keys = .by(.role(.customer))
    let keys = try #require(try engine.answer(to: question).objectives[0].keys)
    #expect(keys.keys.count == 2)
    for key in keys.keys {
      let figures = try #require(try engine.figures(of: key.key, in: "a"))
      #expect("\(figures)" == "\(key.figures)")
      question.customer = key.key
      let alone = try #require(try engine.answer(to: question).objectives[0].keys)
      #expect(alone.keys.map(\.key) == [key.key])
      #expect("\(alone.keys[0].figures)" == "\(key.figures)")
      #expect(alone.otherKeys == keys.keys.reduce(-figures.matched) { $0 + $1.figures.matched })
    }
    #expect(try engine.figures(of: Array("nobody".utf8), in: "a") == nil)
    #expect(throws: QuestionRefusal.self) { try engine.figures(of: [], in: "z") }
  }

  @Test func `what needs the events is refused with what to do`() throws {
    let engine = engine(try configuration([Self.a]))
    var questions: [(Question, String)] = []
    var question = Question()
    question.condition = .constant(true)
    questions.append((question, "leave some of them out"))
    question = Question()
    question.keys = .by(.path("region"))
    questions.append((question, "does not count a by region"))
    question = Question()
    question.time = .at(start)
    questions.append((question, "as of now"))
    question = Question()
    question.lookback = .days(40)
    questions.append((question, "goes back to"))
    for (question, text) in questions {
      let refusal = #expect(throws: QuestionRefusal.self) { try engine.answer(to: question) }
      #expect(refusal?.message.contains(text) == true && refusal?.advice.isEmpty == false)
    }
  }
}
