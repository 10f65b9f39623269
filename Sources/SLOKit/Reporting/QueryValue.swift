// What the text of a parameter means, refused where it means nothing.

/// The text of a parameter.
struct QueryValue {
  let name: String
  let text: String

  init(_ parameter: QueryParameters.Parameter) {
    name = parameter.name
    text = parameter.text
  }

  func refusal(wanted: String) -> QuestionRefusal {
    QuestionRefusal(
      message: "\"\(name)\" is '\(TextEscaping.terminal(text))', wanted \(wanted)",
      advice: "see sloctl-daemon(8)")
  }

  func truth() throws(QuestionRefusal) -> Bool {
    switch text {
    case "true", "1": return true
    case "false", "0": return false
    default: throw refusal(wanted: "true or false")
    }
  }

  func whole(from least: Int64) throws(QuestionRefusal) -> Int64 {
    guard let number = Int64(text), number >= least else {
      throw refusal(wanted: "a whole number from \(least)")
    }
    return number
  }

  func span() throws(QuestionRefusal) -> TimeSpan {
    guard let span = TimeSpan(text) else {
      throw refusal(wanted: "a duration such as 90s, 6h, 30d or 1h30m")
    }
    return span
  }

  func instant() throws(QuestionRefusal) -> Timestamp {
    guard let instant = Timestamp.parse(text) else {
      throw refusal(wanted: "a time such as 2026-10-03T14:00:00Z")
    }
    return instant
  }

  /// Billionths.
  func share() throws(QuestionRefusal) -> Int64 {
    guard let share = Decimals.percent(text) else {
      throw refusal(wanted: "a percentage such as 10%")
    }
    return share
  }

  func burnLimit() throws(QuestionRefusal) -> DeployGate.BurnLimit {
    let lookback = text.utf8.prefix { $0 != .equals }
    let factor = text.utf8.dropFirst(lookback.count + 1)
    guard let span = TimeSpan(String(Substring(lookback))),
      let factor = Decimals.factor(String(Substring(factor)))
    else { throw refusal(wanted: "LOOKBACK=RATE, such as 1h=2, or 'page'") }
    return DeployGate.BurnLimit(span, factor)
  }

  func origins() throws(QuestionRefusal) -> [Origin] {
    var origins: [Origin] = []
    for name in text.utf8.split(separator: .comma, omittingEmptySubsequences: false) {
      guard let origin = Origin(name: String(Substring(name))) else {
        throw refusal(
          wanted: "some of " + Origin.allCases.map(\.name).joined(separator: ", ")
            + ", with commas between")
      }
      origins.append(origin)
    }
    return origins
  }

  func choice<Choice: RawRepresentable<String>>(
    of choices: [Choice]
  ) throws(QuestionRefusal) -> Choice {
    guard let choice = choices.first(where: { $0.rawValue == text }) else {
      throw refusal(wanted: "one of " + choices.map(\.rawValue).joined(separator: ", "))
    }
    return choice
  }
}
