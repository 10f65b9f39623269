// Files are read into engines, once or twice, compressed or not.

import Foundation
import Testing

@testable import SLOKit

struct EventReadingTests {
  private static let objective =
    #"{"name": "a", "good": "ok == true", "target": "90%", "window": "1h", "per": "customer"}"#

  private static func lines(_ times: [String]) -> String {
    times.map { #"{"ts": "2026-11-01T\#($0):00Z", "ok": true, "customer": "c"}"# + "\n" }.joined()
  }

  private func engine(_ inputs: [EventInput], keys: Question.Keys = .none) throws -> Engine {
    let sample = try SampleEngine([Self.objective])
    var question = Question()
    question.keys = keys
    var reading = EventReading(inputs)
    return reading.engine(
      for: question, configuration: sample.configuration, clock: sample.clock)
  }

  @Test func `all files are counted, and what cannot be read is named`() throws {
    let folder = try ScratchFolder()
    let a = try folder.write("a", Self.lines(["10:00", "11:00"]))
    let b = try folder.write("b", Self.lines(["11:30"]) + "{")
    let accounting = try engine([
      .file(a, isNamed: true), .nothing(FilePath("c"), reason: "no file matches"),
      .file(folder.file("d"), isNamed: true), .file(folder.path, isNamed: false),
      .file(b, isNamed: false),
    ]).accounting
    #expect(accounting.lines == 4 && accounting.specimens == 3 && accounting.malformed == 1)
    #expect(accounting.malformedReasons.map(\.file) == [b.text])
    #expect(
      accounting.unreadable.map(\.reason)
        == ["no file matches", "No such file or directory", "not a regular file"])
  }

  @Test func `files are read again where counts by key need the end`() throws {
    let folder = try ScratchFolder()
    let a = try folder.write("a", Self.lines(["10:00", "11:00", "11:30"]))
    let engine = try engine([.file(a, isNamed: true)], keys: .perObjective)
    #expect(engine.accounting.lines == 3)
    let answer = engine.answer().objectives[0]
    #expect(answer.figures.valid == 2)
    #expect(answer.keys?.keys.map(\.figures.valid) == [2])
  }

  @Test(arguments: [
    ("in order", 0, 1), ("the newest first", 1700, 2), ("one of the newest first", 1999, 1),
  ])
  func `files are read once where their ends tell the newest event`(
    order: String, turnedAt: Int, readings: Int
  ) throws {
    let folder = try ScratchFolder()
    let times = (0..<2000).map { String(format: "%02d:%02d", $0 / 200, $0 / 4 % 50) }
    let lines = Self.lines(Array(times[turnedAt...] + times[..<turnedAt]))
    let file = EventInput.file(try folder.write("a", lines), isNamed: true)
    let sample = try SampleEngine([Self.objective])
    var question = Question()
    question.keys = .perObjective
    var bytes: Int64 = 0
    func answer(presumptionBytes: Int) -> String {
      var reading = EventReading([file], presumptionBytes: presumptionBytes) { bytes = $0 }
      let engine = reading.engine(
        for: question, configuration: sample.configuration, clock: sample.clock)
      return "\(engine.answer())"
    }
    // What is no longer than sixteen times that is taken to be read in no time.
    let presumed = answer(presumptionBytes: 1 << 12)
    #expect(bytes == Int64(lines.utf8.count * readings), "\(order)")
    #expect(answer(presumptionBytes: 0) == presumed)
  }

  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/gzip"), "no gzip"))
  func `a compressed file is read to its end or named`() throws {
    let folder = try ScratchFolder()
    let times = (0..<2000).map { String(format: "%02d:%02d", 10 + $0 % 60 / 60, $0 % 60) }
    try folder.write("a", Self.lines(times))
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/gzip")
    process.arguments = [folder.file("a").text]
    try process.run()
    process.waitUntilExit()
    let whole = try engine([.file(folder.file("a.gz"), isNamed: true)]).accounting
    #expect(whole.lines == 2000 && whole.unreadable.isEmpty)

    let bytes = try Data(contentsOf: folder.url.appending(path: "a.gz"))
    try bytes.prefix(bytes.count / 2).write(to: folder.url.appending(path: "b.gz"))
    let half = try engine([.file(folder.file("b.gz"), isNamed: true)]).accounting
    #expect(half.lines > 0 && half.lines < 2000)
    #expect(half.unreadable.count == 1)
    #expect(half.unreadable.first?.reason.contains("unexpected end of file") == true)

    try folder.write("c.gz", "{}")
    let none = try engine([.file(folder.file("c.gz"), isNamed: true)]).accounting
    #expect(none.lines == 0)
    #expect(none.unreadable.first?.reason.contains("not in gzip format") == true)
  }
}
