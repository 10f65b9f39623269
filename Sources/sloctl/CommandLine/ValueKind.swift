// What an option's value is. Its form is checked here as far as form goes, so that a wrong value is
// refused in the same words everywhere; what it means is for the commands.

import SLOKit

/// What an option's value is.
enum ValueKind: Sendable {
  /// A path; its bytes may be any.
  case file
  /// `now`, or an instant.
  case time
  /// A length of time.
  case duration
  /// A share, written with a percent sign.
  case percent
  /// A whole number from `minimum`.
  case count(minimum: Int)
  /// One of some words.
  case choice([String])
  /// Some of some words, with commas between.
  case choices([String])
  /// A predicate over an event's fields.
  case expression
  /// A role or a path of an event's fields.
  case field
  /// A field and the value it has.
  case fieldValue
  /// A look-back and its burn rate, or the word `page`.
  case burnLimit
  /// A value of a field, which may be empty.
  case key
  /// A month, a week, or two ends.
  case period
  /// Any words.
  case text

  /// What is wanted, after "wants" or "is not".
  var wanted: String {
    switch self {
    case .file: "a file's path"
    case .time: "'now' or a time such as 2026-10-03T14:00:00Z"
    case .duration: "a duration such as 90s, 6h, 30d or 1h30m"
    case .percent: "a percentage such as 10%"
    case .count(let minimum): "a whole number from \(minimum)"
    case .choice(let words): words.count == 1 ? words[0] : "one of " + words.joinedWithCommas
    case .choices(let words): "one or more of " + words.joinedWithCommas + ", with commas between"
    case .expression: "an expression such as \"service == 'api'\""
    case .field: "a field's name, such as customer or error.code"
    case .fieldValue: "FIELD=VALUE, such as customer=acme"
    case .burnLimit: "LOOKBACK=RATE, such as 1h=2, or 'page'"
    case .key: "a name, which may be empty"
    case .period: Period.forms
    case .text: "some words"
    }
  }

  /// The words that a value may be, for completion; empty where it may be anything.
  var words: [String] {
    switch self {
    case .choice(let words), .choices(let words): words
    case .time: ["now"]
    case .burnLimit: ["page"]
    case .period: ["last-month", "last-week", "yesterday"]
    default: []
    }
  }

  /// What is wrong with the form of `value`, and what to do; nil where nothing is.
  func problem(with value: Argument) -> (message: String, advice: String?)? {
    if case .key = self { return nil }
    if value.bytes.isEmpty { return ("the value is empty", "it wants \(wanted)") }
    if case .file = self { return nil }
    guard value.isUTF8 else { return ("\(value.quoted) is not UTF-8", "it wants \(wanted)") }
    let isWellFormed =
      switch self {
      case .count(let minimum): Int(value.text).map { $0 >= minimum } ?? false
      case .choice(let words): words.contains(value.text)
      case .choices(let words): value.commaSeparated.allSatisfy(words.contains)
      case .fieldValue: value.bytes.firstIndex(of: UInt8(ascii: "=")).map { $0 > 0 } ?? false
      case .burnLimit: value.text == "page" || value.bytes.contains(UInt8(ascii: "="))
      default: true
      }
    if isWellFormed { return nil }
    if case .choices = self { return ("\(value.quoted) is not \(wanted)", nil) }
    let nearest = value.suggestion(among: words).map { "did you mean \($0)?" }
    return ("\(value.quoted) is not \(wanted)", nearest)
  }
}

extension Argument {
  /// The texts between the commas.
  var commaSeparated: [String] {
    bytes.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
  }
}

extension [String] {
  /// `a, b or c`.
  var joinedWithCommas: String {
    guard let last, count > 1 else { return joined() }
    return dropLast().joined(separator: ", ") + " or " + last
  }
}
