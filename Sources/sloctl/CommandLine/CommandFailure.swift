// Why a command gave no answer: the problems, all of one run, and the status to end with.

import SLOKit

/// An end without an answer.
struct CommandFailure: Error {
  /// What the run ends with.
  let status: ExitStatus
  /// What is told on standard error; at least one.
  let problems: [Diagnostic]

  init(_ status: ExitStatus, _ problems: [Diagnostic]) {
    self.status = status
    self.problems = problems
  }

  /// A wrong command line: what was found, what was wanted, and what to do.
  static func usage(_ message: String, advice: String? = nil) -> CommandFailure {
    CommandFailure(.wrongQuestion, [Diagnostic(.error, message, advice: advice)])
  }
}
