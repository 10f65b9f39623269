// The values of a field that has few, as a status or a service has: each gets a small number, so
// that what was found out about it need not be found out again. Values are told apart by their kind
// and their bytes; 500 and "500" are two. A field that turns out to have many is given up.

/// Numbers for the values of one field.
struct FewValues: Sendable {
  /// How many values a field may have.
  static let most = 256
  private static let mask = 1023

  private struct Entry: Sendable {
    /// The first sixteen bytes.
    var head = PackedText()
    /// The length and the kind; 0 is a free place.
    var shape = 0
    var number = 0
    /// Where a text of more than sixteen bytes lies in `longTexts`.
    var longStart = 0
  }

  /// Open addressing, at least three quarters of it free.
  private var entries: [Entry] = []
  private var longTexts: [UInt8] = []
  private var count = 0
  private let seed = UInt64.random(in: .min ... .max)

  /// The number of `value`, which is of the event that `line` holds; nil where there are too many.
  @inline(__always)
  mutating func number(of value: FieldValue, _ fields: EventFields, in line: RawSpan) -> Int? {
    if value.isDecoded {
      return unsafe number(of: value, in: fields.decoded.span.bytes)
    }
    return number(of: value, in: line)
  }

  @inline(__always)
  private mutating func number(of value: FieldValue, in bytes: RawSpan) -> Int? {
    let length = value.isComparable ? value.end &- value.start : 0
    let head = length == 0 ? PackedText() : PackedText(bytes, at: value.start, count: length)
    let shape = length &<< 4 | Int(value.kind.rawValue) &+ 1
    var place = Int(truncatingIfNeeded: head.hash(seed: seed ^ UInt64(truncatingIfNeeded: shape)))
    if !entries.isEmpty {
      place &= Self.mask
      while entries[place].shape != 0 {
        if entries[place].head == head, entries[place].shape == shape,
          length <= 16 || holds(entries[place], bytes, value)
        {
          return entries[place].number
        }
        place = (place &+ 1) & Self.mask
      }
    }
    return add(head, shape, bytes, value, at: place & Self.mask)
  }

  private func holds(_ entry: Entry, _ bytes: RawSpan, _ value: FieldValue) -> Bool {
    let range = entry.longStart..<entry.longStart + value.end - value.start
    return unsafe bytes.equals(value.start..<value.end, in: longTexts.span.bytes, range)
  }

  private mutating func add(
    _ head: PackedText, _ shape: Int, _ bytes: RawSpan, _ value: FieldValue, at place: Int
  ) -> Int? {
    guard count < Self.most, longTexts.count < 1 << 16 else { return nil }
    if entries.isEmpty { entries = Array(repeating: Entry(), count: Self.mask + 1) }
    entries[place] = Entry(head: head, shape: shape, number: count, longStart: longTexts.count)
    if value.isComparable, value.end - value.start > 16 {
      longTexts.append(value.start..<value.end, of: bytes)
    }
    count += 1
    return count - 1
  }
}
