// Logs by key, their tables and what slides over them, as bytes: in pieces, so that none is long in
// the making however many keys there are.

extension KeyLog {
  /// About how long a piece is, in bytes.
  private static let pieceBytes = 1 << 18

  /// The buckets of each piece; there is always one.
  package var pieces: [Range<Int>] {
    var pieces: [Range<Int>] = []
    var start = buckets.lowerBound
    var bytes = 0
    series.forEach(in: buckets) { bucket, page in
      bytes += page.packed.bytes.count + page.entries.count * 4
      guard bytes >= KeyLog.pieceBytes else { return }
      pieces.append(start..<(bucket + 1))
      start = bucket + 1
      bytes = 0
    }
    return pieces + [start..<buckets.upperBound]
  }

  /// Writes the buckets of `piece`.
  package func encode(_ piece: Range<Int>, into writer: inout BinaryWriter) {
    series.encode(piece, into: &writer, isEmpty: \.isEmpty) { writer, page in
      let packed = page.entries.isEmpty ? page.packed : PackedEntries(page.merged)
      writer.unsigned(UInt64(packed.count))
      writer.text(packed.bytes)
    }
  }

  /// Adds the buckets of a piece, which lie in `limits` and whose keys are below `keyCount`.
  package mutating func decode(
    _ reader: inout BinaryReader, within limits: Range<Int>, keyCount: Int
  ) throws(BinaryDamage) {
    try series.decode(&reader, within: limits) { (reader) throws(BinaryDamage) in
      let count = try reader.count(ofAtLeast: 1)
      let bytes = try reader.text()
      var page = Page()
      page.packed = try PackedEntries(checking: bytes, count: count, keyCount: keyCount, reader)
      return page
    }
  }
}

extension KeyTable {
  /// How many keys a piece has.
  private static let pieceKeys = 1 << 13

  /// The keys of each piece.
  package var pieces: [Range<Int>] {
    stride(from: 0, to: count, by: KeyTable.pieceKeys).map {
      $0..<min(count, $0 + KeyTable.pieceKeys)
    }
  }

  /// Writes the keys of `piece`.
  package func encode(_ piece: Range<Int>, into writer: inout BinaryWriter) {
    writer.array(piece) { $0.text(self[$1]) }
  }

  /// Adds the keys of a piece, which are all new.
  package mutating func decode(_ reader: inout BinaryReader) throws(BinaryDamage) {
    for _ in 0..<(try reader.count()) {
      let key = try reader.text()
      let expected = count
      guard self.key(of: key, upTo: .max) == .number(expected) else {
        throw reader.damage("a key that stands there twice")
      }
    }
  }
}

extension KeyedCounts {
  /// Writes what is neither the log nor follows from it.
  package func encodeRest(into writer: inout BinaryWriter) {
    unkeyed.encode(into: &writer, without: 0)
    pastLimit.encode(into: &writer, without: 0)
    writer.array(firstBuckets) { $0.int($1) }
  }

  /// What `encodeRest` wrote; the log comes behind.
  package init(
    decodingRest reader: inout BinaryReader, within limits: Range<Int>, keyCount: Int
  ) throws(BinaryDamage) {
    func counts(_ reader: inout BinaryReader) throws(BinaryDamage) -> BucketSeries<Int64> {
      var series = BucketSeries<Int64>(empty: 0)
      try series.decode(&reader, within: limits) { (reader) throws(BinaryDamage) in
        let count = try reader.signed()
        guard (0...Counts.mostEvents).contains(count) else {
          throw reader.damage("\(count) events in a bucket")
        }
        return count
      }
      return series
    }
    let unkeyed = try counts(&reader)
    let pastLimit = try counts(&reader)
    let firsts = try reader.array { (reader) throws(BinaryDamage) in try reader.int() }
    guard firsts.count <= keyCount else { throw reader.damage("first events of unknown keys") }
    self.init(unkeyed: unkeyed, pastLimit: pastLimit, firstBuckets: firsts)
  }
}

extension DuplicateFilter {
  /// How many ids a piece has.
  private static let pieceIDs = 1 << 13

  /// Writes what the filter is, without its ids.
  package func encode(into writer: inout BinaryWriter) {
    writer.fixed64(seeds.0)
    writer.fixed64(seeds.1)
    writer.unsigned(UInt64(horizon))
    writer.unsigned(UInt64(forgottenCount))
    writer.unsigned(UInt64(quanta.count))
  }

  /// What writes each quantum's ids.
  package var pieces: [@Sendable (inout BinaryWriter) -> Void] {
    quanta.sorted { $0.key < $1.key }.map { _, ids in
      { writer in
        writer.unsigned(UInt64(ids.count))
        ids.forEach { id in
          writer.fixed64(id.first)
          writer.fixed64(id.second)
          writer.fixed64(UInt64(bitPattern: id.instant))
        }
      }
    }
  }

  /// The filter that was written, its ids in the pieces behind it.
  package init(
    decoding reader: inout BinaryReader, mostIDs: Int
  ) throws(BinaryDamage) {
    let seeds = (try reader.fixed64(), try reader.fixed64())
    let horizon = try reader.whole(upTo: Int64.max / 4)
    let forgotten = try reader.whole()
    self.init(
      horizon: TimeSpan(nanoseconds: horizon), mostIDs: mostIDs, seeds: seeds,
      forgottenCount: forgotten)
    for _ in 0..<(try reader.count()) {
      for _ in 0..<(try reader.count(ofAtLeast: 24)) {
        let id = KeptIDs.ID(
          first: try reader.fixed64(), second: try reader.fixed64(),
          instant: Int64(bitPattern: try reader.fixed64()))
        guard id.instant != .min else { throw reader.damage("an id without an instant") }
        insert(id)
      }
    }
  }
}
