// Which format lines are in: the one in which nearly all of them can be read. The strict ones are
// tried first, since anything at all is a line of CSV.

extension EventFormat {
  /// How many lines are looked at.
  private static let looks = 1000

  /// The format of `sample`; nil where four of five lines are of none.
  package static func guessed(from sample: EventSample) -> EventFormat? {
    let lines = sample.lines.prefix(looks)
    guard let first = lines.first else { return nil }
    let needed = max(1, lines.count * 4 / 5)
    if lines.count(where: isJSON) >= needed { return .ndjson }
    if lines.count(where: isAccessLog) >= needed { return .combined }
    if lines.count(where: isLogfmt) >= needed { return .logfmt }
    guard let columns = columns(of: first), columns >= 2, lines.count > 1 else { return nil }
    // A record that spans lines is no trouble for the reader, and rare.
    let records = lines.dropFirst()
    let matching = records.count { EventFormat.columns(of: $0) == columns }
    return matching >= max(1, records.count * 4 / 5) ? .csv : nil
  }

  private static func isJSON(_ line: [UInt8]) -> Bool {
    guard line.first(where: { $0 > 0x20 }) == UInt8(ascii: "{") else { return false }
    var scanner = JSONScanner(paths: FieldPaths())
    var fields = EventFields(count: 0)
    return (try? unsafe scanner.scan(line.span.bytes, in: line.span.bytes, into: &fields)) != nil
  }

  private static func isAccessLog(_ line: [UInt8]) -> Bool {
    var scanner = AccessLogScanner(paths: FieldPaths())
    var fields = EventFields(count: 0)
    return (try? unsafe scanner.scan(line.span.bytes, into: &fields)) != nil
  }

  /// Whether `line` is pairs, more of them than words without a value: prose has those.
  private static func isLogfmt(_ line: [UInt8]) -> Bool {
    var (pairs, words) = (0, 0)
    var decoded: [UInt8] = []
    let isRead: Void? = try? unsafe LogfmtScanner.forEachPair(
      of: line.span.bytes, decoded: &decoded
    ) {
      if $1.kind == .true { words += 1 } else { pairs += 1 }
    }
    return isRead != nil && pairs >= 2 && pairs > words
  }

  /// How many cells `line` has as a record of CSV; nil where it is none.
  private static func columns(of line: [UInt8]) -> Int? {
    (try? unsafe CSVScanner.names(inHeader: line.span.bytes))?.count
  }
}
