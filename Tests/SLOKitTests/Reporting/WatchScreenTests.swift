// The live view without a terminal: what each page shows of a picture, in every size; what keys do;
// what a terminal's bytes are taken for.

import Foundation
import Testing

@testable import SLOKit

struct WatchScreenTests {
  /// The example platform in the middle of its failover.
  private static func picture() throws -> WatchPicture {
    let folder = BuiltProgram.packageFolder + "/examples"
    let config = try #require(FileManager.default.contents(atPath: folder + "/slos.json"))
    let configuration = try ConfigDecoder.decode(Array(config), file: "slos.json", folder: folder)
      .configuration
    // 2026-11-12T09:55:00Z.
    let clock = Timestamp(nanoseconds: 1_794_477_300_000_000_000)
    var engine = ContinuousEngine(configuration, clock: clock)
    var decoder = engine.makeDecoder()
    let events = try #require(FileManager.default.contents(atPath: folder + "/events.ndjson"))
    let lines = Array(events).split(separator: 0x0A, omittingEmptySubsequences: false)
    for (index, line) in lines.dropLast().enumerated() {
      let place = LineReader.Line(
        number: index + 1, offset: 0, lengthBytes: line.count + 1, isTooLong: false,
        isTerminated: true)
      let bytes = Array(line)
      unsafe engine.ingest(bytes.span.bytes, place, of: "events.ndjson", decoder: &decoder)
    }
    _ = engine.advance(to: clock)
    var question = Question()
    question.wantsBurn = true
    question.keys = .by(.role(.customer))
    question.top = 50
    var picture = WatchPicture(answer: try engine.answer(to: question), source: "events.ndjson")
    picture.alerts = engine.openAlerts().filter { $0.phase == .firing }
    picture.failures = engine.newestFailures
    return picture
  }

  private static func text(
    _ picture: WatchPicture, _ state: WatchState, _ columns: Int, _ rows: Int
  ) -> String {
    let size = TerminalSize(columns: columns, rows: rows)
    return WatchScreen.lines(of: picture, state, size: size).map(\.text).joined(separator: "\n")
      + "\n"
  }

  /// What keys lead to, and the snapshot of it.
  @Test(
    arguments: [
      ("overview", [], 80, 24), ("overview-wide", [], 120, 40), ("overview-small", [], 40, 8),
      ("by-config", [.sort, .sort, .down], 80, 24), ("objective", [.open], 80, 24),
      ("origin", [.open, .open], 80, 24), ("customer", [.open, .down, .down, .open], 80, 24),
    ] as [(String, [WatchKey], Int, Int)])
  func `a page is as recorded`(
    _ name: String, _ keys: [WatchKey], _ columns: Int, _ rows: Int
  ) throws {
    let picture = try Self.picture()
    var state = WatchState()
    for key in keys { #expect(state.press(key, on: picture) == .nothing) }
    try Snapshot.expect(
      Self.text(picture, state, columns, rows), matches: "watch-\(name).txt")
  }

  @Test func `no page is larger than its terminal, whatever its size`() throws {
    let picture = try Self.picture()
    for keys in [[], [.open], [.open, .open], [.open, .down, .down, .open]] as [[WatchKey]] {
      var state = WatchState()
      for key in keys { _ = state.press(key, on: picture) }
      for (columns, rows) in [(1, 1), (39, 24), (40, 8), (41, 9), (60, 12), (80, 10), (300, 90)] {
        let size = TerminalSize(columns: columns, rows: rows)
        let lines = WatchScreen.lines(of: picture, state, size: size)
        #expect(lines.count <= rows)
        #expect(lines.allSatisfy { $0.width <= columns })
      }
    }
  }

  @Test func `the explanation is asked for, shown, scrolled and left again`() throws {
    var picture = try Self.picture()
    var state = WatchState()
    let first = state.ordered(picture.answer.objectives)[0].objective.name
    #expect(state.press(.explain, on: picture) == .explanation(of: first))
    #expect(Self.text(picture, state, 80, 24).contains("reading the events once more"))
    picture.text = (1...50).map { "line \($0)\n" }.joined()
    #expect(Self.text(picture, state, 80, 24).contains("line 1\n"))
    for _ in 0..<10 { _ = state.press(.down, on: picture) }
    #expect(Self.text(picture, state, 80, 24).contains("line 11\n"))
    for _ in 0..<90 { _ = state.press(.down, on: picture) }
    #expect(Self.text(picture, state, 80, 24).contains("line 50\n"))
    _ = state.press(.back, on: picture)
    #expect(state.page == .overview)
    #expect(state.press(.quit, on: picture) == .quit)
  }

  @Test func `keys pressed at random lead nowhere that is not there`() throws {
    let picture = try Self.picture()
    var generator = SeededGenerator(seed: 3)
    var state = WatchState()
    let keys: [WatchKey] = [.up, .down, .top, .open, .back, .sort, .explain]
    for _ in 0..<3000 {
      _ = state.press(generator.pick(keys), on: picture)
      #expect(state.pages.first == .overview)
    }
    #expect(Self.text(picture, state, 80, 24).split(separator: "\n").count >= 1)
  }

  @Test func `a look through a daemon shows what it shows here`() throws {
    var picture = try Self.picture()
    let keys = picture.answer.objectives.compactMap(\.keys?.keys.first).count
    #expect(keys > 0)
    // Keys that are no text come through, too.
    for index in picture.answer.objectives.indices {
      picture.answer.objectives[index].keys?.keys[0].key = [0xFF, 0x00, 0x22, 0x1B]
    }
    var generator = SeededGenerator(seed: 11)
    var look = WatchLook()
    let all: [WatchKey] = [.up, .down, .top, .open, .open, .back, .sort, .explain]
    for _ in 0..<300 {
      look.keys = (0..<3).map { _ in generator.pick(all) }
      let here = WatchView(look, of: picture, colour: true)
      let parameters = QueryParameters(
        [.init("ask", "watch"), .init("colour", "true")] + look.parameters)
      let query = try DaemonQuery(try QueryParameters(json: Array(parameters.line.dropLast())))
      #expect(query.look.state == look.state && query.look.keys == look.keys)
      let there = WatchView.view(in: here.json(config: "c"))
      #expect(there?.view == here && there?.config == "c")
      look.state = here.state
    }
  }

  @Test(arguments: [
    "", "{}", "[]", #"{"order":"spent","row":0}"#, #"{"order":"x","row":0,"pages":[]}"#,
    #"{"order":"spent","row":1e99,"pages":[]}"#, #"{"order":"spent","row":0,"pages":[{"row":0}]}"#,
    #"{"order":"spent","row":0,"pages":[{"objective":"a","customer":[256],"row":0}]}"#,
    #"{"order":"spent","row":0,"pages":[{"objective":"a","origin":"moon","row":0}]}"#,
  ])
  func `a state that is none is refused`(_ text: String) {
    #expect(throws: QuestionRefusal.self) {
      try DaemonQuery(QueryParameters([.init("ask", "watch"), .init("place", text)]))
    }
  }

  @Test func `rows and pages that are not there lead nowhere`() throws {
    let picture = try Self.picture()
    let pages = (0..<9).map { _ in #"{"objective":"gone\u001b","row":9223372036854775807}"# }
    let text =
      #"{"order":"burn","row":-9223372036854775808,"pages":["# + pages.joined(separator: ",") + "]}"
    let words = [QueryParameters.Parameter("ask", "watch"), .init("place", text)]
    var look = try DaemonQuery(QueryParameters(words)).look
    for key in WatchKey.allCases {
      look.keys = [key]
      let view = WatchView(look, of: picture, colour: false)
      #expect(view.lines.count == 24)
      #expect(!view.lines.joined().contains("\u{1B}"))
    }
  }

  @Test func `what log lines said moves no cursor`() throws {
    var picture = try Self.picture()
    let evil = Array("\u{1B}[2J\u{7}\u{202E}evil\r\n".utf8)
    picture.failures = picture.failures.map {
      NewestFailures.Failure(
        instant: $0.instant, objective: $0.objective, origin: $0.origin, customer: evil, line: evil)
    }
    let text = Self.text(picture, WatchState(), 120, 40)
    #expect(text.contains("\\x1b[2J"))
    #expect(!text.unicodeScalars.contains { $0 != "\n" && TextEscaping.isUnseen($0) })
  }

  @Test(
    arguments: [
      ("jk", [.down, .up]), ("\u{1B}[A\u{1B}OB", [.up, .down]), ("\u{1B}", [.back]),
      ("\u{1B}[1;5C\u{1B}[D", [.open, .back]), ("\r\u{7F}s", [.open, .back, .sort]),
      ("xyz", []), ("\u{1B}[", []), ("\u{1B}[200~q", [.quit]),
      ("eg\u{1B}[H", [.explain, .top, .top]),
    ] as [(String, [WatchKey])])
  func `bytes are the keys that they stand for`(_ bytes: String, _ keys: [WatchKey]) {
    #expect(WatchKey.keys(in: Array(bytes.utf8)) == keys)
  }
}
