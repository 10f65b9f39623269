// Exemplars, and the pairs that are counted by two fields, as bytes.

extension ExemplarLog.Files {
  func encode(into writer: inout BinaryWriter) { writer.array(names) { $0.text($1) } }

  init(decoding reader: inout BinaryReader) throws(BinaryDamage) {
    for _ in 0..<(try reader.count()) {
      let (name, expected) = (try reader.string(), names.count)
      guard number(of: name) == Int32(expected) else {
        throw reader.damage("a file that stands there twice")
      }
    }
  }
}

extension ExemplarLog.Entry {
  func encode(into writer: inout BinaryWriter) {
    writer.signed(instant.nanoseconds)
    writer.unsigned(UInt64(file))
    writer.int(line)
    writer.optional(trace) { $0.text($1) }
  }

  init(
    decoding reader: inout BinaryReader, _ files: ExemplarLog.Files
  ) throws(BinaryDamage) {
    let instant = Timestamp(nanoseconds: try reader.signed())
    let file = try reader.whole(upTo: Int64(files.names.count) - 1)
    let line = try reader.int()
    self.init(
      instant: instant, file: Int32(file), line: line,
      trace: try reader.optional { (reader) throws(BinaryDamage) in try reader.text() })
  }
}

extension ExemplarLog {
  /// Writes all of them.
  package func encode(into writer: inout BinaryWriter) {
    files.encode(into: &writer)
    series.encode(series.buckets, into: &writer, isEmpty: \.isEmpty) { writer, entries in
      writer.array(entries) { $1.encode(into: &$0) }
    }
  }

  /// What `encode` wrote.
  package init(
    decoding reader: inout BinaryReader, within limits: Range<Int>
  ) throws(BinaryDamage) {
    self.init()
    let files = try Files(decoding: &reader)
    self.files = files
    try series.decode(&reader, within: limits) { (reader) throws(BinaryDamage) in
      let entries = try reader.array(ofAtLeast: 4) { (reader) throws(BinaryDamage) in
        try Entry(decoding: &reader, files)
      }
      guard entries.count <= ExemplarLog.perBucket else {
        throw reader.damage("\(entries.count) exemplars of a bucket")
      }
      return entries
    }
  }
}

extension KeyExemplarLog {
  /// Writes all of them.
  package func encode(into writer: inout BinaryWriter) {
    files.encode(into: &writer)
    series.encode(series.buckets, into: &writer, isEmpty: \.entries.isEmpty) { writer, page in
      writer.array(page.kept) {
        $0.unsigned(UInt64($1.key))
        $1.exemplar.encode(into: &$0)
      }
    }
  }

  /// What `encode` wrote.
  package init(
    decoding reader: inout BinaryReader, within limits: Range<Int>
  ) throws(BinaryDamage) {
    self.init()
    let files = try ExemplarLog.Files(decoding: &reader)
    self.files = files
    try series.decode(&reader, within: limits) { (reader) throws(BinaryDamage) in
      var page = Page()
      page.entries = try reader.array(ofAtLeast: 5) { (reader) throws(BinaryDamage) in
        let key = Int(try reader.whole(upTo: Int64(KeyLog.mostKeys)))
        return Entry(key: key, exemplar: try ExemplarLog.Entry(decoding: &reader, files))
      }
      return page
    }
  }
}

extension KeyPairTable: BinaryCoded {
  package func encode(into writer: inout BinaryWriter) {
    writer.array(pairs) {
      $0.unsigned(UInt64($1.x))
      $0.unsigned(UInt64($1.y))
    }
  }

  package init(decoding reader: inout BinaryReader) throws(BinaryDamage) {
    self.init()
    for _ in 0..<(try reader.count(ofAtLeast: 2)) {
      let key = Int(try reader.whole(upTo: Int64(KeyLog.mostKeys)))
      let value = Int(try reader.whole(upTo: Int64(KeyLog.mostKeys)))
      let expected = pairs.count
      guard number(of: key, with: value) == expected else {
        throw reader.damage("a pair that stands there twice")
      }
    }
  }

  /// How many pairs there are.
  package var count: Int { pairs.count }

  /// Whether all pairs are of keys below `keys` and values below `values`.
  package func areOf(keys: Int, values: Int) -> Bool {
    pairs.allSatisfy { $0.x < keys && $0.y < values }
  }
}
