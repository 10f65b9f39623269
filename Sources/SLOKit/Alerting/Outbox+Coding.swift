// The outbox as bytes, for the checkpoint: everything that outlasts a restart. Waits and what was on
// its way do not: after a restart each receiver is tried at once, with the same keys.

extension Outbox {
  /// The version of the form below.
  private static let version: UInt8 = 1

  /// The outbox as bytes.
  package func encoded() -> [UInt8] {
    var writer = BinaryWriter()
    writer.byte(Self.version)
    writer.array(queues) { writer, queue in queue.encode(into: &writer) }
    return writer.bytes
  }

  /// The outbox that `encoded()` wrote as `bytes`, with nothing held and nothing on its way.
  ///
  /// - Parameter limit: How many news a receiver may have waiting or standing.
  /// - Throws: What is wrong with the bytes, and where.
  package init(decoding bytes: [UInt8], limit: Int = 1000) throws(BinaryDamage) {
    self.init([], limit: limit)
    var reader = BinaryReader(bytes)
    let version = try reader.byte()
    guard version == Self.version else {
      throw reader.damage("an outbox of version \(version), wanted \(Self.version)")
    }
    queues = try reader.array { (reader) throws(BinaryDamage) in
      try OutboxQueue(from: &reader)
    }
    try reader.expectEnd()
  }
}

extension OutboxQueue {
  fileprivate func encode(into writer: inout BinaryWriter) {
    writer.text(receiver)
    writer.bool(isReminded)
    writer.array(waiting) { writer, item in
      item.notice.encode(into: &writer)
      writer.int(item.refusals)
    }
    writer.array(standing) { writer, notice in notice.encode(into: &writer) }
    for count in [told, merged, dropped, refused] { writer.unsigned(UInt64(max(0, count))) }
  }

  fileprivate init(from reader: inout BinaryReader) throws(BinaryDamage) {
    self.init(receiver: try reader.string(), isReminded: try reader.bool())
    waiting = try reader.array { (reader) throws(BinaryDamage) in
      Waiting(
        notice: try AlertNotice(from: &reader), isHeld: false,
        refusals: try reader.int(in: 0...Self.mostRefusals))
    }
    standing = try reader.array { (reader) throws(BinaryDamage) in
      try AlertNotice(from: &reader)
    }
    told = try reader.whole()
    merged = try reader.whole()
    dropped = try reader.whole()
    refused = try reader.whole()
  }
}

extension AlertNotice {
  fileprivate func encode(into writer: inout BinaryWriter) {
    func write(_ words: [Labelled], to writer: inout BinaryWriter) {
      writer.array(words) { writer, word in
        writer.text(word.name)
        writer.text(word.value)
      }
    }
    writer.text(id)
    writer.text(phase.rawValue)
    writer.text(severity.rawValue)
    writer.signed(startsAt.nanoseconds)
    writer.optional(endsAt) { writer, instant in writer.signed(instant.nanoseconds) }
    writer.text(json)
    write(labels, to: &writer)
    write(annotations, to: &writer)
  }

  fileprivate init(from reader: inout BinaryReader) throws(BinaryDamage) {
    func words(_ reader: inout BinaryReader) throws(BinaryDamage) -> [Labelled] {
      try reader.array(ofAtLeast: 2) { (reader) throws(BinaryDamage) in
        Labelled(name: try reader.string(), value: try reader.string())
      }
    }
    let id = try reader.string()
    guard let phase = AlertPhase(rawValue: try reader.string()) else {
      throw reader.damage("an alert in a state that is none")
    }
    guard let severity = Severity(rawValue: try reader.string()) else {
      throw reader.damage("an alert of a severity that is none")
    }
    self.init(
      id: id, phase: phase, severity: severity,
      startsAt: Timestamp(nanoseconds: try reader.signed()),
      endsAt: try reader.optional { (reader) throws(BinaryDamage) in
        Timestamp(nanoseconds: try reader.signed())
      }, json: try reader.string(), labels: try words(&reader), annotations: try words(&reader))
  }
}
