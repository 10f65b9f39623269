// The newest instant before a time that moves on, where some instants lie ahead of that time: those
// are kept by bucket until it has come.

/// The newest of the instants that were noted.
package struct NewestInstant: Sendable {
  private var settled: Timestamp?
  /// The newest instant of each bucket that lies ahead; few, since nothing lies far ahead.
  private var ahead: [Int: Timestamp] = [:]

  package init() {}

  /// Notes `instant`, which is in `bucket`; buckets from `end` on lie ahead.
  package mutating func note(_ instant: Timestamp, bucket: Int, end: Int) {
    if bucket < end {
      settled = max(settled ?? instant, instant)
    } else {
      ahead[bucket] = max(ahead[bucket] ?? instant, instant)
    }
  }

  /// Moves on to the end of the bucket before `end`.
  package mutating func advance(to end: Int) {
    for (bucket, instant) in ahead where bucket < end {
      settled = max(settled ?? instant, instant)
      ahead[bucket] = nil
    }
  }

  /// The newest instant that does not lie ahead.
  package var value: Timestamp? { settled }
}

extension NewestInstant: BinaryCoded {
  package func encode(into writer: inout BinaryWriter) {
    writer.optional(settled) { $0.signed($1.nanoseconds) }
    writer.array(ahead.sorted { $0.key < $1.key }) {
      $0.int($1.key)
      $0.signed($1.value.nanoseconds)
    }
  }

  package init(decoding reader: inout BinaryReader) throws(BinaryDamage) {
    settled = try reader.optional { (reader) throws(BinaryDamage) in
      Timestamp(nanoseconds: try reader.signed())
    }
    for _ in 0..<(try reader.count(ofAtLeast: 2)) {
      let bucket = try reader.int()
      ahead[bucket] = Timestamp(nanoseconds: try reader.signed())
    }
  }
}
