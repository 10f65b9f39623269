// Why a line is not an event. A malformed line is data, not a failure: it is counted by its reason,
// one of each is kept to be shown, and reading goes on.

/// Why a line was refused, and where.
package struct Malformed: Error, Equatable, Sendable {
  /// What is wrong, in the words that a person reads.
  package enum Reason: UInt8, CaseIterable, Sendable {
    // any format
    case lineTooLong
    case notUTF8
    // any format with \u escapes
    case unicodeEscape
    case loneSurrogate
    // JSON
    case notAnObject
    case jsonEndsEarly
    case jsonValue
    case jsonKey
    case jsonColon
    case jsonObjectGoesOn
    case jsonArrayGoesOn
    case jsonTrailing
    case jsonNumber
    case jsonLiteral
    case jsonControlByte
    case jsonEscape
    case jsonTooDeep
    // logfmt
    case logfmtWithoutPair
    case logfmtWithoutKey
    case logfmtQuote
    case logfmtQuoteOpen
    case logfmtEscape
    // CSV
    case csvWithoutHeader
    case csvCellCount
    case csvQuote
    case csvQuoteOpen
    // the access log
    case accessLogTime
    case accessLogNames
    case accessLogRequestOpen
    case accessLogStatus
    // the event itself
    case timestampMissing
    case timestampUnreadable
    case timestampWithoutZone
    case timestampOutOfRange
    case weightNotWhole

    /// Said after "malformed: ".
    package var text: String {
      switch self {
      case .lineTooLong: "longer than the longest line allowed"
      case .notUTF8: "not UTF-8"
      case .notAnObject: "a JSON value, but not an object"
      case .jsonEndsEarly:
        "the line ends inside its JSON; cut off, or spread over several lines?"
      case .jsonValue: "no JSON value where one was wanted"
      case .jsonKey: "no key in double quotes where one was wanted"
      case .jsonColon: "no colon after the key"
      case .jsonObjectGoesOn: "neither a comma nor the object's closing brace after the value"
      case .jsonArrayGoesOn: "neither a comma nor the array's closing bracket after the value"
      case .jsonTrailing: "more text after the JSON value's end; two events on one line?"
      case .jsonNumber:
        "not a number of JSON: no leading zero or plus, digits on both sides of a point"
      case .jsonLiteral: "neither true nor false nor null"
      case .jsonControlByte:
        "a control byte inside a string, where JSON wants an escape such as \\n or \\u0000"
      case .jsonEscape: "a backslash in a string before what JSON has no escape for"
      case .unicodeEscape: "\\u without its four hexadecimal digits"
      case .loneSurrogate: "half of a surrogate pair, \\uD800 to \\uDFFF, without the other"
      case .jsonTooDeep: "nested more than 512 deep"
      case .logfmtWithoutPair: "no key=value pair in the line"
      case .logfmtWithoutKey: "no key before the equals sign"
      case .logfmtQuote: "a double quote that does not enclose a whole value"
      case .logfmtQuoteOpen: "a quoted value without its closing quote"
      case .logfmtEscape: "a backslash in a quoted value before what logfmt has no escape for"
      case .csvWithoutHeader: "the file has no readable header line to name its cells"
      case .csvCellCount: "not as many cells as the header line has"
      case .csvQuote: "a double quote that does not enclose a whole cell"
      case .csvQuoteOpen: "a quoted cell without its closing quote"
      case .accessLogTime: "no [time] before a quoted request, as access logs have"
      case .accessLogNames: "not client, ident and user before the [time]"
      case .accessLogRequestOpen: "the request lacks its closing quote"
      case .accessLogStatus: "no status of three digits after the request"
      case .timestampMissing: "no timestamp"
      case .timestampUnreadable: "the timestamp is not one"
      case .timestampWithoutZone: "the timestamp has no zone, and the config names none"
      case .timestampOutOfRange: "the timestamp lies outside 1678 to 2261"
      case .weightNotWhole: "the weight is not a whole number from 1 to 1000000000"
      }
    }
  }

  package let reason: Reason
  /// Offset in bytes from the line's first.
  package let offsetBytes: Int
  /// Where the reason is a count, what there was and what there should have been; else 0.
  package let foundCount: Int
  package let wantedCount: Int

  package init(_ reason: Reason, at offsetBytes: Int, found: Int = 0, wanted: Int = 0) {
    self.reason = reason
    self.offsetBytes = offsetBytes
    foundCount = found
    wantedCount = wanted
  }

  /// The reason with its counts, where it has any; said after "malformed: ".
  package var text: String {
    guard reason == .csvCellCount else { return reason.text }
    return "\(foundCount) cells, but the header line has \(wantedCount)"
  }
}
