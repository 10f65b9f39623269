// One line of any format in, the wanted fields out. A value of one of four kinds: an enum would have
// to take its scanner out and put it back for every line, and so copy its tables.

/// The scanner of one file's format.
package struct LineScanner: Sendable {
  private var json: JSONScanner?
  private var logfmt: LogfmtScanner?
  private var csv: CSVScanner?
  private var accessLog: AccessLogScanner?

  private init() {}

  /// Scans NDJSON.
  package static func json(_ scanner: JSONScanner) -> LineScanner {
    var result = LineScanner()
    result.json = scanner
    return result
  }

  /// Scans logfmt.
  package static func logfmt(_ scanner: LogfmtScanner) -> LineScanner {
    var result = LineScanner()
    result.logfmt = scanner
    return result
  }

  /// Scans CSV, of which the first line is its header.
  package static func csv(_ scanner: CSVScanner) -> LineScanner {
    var result = LineScanner()
    result.csv = scanner
    return result
  }

  /// Scans access logs in the common or combined format.
  package static func combined(_ scanner: AccessLogScanner) -> LineScanner {
    var result = LineScanner()
    result.accessLog = scanner
    return result
  }

  /// Whether the first line names the cells and is for `readHeader`.
  package var hasHeader: Bool { csv != nil }

  /// Reads the names of the cells, where the format has a header.
  package mutating func readHeader(_ line: RawSpan) throws(Malformed) {
    try csv?.readHeader(line)
  }

  /// Reads one line. Where it throws, `fields` holds nothing of use.
  package mutating func scan(_ line: RawSpan, into fields: inout EventFields) throws(Malformed) {
    try scan(line, in: line, into: &fields)
  }

  /// Reads one line, which `window` begins with. Where it throws, `fields` holds nothing of use.
  package mutating func scan(
    _ line: RawSpan, in window: RawSpan, into fields: inout EventFields
  ) throws(Malformed) {
    if json != nil {
      try json?.scan(line, in: window, into: &fields)
    } else if accessLog != nil {
      try accessLog?.scan(line, into: &fields)
    } else if logfmt != nil {
      try logfmt?.scan(line, in: window, into: &fields)
    } else {
      try csv?.scan(line, into: &fields)
    }
  }
}
