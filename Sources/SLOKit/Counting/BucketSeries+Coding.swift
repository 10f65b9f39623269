// Series by bucket as bytes: a piece of them at a time, each element that holds something behind how
// many buckets it lies after the one before.

extension BucketSeries {
  /// Writes the elements of `range` for which `isEmpty` does not hold.
  package func encode(
    _ range: Range<Int>, into writer: inout BinaryWriter, isEmpty: (Element) -> Bool,
    _ write: (inout BinaryWriter, Element) -> Void
  ) {
    var count = 0
    forEach(in: range) { if !isEmpty($1) { count += 1 } }
    writer.unsigned(UInt64(count))
    var last = 0
    forEach(in: range) { bucket, element in
      if isEmpty(element) { return }
      writer.int(bucket &- last)
      last = bucket
      write(&writer, element)
    }
  }

  /// Adds what `encode` wrote: elements of buckets in `limits` alone, in ascending order.
  package mutating func decode(
    _ reader: inout BinaryReader, within limits: Range<Int>,
    _ read: (inout BinaryReader) throws(BinaryDamage) -> Element
  ) throws(BinaryDamage) {
    var last: Int?
    for _ in 0..<(try reader.count(ofAtLeast: 2)) {
      let bucket = (last ?? 0) &+ (try reader.int())
      guard limits.contains(bucket), last.map({ $0 < bucket }) ?? true else {
        throw reader.damage("bucket \(bucket) where it cannot be")
      }
      last = bucket
      let element = try read(&reader)
      update(bucket) { $0 = element }
    }
  }
}

extension BucketSeries where Element: BinaryCoded & Equatable {
  /// Writes the whole series, but for elements that are `empty`.
  package func encode(into writer: inout BinaryWriter, without empty: Element) {
    encode(buckets, into: &writer, isEmpty: { $0 == empty }) { $1.encode(into: &$0) }
  }

  /// The series that was written.
  package init(
    decoding reader: inout BinaryReader, empty: Element, within limits: Range<Int>
  ) throws(BinaryDamage) {
    self.init(empty: empty)
    try decode(&reader, within: limits) { (reader) throws(BinaryDamage) in
      try Element(decoding: &reader)
    }
  }
}

extension Bool: BinaryCoded {
  package func encode(into writer: inout BinaryWriter) { writer.bool(self) }
  package init(decoding reader: inout BinaryReader) throws(BinaryDamage) {
    self = try reader.bool()
  }
}

extension Int64: BinaryCoded {
  package func encode(into writer: inout BinaryWriter) { writer.signed(self) }
  package init(decoding reader: inout BinaryReader) throws(BinaryDamage) {
    self = try reader.signed()
  }
}

extension Counts: BinaryCoded {
  /// No bucket of one objective holds more events: of as many buckets as there are, the sum is far
  /// from the ends of 64 bits.
  static let mostEvents: Int64 = 1 << 52

  package func encode(into writer: inout BinaryWriter) {
    writer.unsigned(UInt64(good))
    writer.unsigned(UInt64(unjudged))
    // Most buckets have failures of no origin, and those that have any of one.
    let present = failed.indices.filter { failed[$0] != 0 }
    writer.byte(present.reduce(0) { $0 | 1 << UInt8($1) })
    for index in present { writer.unsigned(UInt64(failed[index])) }
  }

  package init(decoding reader: inout BinaryReader) throws(BinaryDamage) {
    self.init()
    good = try reader.whole(upTo: Counts.mostEvents)
    unjudged = try reader.whole(upTo: Counts.mostEvents)
    let present = try reader.byte()
    guard present < 16 else { throw reader.damage("failures of origins that there are not") }
    for index in failed.indices where present & 1 << UInt8(index) != 0 {
      failed[index] = try reader.whole(upTo: Counts.mostEvents)
    }
  }
}

extension Presence {
  /// Writes when there were events.
  package func encode(into writer: inout BinaryWriter) {
    series.encode(series.buckets, into: &writer, isEmpty: { $0.first == .max }) { writer, span in
      writer.signed(span.first)
      writer.unsigned(UInt64(bitPattern: span.last &- span.first))
    }
  }

  /// What `encode` wrote.
  package init(
    decoding reader: inout BinaryReader, within limits: Range<Int>
  ) throws(BinaryDamage) {
    self.init()
    try series.decode(&reader, within: limits) { (reader) throws(BinaryDamage) in
      let first = try reader.signed()
      let last = first &+ Int64(bitPattern: try reader.unsigned())
      guard first <= last else { throw reader.damage("a last event before the first") }
      return Span(first: first, last: last)
    }
  }
}
