// The tree of a slos.json comes in; what the recount needs of it goes out, with exact numbers and
// instants. Only right configs are given to it: anything it does not understand throws.

import Foundation

struct PlainConfig {
  struct NotUnderstood: Error { var what: String }

  struct Exclusion {
    var from: Int
    var to: Int
    var objectives: [String]?
  }

  struct AttributionRule {
    var when: PlainExpression
    var origin: String
    var objectives: [String]?
  }

  var resolution: Int
  var maxSkew: Int
  var forecastFrom: Int
  var horizon: Int
  var format: String
  var roles: [String: PlainRole] = [:]
  var rules: [AttributionRule] = []
  var aliases: [String: String] = [
    "infra": "infrastructure", "platform": "infrastructure", "server": "infrastructure",
    "user": "customer", "client": "customer", "tenant": "customer",
    "upstream": "dependency", "third_party": "dependency",
    "infrastructure": "infrastructure", "customer": "customer", "dependency": "dependency",
    "unknown": "unknown",
  ]
  var defaultOrigin: String
  var exclusions: [Exclusion] = []
  var objectives: [PlainObjective] = []

  static let origins = ["infrastructure", "customer", "dependency", "unknown"]

  init(_ tree: PlainJSON) throws {
    resolution = try Self.duration(tree["resolution"], else: "1m")
    maxSkew = try Self.duration(tree["maxSkew"], else: "5m")
    forecastFrom = try Self.duration(tree["forecastFrom"], else: "1h")
    horizon = try Self.duration(tree["dedupe"]?["horizon"], else: "1h")
    format = tree["events"]?["format"]?.string ?? "ndjson"
    for (name, role) in tree["events"]?["fields"]?.members ?? [] {
      roles[name] = try Self.role(role)
    }
    if format == "combined" {
      for (role, fields) in [
        "customer": ["user", "client"], "status": ["status"], "method": ["method"],
        "route": ["path"],
      ] where roles[role] == nil {
        roles[role] = PlainRole(paths: fields)
      }
    }
    let attribution = tree["attribution"]
    defaultOrigin = attribution?["default"]?.string ?? "unknown"
    for (alias, origin) in attribution?["aliases"]?.members ?? [] {
      aliases[alias.lowercased()] = origin.string
    }
    for rule in attribution?["rules"]?.elements ?? [] {
      rules.append(
        AttributionRule(
          when: try PlainExpressionReader.tree(of: rule["when"]?.string ?? ""),
          origin: rule["origin"]?.string ?? "", objectives: Self.names(rule["objectives"])))
    }
    for exclusion in tree["exclusions"]?.elements ?? [] {
      exclusions.append(
        Exclusion(
          from: try Self.instant(exclusion["from"]), to: try Self.instant(exclusion["to"]),
          objectives: Self.names(exclusion["objectives"])))
    }
    objectives = try (tree["objectives"]?.elements ?? []).map {
      try PlainObjective($0, alerts: tree["alerts"])
    }
  }

  /// Which of the four origins a failed event has.
  func origin(of event: PlainEvent, for objective: PlainObjective) -> String {
    for rule in rules where rule.objectives?.contains(objective.name) ?? true {
      if rule.when.truth(for: event) == true { return rule.origin }
    }
    let isMapped = roles["origin"] != nil
    guard isMapped, let own = event.value(named: "origin") else { return defaultOrigin }
    if case .null = own { return defaultOrigin }
    return own.string.flatMap { aliases[$0.lowercased()] } ?? "unknown"
  }

  static func names(_ tree: PlainJSON?) -> [String]? { tree?.elements.compactMap(\.string) }

  static func duration(_ tree: PlainJSON?, else standard: String) throws -> Int {
    let text = tree?.string ?? standard
    guard let duration = PlainTime.duration(text) else { throw NotUnderstood(what: text) }
    return duration
  }

  static func instant(_ tree: PlainJSON?) throws -> Int {
    let text = tree?.string ?? ""
    guard let instant = PlainTime.instant(PlainText(text.utf8)) else {
      throw NotUnderstood(what: text)
    }
    return instant
  }

  /// `"99.9%"` or `0.999` in exact billionths.
  static func billionths(_ tree: PlainJSON?) throws -> Int {
    let billionths: Int?
    switch tree {
    case .number(let digits): billionths = PlainDecimal(digits.utf8)?.shifted(by: 9).whole
    case .text(let bytes):
      let isPercent = bytes.last == UInt8(ascii: "%")
      billionths =
        PlainDecimal(isPercent ? bytes.dropLast() : bytes[...])?
        .shifted(by: isPercent ? 7 : 9).whole
    default: billionths = nil
    }
    guard let billionths else { throw NotUnderstood(what: "\(String(describing: tree))") }
    return billionths
  }

  private static func role(_ tree: PlainJSON) throws -> PlainRole {
    switch tree {
    case .text(let path): return PlainRole(paths: [String(decoding: path, as: UTF8.self)])
    case .array(let paths): return PlainRole(paths: paths.compactMap(\.string))
    default:
      var role = PlainRole(paths: [tree["field"]?.string ?? ""])
      role.isUTCWithoutZone = tree["zone"]?.string == "UTC"
      if let unit = tree["unit"]?.string {
        guard let power = ["s": 9, "ms": 6, "us": 3, "ns": 0][unit] else {
          throw NotUnderstood(what: unit)
        }
        role.unitPower = power
      }
      return role
    }
  }
}

struct PlainObjective {
  enum Window {
    case rolling(Int)
    case calendar(unit: String, zone: TimeZone)
  }

  struct Slices {
    var length: Int
    var target: Int
    var areEmptyOnesGood: Bool
  }

  var name: String
  var match: PlainExpression
  var good: PlainExpression
  var charge: Set<String>
  var isExcusedGood: Bool
  /// Billionths.
  var target: Int
  var window: Window
  /// The window as the output names it: `30d`, `month`.
  var windowText: String
  var per: String?
  var overrides: [PlainText: Int] = [:]
  var slices: Slices?
  /// The objective's own alert settings, then the config's.
  var alerts: [PlainJSON]

  init(_ tree: PlainJSON, alerts general: PlainJSON?) throws {
    name = tree["name"]?.string ?? ""
    match = try tree["match"]?.string.map(PlainExpressionReader.tree) ?? .always(true)
    good = try PlainExpressionReader.tree(of: tree["good"]?.string ?? "")
    charge = Set(
      PlainConfig.names(tree["charge"]) ?? PlainConfig.origins.filter { $0 != "customer" })
    isExcusedGood = tree["excused"]?.string == "good"
    target = try PlainConfig.billionths(tree["target"])
    if let unit = tree["window"]?["calendar"]?.string {
      let name = tree["window"]?["zone"]?.string ?? "UTC"
      guard let zone = TimeZone(identifier: name) else {
        throw PlainConfig.NotUnderstood(what: name)
      }
      window = .calendar(unit: unit, zone: zone)
      windowText = unit
    } else {
      let length = try PlainConfig.duration(tree["window"], else: "30d")
      window = .rolling(length)
      windowText = tree["window"]?.string ?? "30d"
    }
    per = tree["per"]?.string
    for (key, target) in tree["overrides"]?.members ?? [] {
      overrides[PlainText(key.utf8)] = try PlainConfig.billionths(target)
    }
    if tree["budgetingMethod"]?.string == "timeslices" {
      slices = Slices(
        length: try PlainConfig.duration(tree["slice"], else: "1m"),
        target: try PlainConfig.billionths(tree["sliceTarget"]),
        areEmptyOnesGood: tree["emptySlices"]?.string == "good")
    }
    alerts = [tree["alerts"], general].compactMap(\.self)
  }

  /// The first place that sets an alert setting wins.
  func alertSetting(_ name: String) -> PlainJSON? {
    alerts.lazy.compactMap { $0[name] }.first
  }

  /// W, as burn policies see it: a calendar month is 30 days.
  var nominalLength: Int {
    switch window {
    case .rolling(let length): return length
    case .calendar(let unit, _):
      let days = ["day": 1, "week": 7, "month": 30, "quarter": 90, "year": 365]
      return (days[unit] ?? 0) * PlainTime.day
    }
  }
}
