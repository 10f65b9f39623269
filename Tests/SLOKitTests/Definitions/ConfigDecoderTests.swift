// The full example decodes to exactly what it says; defaults, merging and scaling are as defined;
// and no damage to a config does more than have it refused.

import Foundation
import Testing

@testable import SLOKit

struct ConfigDecoderTests {
  private func decode(_ text: String, folder: String = "") throws(Diagnostics) -> DecodedConfig {
    try ConfigDecoder.decode(Array(text.utf8), file: "slos.json", folder: folder)
  }

  /// A config of one objective, with more keys for the root, the events and the objective.
  private func config(
    root: String = "", fields: String = "", objective: String = "", target: String = "\"99.9%\"",
    window: String = "\"30d\""
  ) -> String {
    """
    {\(root)
     "events": {"fields": {"timestamp": "ts", "status": "status", "customer": "tenant"\(fields)}},
     "objectives": [{"name": "api", "good": "status < 500", "target": \(target),
       "window": \(window)\(objective)}]}
    """
  }

  private func objective(_ text: String) throws -> Objective {
    try #require(try decode(text).configuration.objectives.first)
  }

  // MARK: The full example

  @Test func `the full example decodes without a warning`() throws {
    #expect(try decode(fullExample).warnings == [])
  }

  @Test func `the full example's root is as written`() throws {
    let config = try decode(fullExample, folder: "/etc/sloctl").configuration
    #expect(config.sources == ["/var/log/app/*.ndjson", "/etc/sloctl/logs"])
    #expect(config.resolution == .minutes(1))
    #expect(config.maxSkew == .minutes(5))
    #expect(config.forecastFrom == .hours(1))
    #expect(config.dedupeHorizon == .hours(1))
    #expect(config.format == .ndjson)
    #expect(config.markers == "/etc/sloctl/deploys.ndjson")
    #expect(config.defaultOrigin == .unknown)
    #expect(config.aliases == ["vendor": .dependency])
    let rule = try #require(config.attributionRules.first)
    #expect(
      rule.when
        == .within(.path("error.code"), [.text("script_timeout"), .text("query_too_costly")]))
    #expect(rule.origin == .customer)
    #expect(rule.objectives == ["api-availability"])
    let exclusion = try #require(config.exclusions.first)
    #expect(exclusion.from.nanoseconds == 1_790_992_800_000_000_000)
    #expect(exclusion.to - exclusion.from == .hours(1))
    #expect(exclusion.reason == "announced database upgrade")
    #expect(exclusion.objectives == ["api-availability"])
    #expect(config.daemon.alertLog == "/etc/sloctl/alerts.ndjson")
    #expect(config.maxKeys == 1_000_000 && config.daemon.maxKeys == 1_000_000)
    #expect(
      config.daemon.sinks == [
        .alertmanager(url: "http://127.0.0.1:9093", headersFile: nil),
        .webhook(
          url: "https://hooks.example.com/slo", headersFile: "/etc/sloctl/webhook.headers"),
        .command(["/usr/local/bin/notify"]),
        .heartbeat(
          url: "https://deadman.example.com/ping", headersFile: nil, every: .minutes(1)),
      ])
  }

  @Test func `the full example's fields are as written`() throws {
    let fields = try decode(fullExample).configuration.fields
    #expect(Set(fields.keys) == Set(Role.allCases))
    #expect(fields[.timestamp]?.paths == ["ts"])
    #expect(fields[.timestamp]?.zone?.name == "UTC")
    #expect(fields[.timestamp]?.unit == nil)
    #expect(fields[.customer]?.paths == ["tenant.id", "customer"])
    #expect(fields[.duration]?.paths == ["duration_ms"])
    #expect(fields[.duration]?.unit == .ms)
    #expect(fields[.weight]?.paths == ["sample_rate"])
  }

  @Test func `the full example's objectives are as written`() throws {
    let objectives = try decode(fullExample).configuration.objectives
    #expect(objectives.map(\.name) == ["api-availability", "api-latency"])
    let first = objectives[0]
    #expect(first.description == "Requests answered without a failure of ours.")
    #expect(first.labels == [Labelled(name: "team", value: "platform")])
    #expect(
      first.annotations == [Labelled(name: "runbook", value: "https://wiki.example.com/api")])
    #expect(first.match?.description == "service == 'api' and not route like '/internal/*'")
    #expect(first.good.description == "status >= 100 and status < 500")
    #expect(first.charge == OriginSet([.infrastructure, .dependency, .unknown]))
    #expect(!first.excusedAreValid)
    #expect(first.target.billionths == 999_000_000)
    #expect(length(of: first.window) == .days(30))
    #expect(first.per == .role(.customer))
    #expect(first.overrides.map(\.key) == ["acme"])
    #expect(first.overrides.map(\.target.billionths) == [999_500_000])
    #expect(first.staleAfter == .minutes(15))
    #expect(first.method == .occurrences)
    #expect(first.alerts.policy == "own")
    #expect(
      first.alerts.rules == [
        BurnRule(
          severity: .page, factor: BurnFactor(72, 5), long: .hours(1), short: .minutes(5),
          hold: .minutes(2))
      ])
    #expect(first.alerts.confidence == 950_000_000)
    #expect(first.alerts.minBad == 2)
    #expect(first.alerts.minCustomers == 1)
    #expect(first.alerts.budgetLow == 100_000_000)
    #expect(first.alerts.budgetExhausted)
    #expect(first.alerts.exhaustionForecast == .days(2))
    #expect(first.alerts.keepFiringFor == .minutes(5))
    #expect(!first.alerts.keys)

    let second = objectives[1]
    #expect(
      second.good
        == .compare(.role(.duration), .lessOrEqual, .duration(TimeSpan(nanoseconds: 300_000_000))))
    #expect(second.target.billionths == 990_000_000)
    guard case .calendar(.month, let zone) = second.window else {
      Issue.record("not a calendar month")
      return
    }
    #expect(zone.name == "Europe/Berlin")
    #expect(
      second.method
        == .timeslices(
          slice: .minutes(1), target: try #require(Target(billionths: 950_000_000)),
          emptyAreGood: false))
    #expect(second.charge == .standard)
    #expect(second.alerts.policy == "default")
    #expect(
      second.alerts.rules.map(\.factor) == [
        BurnFactor(72, 5), BurnFactor(6), BurnFactor(3), BurnFactor(1),
      ])
    #expect(second.alerts.minBad == 2)
    #expect(second.alerts.confidence == 950_000_000)
  }

  private func length(of window: Window) -> TimeSpan? {
    if case .rolling(let length) = window { length } else { nil }
  }

  // MARK: Values

  @Test(
    arguments: [
      ("\"99.9%\"", 999_000_000), ("0.999", 999_000_000), ("\"100%\"", 1_000_000_000),
      ("1", 1_000_000_000), ("1.0", 1_000_000_000), ("\"99.9999999%\"", 999_999_999),
      ("0.999999999", 999_999_999), ("0.9990000000000000000000", 999_000_000),
      ("9.99e-1", 999_000_000),
      ("\"0.0000001%\"", 1), ("1e-9", 1), ("\"99.95000000%\"", 999_500_000),
    ] as [(String, Int64)])
  func `targets are exact in decimal`(_ text: String, _ billionths: Int64) throws {
    #expect(try objective(config(target: text)).target.billionths == billionths)
  }

  @Test(arguments: [
    "\"100.0000001%\"", "1.0000000001", "2", "0", "-0", "-0.5", "1e-10", "1e999999999999999999",
    "1e-999999999999999999", "\"%\"", "\"99,9%\"", "\"99.9 %\"", "\"99.9%%\"", "\" 99.9%\"", "\"\"",
    "true", "[]", "{}", "null",
  ])
  func `anything else is no target`(_ text: String) {
    #expect(throws: Diagnostics.self) { try decode(config(target: text)) }
  }

  @Test func `a path is taken from the config's folder`() throws {
    let text = config(root: "\"sources\": [\"a\", \"/b\", \"../c/*\"], \"markers\": \"m\",")
    #expect(try decode(text).configuration.sources == ["a", "/b", "../c/*"])
    #expect(try decode(text, folder: ".").configuration.sources == ["a", "/b", "../c/*"])
    #expect(try decode(text, folder: "x/").configuration.sources == ["x/a", "/b", "x/../c/*"])
    #expect(try decode(text, folder: "/").configuration.markers == "/m")
  }

  @Test func `a minimal config has the documented defaults`() throws {
    let decoded = try decode(config())
    #expect(decoded.warnings == [])
    let config = decoded.configuration
    #expect(config.resolution == .minutes(1))
    #expect(config.maxSkew == .minutes(5))
    #expect(config.daemon == DaemonSettings())
    let objective = try #require(config.objectives.first)
    #expect(objective.match == nil)
    #expect(objective.charge == .standard)
    #expect(objective.staleAfter == nil)
    #expect(objective.alerts.policy == "default")
    #expect(objective.alerts.budgetLow == nil)
    #expect(!objective.alerts.budgetExhausted)
    #expect(objective.alerts.exhaustionForecast == nil)
  }

  @Test func `an access log sets the roles that the config does not name`() throws {
    let text = """
      {"events": {"format": "combined", "fields": {"customer": "client", "trace": "agent"}},
       "objectives": [{"name": "web", "good": "status < 500 and bytes > 0", "target": 0.99,
         "window": "7d", "per": "route"}]}
      """
    let config = try decode(text).configuration
    #expect(config.fields[.timestamp]?.paths == ["time"])
    #expect(config.fields[.customer]?.paths == ["client"])
    #expect(config.fields[.route]?.paths == ["path"])
    #expect(config.fields[.trace]?.paths == ["agent"])
    #expect(config.fields[.origin] == nil)
    #expect(config.objectives.first?.per == .role(.route))
    #expect(
      config.objectives.first?.good.fieldReferences == [.role(.status), .path("bytes")])
  }

  @Test func `origins have built-in names and the config's own in any letter case`() throws {
    let text = config(
      root: "\"attribution\": {\"aliases\": {\"Vendor\": \"dependency\", \"user\": \"unknown\"}},")
    let config = try decode(text).configuration
    let meant: [(String, Origin?)] = [
      ("infra", .infrastructure), ("PLATFORM", .infrastructure), ("Server", .infrastructure),
      ("client", .customer), ("tenant", .customer), ("upstream", .dependency),
      ("third_party", .dependency), ("vendor", .dependency), ("VENDOR", .dependency),
      ("user", .unknown), ("Customer", .customer), ("unknown", .unknown), ("else", nil), ("", nil),
    ]
    for (name, origin) in meant { #expect(config.origin(named: name) == origin, "\(name)") }
  }

  // MARK: Alerts

  @Test func `an objective's alerts go over the top level's, and both over the policy's`() throws {
    let root = "\"alerts\": {\"policy\": \"sloth\", \"minBad\": 7, \"keepFiringFor\": \"1m\"},"
    let common = try objective(config(root: root)).alerts
    #expect(common.policy == "sloth")
    #expect(common.minBad == 7)
    #expect(common.confidence == nil)
    #expect(common.keepFiringFor == .minutes(1))

    let own = try objective(
      config(root: root, objective: ", \"alerts\": {\"policy\": \"default\", \"minBad\": 3}")
    ).alerts
    #expect(own.policy == "default")
    #expect(own.minBad == 3)
    #expect(own.confidence == 950_000_000)
    #expect(own.keepFiringFor == .minutes(1))

    let none = try objective(
      config(objective: ", \"alerts\": {\"rules\": [], \"confidence\": 0}")
    ).alerts
    #expect(none.policy == "own")
    #expect(none.rules == [])
    #expect(none.confidence == nil)
    #expect(none.minBad == 1)
  }

  @Test func `a rule that no failure rate can fulfil is warned of`() throws {
    let warnings = try decode(config(target: "\"90%\"")).warnings
    #expect(warnings.count == 1)
    #expect(warnings.first?.severity == .warning)
    #expect(
      warnings.first?.message
        == "the page rule over 1h and 5m can never hold: at 90%, \"api\" burns at most 10")
    #expect(warnings.first?.place?.line == 3)
    #expect(try decode(config(target: "1")).warnings == [])
  }

  @Test func `a place is found again by its path`() throws {
    let places = try decode(fullExample).places
    let place = places.place(of: ["objectives", "1", "good"])
    #expect(place.source?.contains("duration <= 300ms") == true)
    #expect(places.place(of: ["objectives", "7"]).line == places.place(of: ["objectives"]).line)
  }

  // MARK: Hostile input

  @Test func `a damaged config is refused or read and never traps`() {
    // The zone's file need not be read ten thousand times.
    let example = fullExample.replacingOccurrences(of: "Europe/Berlin", with: "UTC")
    let seeds = [example, everyKey, config(), config()].map { Array($0.utf8) }
    var random = SeededGenerator(seed: 20_261_123)
    var read = 0
    for _ in 0..<10_000 {
      let bytes = mutated(random.pick(seeds), using: &random)
      do throws(Diagnostics) {
        _ = try ConfigDecoder.decode(bytes, file: "slos.json", folder: "")
        read += 1
      } catch {
        let hasError = error.problems.contains { $0.severity == .error }
        if !hasError || error.description.isEmpty {
          Issue.record("refused without an error: \(String(decoding: bytes, as: UTF8.self))")
        }
      }
    }
    #expect(read > 100)
  }

  @Test(arguments: ["{\"objectives\":", "{\"events\":", "[", "{\"a\":["])
  func `a config nested deep is refused`(_ opening: String) {
    let text = String(repeating: opening, count: 20_000)
    #expect(throws: Diagnostics.self) { try decode(text) }
  }

  @Test func `spans and factors at the ends of 64 bits are refused or held`() {
    for text in ["9223372036854775807ns", "106751d", "15250w", "9999999999999999999s"] {
      #expect(throws: Diagnostics.self) { try decode(config(window: "\"\(text)\"")) }
      _ = try? decode(config(root: "\"resolution\": \"\(text)\","))
      _ = try? decode(config(root: "\"resolution\": \"1h\", \"forecastFrom\": \"\(text)\","))
      _ = try? decode(config(root: "\"alerts\": {\"keepFiringFor\": \"\(text)\"},"))
    }
  }
}
