// One line → one event: the instant it happened, how many requests it stands for, and the wanted
// fields. A decoder belongs to one file, whose CSV header it remembers. Whatever cannot be an event
// is refused with the reason and the place; nothing is guessed.

/// When an event happened and how many requests it stands for.
package struct EventHead: Sendable, Equatable {
  package let instant: Timestamp
  package let weight: Int64
}

/// Turns the lines of one file into events.
package struct EventDecoder: Sendable {
  /// The fields of the event decoded last.
  package private(set) var fields: EventFields
  private var scanner: LineScanner
  private let timestamp: EventField?
  private let weight: EventField?
  private let timestampUnit: TimeUnit?
  private let zone: Zone?
  private let isAccessLogTime: Bool
  private var minute = RecentMinute()
  /// What `readAhead` found about the line that is decoded next.
  private enum Ahead {
    case nothing, isRead, isMissed
  }

  private var ahead = Ahead.nothing
  /// Whether the next line names the cells, and is no event.
  package private(set) var awaitsHeader: Bool

  /// A decoder of `format` for the paths and roles of `plan`, to which it adds the roles it needs.
  package init(format: EventFormat, plan: inout FieldPlan) {
    timestamp = plan.field(of: .timestamp)
    weight = plan.field(of: .weight)
    let mapping = plan.mappings[.timestamp]
    timestampUnit = mapping?.unit
    zone = mapping?.zone
    isAccessLogTime = format == .combined && mapping?.paths == ["time"]
    awaitsHeader = format == .csv
    fields = EventFields(count: plan.paths.count)
    switch format {
    case .ndjson: scanner = .json(JSONScanner(paths: plan.paths))
    case .logfmt: scanner = .logfmt(LogfmtScanner(paths: plan.paths))
    case .csv: scanner = .csv(CSVScanner(paths: plan.paths))
    case .combined: scanner = .combined(AccessLogScanner(paths: plan.paths))
    }
  }

  /// What a line turned out to be.
  package enum Line: Sendable, Equatable {
    case blank
    case header
    case event(EventHead)
  }

  /// What is wrong with a line that was too long to be read; a header is then lost.
  package mutating func lineTooLong() -> Malformed {
    awaitsHeader = false
    ahead = .nothing
    return Malformed(.lineTooLong, at: 0)
  }

  /// Reads the line that `window` begins with if it is like earlier lines: its length without its
  /// newline. The line that is decoded next must be this one.
  ///
  /// - Parameter window: What `LineReader` hands out as one.
  package mutating func readAhead(_ window: RawSpan) -> Int? {
    let count = scanner.scanAhead(window, into: &fields)
    ahead = count == nil ? .isMissed : .isRead
    return count
  }

  /// Reads one line, without its newline.
  package mutating func decode(_ line: RawSpan) throws(Malformed) -> Line {
    try decode(line, in: line)
  }

  /// Reads one line, without its newline, which `window` begins with: what can be read behind the
  /// line makes reading it faster.
  package mutating func decode(_ line: RawSpan, in window: RawSpan) throws(Malformed) -> Line {
    let ahead = ahead
    self.ahead = .nothing
    if ahead != .isRead {
      if line.isBlank { return .blank }
      if awaitsHeader {
        awaitsHeader = false
        try scanner.readHeader(line)
        return .header
      }
      if ahead == .isMissed {
        try scanner.scanMissed(line, into: &fields)
      } else {
        try scanner.scan(line, in: window, into: &fields)
      }
    }
    let instant = try instant(in: line)
    // To be asked for a weight the decoder would be copied.
    return .event(EventHead(instant: instant, weight: weight == nil ? 1 : try weight(in: line)))
  }

  @inline(__always)
  private mutating func instant(in line: RawSpan) throws(Malformed) -> Timestamp {
    guard let value = timestamp?.value(in: fields), value.isPresent else {
      throw Malformed(.timestampMissing, at: 0)
    }
    if value.kind == .text, !value.isDecoded, !isAccessLogTime,
      let instant = minute.instant(ofRFC3339: line.extracting(value.start..<value.end))
    {
      return instant
    }
    return try instant(of: value, in: line)
  }

  @inline(never)
  private mutating func instant(
    of value: FieldValue, in line: RawSpan
  ) throws(Malformed) -> Timestamp {
    let offset = value.isDecoded ? 0 : value.start
    guard value.kind == .text || value.kind == .number else {
      throw Malformed(.timestampUnreadable, at: offset)
    }
    let isNumber = value.kind == .number
    do throws(TimestampProblem) {
      if !value.isDecoded {
        return try instant(of: line.extracting(value.start..<value.end), isNumber: isNumber)
      }
      let text = Array(fields.decoded[value.start..<value.end])
      return try unsafe instant(of: text.span.bytes, isNumber: isNumber)
    } catch {
      switch error {
      case .unreadable(let inside):
        throw Malformed(.timestampUnreadable, at: value.isDecoded ? 0 : offset + inside)
      case .withoutZone: throw Malformed(.timestampWithoutZone, at: offset)
      case .outOfRange: throw Malformed(.timestampOutOfRange, at: offset)
      }
    }
  }

  private mutating func instant(
    of text: RawSpan, isNumber: Bool
  ) throws(TimestampProblem) -> Timestamp {
    if isAccessLogTime { return try minute.parse(accessLog: text) }
    if isNumber || (timestampUnit != nil && DecimalNumber.isNumber(text)) {
      guard let timestampUnit else { throw .unreadable(offset: 0) }
      return try Timestamp.parse(
        epochNumber: text, nanosecondDigits: timestampUnit.nanosecondDigits)
    }
    return try minute.parse(rfc3339: text, zoneless: zone)
  }

  private func weight(in line: RawSpan) throws(Malformed) -> Int64 {
    guard let weight else { return 1 }
    let value = weight.value(in: fields)
    guard value.isPresent else { return 1 }
    if value.kind == .number || value.kind == .text {
      let whole = fields.withBytes(of: value, in: line) { DecimalNumber($0)?.wholeValue }
      if let whole, (1...1_000_000_000).contains(whole) { return whole }
    }
    throw Malformed(.weightNotWhole, at: value.isDecoded ? 0 : value.start)
  }
}

extension RawSpan {
  /// Whether nothing but spaces, tabs and carriage returns is in it.
  fileprivate var isBlank: Bool {
    for offset in 0..<byteCount {
      switch self[byte: offset] {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): continue
      default: return false
      }
    }
    return true
  }
}
