// Records for spreadsheets. A record is always one line (RFC 4180 allows more, many readers do not);
// cells that a log brought come encoded, so that none is a formula.

/// CSV from cells.
enum CSVRecords {
  /// A header and its records, each ending with CR LF, as RFC 4180 has them.
  static func text(of records: [[String]]) -> String {
    records.reduce(into: "") { $0 += $1.joined(separator: ",") + "\r\n" }
  }
}
