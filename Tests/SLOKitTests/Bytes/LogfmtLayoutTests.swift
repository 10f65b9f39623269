// Layouts of logfmt find and refuse what the scanner finds and refuses, on lines that loggers write
// and on damaged ones.

import Foundation
import Testing

@testable import SLOKit

struct LogfmtLayoutTests {
  /// How many lines are compared altogether, as in `JSONFuzzTests`.
  private static let lineCount =
    ProcessInfo.processInfo.environment["SLOCTL_FUZZ_LINES"].flatMap { Int($0) } ?? 24_000
  private static let paths = ["ts", "service", "customer", "status", "msg", "a", "é", "flag"]

  private struct Lines {
    var random: SeededGenerator

    mutating func next() -> [UInt8] {
      var pairs = [
        "ts=2026-10-01T00:00:0\(random.below(10)).286Z", "service=\(word())",
        "customer=\(value())", "status=\(random.pick(["200", "404", ""]))",
      ]
      switch random.below(5) {
      case 0: pairs += ["msg=\(quoted())", "level=info"]
      case 1: pairs += ["a-long-key-of-more-than-sixteen-bytes=\(value())", "é=\(value())"]
      case 2: pairs = ["level=info"] + pairs + ["a=1", "a=\(value())"]
      case 3: pairs += [random.pick(["flag", "a=1"]), "user_agent=\(quoted())"]
      default: pairs.shuffle(using: &random)
      }
      let line = Array(
        pairs.joined(separator: random.chance(95) ? " " : random.pick(["  ", "\t"])).utf8)
      return random.chance(40) ? damaged(line) : line
    }

    private mutating func word() -> String {
      String("checkout-of-customer-number-0123456789".prefix(1 + random.below(37)))
    }

    private mutating func value() -> String {
      random.chance(80)
        ? word() : random.chance(50) ? quoted() : random.pick(["", "é", "c:\\d", "="])
    }

    private mutating func quoted() -> String {
      let middle =
        random.chance(20)
        ? random.pick([#"\""#, #"\\"#, #"\x41"#, #"\q"#, "é", "\t", "\u{7F}"])
        : random.pick(["", " "])
      return "\"" + word() + middle + String("uvwxyz".prefix(random.below(7))) + "\""
    }

    private mutating func damaged(_ line: [UInt8]) -> [UInt8] {
      var line = line
      for _ in 0..<1 + random.below(2) where !line.isEmpty {
        let at = random.below(line.count)
        switch random.below(4) {
        case 0: line.remove(at: at)
        case 1: line[at] ^= 1 << UInt8(random.below(8))
        case 2:
          line.insert(
            random.pick([0x22, 0x20, 0x3D, 0x09, 0x5C, 0xC3, 0x01, 0x61] as [UInt8]), at: at)
        default: line.removeSubrange(at...)
        }
      }
      return line
    }
  }

  @Test(arguments: 1...4 as ClosedRange<UInt64>)
  func `layouts change nothing`(seed: UInt64) {
    var lines = Lines(random: SeededGenerator(seed: seed))
    var fast = LogfmtScanner(paths: fieldPaths(Self.paths), isPatient: true)
    var general = LogfmtScanner(paths: fieldPaths(Self.paths))
    var fields = EventFields(count: Self.paths.count)
    func outcome(
      _ line: [UInt8], _ scan: (inout EventFields) throws(Malformed) -> Void
    ) -> String {
      do throws(Malformed) {
        try scan(&fields)
      } catch {
        return "\(error)"
      }
      return "\(ScannedLine(fields, of: Self.paths, in: line))"
    }
    var guessed = 0
    let count = Self.lineCount / 4
    for round in 0..<count {
      if round % 1000 == 0 {
        guessed += fast.guessedLines
        fast = LogfmtScanner(paths: fieldPaths(Self.paths), isPatient: true)
      }
      let line = lines.next()
      let window = line + [0x0A] + Array(repeating: 0x61, count: 64)
      let found = outcome(line) { (fields) throws(Malformed) in
        try unsafe fast.scan(
          window.span.bytes.extracting(0..<line.count), in: window.span.bytes, into: &fields)
      }
      let wanted = outcome(line) { (fields) throws(Malformed) in
        try unsafe general.scan(line.span.bytes, into: &fields)
      }
      #expect(found == wanted, "\(String(decoding: line, as: UTF8.self))")
    }
    #expect(guessed + fast.guessedLines > count / 10)
  }
}
