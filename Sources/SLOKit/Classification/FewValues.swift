// The values of fields that have few, as a status or a service has: each gets a small number, so
// that what was found out about it need not be found out again. Values are told apart by their field,
// their kind and their bytes; 500 and "500" are two. A field that turns out to have many is given up.

/// Numbers for the values of some fields, each from 0 on.
struct FewValues: Sendable {
  /// How many values a field may have.
  static let most = 256
  /// How many fields can be told apart.
  static let mostFields = 256

  private struct Entry: Sendable {
    /// The first sixteen bytes.
    var head = PackedText()
    /// The field, the kind and the length; 0 is a free place.
    var shape = 0
    var number: Int32 = 0
    /// Where a text of more than sixteen bytes lies in `longTexts`.
    var longStart: Int32 = 0
  }

  /// Open addressing, at least half of it free.
  private var entries = [Entry](repeating: Entry(), count: 64)
  private var longTexts: [UInt8] = []
  /// How many values each field has.
  private var counts: [Int]
  private var count = 0
  private let seed = UInt64.random(in: .min ... .max)

  /// No values of so many fields.
  init(fieldCount: Int) {
    precondition(fieldCount <= Self.mostFields, "more fields than can be told apart")
    counts = Array(repeating: 0, count: fieldCount)
  }

  /// Gives `value` of `field`, which is of the event that `line` holds, a number if it has none; false
  /// where there are too many.
  mutating func number(
    _ value: FieldValue, of field: Int, _ fields: EventFields, in line: RawSpan
  ) -> Bool {
    if known(value, of: field, fields, in: line) != nil { return true }
    guard counts[field] < Self.most, longTexts.count < 1 << 20 else { return false }
    if value.isDecoded {
      unsafe add(value, of: field, in: fields.decoded.span.bytes)
    } else {
      add(value, of: field, in: line)
    }
    return true
  }

  /// The number of `value` of `field`, which is of the event that `line` holds; nil where it has none.
  @inline(__always)
  func known(
    _ value: FieldValue, of field: Int, _ fields: EventFields, in line: RawSpan
  ) -> Int? {
    if value.isDecoded { return decoded(value, of: field, fields) }
    return known(value, of: field, in: line)
  }

  @inline(never)
  private func decoded(_ value: FieldValue, of field: Int, _ fields: EventFields) -> Int? {
    unsafe known(value, of: field, in: fields.decoded.span.bytes)
  }

  @inline(__always)
  private func known(_ value: FieldValue, of field: Int, in bytes: RawSpan) -> Int? {
    let entries = entries.span
    let (head, shape) = Self.print(of: value, of: field, in: bytes)
    var place = place(of: head, shape)
    while entries[place].shape != 0 {
      if entries[place].shape == shape, entries[place].head == head,
        shape < Self.firstLongShape || holds(entries[place], bytes, value)
      {
        return Int(entries[place].number)
      }
      place = (place &+ 1) & (entries.count &- 1)
    }
    return nil
  }

  /// What tells `value` from others, but for what is behind its first sixteen bytes.
  @inline(__always)
  private static func print(
    of value: FieldValue, of field: Int, in bytes: RawSpan
  ) -> (head: PackedText, shape: Int) {
    let length = value.isComparable ? value.end &- value.start : 0
    let head = length == 0 ? PackedText() : PackedText(bytes, at: value.start, count: length)
    return (head, length &<< 12 | field &<< 4 | Int(value.kind.rawValue) &+ 1)
  }

  /// Values with this shape or a greater one have more than sixteen bytes.
  private static let firstLongShape = 17 << 12

  @inline(__always)
  private func place(of head: PackedText, _ shape: Int) -> Int {
    let hash = head.hash(seed: seed ^ UInt64(truncatingIfNeeded: shape))
    return Int(truncatingIfNeeded: hash) & (entries.count &- 1)
  }

  private func holds(_ entry: Entry, _ bytes: RawSpan, _ value: FieldValue) -> Bool {
    let range = Int(entry.longStart)..<Int(entry.longStart) + value.end - value.start
    return unsafe bytes.equals(value.start..<value.end, in: longTexts.span.bytes, range)
  }

  private mutating func add(_ value: FieldValue, of field: Int, in bytes: RawSpan) {
    if (count + 1) * 2 > entries.count { grow() }
    let (head, shape) = Self.print(of: value, of: field, in: bytes)
    place(
      Entry(
        head: head, shape: shape, number: Int32(counts[field]), longStart: Int32(longTexts.count)))
    if shape >= Self.firstLongShape { longTexts.append(value.start..<value.end, of: bytes) }
    counts[field] += 1
  }

  private mutating func place(_ entry: Entry) {
    var place = place(of: entry.head, entry.shape)
    while entries[place].shape != 0 { place = (place + 1) & (entries.count - 1) }
    entries[place] = entry
    count += 1
  }

  private mutating func grow() {
    let old = entries
    entries = Array(repeating: Entry(), count: old.count * 2)
    count = 0
    for entry in old where entry.shape != 0 { place(entry) }
  }
}
