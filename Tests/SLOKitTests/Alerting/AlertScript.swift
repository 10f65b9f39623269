// The small language of Scripts/*.alerts: events by minute, expectations by time. Its words are told
// in Scripts/README.md.

import Foundation

@testable import SLOKit

/// A script, read.
struct AlertScript {
  /// What a line that makes no sense is told.
  struct Problem: Error, CustomStringConvertible {
    let line: Int
    let text: String
    let reason: String
    var description: String { "line \(line): \(reason): \(text)" }
  }

  /// An expectation and the line it is on.
  struct Expectation {
    enum Kind {
      case holds(Severity, factor: String, [ClosedRange<Int>])
      case alerts(Subject, [Alert])
      case asOf(Int, [String])
      case window(Int, valid: Int64, bad: Int64)
    }
    let line: Int
    let kind: Kind
  }

  struct Subject: Hashable {
    var severity: Severity
    var kind = AlertKind.burnRate
    var key: String?
  }

  struct Alert: Equatable, CustomStringConvertible {
    var starts: Int
    var fires: Int
    var ends: Int?
    var description: String {
      (starts == fires ? "" : "starts \(starts) ") + "fires \(fires)"
        + (ends.map { " ends \($0)" } ?? "")
    }
  }

  /// Events of one line, minute by minute.
  private struct Events {
    var minutes: [Int]
    var outcome: Outcome
    var count: Int64
    var customers: ClosedRange<Int>?
  }

  /// Minute 0: a Thursday's midnight in UTC.
  static let origin = Int(1_759_968_000 / 60)
  static let buckets = Buckets(resolution: .minutes(1))

  private(set) var objective: Objective
  private(set) var policy = BacktestPolicy.named(.sloth)
  private(set) var expectations: [Expectation] = []
  private var events: [Events] = []

  init(_ text: String) throws {
    let always = try Expression.parse("true", roles: [])
    objective = Objective(
      name: "api", good: always, target: try Target(billionths: 999_000_000).orThrow("a target"),
      window: .rolling(.days(30)))
    for (index, line) in text.components(separatedBy: "\n").enumerated() {
      let code = line.components(separatedBy: "#")[0]
      let words = code.split(separator: " ").map(String.init)
      guard !words.isEmpty else { continue }
      do {
        try read(words, line: index + 1)
      } catch let reason as String {
        throw Problem(line: index + 1, text: line, reason: reason)
      }
    }
    objective.alerts.rules = ownRules.isEmpty ? objective.alerts.rules : ownRules
    var settings = policy.settings(of: objective)
    if !ownRules.isEmpty { settings.rules = ownRules }
    for change in changes { change(&settings) }
    objective.alerts = settings
    policy = .config
  }

  private var ownRules: [BurnRule] = []
  private var changes: [(inout AlertSettings) -> Void] = []

  // MARK: Reading

  private mutating func read(_ words: [String], line: Int) throws {
    let rest = Array(words.dropFirst())
    switch words[0] {
    case "objective": try readObjective(rest)
    case "policy": policy = try BacktestPolicy(name: rest[0]).orThrow("no such policy")
    case "rule": ownRules.append(try rule(rest))
    case "set": try readSetting(rest)
    case "events": try readEvents(rest)
    case "holds":
      let severity = try Severity(rawValue: rest[0]).orThrow("no severity")
      let stretches = try ranges(Array(rest.dropFirst(2)))
      expectations.append(
        Expectation(line: line, kind: .holds(severity, factor: rest[1], stretches)))
    case "alert": try readAlert(rest, line)
    case "as":
      let text = rest.dropFirst(2).joined(separator: " ")
      let states = text == "nothing" ? [] : text.components(separatedBy: ", ")
      expectations.append(Expectation(line: line, kind: .asOf(try number(rest[1]), states)))
    case "window":
      expectations.append(
        Expectation(
          line: line,
          kind: .window(
            try number(rest[1]), valid: Int64(try number(rest[3])), bad: Int64(try number(rest[5])))
        ))
    default: throw "no such word"
    }
  }

  private mutating func readObjective(_ words: [String]) throws {
    objective.target = try target(words[0])
    if words[2] == "calendar" {
      let unit = try CalendarUnit(rawValue: words[3]).orThrow("no such period")
      objective.window = .calendar(unit, Zone.utc)
    } else {
      objective.window = .rolling(try span(words[2]))
    }
    for override in words.dropFirst(3) where override.contains("=") {
      let parts = override.components(separatedBy: "=")
      objective.overrides.append((parts[0], try target(parts[1])))
    }
  }

  private mutating func readSetting(_ words: [String]) throws {
    let value = words.count > 1 ? words[1] : ""
    switch words[0] {
    case "staleAfter": objective.staleAfter = try span(value)
    case "keepFiringFor":
      let span = try span(value)
      changes.append { $0.keepFiringFor = span }
    case "minBad":
      let number = Int64(try number(value))
      changes.append { $0.minBad = number }
    case "minCustomers":
      let number = Int64(try number(value))
      changes.append { $0.minCustomers = number }
    case "confidence":
      let share = try target(value).billionths
      changes.append { $0.confidence = share }
    case "budgetLow":
      let share = try target(value).billionths
      changes.append { $0.budgetLow = share }
    case "budgetExhausted":
      let isWanted = value != "false"
      changes.append { $0.budgetExhausted = isWanted }
    case "exhaustionForecast":
      let span = try span(value)
      changes.append { $0.exhaustionForecast = span }
    case "keys":
      objective.per = .role(.customer)
      changes.append { $0.keys = true }
    case "slices":
      objective.method = .timeslices(
        slice: try span(value), target: try target(words[2]), emptyAreGood: words.count > 3)
    case "excused": objective.excusedAreValid = value == "good"
    default: throw "no such setting"
    }
  }

  private mutating func readEvents(_ words: [String]) throws {
    var words = words
    let range = try self.range(words.removeFirst())
    var step = 1
    if words[0] == "every" {
      step = try number(words[1])
      words.removeFirst(2)
    }
    var customers: ClosedRange<Int>?
    if let by = words.firstIndex(of: "by") {
      customers = try self.range(words[by + 1])
      words.removeSubrange(by...)
    }
    let minutes = Array(stride(from: range.lowerBound, through: range.upperBound, by: step))
    let outcomes: [String: Outcome] = [
      "good": .good, "bad": .failed(.infrastructure), "excused": .failed(.customer),
      "unjudged": .unjudged,
    ]
    while words.count >= 2 {
      let outcome = try outcomes[words[0]].orThrow("no such outcome")
      events.append(
        Events(
          minutes: minutes, outcome: outcome, count: Int64(try number(words[1])),
          customers: customers))
      words.removeFirst(2)
    }
  }

  private mutating func readAlert(_ words: [String], _ line: Int) throws {
    var words = words
    var subject = Subject(severity: try Severity(rawValue: words.removeFirst()).orThrow("severity"))
    if let kind = AlertKind(rawValue: words[0]) {
      subject.kind = kind
      words.removeFirst()
    }
    if words[0] == "of" {
      subject.key = words[1]
      words.removeFirst(2)
    }
    var alerts: [Alert] = []
    if words != ["never"] {
      var starts: Int?
      while words.count >= 2 {
        let value = try number(words[1])
        switch words[0] {
        case "starts": starts = value
        case "fires":
          alerts.append(Alert(starts: starts ?? value, fires: value))
          starts = nil
        case "ends": alerts[alerts.count - 1].ends = value
        default: throw "starts, fires or ends"
        }
        words.removeFirst(2)
      }
    }
    expectations.append(Expectation(line: line, kind: .alerts(subject, alerts)))
  }

  private func rule(_ words: [String]) throws -> BurnRule {
    BurnRule(
      severity: try Severity(rawValue: words[0]).orThrow("no severity"),
      factor: try factor(words[1]), long: try span(words[2]), short: try span(words[3]),
      hold: words.count > 5 ? try span(words[5]) : .zero)
  }

  private func factor(_ text: String) throws -> BurnFactor {
    let value = try Decimal(string: text).orThrow("no number") * 1_000_000
    return BurnFactor(NSDecimalNumber(decimal: value).int64Value, 1_000_000)
  }

  private func target(_ text: String) throws -> Target {
    let value = try Decimal(string: text.replacingOccurrences(of: "%", with: "")).orThrow(
      "no share")
    let billionths = NSDecimalNumber(decimal: value * 10_000_000).int64Value
    return try Target(billionths: billionths).orThrow("no share")
  }

  private func span(_ text: String) throws -> TimeSpan { try TimeSpan(text).orThrow("no duration") }
  private func number(_ text: String) throws -> Int {
    try Int(text.replacingOccurrences(of: ",", with: "")).orThrow("no number")
  }

  private func range(_ text: String) throws -> ClosedRange<Int> {
    let ends = text.components(separatedBy: "..")
    let from = try number(ends[0])
    return from...(ends.count > 1 ? try number(ends[1]) : from)
  }

  private func ranges(_ words: [String]) throws -> [ClosedRange<Int>] {
    if words == ["never"] { return [] }
    return try words.joined().components(separatedBy: ",").map { try range($0) }
  }

  // MARK: Running

  /// The past that the script tells of.
  var history: ObjectiveHistory {
    let slices = SliceRule(
      objective, charge: objective.charge, buckets: AlertScript.buckets, exclusions: [])
    var history = ObjectiveHistory(objective, charge: objective.charge, slices: slices)
    var table = KeyTable()
    var log = KeyLog()
    for line in events {
      for minute in line.minutes {
        let bucket = AlertScript.origin + minute
        let instant = AlertScript.buckets.start(of: bucket)
        history.heard.update(bucket) { $0 = true }
        history.firstMatched = min(history.firstMatched ?? instant, instant)
        let customers = line.customers.map(Array.init) ?? []
        let count = line.count * Int64(max(1, customers.count))
        history.counts.update(bucket) { $0.add(line.outcome, weight: count) }
        for customer in customers {
          let key = Array("\(customer)".utf8)
          let number = unsafe table.number(of: key.span.bytes)
          for _ in 0..<line.count { log.add(line.outcome, key: number, bucket: bucket, weight: 1) }
        }
      }
    }
    log.settle()
    history.customers = KeyHistory(log: log, table: table)
    if objective.alerts.keys { history.keys = history.customers }
    return history
  }

  /// The time from the first event to the longest look-back after the last, or to `last`.
  func span(of history: ObjectiveHistory, last: Int? = nil) -> ReplaySpan {
    let minutes = events.flatMap(\.minutes)
    let newest = AlertScript.origin + (minutes.max() ?? 0) + 1
    let more = Backtest.longestLookback(of: [objective], under: [policy])
    return ReplaySpan(
      buckets: AlertScript.buckets, first: AlertScript.origin + (minutes.min() ?? 0) + 1,
      newest: newest,
      last: last.map { AlertScript.origin + $0 } ?? newest + Int(more.nanoseconds / 60_000_000_000),
      forecastFrom: .hours(1))
  }

  func run(until last: Int? = nil) throws -> PolicyRun {
    let history = history
    let backtest = Backtest.run([history], under: [policy], over: span(of: history, last: last))
    return try backtest.orThrow("nothing to replay").runs[0]
  }

  /// The minute of the script that `instant` ends.
  static func minute(_ instant: Timestamp) -> Int { buckets.index(of: instant) - origin }
}

extension String: @retroactive Error {}

extension Optional {
  func orThrow(_ reason: String) throws -> Wrapped {
    guard let self else { throw reason }
    return self
  }
}
