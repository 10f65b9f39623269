// Engines over lines in memory.

@testable import SLOKit

/// A config and a clock, and engines that have counted lines by them.
struct SampleEngine {
  let configuration: Configuration
  var clock = SampleEngine.instant("2026-11-01T12:00:00Z")

  /// The config whose objectives are `objectives`; with `members` beside them, and `fields` beside the
  /// usual ones.
  init(_ objectives: [String], fields: String = "", members: String = "") throws {
    let text = #"""
      {
        "version": 1,
        "events": {"fields": {
          "timestamp": "ts", "customer": "customer", "origin": "origin", "id": "id", "weight": "n"\#(fields)
        }},
        \#(members)
        "objectives": [\#(objectives.joined(separator: ","))]
      }
      """#
    configuration = try Configuration(json: Array(text.utf8), file: "slos.json", folder: "")
  }

  /// An engine that has counted `lines` of one file.
  func engine(
    _ lines: [String], end: Timestamp? = nil, asking change: (inout Question) -> Void = { _ in },
    makeWitness: Engine.WitnessMaker? = nil
  ) -> Engine {
    var question = Question()
    change(&question)
    var engine = Engine(
      question, configuration: configuration, clock: clock, end: end, makeWitness: makeWitness)
    var decoder = engine.makeDecoder()
    var batch = engine.judge.makeBatch()
    for (index, line) in lines.enumerated() {
      let bytes = Array(line.utf8)
      let place = LineReader.Line(
        number: index + 1, offset: 0, lengthBytes: bytes.count, isTooLong: false,
        isTerminated: true)
      let text = unsafe bytes.span.bytes
      engine.ingest(text, in: text, place, of: "a", decoder: &decoder, by: &batch)
    }
    return engine
  }

  /// The answer over `lines`, which are counted a second time where that is needed.
  func answer(_ lines: [String], asking change: (inout Question) -> Void = { _ in }) -> Answer {
    let engine = engine(lines, asking: change)
    guard let look = engine.secondLook else { return engine.answer() }
    return self.engine(lines, end: look.end) {
      change(&$0)
      $0.logsCustomers = look.logsCustomers
    }.answer()
  }

  /// The instant that `text` names; one that nothing has where it names none.
  static func instant(_ text: String) -> Timestamp {
    let bytes = Array(text.utf8)
    let parsed = try? unsafe Timestamp.parse(rfc3339: bytes.span.bytes, zoneless: nil)
    return parsed ?? Timestamp(nanoseconds: .min)
  }
}
