// The last hour of a long log: the answer of a whole reading, what was not read told on standard error,
// and a log that is out of order read whole.

import Foundation
import Testing

struct LookBackCommandTests {
  /// Three days of events, one every 20 seconds, one of 17 bad; in a file longer than those that are
  /// always read whole.
  private static let lines: [String] = (0..<12_960).map { index in
    let second = index * 20
    func two(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
    let clock = "\(two(second / 3600 % 24)):\(two(second / 60 % 60)):\(two(second % 60))"
    return SampleEvents.line(
      "2026-11-0\(1 + second / 86_400)T\(clock)Z", status: index % 17 == 0 ? 500 : 200,
      customer: "customer \(index % 3)", more: #", "pad": "0123456789""#)
  }

  private static func folder(_ lines: [String] = lines) throws -> EventFolder {
    try EventFolder(SampleConfig(["window": #""3d""#]), events: lines.joined())
  }

  private static let words = ["events", "api", "events.ndjson", "--last", "1h"]

  @Test func `the last hour is listed with its true lines, and what was not read is told`() throws {
    let folder = try Self.folder()
    let result = try folder.run(Self.words)
    #expect(result.status == 0)
    let expected = Self.lines.enumerated().dropFirst(12_960 - 180).filter { $0.offset % 17 == 0 }
      .reversed().map { "events.ndjson:\($0.offset + 1): " + $0.element }
    #expect(result.output == expected.joined())
    #expect(result.error.hasPrefix("sloctl: left out: 2d"), "\(result.error)")
    #expect(result.error.hasSuffix(" of events.ndjson, outside the look-back\n"))
    #expect(try folder.run(Self.words + ["-q"]).error == "")
  }

  @Test(arguments: ["explain", "customers", "compare"])
  func `every format tells what was not read`(command: String) throws {
    let folder = try Self.folder()
    var words = [command, "api", "events.ndjson", "--last", "1h"]
    if command == "compare" {
      words += ["--field", "customer", "--before", "customer 0", "--after", "customer 1"]
    }
    for (format, isBeside) in [("table", false), ("markdown", false), ("csv", true)] {
      let result = try folder.run(words + ["--format", format])
      #expect(result.status == 0, "\(result.error)")
      let text = isBeside ? result.error : result.output
      #expect(text.contains("left out: "), "\(format): \(text)")
      #expect(isBeside || result.error == "")
    }
    let answer = try folder.answer(words)
    #expect(answer.texts("leftOut", "path") == ["events.ndjson"] || command == "customers")
  }

  @Test func `a log that is out of order is read whole, and that is told`() throws {
    // The events of one hour stand behind those of the next.
    var lines = Self.lines
    let late = lines[12_420..<12_600]
    lines.removeSubrange(12_420..<12_600)
    lines += late
    let folder = try Self.folder(lines)
    let result = try folder.run(Self.words)
    let expected = Self.lines.enumerated().dropFirst(12_960 - 180).filter { $0.offset % 17 == 0 }
      .reversed().map { "events.ndjson:\($0.offset + 1 - 180): " + $0.element }
    #expect(result.output == expected.joined())
    #expect(
      result.error.hasPrefix("sloctl: events.ndjson is out of order by "), "\(result.error)")
    #expect(result.error.hasSuffix(", and was read whole\n"))
  }
}
