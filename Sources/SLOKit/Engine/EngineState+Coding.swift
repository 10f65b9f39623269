// An engine's state from bytes, which may be anything: what is read is checked against what it can be,
// so that whatever is counted from it afterwards stays inside its bounds.

extension EngineState {
  /// How far before the clock, and behind it, buckets may lie.
  private static let reachBack = TimeSpan.days(2000)
  private static let reachAhead = TimeSpan.days(400)

  func encodeHead(into writer: inout BinaryWriter) {
    writer.unsigned(UInt64(resolution.nanoseconds))
    writer.signed(clock.nanoseconds)
    writer.int(firstBucket)
    writer.optional(newestBucket) { $0.int($1) }
    accounting.encode(into: &writer)
    newestJudged.encode(into: &writer)
    alerts.encode(into: &writer)
    writer.array(keyReferences) { writer, reference in
      if case .role = reference { writer.bool(true) } else { writer.bool(false) }
      writer.text(reference.text)
    }
    writer.bool(filter != nil)
    writer.unsigned(UInt64(objectives.count))
    presence.encode(into: &writer)
  }

  init(decoding reader: inout BinaryReader) throws(BinaryDamage) {
    resolution = TimeSpan(nanoseconds: try reader.whole(upTo: TimeSpan.hours(1).nanoseconds))
    guard resolution >= .seconds(1) else { throw reader.damage("a resolution of \(resolution)") }
    clock = Timestamp(nanoseconds: try reader.signed())
    let buckets = Buckets(resolution: resolution)
    let limits =
      buckets.index(
        of: clock - EngineState.reachBack)..<buckets.index(
        of: clock + EngineState.reachAhead)
    func bucket(_ reader: inout BinaryReader) throws(BinaryDamage) -> Int {
      try reader.int(in: limits.lowerBound...max(limits.lowerBound, limits.upperBound - 1))
    }
    firstBucket = try bucket(&reader)
    newestBucket = try reader.optional(bucket)
    accounting = try Accounting(decoding: &reader)
    newestJudged = try NewestInstant(decoding: &reader)
    alerts = try AlertDesk(decoding: &reader)
    keyReferences = try reader.array(ofAtLeast: 2) { (reader) throws(BinaryDamage) in
      let isRole = try reader.bool()
      let text = try reader.string()
      guard isRole else { return .path(text) }
      guard let role = Role(rawValue: text) else { throw reader.damage("no role \(text)") }
      return .role(role)
    }
    let isFiltered = try reader.bool()
    let objectiveCount = try reader.count()
    presence = try Presence(decoding: &reader, within: limits)
    tables = []
    for _ in keyReferences { tables.append(try KeyTable(decodingPieces: &reader)) }
    routeTable = try KeyTable(decodingPieces: &reader)
    filter =
      isFiltered
      ? try DuplicateFilter(decoding: &reader, mostIDs: ContinuousEngine.mostIDs) : nil
    objectives = []
    let tables = tables
    for _ in 0..<objectiveCount {
      objectives.append(
        try ObjectiveState(
          decoding: &reader, within: limits, keyCounts: tables.map(\.count),
          routeCount: routeTable.count))
    }
    held = try HeldEvents(
      decoding: &reader, objectives: objectives.count, keys: keyReferences.count)
  }
}

extension KeyTable {
  /// The table whose pieces follow their number.
  fileprivate init(decodingPieces reader: inout BinaryReader) throws(BinaryDamage) {
    self.init()
    for _ in 0..<(try reader.count()) { try decode(&reader) }
  }
}

extension KeyFailures {
  func encode(into writer: inout BinaryWriter) {
    for pairs in [routes, customers] {
      writer.optional(pairs) { writer, history in
        history.pairs.encode(into: &writer)
        let pieces = history.log.pieces
        writer.array(pieces) { history.log.encode($1, into: &$0) }
      }
    }
    exemplars.encode(into: &writer)
  }

  /// What `encode` wrote.
  init(
    decoding reader: inout BinaryReader, within limits: Range<Int>
  ) throws(BinaryDamage) {
    func pairs(_ reader: inout BinaryReader) throws(BinaryDamage) -> KeyPairHistory {
      var history = KeyPairHistory()
      history.pairs = try KeyPairTable(decoding: &reader)
      history.log = try KeyLog(
        decodingPieces: &reader, within: limits, keyCount: history.pairs.count)
      return history
    }
    self.init()
    routes = try reader.optional(pairs)
    customers = try reader.optional(pairs)
    exemplars = try KeyExemplarLog(decoding: &reader, within: limits)
  }
}

extension KeyLog {
  /// The log whose pieces follow their number.
  fileprivate init(
    decodingPieces reader: inout BinaryReader, within limits: Range<Int>, keyCount: Int
  ) throws(BinaryDamage) {
    self.init()
    for _ in 0..<(try reader.count()) {
      try decode(&reader, within: limits, keyCount: keyCount)
    }
  }
}

extension ObjectiveState {
  func encodeHead(into writer: inout BinaryWriter) {
    writer.text(name)
    definition.encode(into: &writer)
    for count in [unmatched, excluded, matched] { writer.unsigned(UInt64(count)) }
    newestHeard.encode(into: &writer)
    writer.optional(firstMatched) { $0.signed($1.nanoseconds) }
    writer.bool(specimens != nil)
    writer.bool(routes != nil)
    writer.array(keyed) { $0.unsigned(UInt64($1.field)) }
  }

  func encodeSeries(into writer: inout BinaryWriter) {
    counts.encode(into: &writer, without: .zero)
    specimens?.encode(into: &writer, without: .zero)
    heard.encode(into: &writer, without: false)
    badExemplars.encode(into: &writer)
    excusedExemplars.encode(into: &writer)
    standing.encode(into: &writer)
    writer.optional(keyFailures) { $1.encode(into: &$0) }
  }

  init(
    decoding reader: inout BinaryReader, within limits: Range<Int>, keyCounts: [Int],
    routeCount: Int
  ) throws(BinaryDamage) {
    name = try reader.string()
    definition = try ObjectiveDefinition(decoding: &reader)
    unmatched = try reader.whole(upTo: Accounting.most)
    excluded = try reader.whole(upTo: Accounting.most)
    matched = try reader.whole(upTo: Accounting.most)
    newestHeard = try NewestInstant(decoding: &reader)
    firstMatched = try reader.optional { (reader) throws(BinaryDamage) in
      Timestamp(nanoseconds: try reader.signed())
    }
    let isWeighted = try reader.bool()
    let hasRoutes = try reader.bool()
    let fields = try reader.array { (reader) throws(BinaryDamage) in
      Int(try reader.whole(upTo: Int64(max(0, keyCounts.count - 1))))
    }
    guard keyCounts.isEmpty ? fields.isEmpty : Set(fields).count == fields.count else {
      throw reader.damage("a field that is counted by twice")
    }
    counts = try BucketSeries(decoding: &reader, empty: .zero, within: limits)
    specimens =
      isWeighted ? try BucketSeries(decoding: &reader, empty: .zero, within: limits) : nil
    heard = try BucketSeries(decoding: &reader, empty: false, within: limits)
    badExemplars = try ExemplarLog(decoding: &reader, within: limits)
    excusedExemplars = try ExemplarLog(decoding: &reader, within: limits)
    standing = try AlertStanding(decoding: &reader)
    keyFailures = try reader.optional { (reader) throws(BinaryDamage) in
      try KeyFailures(
        decoding: &reader, within: limits)
    }
    keyed = []
    for field in fields {
      var counts = try KeyedCounts(
        decodingRest: &reader, within: limits, keyCount: keyCounts[field])
      counts.log = try KeyLog(
        decodingPieces: &reader, within: limits, keyCount: keyCounts[field])
      keyed.append((field, counts))
    }
    routes =
      hasRoutes
      ? try KeyLog(decodingPieces: &reader, within: limits, keyCount: routeCount) : nil
  }
}
