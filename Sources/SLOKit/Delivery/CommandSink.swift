// A program that gets each alert as one line of JSON on its standard input. It is run without a
// shell; status 0 means that it has told whom it tells.

/// Runs a program.
package struct CommandSink: Sink {
  /// How long it may take.
  private static let timeLimitNanoseconds: Int64 = 30_000_000_000

  package let words: [String]

  /// A sink that runs the first of `words` with the others.
  package init(_ words: [String]) { self.words = words }

  package var kind: String { "command" }
  /// Its arguments may be secrets.
  package var place: String { words.first ?? "" }
  package var identity: [String] { words }

  package func order(
    for batch: [AlertNotice], at now: Timestamp
  ) throws(SinkProblem) -> ErrandOrder {
    guard let notice = batch.first, let program = words.first else {
      throw SinkProblem("there is nothing to run")
    }
    return ErrandOrder(
      program, Array(words.dropFirst()), inputs: [Array((notice.json + "\n").utf8)],
      timeLimitNanoseconds: Self.timeLimitNanoseconds)
  }

  package func outcome(of result: ErrandResult, at now: Timestamp) -> DeliveryOutcome {
    switch result.end {
    case .exit(0), .outputLimit: .delivered
    case .exit(let status): .failed("it ended with status \(status)")
    case .signal(let signal): .failed("signal \(signal) ended it")
    case .timeout: .failed("it took more than \(Self.timeLimitNanoseconds / 1_000_000_000) s")
    }
  }
}
