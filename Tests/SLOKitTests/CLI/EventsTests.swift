// From numbers down to requests: what `budget -v` says lists the events behind a count lists as many.

import Foundation
import Testing

@testable import SLOKit

struct EventsTests {
  /// The rows of `budget -v`: a count, and the command that lists what was counted.
  private static func rows(in output: String) -> [(count: Int, command: String)] {
    output.split(separator: "\n").compactMap { line in
      guard let start = line.range(of: "sloctl events ")?.lowerBound,
        let first = line.split(separator: " ").first,
        let count = Int(first.replacingOccurrences(of: ",", with: ""))
      else { return nil }
      return (count, String(line[start...].dropFirst("sloctl".count)))
    }
  }

  /// Runs each command of a `budget -v` and counts its lines.
  private static func expectReproduced(
    _ output: String, rows expected: Int, in folder: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let rows = rows(in: output)
    #expect(rows.count == expected, sourceLocation: sourceLocation)
    let script = rows.map { "\"$SLOCTL\" \($0.command) | wc -l" }.joined(separator: "\n")
    let bash = try #require(BuiltProgram.installed("bash"))
    let result = try BuiltProgram.run(
      ["-c", script], environment: ["SLOCTL": BuiltProgram.path], folder: folder, program: bash)
    let counts = result.output.split(separator: "\n").map { Int($0.trimmingPrefix(" ")) }
    for (row, count) in zip(rows, counts) {
      #expect(row.count == count, "\(row.command)", sourceLocation: sourceLocation)
    }
    #expect(counts.count == rows.count, "\(result.error)", sourceLocation: sourceLocation)
  }

  @Test func `every count of the examples' budgets is so many lines of events`() throws {
    let examples = BuiltProgram.packageFolder + "/examples"
    let budget = try BuiltProgram.run(["budget", "-v"], folder: examples)
    try Self.expectReproduced(budget.output, rows: 27, in: examples)
  }

  @Test func `so is every count of a part, of a key, of files and of a config with hard names`()
    throws
  {
    let folder = try EventFolder(SampleConfig())
    try folder.write("it's $HOME.ndjson", FilterTests.events)
    let more = SampleEvents.lines(7, bad: 3, customer: #"-o'\\n$(x)\u001b"#)
    try folder.write("b.ndjson", more)
    let words = ["-v", "--where", "status != 503", "--without", "region=us"]
    for by in ["customer", "new"] {
      let budget = try folder.run(
        ["budget", "--by", by] + words + ["./it's $HOME.ndjson", "b.ndjson"])
      let rows = Self.rows(in: budget.output)
      try Self.expectReproduced(budget.output, rows: rows.count, in: folder.url.path)
      #expect(rows.count > 6)
    }
  }

  @Test func `events that stand for several requests are added up`() throws {
    let folder = try EventFolder(SampleConfig().mapping("weight", to: #""n""#))
    try folder.write("e.ndjson", SampleEvents.lines(5, bad: 2, more: #", "n": 7"#))
    let budget = try folder.run(["budget", "-v", "e.ndjson"])
    #expect(budget.output.contains(" 14  bad "))
    #expect(budget.output.contains("| jq -s 'map(.weight) | add // 0'"))
    let events = try folder.run(["events", "api", "e.ndjson", "--format", "json"])
    let lines = events.output.split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines.allSatisfy { $0.contains(#""outcome":"bad","origin":"unknown","weight":7"#) })
  }

  @Test func `the newest come first, each after its file and line`() throws {
    let folder = try EventFolder(events: FilterTests.events)
    let result = try folder.run(["events", "api", "events.ndjson", "--bad", "--limit", "3"])
    #expect(result.status == 0)
    let places = result.output.split(separator: "\n").map { $0.prefix { $0 != " " } }
    #expect(places == ["events.ndjson:12:", "events.ndjson:6:", "events.ndjson:5:"])
  }

  @Test func `lines are safe for a terminal, and as they were logged with --raw`() throws {
    let line = #"{"ts": "2026-11-01T12:00:00Z", "status": 500, "x": ""# + "\u{202E}\u{9B}\"}\r\n"
    let folder = try EventFolder(events: line)
    let shown = try folder.run(["events", "api", "events.ndjson"])
    #expect(shown.output.hasSuffix(#""x": "\u{202e}\u{9b}"}"# + "\n"))
    let raw = try folder.run(["events", "api", "events.ndjson", "--raw"])
    #expect(raw.outputBytes == Array(line.utf8).filter { $0 != 0x0D })
  }

  @Test func `standard input is read as often as it takes`() throws {
    let folder = try EventFolder()
    let result = try folder.run(
      ["events", "api", "-", "--good", "-n", "2"], input: Array(SampleEvents.lines(9).utf8))
    #expect(
      result.output.split(separator: "\n").map { $0.prefix(17) } == [
        "standard input:9:", "standard input:8:",
      ])
  }

  @Test(arguments: [["events"], ["events", "api", "nothing.ndjson"]])
  func `no objective is a wrong question, no event no answer`(words: [String]) throws {
    let folder = try EventFolder()
    let result = try folder.run(words)
    #expect(result.status == (words.count == 1 ? 2 : 3))
    #expect(result.output == "")
  }

  @Test func `a shell reads a quoted word as it was, and a terminal obeys none`() throws {
    let words = HostileNamesTests.names.filter { !$0.contains("\0") }.map { Array($0.utf8) }
    let quoted = (words + [[0xFF, 0x41]]).map { TextEscaping.shellWord($0) }
    let script = quoted.map { "printf '%s\\0' \($0)" }.joined(separator: "\n")
    let bash = try #require(BuiltProgram.installed("bash"))
    let result = try BuiltProgram.run(["-c", script], program: bash)
    let read = result.outputBytes.split(separator: 0, omittingEmptySubsequences: false).dropLast()
    #expect(read.map(Array.init) == words + [[0xFF, 0x41]])
    #expect(!quoted.joined().unicodeScalars.contains { HostileNamesTests.isHarmful($0) })
    #expect(TextEscaping.shellWord(Array("a-b_1.c".utf8)) == "a-b_1.c")
  }
}
