// However many threads read, and wherever blocks of lines end, the answer is that of an engine that
// was handed line by line.

import Testing

@testable import SLOKit

struct CountingCrewTests {
  private static let objectives = [
    #"{"name": "all", "good": "ok == true", "target": "90%", "window": "6h", "per": "customer"}"#,
    #"{"name": "eu", "match": "region == 'eu'", "good": "ok == true", "target": "99%", "window": "1h"}"#,
    #"""
    {"name": "slices", "good": "ok == true", "target": "90%", "window": "2h",
     "budgetingMethod": "timeslices", "slice": "5m", "sliceTarget": "80%"}
    """#,
  ]

  /// Some begin and end inside of a bucket.
  private static let exclusions = #"""
    {"from": "2026-11-01T04:10:20Z", "to": "2026-11-01T05:00:40.5Z", "reason": "upgrade"},
    {"from": "2026-11-01T08:00:00Z", "to": "2026-11-01T08:30:30Z", "reason": "move", "objectives": ["eu"]}
    """#

  /// Lines of events, some late, some twice, and of what is none.
  private func lines(_ count: Int, _ random: inout SeededGenerator) -> [String] {
    let start = SampleEngine.instant("2026-11-01T00:00:00Z").nanoseconds
    return (0..<count).map { number in
      let late = random.pick([0, 0, 0, 60, 900, 40_000])
      let time = Timestamp(
        nanoseconds: start + Int64(max(0, number * 36_000 / count - late)) * 1_000_000_000)
      let customer = random.pick([
        "a", "b", "c\\u00e9", "\\\"d", "e", String(repeating: "f", count: 50),
      ])
      switch Int.random(in: 0..<30, using: &random) {
      case 0: return ""
      case 1: return "{"
      case 2: return #"{"ts": 7}"#
      case 3: return #"{"ts": "\#(time)", "n": 1.5}"#
      case 4: return String(repeating: "x", count: 70_000)
      default:
        return
          #"{"ts": "\#(time)", "customer": "\#(customer)", "ok": \#(random.pick([true, true, false])), "#
          + #""region": "\#(random.pick(["eu", "us"]))", "id": "\#(number / 2 * random.pick([1, 2]))", "#
          + #""n": \#(random.pick([1, 1, 7])), "origin": "\#(random.pick(["infra", "user"]))"}"#
      }
    }
  }

  @Test(arguments: 1...4 as ClosedRange<UInt64>)
  func `the answer does not hang on the number of threads`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var sample = try SampleEngine(
      Self.objectives, members: #""maxSkew": "1m", "exclusions": [\#(Self.exclusions)],"#)
    sample.clock = SampleEngine.instant("2026-11-01T09:00:00Z")
    let folder = try ScratchFolder()
    var inputs: [EventInput] = []
    var question = Question()
    question.keys = random.pick([.none, .by(.role(.customer))])
    question.wantsBurn = random.pick([true, false])
    question.watchesMisattribution = random.pick([true, false])
    for name in ["a", "b", "c"] {
      let text = lines(random.pick([0, 3, 900]), &random).joined(
        separator: random.pick(["\n", "\r\n"]))
      inputs.append(.file(try folder.write(name, text), isNamed: true))
      inputs.append(.nothing(FilePath("no-\(name)"), reason: "no file matches"))
    }
    var wanted: String?
    for (threadCount, chunkBytes, presumptionBytes) in [
      (1, 1 << 18, 0), (1, 300, 1 << 16), (2, 1 << 12, 300), (3, 1000, 2000), (8, 200, 700),
    ] {
      var reading = EventReading(
        inputs, threadCount: threadCount, chunkBytes: chunkBytes,
        presumptionBytes: presumptionBytes)
      let answer = reading.engine(
        for: question, configuration: sample.configuration, clock: sample.clock
      ).answer()
      let shown = "\(answer)"
      if wanted == nil { wanted = shown }
      #expect(
        shown == wanted, "\(threadCount) threads, \(chunkBytes) and \(presumptionBytes) bytes")
    }
    var recorded = question
    recorded.recordsHistory = true
    var reading = EventReading(inputs, threadCount: 4, chunkBytes: 500)
    let lineByLine = reading.engine(
      for: recorded, configuration: sample.configuration, clock: sample.clock
    ).answer()
    #expect("\(lineByLine)" == wanted)
  }

  @Test(arguments: [1, 3])
  func `each file of CSV has a header of its own`(threadCount: Int) throws {
    let text = #"""
      {"version": 1, "events": {"format": "csv", "fields": {"timestamp": "ts", "customer": "who"}},
       "objectives": [{"name": "a", "good": "ok == 'yes'", "target": "90%", "window": "1h",
                       "per": "customer"}]}
      """#
    let configuration = try Configuration(json: Array(text.utf8), file: "slos.json", folder: "")
    let folder = try ScratchFolder()
    let rows = (0..<500).map {
      "2026-11-01T10:00:00Z,\($0 % 5 == 0 ? "no" : "yes"),\"c\n\($0 % 3)\"\n"
    }
    let swapped = (0..<500).map { "\"c\n\($0 % 3)\",2026-11-01T10:00:00Z,yes\n" }
    let inputs = [
      EventInput.file(try folder.write("a", "ts,ok,who\n" + rows.joined()), isNamed: true),
      .file(try folder.write("b", "\n\nwho,ts,ok\n" + swapped.joined() + "x\n"), isNamed: true),
    ]
    var question = Question()
    question.keys = .perObjective
    var reading = EventReading(inputs, threadCount: threadCount, chunkBytes: 700)
    let answer = reading.engine(
      for: question, configuration: configuration,
      clock: SampleEngine.instant("2026-11-01T10:00:30Z")
    ).answer()
    #expect(answer.input.headers == 2 && answer.input.blank == 2 && answer.input.malformed == 1)
    // A row of two physical lines each.
    #expect(answer.input.malformedReasons.map(\.line) == [1004])
    #expect(answer.objectives[0].figures.valid == 1000)
    #expect(answer.objectives[0].figures.bad == 100)
    #expect(answer.objectives[0].keys?.keys.count == 3)
  }
}
