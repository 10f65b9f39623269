// What is said on standard error where an output has no place for it.

import SLOKit

extension Accounting {
  /// Tells of every input that could not be read.
  func reportUnreadable() {
    for problem in unreadable {
      StandardError.report(
        Diagnostic(.warning, "\(problem.path) could not be read: \(problem.reason)"))
    }
  }

  /// Tells what a look-back did not read, and of files that are out of order, where the format that
  /// `parsed` asks for tells nothing of the input: listings of events and CSV.
  func tellWhatWasLeftOut(beside parsed: ParsedCommand) {
    let isTold = parsed.command.name != Command.events.name && parsed.format() != .csv
    if isTold || parsed.isSet(.quiet) { return }
    for note in lookBackNotes() { StandardError.write("sloctl: \(note.text)\n") }
  }
}
