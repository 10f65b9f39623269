// What the options say of the output: its format, and how it is to look.

import SLOKit

extension ParsedCommand {
  /// The format asked for, else `usual`.
  func format(or usual: OutputFormat = .table) -> OutputFormat {
    value(of: .format).flatMap { OutputFormat(rawValue: $0) } ?? usual
  }

  /// How standard output is to look.
  ///
  /// - Parameter events: How to list the events behind the counts; nil does not say.
  func reportOptions(events: EventsCommandLine? = nil) -> ReportOptions {
    let appearance = appearance
    return ReportOptions(
      colour: appearance.colour, width: appearance.maxWidth, verbose: isSet(.verbose),
      events: events)
  }
}
