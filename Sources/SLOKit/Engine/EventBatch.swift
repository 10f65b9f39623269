// What one thread makes of some consecutive lines of one file, for the engine to count: where each
// line went, and of each event what counting needs. Keys are copied, so that the lines themselves
// are not needed any more.

/// Judged events of consecutive lines.
package struct EventBatch: Sendable {
  /// One event.
  package struct Entry: Sendable {
    package let instant: Timestamp
    /// How many requests it stands for.
    package let weight: Int32
    /// What the objectives make of it: an index of `classifications`.
    package let classification: Int32
  }

  /// What became of the lines; the lines of specimens are numbered from the batch's first.
  package internal(set) var accounting = Accounting()
  /// The events, in the order of their lines.
  package internal(set) var entries: [Entry] = []
  /// What objectives make of events, but for exclusions, which hang on the instant.
  package internal(set) var classifications: [Classification] = []
  /// The keys that events are counted by, a column a field; an event has none where no objective
  /// that matches it counts by that field.
  package internal(set) var columns: [KeyColumn]
  /// The ids of the events; empty where the role is not mapped.
  package internal(set) var ids: [DuplicateFilter.Identity?] = []

  init(columns: [KeyColumn]) { self.columns = columns }

  /// Makes room for other lines.
  package mutating func removeAll() {
    accounting = Accounting()
    entries.removeAll(keepingCapacity: true)
    ids.removeAll(keepingCapacity: true)
    for index in columns.indices { columns[index].removeAll() }
  }
}
