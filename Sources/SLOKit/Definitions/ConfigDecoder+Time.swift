// Durations, look-backs, windows, instants and zones of the config.

extension ConfigDecoder {
  /// The longest window and look-back: a leap year.
  static var longestLookback: TimeSpan { .days(366) }

  mutating func duration(_ object: ConfigObject, _ key: String) -> TimeSpan? {
    guard let value = object[key] else { return nil }
    return duration(value, "\"\(key)\"")
  }

  mutating func duration(_ value: JSONValue, _ name: String) -> TimeSpan? {
    let wanted = "a duration such as \"90s\", \"5m\" or \"1h30m\""
    guard let text = value.text else {
      problem(
        at: value.position, "\(name) is \(shown(value)), wanted \(wanted)",
        advice: value.number.map { "write it with its unit: \"\($0)s\"" })
      return nil
    }
    guard let span = TimeSpan(text) else {
      problem(
        at: value.position, "\(name) is \(shown(value)), wanted \(wanted)",
        advice: "whole numbers with w d h m s ms us ns, from long to short")
      return nil
    }
    return span
  }

  /// A duration of at least one bucket and of whole ones.
  mutating func lookback(_ object: ConfigObject, _ key: String) -> TimeSpan? {
    guard let value = object[key] else { return nil }
    return lookback(value, "\"\(key)\"")
  }

  mutating func lookback(_ value: JSONValue, _ name: String) -> TimeSpan? {
    guard let span = duration(value, name) else { return nil }
    let resolution = configuration.resolution
    guard span <= ConfigDecoder.longestLookback else {
      problem(
        at: value.position, "\(name) is \(shown(value)), wanted at most 366d")
      return nil
    }
    guard Rules.fits(span, resolution: resolution) else {
      let nearest = Rules.nearestFitting(span, resolution: resolution)
      problem(
        at: value.position,
        span.nanoseconds == 0
          ? "\(name) is \(shown(value)), wanted at least the resolution, \(resolution)"
          : "\(name) is \(span), which is no multiple of the resolution, \(resolution)",
        advice: "write \"\(nearest)\", or change \"resolution\"")
      return nil
    }
    return span
  }

  mutating func window(_ object: ConfigObject) -> Window? {
    guard let value = object["window"] else { return nil }
    if value.members != nil {
      guard let calendar = self.object(value, .calendarWindow, "\"window\"") else { return nil }
      let zone = zone(calendar)
      guard let unit = choice(calendar, "calendar", of: CalendarUnit.self) else { return nil }
      return .calendar(unit, zone ?? .utc)
    }
    if let text = value.text, TimeSpan(text) == nil,
      let unit = nearestName(to: text, in: CalendarUnit.allCases.map(\.rawValue))
    {
      problem(
        at: value.position, "\"window\" is \(shown(value)), wanted a duration or an object",
        advice: "write {\"calendar\": \"\(unit)\"}")
      return nil
    }
    guard value.text != nil else {
      problem(
        at: value.position,
        "\"window\" is \(shown(value)), wanted \"30d\" or {\"calendar\": \"month\"}",
        advice: value.number.map { "write it with its unit: \"\($0)d\"" })
      return nil
    }
    return lookback(value, "\"window\"").map { .rolling($0) }
  }

  mutating func zone(_ object: ConfigObject) -> Zone? {
    guard let name = name(object, "zone"), let value = object["zone"] else { return nil }
    do {
      return try Zone.named(name)
    } catch {
      problem(at: value.position, "\"zone\" is \(shown(value)): \(error.text)")
      return nil
    }
  }

  mutating func instant(_ object: ConfigObject, _ key: String) -> Timestamp? {
    guard let value = object[key] else { return nil }
    guard let text = value.text, let instant = Timestamp.parse(text) else {
      let isWithoutZone = value.text.map { Timestamp.parse($0 + "Z") != nil } ?? false
      problem(
        at: value.position,
        "\"\(key)\" is \(shown(value)), wanted a time such as \"2026-10-03T02:00:00Z\"",
        advice: isWithoutZone ? "say in which zone: Z for UTC, or an offset such as +02:00" : nil)
      return nil
    }
    return instant
  }
}
