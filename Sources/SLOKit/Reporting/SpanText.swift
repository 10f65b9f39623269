// Spans and windows in a reader's words.

extension TimeSpan {
  /// Its two longest units, the rest cut off: `7d3h`, `3h12m`, `48s`.
  var brief: String {
    let seconds = nanoseconds.magnitude / 1_000_000_000
    if seconds == 0 { return description }
    let units: [UInt64] = [86400, 3600, 60, 1]
    let longest = units.firstIndex { seconds >= $0 } ?? 3
    let shortest = units[min(longest + 1, 3)]
    let whole = Int64(seconds - seconds % shortest)
    return TimeSpan.seconds(nanoseconds < 0 ? -whole : whole).description
  }
}

extension Window {
  /// As JSON names its length: `30d`, `month`.
  var lengthText: String {
    switch self {
    case .rolling(let length): length.description
    case .calendar(let unit, _): unit.rawValue
    }
  }

  /// As JSON names its kind.
  var kindText: String {
    switch self {
    case .rolling: "rolling"
    case .calendar: "calendar"
    }
  }

  /// After a target: `over 30d`, `per month, Europe/Berlin`.
  var words: String {
    switch self {
    case .rolling(let length): "over \(length)"
    case .calendar(let unit, let zone):
      "per \(unit.rawValue), " + TextEscaping.terminal(zone.name)
    }
  }
}

extension ObjectiveAnswer {
  /// `99.9% over 30d`.
  var promise: String { "\(figures.target) \(objective.window.words)" }

  /// What its figures count, one and many.
  var counted: (one: String, many: String) {
    switch objective.method {
    case .occurrences: ("event", "events")
    case .timeslices(let slice, _, _): ("slice of \(slice)", "slices of \(slice)")
    }
  }

  /// Where its budget is heading, in a sentence without a stop.
  func outlook(asOf: Timestamp) -> String {
    switch figures.status {
    case .noData: return "unknown: no budget to forecast"
    default: break
    }
    switch forecast {
    case .exhausted: return "exhausted now"
    case .within(let instant):
      return "exhausted in \((instant - asOf).brief) at \(instant) at the present rate"
    case .notWithin:
      switch objective.window {
      case .rolling(let length): return "lasts for the next \(length) at the present rate"
      case .calendar(let unit, _):
        return "lasts to the end of the \(unit.rawValue) at the present rate"
      }
    case .noData: return "unknown: no recent \(counted.one) to go by"
    }
  }

  /// Whether the data reach back to the window's start, but for a hundredth or one bucket.
  func coversWindow(asOf: Timestamp, resolution: TimeSpan) -> Bool {
    guard let covered else { return false }
    let length = (asOf - from).nanoseconds
    return length - covered.nanoseconds <= max(resolution.nanoseconds, length / 100)
  }

  /// Whether a stretch of more than a hundredth of the window holds no event at all.
  func hasLongGap(asOf: Timestamp) -> Bool {
    guard let longestGap else { return false }
    return longestGap.nanoseconds > (asOf - from).nanoseconds / 100
  }

  /// How much of the window there is data for, in a sentence without a stop.
  func coverage(asOf: Timestamp, resolution: TimeSpan) -> String {
    let length = asOf - from
    guard let covered else { return "no data in the \(length.brief) of the window" }
    var text: String
    if coversWindow(asOf: asOf, resolution: resolution) {
      text = "all \(length.brief) of the window"
      if case .calendar = objective.window { text += " so far" }
    } else {
      let share = FigureText.share(covered.nanoseconds, of: length.nanoseconds)
      text =
        "ONLY \(covered.brief) of \(length.brief) (\(share)): no event before \(asOf - covered)"
    }
    if let longestGap, longestGap.nanoseconds > 0 {
      text += "; longest gap \(longestGap.brief)"
      if let longestGapFrom { text += " from \(longestGapFrom)" }
    }
    return text
  }
}

extension Breadth {
  /// Who was hit, in a sentence without a stop.
  var words: String {
    switch customers {
    case 0: "no customer has a bad event"
    case 1: "1 customer has all the bad events"
    default:
      "\(NumberText.grouped(customers)) customers have a bad event; \(NumberText.grouped(half)) of them"
        + " hold half of the bad events"
    }
  }
}

extension TextPage {
  /// The line that says how much of the window there is data for.
  mutating func coverage(of objective: ObjectiveAnswer, in answer: Answer) {
    let isWhole =
      objective.coversWindow(asOf: answer.asOf, resolution: answer.resolution)
      && !objective.hasLongGap(asOf: answer.asOf)
    prose(
      objective.coverage(asOf: answer.asOf, resolution: answer.resolution),
      isWhole ? .dim : .warn, label: "data")
  }
}
