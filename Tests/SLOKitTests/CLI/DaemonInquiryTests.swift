// The commands with --daemon: what they print and end with is what they print and end with when they
// read the files themselves, as of the same instant.

import Foundation
import Testing

@testable import SLOKit

struct DaemonInquiryTests {
  private static let config = BuiltProgram.packageFolder + "/examples/slos.json"
  private static let now = "2026-11-20T12:00:00Z"

  /// A run that another thread waits for.
  private final class Run: @unchecked Sendable {
    private let lock = NSLock()
    private var ended: Result<BuiltProgram.Result, any Error>?

    init(_ arguments: [String]) {
      Thread.detachNewThread { [self] in
        let result = Result { try BuiltProgram.run(arguments) }
        lock.withLock { ended = result }
      }
    }

    var result: Result<BuiltProgram.Result, any Error>? { lock.withLock { ended } }
  }

  /// The run of `arguments` while `desk` is served at the socket that is added to them.
  private static func asked(
    _ arguments: [String], _ desk: any DaemonDesk
  ) throws -> BuiltProgram.Result {
    let folder = try ScratchFolder()
    let server = try QueryServer(folder.file("s"), desk: desk)
    let run = Run(arguments + ["--daemon=" + folder.file("s").text])
    while true {
      if let result = run.result { return try result.get() }
      var poll = PollSet()
      server.prepare(&poll, now: monotonicNanoseconds())
      poll.wake(at: monotonicNanoseconds() + 1_000_000)
      try poll.wait()
      server.proceed(poll, now: monotonicNanoseconds())
    }
  }

  @Test(arguments: [
    ["budget"], ["budget", "-v", "--color", "always"], ["budget", "--format", "markdown"],
    ["budget", "api-availability", "--by", "customer", "--top", "3", "--format", "json"],
    ["burn"], ["burn", "api-latency", "--format", "csv"],
    ["gate"], ["gate", "checkout-month", "--max-age", "52w"], ["gate", "--format", "junit"],
    [
      "gate", "api-availability", "--max-burn", "1h=2", "--max-burn", "page", "--min-remaining",
      "10%", "--min-forecast", "1d", "--min-valid", "5", "--min-coverage", "10%", "--last-deploy",
      "--max-customers-out", "5%", "--charge", "infrastructure,unknown", "--format", "github",
    ],
    ["gate", "--override", "the \"fix\"", "--ignore-malformed"],
    ["customers", "api-availability"],
    ["customers", "api-latency", "--last", "6h", "--top", "2", "--format", "json"],
    ["alerts"], ["alerts", "--format", "json"],
    ["alerts", "api-availability", "--state", "firing", "--since", "2026-11-01T00:00:00Z"],
  ])
  func `an answer of a daemon is the one that the files give`(_ arguments: [String]) throws {
    let folder = try ScratchFolder.withExamples()
    let config = folder.file("slos.json").text
    let desk = try EngineDesk(config: config, clock: #require(Timestamp.parse(Self.now)))
    let asked = try Self.asked(arguments, desk)
    // Without an alert log the command replays the past; a daemon shows what it has written.
    let log = arguments[0] == "alerts" ? ["--log", try folder.write("log").text] : []
    let read = try BuiltProgram.run(arguments + log + ["-c", config, "--at", Self.now])
    #expect(asked.output == read.output)
    #expect(asked.error == read.error)
    #expect(asked.status == read.status && !asked.output.isEmpty)
  }

  @Test(
    arguments: [
      (["budget", "api-availabilty"], "did you mean api-availability?", 2),
      (["budget", "--where", "status == 1"], "--where cannot be asked of a daemon", 2),
      (["budget", "--at", "now"], "it answers as of now", 2),
      (["burn", "-c", "slos.json"], "it answers by its own config", 2),
      (["gate", "--max-burn", "90s=2"], "not a multiple of the config's resolution", 2),
      (["customers", "api-availability", "--last", "5 parsecs"], "wanted a duration", 2),
      (["explain", "api-availability"], "'explain' has no option --daemon", 2),
    ] as [([String], String, Int32)])
  func `what cannot be asked of a daemon is refused`(
    _ arguments: [String], _ words: String, _ status: Int32
  ) throws {
    let desk = try EngineDesk(config: Self.config, clock: #require(Timestamp.parse(Self.now)))
    let result = try Self.asked(arguments, desk)
    #expect(result.status == status && result.output.isEmpty)
    #expect(result.error.contains(words), "\(result.error)")
  }

  @Test(arguments: [["gate"], ["status"]])
  func `where no daemon answers there is no verdict`(_ arguments: [String]) throws {
    let folder = try ScratchFolder()
    let path = folder.file("none").text
    let result = try BuiltProgram.run(arguments + ["--daemon=" + path])
    #expect(result.status == 3 && result.output.isEmpty)
    #expect(result.error.contains(path) && result.error.contains("is it running"))
  }

  @Test func `the status says whether the daemon is ready, and why it is not`() throws {
    let desk = try EngineDesk(config: Self.config, clock: #require(Timestamp.parse(Self.now)))
    let ready = try Self.asked(["status"], desk)
    #expect(ready.status == 0 && ready.output.contains("READY"), "\(ready.output)")
    desk.isCatchingUp = true
    let late = try Self.asked(["status", "--format", "json"], desk)
    #expect(late.status == 3 && late.output.contains("\"ready\": false"), "\(late.output)")
  }
}
