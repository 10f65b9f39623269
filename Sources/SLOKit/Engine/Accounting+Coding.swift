// Where every line went, and the events that wait, as bytes.

extension Accounting: BinaryCoded {
  /// No count is higher.
  static let most: Int64 = 1 << 56

  package func encode(into writer: inout BinaryWriter) {
    for count in [
      lines, blank, headers, malformed, specimens, events, duplicates, future, late, judged,
      duplicateKeys,
    ] { writer.unsigned(UInt64(max(0, count))) }
    writer.array(unreadable) {
      $0.text($1.path)
      $0.text($1.reason)
    }
    writer.array(malformedReasons) { writer, reason in
      writer.optional(reason.kind) { $0.byte($1.rawValue) }
      writer.text(reason.reason)
      writer.unsigned(UInt64(max(0, reason.count)))
      writer.text(reason.file)
      writer.int(reason.line)
      writer.int(reason.column)
      writer.text(reason.text)
    }
  }

  package init(decoding reader: inout BinaryReader) throws(BinaryDamage) {
    self.init()
    lines = try reader.whole(upTo: Accounting.most)
    blank = try reader.whole(upTo: Accounting.most)
    headers = try reader.whole(upTo: Accounting.most)
    malformed = try reader.whole(upTo: Accounting.most)
    specimens = try reader.whole(upTo: Accounting.most)
    events = try reader.whole(upTo: Accounting.most)
    duplicates = try reader.whole(upTo: Accounting.most)
    future = try reader.whole(upTo: Accounting.most)
    late = try reader.whole(upTo: Accounting.most)
    judged = try reader.whole(upTo: Accounting.most)
    duplicateKeys = try reader.whole(upTo: Accounting.most)
    unreadable = try reader.array(ofAtLeast: 2) { (reader) throws(BinaryDamage) in
      UnreadableInput(path: try reader.string(), reason: try reader.string())
    }
    malformedReasons = try reader.array(ofAtLeast: 7) { (reader) throws(BinaryDamage) in
      let kind = try reader.optional { (reader) throws(BinaryDamage) in try reader.byte() }
      return MalformedLines(
        kind: kind.flatMap { Malformed.Reason(rawValue: $0) }, reason: try reader.string(),
        count: try reader.whole(upTo: Accounting.most), file: try reader.string(),
        line: try reader.int(), column: try reader.int(), text: try reader.text())
    }
  }
}

extension HeldEvents {
  func encode(into writer: inout BinaryWriter) {
    writer.unsigned(UInt64(refusedCount))
    writer.array(events) { writer, held in
      writer.signed(held.event.head.instant.nanoseconds)
      writer.unsigned(UInt64(held.event.head.weight))
      writer.text(held.event.place.file)
      writer.int(held.event.place.line)
      writer.array(held.event.outcomes) { $0.byte($1.code) }
      writer.array(held.keys) { $0.optional($1) { $0.text($1) } }
      writer.optional(held.route) { $0.text($1) }
      writer.optional(held.event.trace) { $0.text($1) }
    }
  }

  init(
    decoding reader: inout BinaryReader, objectives: Int, keys: Int
  ) throws(BinaryDamage) {
    let refused = try reader.whole(upTo: Accounting.most)
    let events = try reader.array(ofAtLeast: 8) { (reader) throws(BinaryDamage) in
      let instant = Timestamp(nanoseconds: try reader.signed())
      let weight = try reader.whole(upTo: 1_000_000_000)
      let file = try reader.string()
      let place = EventPlace(file: file, line: try reader.int())
      let outcomes = try reader.array { (reader) throws(BinaryDamage) in
        guard let outcome = Outcome(code: try reader.byte()) else {
          throw reader.damage("no outcome")
        }
        return outcome
      }
      let texts = try reader.array { (reader) throws(BinaryDamage) in
        try reader.optional { (reader) throws(BinaryDamage) in try reader.text() }
      }
      let route = try reader.optional { (reader) throws(BinaryDamage) in try reader.text() }
      guard outcomes.count == objectives, texts.count == keys, weight > 0 else {
        throw reader.damage("an event of other objectives")
      }
      var event = JudgedEvent(
        head: EventHead(instant: instant, weight: weight), place: place, outcomes: outcomes,
        keys: [])
      event.trace = try reader.optional { (reader) throws(BinaryDamage) in try reader.text() }
      return Event(event: event, keys: texts, route: route)
    }
    self.init(events, refusedCount: refused)
  }
}

extension Outcome {
  /// A number that stays the same.
  fileprivate var code: UInt8 {
    switch self {
    case .unmatched: 0
    case .excluded: 1
    case .good: 2
    case .unjudged: 3
    case .failed(let origin): 4 + UInt8(origin.rawValue)
    }
  }

  fileprivate init?(code: UInt8) {
    switch code {
    case 0: self = .unmatched
    case 1: self = .excluded
    case 2: self = .good
    case 3: self = .unjudged
    default:
      guard let origin = Origin(rawValue: Int(code) - 4) else { return nil }
      self = .failed(origin)
    }
  }
}
