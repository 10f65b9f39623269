// Where a daemon's servers get their answers: the one who holds the counts, without how it got them.

/// What a daemon can be asked.
package protocol DaemonDesk: AnyObject {
  /// The config that it counts by.
  var configuration: Configuration { get }
  /// The answer as of now.
  func answer(to question: Question) throws(QuestionRefusal) -> Answer
  /// The story of every objective's window as of now.
  func periodReport() throws(QuestionRefusal) -> PeriodReport
  /// The alerts that are firing or pending now.
  var openAlerts: [AlertRecord] { get }
  /// The newest bad events that were read since it began, the newest first.
  var newestFailures: [NewestFailures.Failure] { get }
  /// The bytes of the alert log's end, from the start of a line on; nil where none is written.
  func alertLog() throws(QuestionRefusal) -> [UInt8]?
  /// What the marker file says.
  func deploys() throws(QuestionRefusal) -> [DeployMarker]
  /// How it is.
  func status() -> DaemonStatus
}

extension DaemonDesk {
  /// The lines of the alert log's end, the oldest first; none where no log is written.
  func alertEntries() throws(QuestionRefusal) -> [AlertLogEntry] {
    guard let bytes = try alertLog() else { return [] }
    do throws(Diagnostics) {
      return try AlertLogEntry.entries(in: bytes, file: "the alert log")
    } catch {
      throw QuestionRefusal(
        message: error.problems.first.map { "\($0)" } ?? "the alert log is damaged",
        advice: "mend the line, or move the log away")
    }
  }
}
