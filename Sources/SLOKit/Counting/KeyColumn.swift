// The keys of a batch of events, an entry an event, with their bytes copied one behind the other and
// their hashes: what a thread that reads hands to the one that counts, which need not look at the
// events' lines any more.

/// Keys of consecutive events, some of which have none.
package struct KeyColumn: Sendable {
  /// Where a key stands, and its hash.
  struct Entry: Sendable {
    let hash: UInt64
    let start: Int32
    /// Negative where the event has no key.
    let count: Int32
  }

  private(set) var entries: [Entry] = []
  private(set) var bytes: [UInt8] = []
  private let seed: UInt64

  /// A column for the tables that hash with `seed`.
  package init(seed: UInt64) { self.seed = seed }

  /// How many events it has.
  package var count: Int { entries.count }

  /// Adds the key of the next event.
  package mutating func append(_ key: RawSpan) {
    let start = Int32(bytes.count)
    bytes.append(bytesOf: key)
    entries.append(
      Entry(hash: Hash64.of(key, seed: seed), start: start, count: Int32(key.byteCount)))
  }

  /// Notes that the next event has no key.
  package mutating func appendNone() { entries.append(Entry(hash: 0, start: 0, count: -1)) }

  /// Makes room for other events.
  package mutating func removeAll() {
    entries.removeAll(keepingCapacity: true)
    bytes.removeAll(keepingCapacity: true)
  }
}
