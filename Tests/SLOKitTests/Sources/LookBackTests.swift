// What is read for a look-back gives the answer of a whole reading, whatever is in the files: the
// twin of each reading is one that leaves out nothing.

import Foundation
import Testing

@testable import SLOKit

struct LookBackTests {
  private static let objectives = [
    #"{"name": "a", "match": "r < 9", "good": "ok == true", "target": "90%", "window": "30d"}"#,
    #"{"name": "b", "match": "r == 9", "good": "ok == true", "target": "99%", "window": "7d"}"#,
  ]
  private static let start = SampleEngine.instant("2026-11-01T00:00:00Z")

  /// Ten days of lines of one file.
  private struct Log {
    /// How far behind events are at most, in seconds.
    var disorder = 0
    var lineCount = 1500
    var hasIds = false
    var days = 10

    func text(_ random: inout SeededGenerator) -> String {
      var lines: [String] = []
      for number in 0..<lineCount {
        let back = disorder == 0 ? 0 : random.below(disorder)
        let seconds = max(0, number * days * 86_400 / lineCount - back)
        let time = LookBackTests.start + .seconds(Int64(seconds / 30 * 30))
        switch random.below(40) {
        case 0: lines.append("")
        case 1: lines.append("{")
        case 2: lines += Array(repeating: "torn", count: random.below(60))
        case 3:
          let pad = String(repeating: "x", count: 900)
          lines.append(#"{"ts": "\#(time)", "pad": "\#(pad)"}"#)
        default: break
        }
        let id = hasIds ? #""id": "\#(seconds / 2400 % 7)-\#(random.below(300))", "# : ""
        lines.append(
          #"{"ts": "\#(time)", \#(id)"customer": "c\#(random.below(5))", "#
            + #""r": \#(random.below(200) == 0 ? 9 : 1), "ok": \#(random.below(9) > 0), "#
            + #""build": "\#(random.below(3))"}"#)
      }
      return lines.joined(separator: "\n") + random.pick(["", "\n"])
    }
  }

  private struct Case {
    let sample: SampleEngine
    let inputs: [EventInput]
    var question = Question()

    init(_ inputs: [EventInput]) throws {
      var sample = try SampleEngine(LookBackTests.objectives)
      sample.clock = LookBackTests.start + .days(10)
      self.sample = sample
      self.inputs = inputs
    }

    init(_ logs: [Log], _ folder: ScratchFolder, _ random: inout SeededGenerator) throws {
      try self.init(
        logs.enumerated().map { number, log in
          .file(try folder.write("log\(number)", log.text(&random)), isNamed: true)
        })
      question.objectives = [random.pick(["a", "a", "b"])]
      question.lookback = random.pick([.hours(1), .hours(6), .days(2)])
      if random.below(3) == 0 {
        let time = LookBackTests.start + .seconds(Int64(random.below(10 * 86_400)))
        question.time = .at(time)
      }
    }

    func reading(leavingOut: Bool, blockBytes: Int = 300) -> EventReading {
      var reading = EventReading(inputs, threadCount: 2, chunkBytes: 1 << 14)
      if leavingOut {
        reading.leaveOutWhatIsOld()
        reading.lookBack.grain = FilePartSearch.Grain(
          wholeBytes: 4000, placeCount: 6, blockBytes: blockBytes)
      }
      return reading
    }

    /// The answer to `customers`, without what was read or left out, and that.
    func customers(leavingOut: Bool) -> (text: String, input: Accounting) {
      var question = question
      question.keys = .by(.role(.customer))
      question.measuresUptime = true
      var reading = reading(leavingOut: leavingOut)
      var answer = reading.engine(
        for: question, configuration: sample.configuration, clock: sample.clock
      ).answer()
      let input = answer.input
      answer.input = Accounting()
      for index in answer.objectives.indices {
        answer.objectives[index].unmatched = 0
        answer.objectives[index].outside = 0
        // A forecast at worst counts malformed lines, which may have been left out.
        answer.objectives[index].forecastAtWorst = nil
      }
      return ("\(answer)", input)
    }

    /// The events behind the answer, with their places.
    func events(leavingOut: Bool) -> [String] {
      var reading = reading(leavingOut: leavingOut)
      var criteria = EventCriteria()
      criteria.kinds = [.bad, .good]
      var known: Int
      var found: [SelectedEvent] = []
      repeat {
        known = reading.disorderedCount
        let end = reading.asOf(
          question, configuration: sample.configuration, clock: sample.clock)
        let engine = reading.engine(
          for: question, configuration: sample.configuration, clock: sample.clock, asOf: end
        ) { [criteria] fields, plans in
          EventSelection(criteria, of: plans[0], asOf: end, fields: &fields)
        }
        found = (engine.witness as? EventSelection)?.events() ?? []
      } while reading.disorderedCount > known
      return found.map { reading.placed($0) }.map {
        "\($0.place.file):\($0.place.line): \(String(decoding: $0.line, as: UTF8.self))"
      }
    }

    func explanation(leavingOut: Bool) -> String {
      var reading = reading(leavingOut: leavingOut)
      var known: Int
      var text: String
      repeat {
        known = reading.disorderedCount
        let end = reading.asOf(
          question, configuration: sample.configuration, clock: sample.clock)
        let found = reading.explanation(
          for: question, configuration: sample.configuration, clock: sample.clock, asOf: end)
        text = found.map { "\(end) \($0.explanation) \($0.scope)" } ?? ""
      } while reading.disorderedCount > known
      return text
    }
  }

  @Test(arguments: 1...12 as ClosedRange<UInt64>)
  func `what is read for a look-back answers as all that there is`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let folder = try ScratchFolder()
    let hasIds = random.below(3) == 0
    let disorder = random.pick([0, 300, 899, 899, 7200])
    let logs = (0..<random.pick([1, 1, 3])).map { _ in
      Log(
        disorder: disorder, lineCount: random.pick([300, 1500]), hasIds: hasIds,
        days: random.pick([1, 10, 10]))
    }
    let sample = try Case(logs, folder, &random)
    let whole = sample.customers(leavingOut: false)
    let part = sample.customers(leavingOut: true)
    #expect(part.text == whole.text)
    #expect(sample.events(leavingOut: true) == sample.events(leavingOut: false))
    #expect(sample.explanation(leavingOut: true) == sample.explanation(leavingOut: false))
    #expect(whole.input.leftOut.isEmpty)
    #expect(part.input.lines <= whole.input.lines)
    for lines in part.input.malformedReasons {
      #expect(lines.count <= whole.input.malformed)
    }
    if disorder > 900 { #expect(part.input.leftOut.isEmpty || part.input.disordered.isEmpty) }
  }

  @Test func `what is left out is told, and the rest has its true lines`() throws {
    var random = SeededGenerator(seed: 4)
    let folder = try ScratchFolder()
    var sample = try Case([Log(disorder: 800), Log(days: 1)], folder, &random)
    sample.question = Question()
    sample.question.objectives = ["a"]
    sample.question.lookback = .hours(6)
    let input = sample.customers(leavingOut: true).input
    #expect(input.leftOut.map(\.path) == sample.inputs.map(\.name))
    #expect(input.leftOut.map(\.isWhole) == [false, true])
    #expect(input.lines < 150)
    #expect(input.disordered.isEmpty)
    let span = try #require(input.leftOut.first).span
    #expect(span > .days(9) && span < .days(10))
    let lines = try String(contentsOf: folder.url.appending(path: "log0"), encoding: .utf8)
      .split(separator: "\n", omittingEmptySubsequences: false)
    for kind in input.malformedReasons where kind.text == Array("{".utf8) {
      #expect(lines[kind.line - 1] == "{")
    }
    let notes = input.lookBackNotes().map(\.text)
    try #require(notes.count == 2)
    #expect(notes[0].hasPrefix("left out: 9d"))
    #expect(notes[1].contains(", all ") && notes[1].hasSuffix(", outside the look-back"))
  }

  @Test func `a file that is out of order is read whole, and that is told`() throws {
    var random = SeededGenerator(seed: 5)
    let folder = try ScratchFolder()
    var sample = try Case([Log(disorder: 7200)], folder, &random)
    sample.question.lookback = .hours(1)
    let input = sample.customers(leavingOut: true).input
    #expect(input.leftOut.isEmpty && input.lines == sample.customers(leavingOut: false).input.lines)
    #expect(input.disordered.count == 1)
    let note = try #require(input.lookBackNotes().first)
    #expect(note.isWarning && note.text.contains("is out of order by "))
    #expect(note.text.hasSuffix(", and was read whole"))
  }

  @Test func `two logs in one file, one behind the other, are read whole`() throws {
    var random = SeededGenerator(seed: 6)
    let folder = try ScratchFolder()
    let path = try folder.write("both", Log().text(&random) + "\n" + Log().text(&random))
    var search = try FilePartSearch(
      path, decoder: try SampleEngine(Self.objectives).engine([]).makeDecoder(),
      latest: Self.start + .days(20), maxLineBytes: 1 << 20,
      grain: FilePartSearch.Grain(wholeBytes: 0, placeCount: 64, blockBytes: 200))
    let span = Self.start + .days(9)..<Self.start + .days(20)
    #expect(try search.part(holding: span).disorder ?? .zero > .days(8))
  }

  @Test func `events of one id make a look-back longer, or the reading whole`() throws {
    // Each is a duplicate of the one before, unless that is one itself: which of the last ones counts
    // is decided by the first.
    func lines(_ count: Int) -> [String] {
      (0..<count).map {
        let time = Self.start + .minutes(Int64($0 * 40))
        return #"{"ts": "\#(time)", "id": "x", "customer": "c", "r": 1, "ok": true}"#
      }
    }
    let folder = try ScratchFolder()
    for count in [200, 201] {
      let path = try folder.write("chain", lines(count).joined(separator: "\n"))
      var sample = try Case([.file(path, isNamed: true)])
      sample.question.objectives = ["a"]
      sample.question.time = .newestEvent
      sample.question.lookback = .hours(1)
      let whole = sample.customers(leavingOut: false), part = sample.customers(leavingOut: true)
      #expect(part.text == whole.text)
      #expect(part.input.leftOut.isEmpty && part.input.lines == Int64(count))
    }
  }

  @Test(arguments: ["events.gz", "events.csv"])
  func `what has to be read from its start is read whole`(name: String) throws {
    let isCSV = name.hasSuffix("csv")
    let text = #"""
      {"version": 1, "events": {"format": "\#(isCSV ? "csv" : "ndjson")",
                                "fields": {"timestamp": "ts", "customer": "c"}},
       "objectives": [{"name": "a", "good": "ok == 'yes'", "target": "90%", "window": "1h"}]}
      """#
    let configuration = try Configuration(json: Array(text.utf8), file: "slos.json", folder: "")
    let folder = try ScratchFolder()
    let rows = (0..<400).map { "\(Self.start + .hours(Int64($0))),yes,c\n" }
    var reading = EventReading([
      .file(try folder.write(name, "ts,ok,c\n" + rows.joined()), isNamed: true)
    ])
    reading.leaveOutWhatIsOld()
    reading.lookBack.grain = FilePartSearch.Grain(wholeBytes: 0, placeCount: 6, blockBytes: 300)
    var question = Question()
    question.lookback = .hours(2)
    let input = reading.engine(
      for: question, configuration: configuration, clock: Self.start + .days(30)
    ).accounting
    #expect(input.leftOut.isEmpty)
    #expect(isCSV ? input.lines == 401 : input.unreadable.count == 1)
  }

  @Test func `newlines are counted as one by one`() throws {
    var random = SeededGenerator(seed: 8)
    let folder = try ScratchFolder()
    let bytes = (0..<200_000).map { _ in random.pick([0x0A, 0x0A, 0x0B, 0x8A, 0x61] as [UInt8]) }
    try Data(bytes).write(to: folder.url.appending(path: "bytes"))
    let path = folder.file("bytes")
    for end in [0, 1, 63, 64, 65, 1983, 1984, 1985, 131_072, 199_999, 200_000] {
      let plain = bytes[..<end].count { $0 == 0x0A }
      #expect(unsafe bytes.span.bytes.count(of: .newline, before: end) == plain)
      for threadCount in [1, 3] {
        #expect(NewlineCount(path, before: Int64(end)).count(threadCount: threadCount) == plain)
      }
    }
    let full = Array(repeating: UInt8(0x0A), count: 10_000)
    #expect(unsafe full.span.bytes.count(of: .newline, before: 9_999) == 9_999)
  }
}
