// One line of any format in, the wanted fields out. A value of one of four kinds: an enum would have
// to take its scanner out and put it back for every line, and so copy its tables.

/// The scanner of one file's format.
package struct LineScanner: LayoutScanner, Sendable {
  private enum Format {
    case json, logfmt, csv, accessLog
  }

  private let format: Format
  private var json: JSONScanner?
  private var logfmt: LogfmtScanner?
  private var csv: CSVScanner?
  private var accessLog: AccessLogScanner?

  private init(_ format: Format) { self.format = format }

  /// Scans NDJSON.
  package static func json(_ scanner: JSONScanner) -> LineScanner {
    var result = LineScanner(.json)
    result.json = scanner
    return result
  }

  /// Scans logfmt.
  package static func logfmt(_ scanner: LogfmtScanner) -> LineScanner {
    var result = LineScanner(.logfmt)
    result.logfmt = scanner
    return result
  }

  /// Scans CSV, of which the first line is its header.
  package static func csv(_ scanner: CSVScanner) -> LineScanner {
    var result = LineScanner(.csv)
    result.csv = scanner
    return result
  }

  /// Scans access logs in the common or combined format.
  package static func combined(_ scanner: AccessLogScanner) -> LineScanner {
    var result = LineScanner(.accessLog)
    result.accessLog = scanner
    return result
  }

  /// Whether the first line names the cells and is for `readHeader`.
  package var hasHeader: Bool { csv != nil }

  /// Reads the names of the cells, where the format has a header.
  package mutating func readHeader(_ line: RawSpan) throws(Malformed) {
    try csv?.readHeader(line)
  }

  @inline(__always)
  package mutating func scanAhead(_ window: RawSpan, into fields: inout EventFields) -> Int? {
    switch format {
    case .json: json?.scanAhead(window, into: &fields)
    case .logfmt: logfmt?.scanAhead(window, into: &fields)
    case .csv, .accessLog: nil
    }
  }

  package mutating func scanMissed(
    _ line: RawSpan, into fields: inout EventFields
  ) throws(Malformed) {
    switch format {
    case .json: try json?.scanMissed(line, into: &fields)
    case .logfmt: try logfmt?.scanMissed(line, into: &fields)
    case .csv, .accessLog: try scan(line, into: &fields)
    }
  }

  package mutating func scan(_ line: RawSpan, into fields: inout EventFields) throws(Malformed) {
    switch format {
    case .json: try json?.scan(line, into: &fields)
    case .logfmt: try logfmt?.scan(line, into: &fields)
    case .csv: try csv?.scan(line, into: &fields)
    case .accessLog: try accessLog?.scan(line, into: &fields)
    }
  }
}
