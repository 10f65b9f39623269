// The entries of one bucket in as few bytes as will do: in order, each by how far its key lies behind
// the one before, in seven bits a byte. Of a million customers of whom a minute sees a thousand, the
// good request of one takes two bytes.

/// Entries of a `KeyLog`, by key and outcome, each pair once.
struct PackedEntries: Sendable {
  /// An entry is the step from the key before, twice, and one more where it is anything else than
  /// one good event. Then the outcome follows, with bit 3 set where specimens and events do.
  private(set) var bytes: [UInt8] = []
  /// How many entries there are.
  private(set) var count = 0

  init() {}

  /// The packed form of `entries`, which are in order.
  init(_ entries: [KeyLog.Entry]) {
    var writer = BinaryWriter()
    var key: UInt32 = 0
    for entry in entries {
      let isOne = entry.specimens == 1 && entry.events == 1
      let isPlain = isOne && entry.outcome == KeyLog.Entry.goodIndex
      writer.unsigned(UInt64(entry.key - key) << 1 | (isPlain ? 0 : 1))
      key = entry.key
      if isPlain { continue }
      writer.byte(entry.outcome | (isOne ? 0 : 8))
      if isOne { continue }
      writer.unsigned(UInt64(entry.specimens))
      writer.signed(entry.events)
    }
    bytes = writer.bytes
    count = entries.count
  }

  /// The packed form that `bytes` were once, of keys below `keyCount`, and that they still are.
  init(
    checking bytes: [UInt8], count: Int, keyCount: Int, _ reader: BinaryReader
  ) throws(BinaryDamage) {
    self.bytes = bytes
    self.count = count
    var cursor = Cursor(bytes)
    var last: UInt32?
    for _ in 0..<count {
      guard let entry = cursor.next(), last.map({ $0 < entry.order }) ?? true, entry.isPossible,
        Int(entry.key) < keyCount
      else { throw reader.damage("entries of keys that cannot be") }
      last = entry.order
    }
    guard cursor.isAtEnd else { throw reader.damage("\(bytes.count) bytes for \(count) entries") }
  }

  /// Calls `body` with each entry, in order.
  func forEach(_ body: (KeyLog.Entry) -> Void) {
    var cursor = Cursor(bytes)
    while let entry = cursor.next() { body(entry) }
  }

  /// Reads entries one by one; stops at what is none.
  private struct Cursor {
    private let bytes: [UInt8]
    private var offset = 0
    private var key: UInt64 = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { offset == bytes.count }

    mutating func next() -> KeyLog.Entry? {
      guard let step = number() else { return nil }
      key = key &+ step >> 1
      guard key < UInt64(KeyLog.mostKeys) else { return nil }
      if step & 1 == 0 {
        return KeyLog.Entry(
          key: Int(key), outcome: KeyLog.Entry.goodIndex, specimens: 1, events: 1)
      }
      guard offset < bytes.count else { return nil }
      let outcome = bytes[offset]
      offset += 1
      if outcome < 8 {
        return KeyLog.Entry(key: Int(key), outcome: outcome, specimens: 1, events: 1)
      }
      guard let specimens = number(), let events = number() else { return nil }
      return KeyLog.Entry(
        key: Int(key), outcome: outcome & 7, specimens: UInt32(clamping: specimens),
        events: Int64(bitPattern: events >> 1) ^ -Int64(bitPattern: events & 1))
    }

    private mutating func number() -> UInt64? {
      var value: UInt64 = 0
      var shift: UInt64 = 0
      while offset < bytes.count, shift < 64 {
        let byte = bytes[offset]
        offset += 1
        value |= UInt64(byte & 0x7F) << shift
        if byte < 0x80 { return value }
        shift += 7
      }
      return nil
    }
  }
}
