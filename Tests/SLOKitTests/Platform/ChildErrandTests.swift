import Foundation
import Testing

@testable import SLOKit

struct ChildErrandTests {
  static let minute: Int64 = 60_000_000_000

  /// What became of `sh -c script` with `inputs`, which is waited for as the daemon would.
  static func result(
    of script: String, inputs: [[UInt8]] = [], timeLimit: Int64 = 5 * minute,
    outputLimit: Int = 1 << 16
  ) throws -> ErrandResult {
    var order = ErrandOrder(
      "sh", ["-c", script], inputs: inputs, timeLimitNanoseconds: timeLimit)
    order.outputLimit = outputLimit
    let errand = try ChildErrand(order, now: monotonicNanoseconds())
    while true {
      if let result = errand.result { return result }
      var poll = PollSet()
      errand.prepare(&poll, now: monotonicNanoseconds())
      try poll.wait()
      errand.proceed(poll, now: monotonicNanoseconds())
    }
  }

  @Test(arguments: [
    ("echo told; exit 3", ErrandResult.End.exit(3), "told\n"),
    ("kill -9 $$", .signal(9), ""), ("exec >&-; sleep 0.05; exit 4", .exit(4), ""),
    ("cat; cat <&3; cat <&4", .exit(0), "onetwothree"),
    ("echo secret >&2", .exit(0), ""),
  ])
  func `a program is fed, read and seen to its end`(
    _ script: String, _ end: ErrandResult.End, _ output: String
  ) throws {
    let inputs = ["one", "two", "three"].map { Array($0.utf8) }
    #expect(
      try Self.result(of: script, inputs: inputs) == ErrandResult(end, output: Array(output.utf8)))
  }

  @Test func `megabytes go in and are counted`() throws {
    let input = [UInt8](repeating: 0x61, count: 3_000_000)
    let result = try Self.result(of: "wc -c", inputs: [input])
    #expect(String(decoding: result.output, as: UTF8.self).hasPrefix("3000000"))
  }

  @Test func `a program that reads nothing holds nobody up`() throws {
    let input = [UInt8](repeating: 0x61, count: 3_000_000)
    #expect(try Self.result(of: "exit 0", inputs: [input]).end == .exit(0))
  }

  @Test func `one that prints without end is ended at the limit`() throws {
    let result = try Self.result(of: "yes", outputLimit: 100_000)
    #expect(result.end == .outputLimit && result.output.count == 100_000)
  }

  @Test func `one that does not end is ended with all that it has started`() throws {
    let folder = try ScratchFolder()
    let file = folder.file("child").text
    let script = "sleep 1000 & echo $! > '\(file)'; wait"
    #expect(try Self.result(of: script, timeLimit: 300_000_000).end == .timeout)
    guard let text = try? String(contentsOfFile: file, encoding: .utf8),
      let child = Int32(text.trimmingCharacters(in: .whitespacesAndNewlines))
    else { return }
    // Its parent, who would reap it, is whoever adopts orphans here; a zombie is dead.
    let end = monotonicNanoseconds() + Self.minute
    while let state = try? String(contentsOfFile: "/proc/\(child)/stat", encoding: .utf8),
      !state.contains(") Z "), monotonicNanoseconds() < end
    {}
    #expect(monotonicNanoseconds() < end)
  }

  @Test func `what is not there is told of`() {
    #expect(throws: SystemError("posix_spawn", on: "/no/such", code: 2)) {
      try ChildErrand(
        ErrandOrder("/no/such", [], inputs: [], timeLimitNanoseconds: 1), now: 0)
    }
  }
}
