// The scanner that guesses layouts, the one that does not, and the plain twin read the same lines:
// they accept the same, find the same, and what is refused is refused with the same reason at the
// same place. `SLOCTL_FUZZ_LINES` asks for more lines than continuous integration has time for, as
// `Tests/soak/lines.sh` does.

import Foundation
import Testing

@testable import SLOKit

struct JSONFuzzTests {
  /// How many lines are compared altogether.
  static let lineCount =
    ProcessInfo.processInfo.environment["SLOCTL_FUZZ_LINES"].flatMap { Int($0) } ?? 100_000
  static let parts = 8

  @Test(arguments: 0..<UInt64(parts))
  func `fast, general and plain reading agree on the lines of six loggers`(_ part: UInt64) {
    let paths = LoggerLines.paths
    let lines = Self.lineCount / Self.parts
    var logs = LoggerLines(seed: 20_261_125 &+ part &+ UInt64(Self.lineCount))
    var fast = JSONScanner(paths: fieldPaths(paths), isPatient: true)
    var general = JSONScanner(paths: fieldPaths(paths))
    var fields = EventFields(count: paths.count)
    var accepted = 0
    var guessed = 0
    for round in 0..<lines {
      // Now and then a new file begins, and nothing is known of its layouts.
      if round % 4096 == 0 {
        guessed += fast.guessedLines
        fast = JSONScanner(paths: fieldPaths(paths), isPatient: true)
      }
      let line = logs.next()
      let fastOutcome = Self.outcome(line, &fields) { (line, fields) throws(Malformed) in
        let window = line + [0x0A] + Array(repeating: 0x7B, count: 64)
        try unsafe fast.scan(
          window.span.bytes.extracting(0..<line.count), in: window.span.bytes, into: &fields)
      }
      let read = Self.outcome(line, &fields) { (line, fields) throws(Malformed) in
        try unsafe general.scan(line.span.bytes, into: &fields)
      }
      guard fastOutcome == read else {
        Issue.record("\(fastOutcome) but \(read): \(String(decoding: line, as: UTF8.self))")
        continue
      }
      let plain = Self.plainOutcome(line, paths)
      if case .found(let found) = read { accepted += found == plain ? 1 : 0 }
      #expect(read.found == plain, "\(String(decoding: line, as: UTF8.self))")
    }
    #expect((lines / 10...lines / 10 * 9).contains(accepted))
    // The comparison says something only where the fast way was gone.
    #expect(guessed + fast.guessedLines > lines / 10)
  }

  private enum Outcome: Equatable {
    case found(ScannedLine)
    case refused(Malformed)

    var found: ScannedLine? {
      if case .found(let line) = self { line } else { nil }
    }
  }

  private static func outcome(
    _ line: [UInt8], _ fields: inout EventFields,
    _ scan: ([UInt8], inout EventFields) throws(Malformed) -> Void
  ) -> Outcome {
    do throws(Malformed) {
      try scan(line, &fields)
    } catch {
      return .refused(error)
    }
    return .found(ScannedLine(fields, of: LoggerLines.paths, in: line))
  }

  private static func plainOutcome(_ line: [UInt8], _ paths: [String]) -> ScannedLine? {
    guard let tree = try? TwinJSON.parse(line), case .object = tree else { return nil }
    let fields = paths.compactMap { path in tree.value(at: path).map { "\(path)=\($0.text)" } }
    return ScannedLine(fields, duplicateKeys: tree.repeatedKeys)
  }
}
