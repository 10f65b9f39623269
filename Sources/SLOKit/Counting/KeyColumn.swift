// The keys of a batch of events, an entry an event, with their hashes: what a thread that reads
// hands to the one that counts, which need not look at the events' lines any more. Most keys have no
// more than sixteen bytes, and lie in their entry; the rest of longer ones lies beside.

/// Keys of consecutive events, some of which have none.
package struct KeyColumn: Sendable {
  /// A key and its hash.
  struct Entry: Sendable {
    var head = PackedText()
    var hash: UInt64 = 0
    /// Where the bytes behind the first sixteen start in the column's `rests`.
    var start: Int32 = 0
    /// How many bytes it has; negative where the event has no key.
    var count: Int32 = -1

    /// No key.
    init() {}

    /// The key `bytes` in tables with `seed`.
    init(_ bytes: RawSpan, _ seed: UInt64) {
      let head = PackedText(bytes, at: 0, count: bytes.byteCount)
      self.init(head, bytes.extracting(droppingFirst: 16), bytes.byteCount, seed)
    }

    /// A key of `count` bytes, of which `rest` lie behind `head`.
    @inline(__always)
    init(_ head: PackedText, _ rest: RawSpan, _ count: Int, _ seed: UInt64) {
      self.head = head
      hash = Entry.hash(of: head, rest, count, seed)
      self.count = Int32(count)
    }

    /// The hash of a key of `count` bytes, of which `rest` lie behind `head`.
    @inline(__always)
    static func hash(
      of head: PackedText, _ rest: RawSpan, _ count: Int, _ seed: UInt64
    ) -> UInt64 {
      let hash = head.hash(seed: seed ^ UInt64(truncatingIfNeeded: count))
      return count <= 16 ? hash : Hash64.of(rest, seed: hash)
    }
  }

  private(set) var entries: [Entry] = []
  private var rests: [UInt8] = []
  private let seed: UInt64

  /// A column for the tables that hash with `seed`.
  package init(seed: UInt64) { self.seed = seed }

  /// How many events it has.
  package var count: Int { entries.count }

  /// Adds the key of the next event.
  package mutating func append(_ key: RawSpan) {
    append(key, at: 0, count: key.byteCount)
  }

  /// Adds the key of the next event, which are the `count` bytes from `start` on in `bytes`.
  @inline(__always)
  package mutating func append(_ bytes: RawSpan, at start: Int, count: Int) {
    let head = PackedText(bytes, at: start, count: count)
    if count <= 16 {
      entries.append(Entry(head, RawSpan(), count, seed))
    } else {
      append(head, bytes.extracting(start..<start &+ count))
    }
  }

  @inline(never)
  private mutating func append(_ head: PackedText, _ key: RawSpan) {
    var entry = Entry(head, key.extracting(droppingFirst: 16), key.byteCount, seed)
    entry.start = Int32(rests.count)
    entries.append(entry)
    rests.append(bytesOf: key.extracting(droppingFirst: 16))
  }

  /// Notes that the next event has no key.
  package mutating func appendNone() { entries.append(Entry()) }

  /// Makes room for other events.
  package mutating func removeAll() {
    entries.removeAll(keepingCapacity: true)
    rests.removeAll(keepingCapacity: true)
  }

  /// Calls `body` with the bytes behind the first sixteen of the key of `entry`.
  @inline(__always)
  func withRest<Result>(of entry: Entry, _ body: (RawSpan) -> Result) -> Result {
    let start = Int(entry.start)
    let end = start &+ max(0, Int(entry.count) &- 16)
    return unsafe body(rests.span.bytes.extracting(start..<end))
  }
}
