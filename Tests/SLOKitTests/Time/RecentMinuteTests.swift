// Timestamps one behind the other, by the reader that remembers the last minute and by the one that
// does not: they take the same for the same instant, and refuse the same at the same place.

import Testing

@testable import SLOKit

struct RecentMinuteTests {
  private static func outcome(
    _ text: [UInt8], _ parse: (RawSpan) throws(TimestampProblem) -> Timestamp
  ) -> Result<Timestamp, TimestampProblem> {
    do throws(TimestampProblem) {
      return .success(try unsafe parse(text.span.bytes))
    } catch {
      return .failure(error)
    }
  }

  /// `text` with one byte of it now and then another.
  private static func damaged(_ text: String, _ random: inout SeededGenerator) -> [UInt8] {
    var bytes = Array(text.utf8)
    if random.chance(20) {
      let place = random.below(bytes.count)
      switch random.below(3) {
      case 0: bytes[place] = random.pick(Array("0123456789:.-+TZt z/".utf8))
      case 1: bytes.remove(at: place)
      default: bytes.insert(random.pick(Array("0:Z".utf8)), at: place)
      }
    }
    return bytes
  }

  @Test(arguments: ["2026-10-03T02:0", "1678-01-01T00:0", "1677-12-31T23:5", "2261-12-31T23:5"])
  func `RFC 3339 texts are read as without a memory`(_ start: String) {
    var random = SeededGenerator(seed: 339)
    var minute = RecentMinute()
    for _ in 0..<4000 {
      let seconds = "\(random.below(7))\(random.below(10))"
      let ending = random.pick([".123Z", ".123Z", ".999Z", "Z", ".5Z", "+05:00", ".123-05:00", ""])
      let text = Self.damaged("\(start)\(random.below(10)):\(seconds)\(ending)", &random)
      let found = Self.outcome(text) { (text) throws(TimestampProblem) in
        try minute.parse(rfc3339: text, zoneless: nil)
      }
      let wanted = Self.outcome(text) { (text) throws(TimestampProblem) in
        try Timestamp.parse(rfc3339: text, zoneless: nil)
      }
      #expect(found == wanted, "\(String(decoding: text, as: UTF8.self))")
    }
  }

  @Test(arguments: ["17/May/2015:10:0", "01/Jan/1678:00:0", "31/Dec/1677:23:5", "31/Dec/2261:23:5"])
  func `times of access logs are read as without a memory`(_ start: String) {
    var random = SeededGenerator(seed: 26)
    var minute = RecentMinute()
    for _ in 0..<4000 {
      let seconds = "\(random.below(7))\(random.below(10))"
      let zone = random.pick(["+0000", "+0000", "-0700", "+0530"])
      let text = Self.damaged("\(start)\(random.below(10)):\(seconds) \(zone)", &random)
      let found = Self.outcome(text) { (text) throws(TimestampProblem) in
        try minute.parse(accessLog: text)
      }
      let wanted = Self.outcome(text) { (text) throws(TimestampProblem) in
        try Timestamp.parse(accessLog: text)
      }
      #expect(found == wanted, "\(String(decoding: text, as: UTF8.self))")
    }
  }
}
