// Which keys the open objects of a line already have. Keys lie one behind the other, those of an
// object that closes are dropped. Few keys are compared one by one, the keys of a large object go
// into a table, so that no line, however hostile, costs more than time linear in its length.

/// The keys seen so far in every object that is open.
struct ObjectKeys: Sendable {
  /// The state of one open object.
  struct Object: Sendable {
    /// Its first key in `keys`.
    fileprivate var first = 0
    /// One bit a key, by its hash: where the bit is clear, the key is new.
    fileprivate var filter: UInt64 = 0
    /// Its number, by which its keys are told apart in the table; 0 until it is large.
    fileprivate var serial = 0
  }

  private struct Key: Sendable {
    let hash: UInt64
    let start: Int
    let end: Int
    let isDecoded: Bool
  }

  private struct Entry: Sendable {
    var serial = 0
    var key = 0
    var hash: UInt64 = 0
  }

  /// The keys that had escapes, decoded.
  var decoded: [UInt8] = []
  private var keys: [Key] = []
  /// Open addressing, a power of two of entries. One of an earlier line is free.
  private var table: [Entry] = []
  private var tableCount = 0
  private var lastSerial = 0
  private var firstSerialOfLine = 1

  /// An object with more keys than this is looked up in the table.
  private static let smallCount = 16
  /// What is kept from line to line; more is given back.
  private static let keptCount = 1 << 12

  /// Forgets the line before.
  mutating func begin() {
    firstSerialOfLine = lastSerial + 1
    tableCount = 0
    if table.count > Self.keptCount { table = [] }
    keys.removeAll(keepingCapacity: keys.capacity <= Self.keptCount)
    decoded.removeAll(keepingCapacity: decoded.capacity <= Self.keptCount)
  }

  /// A new object inside of those that are open.
  func open() -> Object { Object(first: keys.count) }

  /// Drops the keys of `object`, the innermost one open.
  mutating func close(_ object: Object) {
    let surplus = keys.count - object.first
    if surplus > 0 { keys.removeLast(surplus) }
  }

  /// Adds a key of the innermost object, in `range` of the line or of `decoded`; whether the
  /// object had it before.
  mutating func insert(
    _ range: Range<Int>, isDecoded: Bool, hash: UInt64, in line: RawSpan,
    into object: inout Object
  ) -> Bool {
    let key = Key(hash: hash, start: range.lowerBound, end: range.upperBound, isDecoded: isDecoded)
    let bit: UInt64 = 1 &<< (hash &>> 58)
    if object.serial == 0 {
      if object.filter & bit != 0 {
        for index in object.first..<keys.count where isSame(keys[index], key, line) { return true }
      }
      object.filter |= bit
      keys.append(key)
      if keys.count &- object.first > Self.smallCount { moveToTable(&object) }
      return false
    }
    makeRoomInTable()
    var probe = firstProbe(hash, object.serial)
    while table[probe].serial >= firstSerialOfLine {
      let entry = table[probe]
      if entry.serial == object.serial, isSame(keys[entry.key], key, line) { return true }
      probe = (probe &+ 1) & (table.count &- 1)
    }
    table[probe] = Entry(serial: object.serial, key: keys.count, hash: hash)
    tableCount += 1
    keys.append(key)
    return false
  }

  private func isSame(_ one: Key, _ other: Key, _ line: RawSpan) -> Bool {
    guard one.hash == other.hash else { return false }
    let oneBytes = unsafe one.isDecoded ? decoded.span.bytes : line
    let otherBytes = unsafe other.isDecoded ? decoded.span.bytes : line
    return oneBytes.equals(one.start..<one.end, in: otherBytes, other.start..<other.end)
  }

  private func firstProbe(_ hash: UInt64, _ serial: Int) -> Int {
    let salted = hash ^ (UInt64(truncatingIfNeeded: serial) &* 0x9E37_79B9_7F4A_7C15)
    return Int(truncatingIfNeeded: salted) & (table.count &- 1)
  }

  private mutating func moveToTable(_ object: inout Object) {
    lastSerial += 1
    object.serial = lastSerial
    for index in object.first..<keys.count {
      makeRoomInTable()
      place(Entry(serial: lastSerial, key: index, hash: keys[index].hash))
    }
  }

  /// Puts an entry that is not in the table yet into it.
  private mutating func place(_ entry: Entry) {
    var probe = firstProbe(entry.hash, entry.serial)
    while table[probe].serial >= firstSerialOfLine { probe = (probe &+ 1) & (table.count &- 1) }
    table[probe] = entry
    tableCount += 1
  }

  /// Keeps at least half of the table free. Entries of closed objects stay: nothing looks for them.
  private mutating func makeRoomInTable() {
    if (tableCount + 1) * 2 <= table.count { return }
    let old = table
    table = Array(repeating: Entry(), count: max(64, old.count * 2))
    tableCount = 0
    for entry in old where entry.serial >= firstSerialOfLine { place(entry) }
  }
}
