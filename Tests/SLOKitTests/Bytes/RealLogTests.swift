// Logs from the world, each read as every format: nothing crashes, and what is known of them holds.

import Testing

@testable import SLOKit

@Suite(.enabled(if: SharedData.isThere, "needs the shared folder of test data"))
struct RealLogTests {
  static let paths = ["ts", "time", "status", "a.b", "msg", "client", "request.method", "0"]

  static let scanners: [(name: String, make: @Sendable (FieldPaths) -> LineScanner)] = [
    ("json", { .json(JSONScanner(paths: $0)) }), ("logfmt", { .logfmt(LogfmtScanner(paths: $0)) }),
    ("csv", { .csv(CSVScanner(paths: $0)) }),
    ("combined", { .combined(AccessLogScanner(paths: $0)) }),
  ]

  /// How many lines of `file` are accepted and refused, and why.
  static func tally(
    _ file: [UInt8], _ make: (FieldPaths) -> LineScanner
  ) -> (accepted: Int, refused: [Malformed.Reason: Int]) {
    var scanner = make(fieldPaths(paths))
    var fields = EventFields(count: paths.count)
    var reader = LineReader(framing: scanner.hasHeader ? .csvRecords : .lines)
    var accepted = 0
    var refused: [Malformed.Reason: Int] = [:]
    var at = 0
    var isOpen = true
    while isOpen {
      isOpen = unsafe reader.refill { space in
        let count = min(space.count, file.count - at)
        unsafe space.copyBytes(from: file[at..<at + count])
        at += count
        return count
      }
      reader.drain { text, line in
        do throws(Malformed) {
          if line.number == 1 { try scanner.readHeader(text) }
          try scanner.scan(text, into: &fields)
          accepted += 1
        } catch {
          refused[error.reason, default: 0] += 1
          #expect((0...text.byteCount).contains(error.offsetBytes))
        }
      }
    }
    return (accepted, refused)
  }

  @Test(arguments: ["lnav-formats", "k8s-audit"])
  func `every line is accepted or refused, whatever the format`(folder: String) throws {
    for name in try SharedData.names(in: folder) {
      let file = try SharedData.bytes("\(folder)/\(name)")
      let newlines = file.count { $0 == 0x0A } + (file.last == 0x0A || file.isEmpty ? 0 : 1)
      for scanner in Self.scanners where scanner.name != "csv" {
        let (accepted, refused) = Self.tally(file, scanner.make)
        #expect(accepted + refused.values.reduce(0, +) == newlines, "\(name) as \(scanner.name)")
      }
      _ = Self.tally(file, { .csv(CSVScanner(paths: $0)) })
    }
  }

  @Test func `all 37 audit events are JSON`() throws {
    let found = Self.tally(try SharedData.bytes("k8s-audit/demo.log")) {
      .json(JSONScanner(paths: $0))
    }
    #expect(found.accepted == 37)
    #expect(found.refused.isEmpty)
  }

  @Test func `all 10,000 lines of Elastic's access log are events`() throws {
    let file = try SharedData.bytes("elastic-apache/apache_logs")
    let found = Self.tally(file) { .combined(AccessLogScanner(paths: $0)) }
    #expect(found.accepted == 10_000)
    #expect(found.refused.isEmpty)
  }

  @Test func `line 8899 of Elastic's access log, which lacks its last quote, is one too`() throws {
    let file = try SharedData.bytes("elastic-apache/apache_logs")
    let line = file.split(separator: 0x0A, omittingEmptySubsequences: false)[8898]
    let paths = ["client", "status", "bytes", "referer", "agent"]
    let found = scanOutcome(Array(line), paths) { .combined(AccessLogScanner(paths: $0)) }
    #expect(
      found == "client='46.118.127.106' status='200' bytes='235' "
        + "agent='Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html'")
  }
}
