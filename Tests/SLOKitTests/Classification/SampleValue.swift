// Values that fields of events may have, each known as what it is without asking the code: as the
// JSON that is written into a line, as a number where it is one, as a text.

import Foundation

@testable import SLOKit

/// A field's value.
enum SampleValue: Equatable {
  case absent
  case null
  case bool(Bool)
  /// A number as it is written, and its value.
  case number(String, Decimal)
  /// A text that is no number.
  case text(String)
  /// A text that is one.
  case numericText(String, Decimal)
  case container(String)

  /// As JSON writes it; nil where there is nothing to write.
  var json: String? {
    switch self {
    case .absent: nil
    case .null: "null"
    case .bool(let value): "\(value)"
    case .number(let text, _): text
    case .text(let text), .numericText(let text, _): "\"\(text)\""
    case .container(let json): json
    }
  }

  var number: Decimal? {
    switch self {
    case .number(_, let value), .numericText(_, let value): value
    default: nil
    }
  }

  /// What `like` and its kin look at; nil where they cannot know.
  var plainText: String? {
    switch self {
    case .absent, .null, .container: nil
    case .bool(let value): "\(value)"
    case .number(let text, _), .text(let text), .numericText(let text, _): text
    }
  }

  var isComparable: Bool { plainText != nil }

  /// The same as an expression writes it; nil where it cannot.
  var literal: SLOKit.Expression.Literal? {
    switch self {
    case .absent, .container: nil
    case .null: .null
    case .bool(let value): .bool(value)
    case .number(let text, _): .number(text)
    case .text(let text), .numericText(let text, _): .text(text)
    }
  }

  /// Numbers in several spellings, some of which doubles cannot tell apart; texts that almost are
  /// numbers; texts that are one another's beginnings.
  static let all: [SampleValue] = {
    let tenth = Decimal(sign: .plus, exponent: -1, significand: 1)
    let almost = Decimal(sign: .plus, exponent: -25, significand: 1)
    let numbers: [(String, Decimal)] = [
      ("0", 0), ("-0", 0), ("0.0", 0), ("1", 1), ("1.0", 1), ("1e2", 100), ("100", 100),
      ("-3", -3), ("0.1", tenth), ("10e-2", tenth),
      ("0.1000000000000000000000001", tenth + almost),
      ("9007199254740992", 9_007_199_254_740_992), ("9007199254740993", 9_007_199_254_740_993),
    ]
    let texts = ["", "a", "ab", "b", "01", "1.", "+1", ".5", "1 ", "true", "null", "é"]
    let values: [SampleValue] = [
      .absent, .null, .bool(true), .bool(false), .container("{}"), .container("[1,2]"),
      .container("{\"a\":1}"),
    ]
    return values + numbers.map { SampleValue.number($0.0, $0.1) }
      + numbers.map { .numericText($0.0, $0.1) } + texts.map { .text($0) }
  }()
}
