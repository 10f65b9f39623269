// The page that a daemon shows a browser: what fires, what fired, and nothing that does harm.

import Foundation
import Testing

@testable import SLOKit

struct DaemonPageTests {
  /// The page over `events` and `log`, and no more than what is served.
  private static func page(_ config: SampleConfig, events: String, log: String) throws -> String {
    let config = config.with("sources", #"["events.ndjson"]"#)
      .with("daemon", #"{"alertLog": "alerts.ndjson"}"#)
    let folder = try EventFolder(config, events: events)
    try folder.write("alerts.ndjson", log)
    let clock = try #require(Timestamp.parse("2026-11-01T12:10:00Z"))
    let path = folder.url.appendingPathComponent("slos.json").path
    let desk = try EngineDesk(config: path, clock: clock)
    let response = HTTPRoutes(desk: desk).response(
      to: HTTPRequest(isHead: false, path: "/", query: [], host: "localhost", authorization: nil))
    #expect(response.status == .ok)
    return response.body
  }

  private static func line(
    _ state: String, _ severity: String, _ objective: String
  ) throws
    -> String
  {
    let members = [
      "at": "2026-11-01T12:07:00Z", "state": state, "severity": severity, "objective": objective,
      "key": state, "kind": severity,
    ]
    return String(decoding: try JSONSerialization.data(withJSONObject: members), as: UTF8.self)
      + "\n"
  }

  @Test func `it tells of the last lines of the alert log, newest first`() throws {
    let log = try (0..<25).map { try Self.line("firing", "page", "api-\($0)") }.joined()
    let page = try Self.page(SampleConfig(), events: SampleEvents.lines(10, bad: 1), log: log)
    let shown = (0..<25).filter { page.contains(">api-\($0)<") }
    #expect(shown == Array(5..<25))
    let newest = try #require(page.range(of: ">api-24<"))
    #expect(newest.lowerBound < (try #require(page.range(of: ">api-5<"))).lowerBound)
  }

  @Test func `a damaged alert log hides no budget`() throws {
    let page = try Self.page(
      SampleConfig(), events: SampleEvents.lines(10), log: "{\"at\": 1\n")
    #expect(page.contains("No budget is exhausted."))
  }

  @Test func `hostile values of events and of the alert log come out harmless`() throws {
    let log = try HostileNamesTests.names.map { try Self.line($0, $0, $0) }.joined()
    let config = SampleConfig(["per": #""customer""#]).mapping("route", to: #""route""#)
      .mapping("trace", to: #""route""#)
    let page = try Self.page(config, events: HostileNamesTests.events, log: log)
    #expect(!page.unicodeScalars.contains(where: HostileNamesTests.isHarmful))
    #expect(!page.contains("<script") && !page.contains("</script"))
    _ = try DocumentTests.elements(
      of: page.replacingOccurrences(of: "<!doctype html>", with: ""))
  }
}
