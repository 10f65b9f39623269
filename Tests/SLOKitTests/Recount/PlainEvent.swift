// One line of a file comes in; what it is goes out: blank, malformed, or an event with an instant,
// a weight and its fields. The formats are ndjson and the Apache access log (`combined`).

import Foundation

/// Where a role's value stands in an event.
struct PlainRole {
  var paths: [String]
  /// The unit as a power of ten of nanoseconds: `ms` is 6.
  var unitPower: Int?
  var isUTCWithoutZone = false
}

struct PlainEvent {
  enum Line {
    case blank
    case malformed
    case event(PlainEvent)
  }

  var instant = 0
  var weight = 1
  var fields: PlainJSON
  var roles: [String: PlainRole]
  /// How many keys of the line were given again.
  var repeatedKeys = 0

  /// The value a name stands for: a role's, else the event's own path.
  func value(named name: String) -> PlainJSON? {
    guard let role = roles[name] else { return value(atPath: name) }
    let values = role.paths.lazy.compactMap { value(atPath: $0) }
    return values.first { if case .null = $0 { false } else { true } } ?? values.first
  }

  /// As one top-level key, then step by step.
  private func value(atPath path: String) -> PlainJSON? {
    if let whole = fields[path] { return whole }
    return path.split(separator: ".").reduce(Optional(fields)) { value, step in
      guard case .array(let elements) = value else { return value?[String(step)] }
      return Int(step).flatMap { elements.indices.contains($0) ? elements[$0] : nil }
    }
  }

  /// A field as a key: text, numbers as written; nothing where there is none.
  func key(named name: String) -> PlainText? { PlainScalar(value(named: name))?.text }

  static func read(_ line: some Collection<UInt8>, config: PlainConfig) -> Line {
    guard !line.allSatisfy({ [0x20, 0x09, 0x0D].contains($0) }) else { return .blank }
    return config.format == "combined"
      ? readAccess(line, config: config) : readJSON(line, config: config)
  }

  private static func readJSON(_ line: some Collection<UInt8>, config: PlainConfig) -> Line {
    guard let tree = PlainJSONReader.tree(of: line), case .object(let members) = tree else {
      return .malformed
    }
    var event = PlainEvent(fields: tree, roles: config.roles)
    event.repeatedKeys = members.count - Set(members.map(\.key)).count
    guard let role = config.roles["timestamp"],
      let instant = instant(of: event.value(named: "timestamp"), role: role)
    else { return .malformed }
    event.instant = instant
    switch config.roles["weight"].flatMap({ _ in event.value(named: "weight") }) {
    case nil, .null: event.weight = 1
    case .some(let value):
      guard case .number(let number, _) = PlainScalar(value), let weight = number.whole,
        (1...1_000_000_000).contains(weight)
      else { return .malformed }
      event.weight = weight
    }
    return .event(event)
  }

  private static func instant(of value: PlainJSON?, role: PlainRole) -> Int? {
    switch value {
    case .text(let text): return PlainTime.instant(text, assumingUTC: role.isUTCWithoutZone)
    case .number(let digits):
      guard let power = role.unitPower, let number = PlainDecimal(digits.utf8) else { return nil }
      return number.shifted(by: power).floor.flatMap { Int(exactly: $0) }
    default: return nil
    }
  }

  /// `client ident user [time] "method path protocol" status bytes "referer" "agent"`: whole up to
  /// the status is enough.
  private static func readAccess(_ line: some Collection<UInt8>, config: PlainConfig) -> Line {
    let text = String(decoding: line, as: UTF8.self)
    let pattern =
      #"^(\S+) (\S+) (\S+) \[([^\]]+)\] "((?:[^"\\]|\\.)*)" (\d{3})(?: (\S+))?.*$"#
    guard let expression = try? NSRegularExpression(pattern: pattern),
      let match = expression.firstMatch(
        in: text, range: NSRange(text.startIndex..., in: text))
    else { return .malformed }
    func group(_ index: Int) -> String? {
      Range(match.range(at: index), in: text).map { String(text[$0]) }
    }
    guard let time = group(4).flatMap(accessInstant) else { return .malformed }
    let request = (group(5) ?? "").split(separator: " ", omittingEmptySubsequences: false)
    var members: [(key: PlainText, value: PlainJSON)] = []
    func add(_ name: String, _ value: String?) {
      guard let value, value != "-" else { return }
      members.append((PlainText(name.utf8), .text(PlainText(value.utf8))))
    }
    add("client", group(1))
    add("ident", group(2))
    add("user", group(3))
    if request.count == 3 {
      add("method", String(request[0]))
      add("path", String(request[1]))
      add("protocol", String(request[2]))
    }
    add("status", group(6))
    add("bytes", group(7))
    var event = PlainEvent(fields: .object(members), roles: config.roles)
    event.instant = time
    return .event(event)
  }

  /// `17/May/2015:10:05:03 +0000`
  private static func accessInstant(_ text: String) -> Int? {
    let months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(separator: " ")
    let parts = text.split { "/: ".contains($0) }
    guard parts.count == 7, let month = months.firstIndex(of: parts[1]), parts[6].count == 5
    else { return nil }
    let zone = "\(parts[6].prefix(3)):\(parts[6].suffix(2))"
    let date = "\(parts[2])-\(String(format: "%02d", month + 1))-\(parts[0])"
    let whole = "\(date)T\(parts[3]):\(parts[4]):\(parts[5])\(zone)"
    return PlainTime.instant(PlainText(whole.utf8))
  }
}
