// Realistic traffic with fifteen fields, a session and a trace id, into which a cause of failures is
// planted: which events there are is decided by the seed alone.

import Testing

@testable import SLOKit

/// A cause of failures, and the events that it leads to.
enum PlantedCause: String, CaseIterable, CustomTestStringConvertible {
  /// One build in one region.
  case buildInRegion
  /// One customer's one route.
  case customersRoute
  /// Two frequent values of which neither is special alone.
  case unremarkablePair
  /// Everything fails, since a build that was new.
  case totalOutage
  /// Failures strike anywhere.
  case nothing

  var testDescription: String { rawValue }

  /// The terms of the row that is to be first; empty where none is to be listed.
  var terms: [String: String] {
    switch self {
    case .buildInRegion: ["build": "r911.3", "region": "eu-west-1"]
    case .customersRoute: ["customer": "customer-3", "route": "/v1/route-4"]
    case .unremarkablePair: ["protocol": "h2", "device": "web"]
    case .totalOutage: ["build": "r912.0"]
    case .nothing: [:]
    }
  }

  /// The fields, and how many values of theirs share the traffic; `skew` makes the first frequent.
  private static let fields: [(name: String, values: [String], skew: Int)] = [
    ("build", ["r911.1", "r911.2", "r911.3"], 2),
    ("region", ["us-east-1", "us-west-2", "eu-west-1"], 1),
    ("host", (0..<12).map { "web-\($0)" }, 0), ("zone", ["a", "b", "c"], 0),
    ("customer", (0..<40).map { "customer-\($0)" }, 1),
    ("route", (0..<10).map { "/v1/route-\($0)" }, 1),
    ("method", ["GET", "POST", "PUT", "DELETE"], 2), ("cache", ["hit", "miss"], 1),
    ("plan", ["free", "pro", "enterprise"], 1), ("sdk", (0..<6).map { "sdk/\($0).0" }, 1),
    ("protocol", ["h2", "h1"], 1), ("device", ["web", "phone"], 1), ("flag", ["true", "false"], 0),
    ("tls", ["1.3", "1.2"], 3), ("shard", (0..<8).map { "s\($0)" }, 0),
  ]

  /// Events of a day and an hour, the last hour with the failures.
  ///
  /// - Parameter failures: How many failures there are, five of six of them planted.
  func lines(failures: Int, seed: UInt64) -> String {
    var random = SeededGenerator(seed: seed)
    var lines = ""
    let planted = self == .nothing ? 0 : failures * 5 / 6
    if self == .totalOutage {
      for _ in 0..<1500 { lines += line(&random, isFailed: false, isBefore: true, [:]) }
      for _ in 0..<failures {
        lines += line(&random, isFailed: true, isBefore: false, ["build": "r912.0"])
      }
      return lines
    }
    for _ in 0..<1500 {
      lines += line(&random, isFailed: false, isBefore: random.chance(50), [:])
    }
    for _ in 0..<planted { lines += line(&random, isFailed: true, isBefore: false, terms) }
    for _ in planted..<failures { lines += line(&random, isFailed: true, isBefore: false, [:]) }
    return lines
  }

  private func line(
    _ random: inout SeededGenerator, isFailed: Bool, isBefore: Bool, _ given: [String: String]
  ) -> String {
    let clock = isBefore ? 30 + random.below(1400) : 1440 + random.below(60)
    let day = clock / 1440
    let (hour, minute) = (clock % 1440 / 60, clock % 60)
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    var text = "{\"ts\": \"2026-11-0\(1 + day)T\(two(hour)):\(two(minute)):00Z\""
    for (name, values, skew) in Self.fields {
      // The least of several draws prefers the first.
      let drawn = (0...skew).map { _ in random.below(values.count) }.reduce(values.count - 1, min)
      let value = given[name] ?? values[drawn]
      text += name == "flag" ? ", \"flag\": \(value)" : ", \"\(name)\": \"\(value)\""
    }
    text += ", \"status\": \(isFailed ? 503 : 200), \"ms\": \(1 + random.below(1000))"
    text += ", \"session\": {\"id\": \"\(random.next())\"}, \"trace\": \"\(random.next())\"}\n"
    return text
  }
}
