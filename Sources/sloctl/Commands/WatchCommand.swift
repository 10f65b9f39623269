// `sloctl watch`: a live view of a daemon, or of files that are being written.

import SLOKit

/// `sloctl watch`.
enum WatchCommand {
  static func run(_ parsed: ParsedCommand, _ output: inout StandardOutput) throws -> ExitStatus {
    guard isTerminal(0), isTerminal(1) else {
      throw CommandFailure.usage(
        "watch wants a terminal", advice: "in a pipe, ask 'sloctl budget' now and then")
    }
    let subject: any WatchSubject =
      parsed.isSet(.daemon)
      ? try WatchedDaemon(parsed)
      : try WatchedFiles(parsed)
    var view = LiveView(of: subject)
    return try view.run(&output)
  }
}

/// What a live view is of.
protocol WatchSubject: AnyObject {
  /// Reads for some milliseconds what has come; whether there is more to read at once.
  func read() -> Bool
  /// Whether there is something new that cannot wait.
  var isRestless: Bool { get }
  /// What `look` shows.
  ///
  /// - Parameter isNew: Whether the figures are to be those of now, rather than those of last time.
  func view(_ look: WatchLook, isNew: Bool) throws -> WatchView
  /// What the failures of the objective have in common, as `explain` says it.
  func explanation(of objective: String) -> String
}

extension WatchSubject {
  /// What the failures of `objective` share as of `end`, read from `inputs`.
  ///
  /// - Parameter question: What it is asked with: the events that it leaves aside are left aside.
  func explanation(
    of objective: String, _ question: Question = Question(), in configuration: Configuration,
    _ inputs: [EventInput], clock: Timestamp, asOf end: Timestamp, threadCount: Int
  ) -> String {
    var question = question
    question.objectives = [objective]
    question.time = .at(end)
    var reading = EventReading(inputs, threadCount: threadCount)
    let found = reading.explanation(
      for: question, configuration: configuration, clock: clock, asOf: end)
    guard let found else { return "there is nothing to explain\n" }
    let report = ExplanationReport(
      objective: objective, asOf: end, scope: found.scope, explanation: found.explanation,
      input: found.input)
    let width = TerminalSize.of(1)?.columns
    return report.rendered(as: .table, options: ReportOptions(colour: false, width: width))
  }
}
