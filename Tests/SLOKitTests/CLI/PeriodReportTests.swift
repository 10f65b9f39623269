// A period's report, made by the built program: every number is the one that `budget`, `customers`
// and `backtest` give for the same question.

import Foundation
import Testing

@testable import SLOKit

struct PeriodReportTests {
  static let config = CustomerReportTests.config
  static let at = CustomerReportTests.at

  static func run(_ words: [String]) throws -> BuiltProgram.Result {
    try BuiltProgram.run([words[0], "-c", config] + words.dropFirst())
  }

  static func json(_ words: [String]) throws -> PlainJSON {
    let run = try run(words + ["--format", "json"])
    return try #require(PlainJSONReader.tree(of: run.outputBytes), "\(words): \(run.error)")
  }

  static func objective(_ name: String, of tree: PlainJSON) throws -> PlainJSON {
    try #require(tree["objectives"]?.elements.first { $0["name"]?.string == name })
  }

  static let figures = [
    "target", "matched", "valid", "good", "bad", "excused", "unjudged", "origins", "ratio",
    "interval", "budget", "spent", "remaining", "badLeft", "status",
  ]

  private static func expectSame(
    _ names: [String], in one: PlainJSON?, and other: PlainJSON?, _ comment: String
  ) {
    for name in names {
      let (found, expected) = (one?[name]?.written(), other?[name]?.written())
      #expect(found != nil && found == expected, "\(name): \(comment)")
    }
  }

  @Test func `figures are those of budget, customers those of customers`() throws {
    let report = try Self.json(["report", "--at", Self.at])
    let budget = try Self.json(["budget", "--at", Self.at])
    #expect(report["input"]?.written() == budget["input"]?.written())
    for expected in budget["objectives"]?.elements ?? [] {
      let name = try #require(expected["name"]?.string)
      let found = try Self.objective(name, of: report)
      Self.expectSame(Self.figures, in: found, and: expected, name)
      Self.expectSame(["from", "to"], in: found, and: expected["window"], name)
      let last = found["burndown"]?.elements.last
      #expect(last?["at"]?.string == Self.at)
      Self.expectSame(["valid", "bad"], in: last, and: expected, name)
    }
    let customers = try Self.json(["customers", "api-availability", "--at", Self.at])
    let api = try Self.objective("api-availability", of: report)
    let expected = try Self.objective("api-availability", of: customers)
    Self.expectSame(["customersInBudget"], in: api, and: expected, "api-availability")
    let out = api["customersOut"]?.elements ?? []
    #expect(
      out.compactMap { $0["key"]?.string } == ["fennel-foods", "granite-bank", "harbourline"])
    for (one, other) in zip(out, expected["keys"]?.elements ?? []) {
      Self.expectSame(["key"] + Self.figures, in: one, and: other, "api-availability")
    }
  }

  @Test func `a month is budget's as of its end, in the objective's zone`() throws {
    let report = try Self.json(["report", "--at", Self.at, "--period", "2026-10"])
    let budget = try Self.json(["budget", "checkout-month", "--at", "2026-10-31T23:00:00Z"])
    let found = try Self.objective("checkout-month", of: report)
    Self.expectSame(
      Self.figures, in: found, and: try Self.objective("checkout-month", of: budget), "October")
    #expect(found["from"]?.string == "2026-09-30T22:00:00Z")
    #expect(found["to"]?.string == "2026-10-31T23:00:00Z")
    #expect(
      try Self.objective("api-latency", of: report)["to"]?.string == "2026-11-01T00:00:00Z")
  }

  @Test(arguments: ["api-availability", "search-minutes"])
  func `the period before is what its own report says`(name: String) throws {
    let week = try Self.json(["report", name, "--at", Self.at, "--period", "2026-W46"])
    let before = try Self.objective(name, of: week)["before"]
    let own = try Self.json(["report", name, "--at", Self.at, "--period", "2026-W45"])
    Self.expectSame(
      ["from", "to", "valid", "bad", "ratio", "spent", "remaining", "met"], in: before,
      and: try Self.objective(name, of: own), name)
  }

  @Test func `alerts are those of backtest that began to fire in the period`() throws {
    let report = try Self.json(["report", "--at", Self.at, "--period", "2026-W46"])
    let backtest = try Self.json(["backtest"])
    let expected = (backtest["alerts"]?.elements ?? []).filter { alert in
      let at = alert["at"]?.string ?? ""
      return alert["state"]?.string == "firing" && at > "2026-11-09T00:00:00Z"
        && at <= "2026-11-16T00:00:00Z"
    }
    let found = (report["objectives"]?.elements ?? []).flatMap { $0["alerts"]?.elements ?? [] }
    #expect(!expected.isEmpty)
    func told(_ alerts: [PlainJSON]) -> [String] {
      alerts.map { alert in
        ["id", "kind", "objective", "severity", "startsAt", "at"]
          .map { alert[$0]?.string ?? "" }.joined(separator: " ")
      }.sorted()
    }
    #expect(told(found) == told(expected))
  }

  @Test func `the burn of an hour is what burn says at its end, and days add up`() throws {
    let report = try Self.json(["report", "--at", Self.at])
    for name in ["api-availability", "search-minutes"] {
      let period = try Self.objective(name, of: report)
      let hours = period["badHours"]?.elements ?? []
      let worst =
        hours
        .sorted { ($0["burn"]?.double ?? 0) > ($1["burn"]?.double ?? 0) }.prefix(3)
      #expect(!worst.isEmpty)
      for hour in worst {
        let start = try #require(hour["from"]?.string.flatMap { Timestamp.parse($0) })
        let burn = try Self.json(["burn", name, "--at", (start + .hours(1)).description])
        let expected = try Self.objective(name, of: burn)["burn"]?.elements.first {
          $0["lookback"]?.string == "1h"
        }
        Self.expectSame(["valid", "bad"], in: hour, and: expected, "\(name) at \(start)")
        #expect(hour["burn"]?.written() == expected?["rate"]?.written())
      }
      let bad = hours.reduce(0) { $0 + ($1["bad"]?.integer ?? 0) }
      #expect(bad == period["bad"]?.integer, "\(name)")
      for origin in Origin.allCases.map(\.name) {
        let days = period["days"]?.elements ?? []
        #expect(
          days.reduce(0) { $0 + ($1["origins"]?[origin]?.integer ?? 0) }
            == period["origins"]?[origin]?.integer, "\(name), \(origin)")
      }
    }
  }

  /// Periods in zones whose clocks change in them: from, to, and how many days they have.
  @Test(arguments: [
    ("2026-10", "Europe/Zurich", "2026-09-30T22:00:00Z", "2026-10-31T23:00:00Z", 31),
    ("2026-03", "America/New_York", "2026-03-01T05:00:00Z", "2026-04-01T04:00:00Z", 31),
    ("2026-Q4", "Europe/Zurich", "2026-09-30T22:00:00Z", "2026-12-31T23:00:00Z", 92),
    ("2026-Q1", "America/New_York", "2026-01-01T05:00:00Z", "2026-04-01T04:00:00Z", 90),
    ("2026-W43", "Europe/Zurich", "2026-10-18T22:00:00Z", "2026-10-25T23:00:00Z", 7),
    ("2026-W53", "Asia/Kathmandu", "2026-12-27T18:15:00Z", "2027-01-03T18:15:00Z", 7),
  ])
  func `a period has every event between its edges, also where clocks change`(
    period: String, zone: String, from: String, to: String, days: Int
  ) throws {
    let unit = period.contains("Q") ? "quarter" : period.contains("W") ? "week" : "month"
    let folder = try EventFolder(
      SampleConfig([
        "target": #""50%""#, "window": #"{"calendar": "\#(unit)", "zone": "\#(zone)"}"#,
      ]))
    // An event every half hour from a day before each edge to a day after it; one of four is bad.
    let instants = try [from, to].flatMap { edge in
      let edge = try #require(Timestamp.parse(edge))
      return (-48...48).map { "\(edge + TimeSpan.minutes(30 * Int64($0)))" }
    }
    let bad = stride(from: 0, to: instants.count, by: 4).map { instants[$0] }
    try folder.write(
      "events.ndjson",
      instants.map { SampleEvents.line($0, status: bad.contains($0) ? 500 : 200) }.joined())
    func count(_ instants: [String]) -> Int { instants.count { from <= $0 && $0 < to } }
    let run = try folder.run([
      "report", "--period", period, "--at", "2027-01-07T00:00:00Z", "--format", "json",
      "events.ndjson",
    ])
    let found = try #require(
      PlainJSONReader.tree(of: run.outputBytes)?["objectives"]?.elements.first, "\(run.error)")
    #expect([found["from"]?.string, found["to"]?.string] == [from, to])
    #expect(found["valid"]?.integer == count(instants))
    #expect(found["bad"]?.integer == count(bad))
    // The calendar window that ends there is the same.
    let budget = try folder.answer(["budget", "--at", to, "events.ndjson"])
    #expect(budget.counts("valid", "bad") == [count(instants), count(bad)])
    let starts = (found["days"]?.elements ?? []).compactMap { $0["from"]?.string }
    #expect(starts.first == from && Set(starts).count == days)
  }

  @Test func `an episode is explained as explain does it`() throws {
    let report = try Self.json(["report", "--at", Self.at])
    for name in ["api-availability", "search-minutes"] {
      let episode = try #require(try Self.objective(name, of: report)["episodes"]?.elements.first)
      let ends = try (["from", "to"]).map { try #require(episode[$0]?.string) }
      let explained = try Self.json([
        "explain", name, "--charged", "--from", ends[0], "--to", ends[1],
      ])
      let found = episode["explanation"]
      Self.expectSame(["failed", "good", "verdict"], in: found, and: explained, name)
      #expect(
        (found?["rows"]?.elements ?? []).map { $0.written() }
          == (explained["rows"]?.elements ?? []).prefix(3).map { $0.written() })
    }
  }

  @Test func `latency is that of the valid events, at most a 128th too long`() throws {
    let report = try Self.json(["report", "--at", Self.at])
    for name in ["api-availability", "checkout-month"] {
      let lines = try Self.run([
        "events", name, "--good", "--bad", "--raw", "--at", Self.at,
      ]).output.split(separator: "\n")
      let took = lines.compactMap {
        PlainJSONReader.tree(of: $0.utf8)?["duration_ms"].flatMap { Double($0.written()) }
      }.sorted()
      let latency = try Self.objective(name, of: report)["latency"]
      #expect(latency?["events"]?.integer == took.count)
      for (quantile, share) in [("median", 0.5), ("p90", 0.9), ("p99", 0.99)] {
        let exact = took[Int((Double(took.count) * share).rounded(.up)) - 1] / 1000
        let told = latency?[quantile]?.double ?? -1
        #expect(told >= exact - 1e-9 && told <= exact * (1 + 1.0 / 128) + 1e-9, "\(quantile)")
      }
      let days = try Self.objective(name, of: report)["latencyByDay"]?.elements ?? []
      #expect(
        days.reduce(0) { $0 + ($1["latency"]?["events"]?.integer ?? 0) } == took.count)
    }
  }

  @Test func `what would remain without the worst customer is what --without says`() throws {
    for words in [
      ["--at", Self.at], ["--at", "2026-11-13T00:00:00Z", "--where", "method != 'GET'"],
    ] {
      let budget = try Self.json(["budget", "api-availability"] + words)
      let answer = try Self.objective("api-availability", of: budget)["without"]
      let customer = try #require(answer?["customer"]?.string)
      let without = try Self.json(
        ["budget", "api-availability", "--without", "customer=\(customer)"] + words)
      Self.expectSame(
        ["valid", "bad", "ratio", "remaining"], in: answer,
        and: try Self.objective("api-availability", of: without), customer)
    }
    let report = try Self.json(["report", "--at", Self.at])
    let budget = try Self.json(["budget", "--by", "customer", "--at", Self.at])
    for objective in budget["objectives"]?.elements ?? [] {
      let name = try #require(objective["name"]?.string)
      Self.expectSame(
        ["without", "aloneOverBudget"], in: try Self.objective(name, of: report), and: objective,
        name)
    }
  }

  @Test func `episodes lie in the period, apart, and have no more bad events than it`() throws {
    let report = try Self.json(["report", "--at", Self.at])
    for objective in report["objectives"]?.elements ?? [] {
      let episodes = objective["episodes"]?.elements ?? []
      let bad = episodes.reduce(0) { $0 + ($1["bad"]?.integer ?? 0) }
      let others = objective["otherEpisodes"]?["bad"]?.integer ?? 0
      #expect(bad + others <= objective["bad"]?.integer ?? -1)
      // But for the worst, only what has spent more than a hundredth of the budget is listed.
      #expect(episodes.dropFirst().allSatisfy { ($0["spent"]?.double ?? 0) > 0.01 })
      let spans = episodes.map { ($0["from"]?.string ?? "", $0["to"]?.string ?? "") }.sorted {
        $0 < $1
      }
      for (one, next) in zip(spans, spans.dropFirst()) { #expect(one.1 <= next.0) }
      #expect(spans.allSatisfy { $0.0 >= objective["from"]?.string ?? "" && $0.1 <= Self.at })
    }
    // The worst of the made-up month is its failover.
    let api = try Self.objective("api-availability", of: report)
    let worst = api["episodes"]?.elements.first
    #expect(worst?["from"]?.string == "2026-11-12T09:10:00Z")
    #expect(worst?["bad"]?.integer == 20)
  }

  // MARK: Statuses

  @Test(arguments: [
    (["--at", at], 0, true),
    (["--at", at, "--only-if", "low"], 0, true),
    (["search-minutes", "--at", at, "--only-if", "missed"], 0, false),
    (["search-minutes", "--at", at, "--only-if", "low"], 0, false),
    // The clock is far behind the last event, or there is none: whatever was asked, it is said.
    (["search-minutes", "--at", "2026-11-25T00:00:00Z", "--only-if", "missed"], 3, true),
    (["--at", at, "--period", "2025-10"], 3, true),
    (["search-minutes", "--at", "2026-11-20T12:30:00Z", "--max-age", "10m"], 3, true),
    (["search-minutes", "--at", "2026-11-20T12:30:00Z", "--max-age", "3h"], 0, true),
  ])
  func `missing and stale data are never a cheerful report`(
    words: [String], status: Int32, isSaid: Bool
  ) throws {
    let run = try Self.run(["report"] + words)
    #expect(run.status == status, "\(run.error)")
    #expect(run.output.isEmpty != isSaid)
  }

  @Test func `changed is said where the verdict is another than before`() throws {
    let weeks = try ["2026-W45", "2026-W46", "2026-W47"].map { week in
      let report = try Self.json(["report", "api-availability", "--at", Self.at, "--period", week])
      let objective = try Self.objective("api-availability", of: report)
      let run = try Self.run([
        "report", "api-availability", "--at", Self.at, "--period", week, "--only-if", "changed",
        "--max-age", "1d",
      ])
      let (now, before) = (objective["met"]?.written(), objective["before"]?["met"]?.written())
      #expect(run.output.isEmpty == (now == before), "\(week)")
      return now == before
    }
    #expect(Set(weeks).count == 2)
  }

  // MARK: Looks

  @Test func `the text keeps to 80 columns`() throws {
    let text = try Self.run(["report", "--at", Self.at]).output
    for line in text.split(separator: "\n") {
      #expect(DisplayWidth.of(String(line)) <= 80, "\(line)")
    }
  }

  @Test(arguments: ["text", "markdown", "html", "json"])
  func `a report reads as recorded`(format: String) throws {
    let run = try Self.run([
      "report", "api-availability", "checkout-month", "--at", Self.at, "--format", format,
    ])
    // The configuration is named by its whole path, and so are the files that it leads to.
    let output = run.output.replacing(BuiltProgram.packageFolder + "/", with: "")
    try Snapshot.expect(output, matches: "report.\(format).txt")
  }

  @Test func `the HTML is well formed and asks for nothing`() throws {
    let html = try Self.run(["report", "--at", Self.at, "--format", "html"]).output
    let names = try DocumentTests.elements(of: html.replacing("<!doctype html>", with: ""))
    #expect(names.contains("svg") && names.isDisjoint(with: ["script", "link", "img", "iframe"]))
    #expect(html.utf8.count < 200_000)
  }
}
