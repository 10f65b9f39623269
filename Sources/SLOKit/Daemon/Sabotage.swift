// Mistakes that a daemon might be made with. Tests plant them one by one, to see that the harness
// which is to find such mistakes does; nothing else ever does.

/// Mistakes that are made on purpose.
package struct Sabotage: OptionSet, Sendable {
  package let rawValue: Int

  package init(rawValue: Int) { self.rawValue = rawValue }

  /// A checkpoint has the positions of when it was finished, the counts of when it was begun.
  package static let offsetsAfterCounts = Sabotage(rawValue: 1 << 0)
  /// A last line without its newline is counted at once.
  package static let partialLineCounted = Sabotage(rawValue: 1 << 1)
  /// A file is gone on with that has the right inode, whatever is in it.
  package static let inodeTrusted = Sabotage(rawValue: 1 << 2)
  /// A file that was truncated goes on to be read where it was.
  package static let truncationIgnored = Sabotage(rawValue: 1 << 3)
  /// A file that was rotated away is let go at once.
  package static let rotatedFileDropped = Sabotage(rawValue: 1 << 4)
  /// The alert log is written before the checkpoint that knows of it.
  package static let alertLogFirst = Sabotage(rawValue: 1 << 5)
  /// After a start, what the checkpoint owes is not looked for in the alert log.
  package static let alertLogNotSearched = Sabotage(rawValue: 1 << 6)
  /// The checkpoint leaves out what is still to be told.
  package static let outboxNotSaved = Sabotage(rawValue: 1 << 7)
}
