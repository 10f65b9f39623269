// What a live view shows: the answer of the moment, what fires, and the newest bad events. A plain
// value, so that every screen can be made, and tested, without a terminal.

/// What a live view shows.
package struct WatchPicture: Sendable {
  /// With the figures of each customer, where there are any.
  package var answer: Answer
  /// What fires or is about to.
  package var alerts: [AlertRecord]
  /// The newest first.
  package var failures: [NewestFailures.Failure]
  /// What is being watched: `3 files`.
  package var source: String
  /// What is still to be read of what was there before, in percent; nil once all was.
  package var readPercent: Int?
  /// A text that was asked for, such as an explanation; nil where none was.
  package var text: String?

  package init(answer: Answer, source: String) {
    self.answer = answer
    self.source = source
    alerts = []
    failures = []
  }

  /// How many customers of each objective there are figures of: the worst.
  private static let customers = 50

  /// The question that a live view about `objectives`, all where there are none, wants answered.
  package static func question(
    about objectives: [String], in configuration: Configuration
  ) -> Question {
    var question = Question()
    question.objectives = objectives
    question.wantsBurn = true
    if configuration.fields[.customer] != nil {
      question.keys = .by(.role(.customer))
      question.top = customers
    }
    return question
  }
}
