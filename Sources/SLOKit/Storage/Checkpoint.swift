// Everything that a daemon must know after a crash, as of one moment: where it had come to in every
// file, what it had counted there, how its alerts stood and what it still owed to the world. It is
// written as a whole or not at all, so that its parts cannot disagree.

/// A line that the alert log is owed.
package struct PendingLogLine: Equatable, Sendable {
  /// The alert's identity and its state, which tell it from every other line.
  package var id: String
  package var state: String
  /// The whole line, with its newline.
  package var line: [UInt8]

  package init(id: String, state: String, line: [UInt8]) {
    self.id = id
    self.state = state
    self.line = line
  }
}

/// The state of a daemon at one moment.
package struct Checkpoint: Equatable, Sendable {
  /// One more than that of the checkpoint before.
  package var sequence: UInt64
  /// The wall clock when it was written.
  package var writtenAt: Timestamp
  package var positions: [SourcePosition] = []
  package var gaps = InputGaps()
  /// Lines that were decided on and are to be written to the alert log after this checkpoint; a crash
  /// may come between the two, so the log may have some of them.
  package var pendingLog: [PendingLogLine] = []
  /// What the courier still has to deliver, as it wrote it.
  package var outbox: [UInt8] = []
  /// The engine's state, as it wrote it; written part by part where it is large.
  package var engine: [UInt8] = []

  package init(sequence: UInt64, writtenAt: Timestamp) {
    self.sequence = sequence
    self.writtenAt = writtenAt
  }
}
