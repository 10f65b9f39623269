// `sloctl alerts`: what is firing as of the answer's instant, by the alert code itself, and the log.

import SLOKit

/// `sloctl alerts`.
enum AlertsCommand {
  static func run(_ parsed: ParsedCommand, _ output: inout StandardOutput) throws -> ExitStatus {
    var inquiry = try Inquiry(parsed)
    let filter = try AlertFilter(parsed, inquiry)
    let written = try log(parsed, inquiry)
    inquiry.question.recordsHistory = true
    var engine = inquiry.engine()
    let answer = engine.replay(under: [.config], goesOn: false)
    let run = answer.backtest?.runs.first
    let deploys = try inquiry.readDeploys(orNone: true)
    let now = (run?.open ?? []).filter { filter.wantsNow($0) }.map { $0.beside(deploys) }
    output.write(
      AlertsReport.rendered(
        now: now,
        log: (written ?? (run?.records ?? []).map { AlertLogEntry($0) }).filter {
          filter.wants($0)
        },
        of: inquiry.configuration.objectives, asOf: answer.asOf,
        as: parsed.format(),
        options: parsed.reportOptions(events: inquiry.eventsCommand(parsed, asOf: answer.asOf))))
    return run != nil && answer.input.unreadable.isEmpty ? .answered : .noVerdict
  }

  /// The longest alert log that is read, in bytes.
  private static let limitBytes = 1 << 28

  /// The lines of `--log`, else of the config's alert log where there is one; nil where there is not.
  private static func log(
    _ parsed: ParsedCommand, _ inquiry: Inquiry
  ) throws -> [AlertLogEntry]? {
    let named = parsed.argument(of: .log).map { FilePath(bytes: $0.bytes) }
    guard let path = named ?? inquiry.configuration.daemon.alertLog.map({ FilePath($0) }) else {
      return nil
    }
    let bytes: [UInt8]
    do throws(SystemError) {
      bytes = try readWholeFile(path, limitBytes: limitBytes)
    } catch {
      // A config may name a log that no daemon has written yet.
      if named == nil && error.isNotFound { return nil }
      throw CommandFailure.usage("the alert log \(path.text) could not be read: \(error.reason)")
    }
    return try AlertLogEntry.entries(in: bytes, file: path.text)
  }
}

extension AlertFilter {
  fileprivate init(_ parsed: ParsedCommand, _ inquiry: Inquiry) throws {
    self.init()
    objectives = inquiry.question.objectives
    key = parsed.argument(of: .key)?.bytes
    state = parsed.value(of: .state)
    since = try parsed.instant(of: .since, now: inquiry.clock)
    until = try parsed.instant(of: .until, now: inquiry.clock)
  }
}
