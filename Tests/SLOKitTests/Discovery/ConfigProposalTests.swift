// What a sample of events is taken for: formats, roles by name and by value, units, outcomes, targets;
// and what is missing where no config fits.

import Testing

@testable import SLOKit

struct ConfigProposalTests {
  /// 2026-11-20T12:00:00Z.
  private static let clock = Timestamp(nanoseconds: 1_795_176_000_000_000_000)

  private static func sample(_ lines: [String]) -> EventSample {
    var sample = EventSample(of: "events")
    lines.forEach { sample.add(Array($0.utf8)) }
    return sample
  }

  private static func proposal(_ lines: [String]) throws(ProposalProblem) -> ConfigProposal {
    try ConfigProposal(sample(lines), source: "events", clock: clock)
  }

  private static func config(_ lines: [String]) throws -> Configuration {
    let proposal = try proposal(lines)
    let decoded = try ConfigDecoder.decode(
      Array(proposal.text.utf8), file: "slos.json", folder: "")
    // Of a loose target, that some alert rules can never hold, is all that may be said.
    #expect(decoded.warnings.allSatisfy { $0.message.contains("can never hold") })
    return decoded.configuration
  }

  /// A hundred lines made of a template: `#` is a number from 10 to 59, `%` is 200 or, once in ten, 500.
  private static func lines(_ template: String) -> [String] {
    (0..<100).map { index in
      template.map { character in
        switch character {
        case "#": "\(10 + index % 50)"
        case "%": index % 10 == 3 ? "500" : "200"
        default: "\(character)"
        }
      }.joined()
    }
  }

  @Test(arguments: [
    (#"{"a":1}"#, EventFormat.ndjson), ("ts=1 a=b c=\"d e\"", .logfmt), ("a,b,c", .csv),
    (#"1.2.3.4 - - [20/Nov/2026:10:00:00 +0000] "GET / HTTP/1.1" 200 5"#, .combined),
  ])
  func `a format is told by what can be read`(_ line: String, _ format: EventFormat) {
    let sample = Self.sample([String](repeating: line, count: 10))
    #expect(EventFormat.guessed(from: sample) == format)
  }

  @Test(arguments: ["Nov 20 10:00:00 host app[1]: hello", "just words", "<xml/>"])
  func `what is no format is told`(_ line: String) {
    #expect(throws: ProposalProblem.self) {
      try Self.proposal([String](repeating: line, count: 10))
    }
  }

  /// What loggers of the world write, and which paths the roles have then.
  @Test(arguments: [
    // OpenTelemetry, flat.
    (
      #"{"timestamp":"2026-11-20T10:#:00Z","service.name":"a","http.response.status_code":%,"http.server.request.duration":0.0#,"enduser.id":"c#","http.route":"/x","http.request.method":"GET","trace_id":"t#"}"#,
      [
        "timestamp": "timestamp", "status": "http.response.status_code", "customer": "enduser.id",
        "duration": "http.server.request.duration s", "service": "service.name",
        "route": "http.route", "method": "http.request.method", "trace": "trace_id",
      ]
    ),
    // nginx, as JSON.
    (
      #"{"time_iso8601":"2026-11-20T10:#:00+01:00","msec":"1795168800.0#","status":"%","request_time":"0.0#","request_uri":"/x","request_method":"GET","remote_user":"u#"}"#,
      [
        "timestamp": "time_iso8601", "status": "status", "duration": "request_time s",
        "customer": "remote_user", "route": "request_uri", "method": "request_method",
      ]
    ),
    // Envoy.
    (
      #"{"start_time":"2026-11-20T10:#:00.123Z","response_code":%,"duration":#,"path":"/x","method":"GET","upstream_cluster":"c","request_id":"r"}"#,
      [
        "timestamp": "start_time", "status": "response_code", "duration": "duration ms",
        "route": "path", "method": "method", "service": "upstream_cluster",
      ]
    ),
    // Caddy.
    (
      #"{"level":"info","ts":1795168800.0#,"logger":"http.log.access","request":{"method":"GET","uri":"/x","remote_ip":"10.0.0.1"},"user_id":"u#","duration":0.00#,"size":10,"status":%}"#,
      [
        "timestamp": "ts s", "status": "status", "duration": "duration s",
        "customer": "user_id", "route": "request.uri", "method": "request.method",
      ]
    ),
    // ECS.
    (
      #"{"@timestamp":"2026-11-20T10:#:00Z","http":{"response":{"status_code":%},"request":{"method":"GET"}},"event":{"duration":#000000},"url":{"path":"/x"},"organization":{"id":"o#"},"service":{"name":"a"}}"#,
      [
        "timestamp": "@timestamp", "status": "http.response.status_code",
        "duration": "event.duration ns", "customer": "organization.id", "route": "url.path",
        "method": "http.request.method", "service": "service.name",
      ]
    ),
    (
      "time=2026-11-20T10:#:00Z level=info status=% took_ms=# tenant=t# path=/x",
      [
        "timestamp": "time", "status": "status", "duration": "took_ms ms", "customer": "tenant",
        "route": "path",
      ]
    ),
  ])
  func `roles are found by the names of the world`(
    _ template: String, _ wanted: [String: String]
  ) throws {
    let config = try Self.config(Self.lines(template))
    let found = config.fields.map { role, mapping in
      let unit = mapping.unit.map { " \($0.rawValue)" } ?? ""
      return (role.rawValue, mapping.paths.joined(separator: ",") + unit)
    }
    #expect(Dictionary(uniqueKeysWithValues: found) == wanted)
  }

  @Test func `what CloudTrail calls a failure is one`() throws {
    let config = try Self.config(
      (0..<100).map { index in
        let error = index == 7 ? #""errorCode":"AccessDenied","# : ""
        return #"{"eventVersion":"1.08","userIdentity":{"accountId":"\#(1000 + index % 3)"},"#
          + #""eventTime":"2026-11-20T10:00:\#(10 + index % 50)Z","eventSource":"s3.amazonaws.com","#
          + error + #""eventName":"GetObject","eventID":"e\#(index)"}"#
      })
    #expect(config.fields[.timestamp]?.paths == ["eventTime"])
    #expect(config.fields[.customer]?.paths == ["userIdentity.accountId"])
    #expect(config.fields[.id]?.paths == ["eventID"])
    #expect(config.objectives.map { "\($0.good)" } == ["not has errorCode"])
    #expect(config.objectives.first?.target.description == "99%")
  }

  @Test func `two loggers in one file share their roles`() throws {
    let config = try Self.config(
      Self.lines(#"{"ts":"2026-11-20T10:#:00Z","status":%}"#)
        + Self.lines(#"{"timestamp":"2026-11-20T10:#:00Z","http":{"status":%}}"#))
    #expect(config.fields[.timestamp]?.paths == ["ts", "timestamp"])
    #expect(Set(config.fields[.status]?.paths ?? []) == ["status", "http.status"])
  }

  @Test func `an id that repeats is not taken for one`() throws {
    let line = #"{"ts":"2026-11-20T10:#:00Z","status":%,"request_id":"r#"}"#
    #expect(try Self.config(Self.lines(line)).fields[.id] == nil)
  }

  @Test func `a name whose values say otherwise is not believed`() throws {
    let config = try Self.config(
      Self.lines(#"{"time":"ten past #","at":"2026-11-20T10:#:00Z","status":"done","code":%}"#))
    #expect(config.fields[.timestamp]?.paths == ["at"])
    #expect(config.fields[.status]?.paths == ["code"])
  }

  @Test(
    arguments: [
      (100, 0, "99%"), (1000, 0, "99%"), (10_000, 0, "99.9%"), (100_000, 0, "99.99%"),
      (10_000, 10, "99.9%"), (10_000, 11, "99.8%"), (1000, 400, "60%"), (10, 10, "50%"),
    ] as [(Int64, Int64, String)])
  func `a target is the tightest that was just met`(
    _ valid: Int64, _ bad: Int64, _ wanted: String
  ) {
    #expect(ProposedObjective.target(valid: valid, bad: bad) == wanted)
  }

  @Test func `a threshold is a round number that 99 of 100 do not exceed`() {
    let milliseconds = (1...200).map { Int64($0) * 1_000_000 }
    #expect(ProposedObjective.threshold(of: milliseconds) == TimeSpan("200ms"))
    #expect(ProposedObjective.threshold(of: []) == TimeSpan("1ms"))
  }

  @Test(arguments: [
    (#"{"a":"b","status":200}"#, "no field of 2 (a, status) holds a time that can be read"),
    (#"{"ts":"2026-11-20T10:00:00Z","a":"b"}"#, "no field of 2 (ts, a) tells good from failed"),
  ])
  func `what is missing is said`(_ line: String, _ wanted: String) {
    do throws(ProposalProblem) {
      _ = try Self.proposal([String](repeating: line, count: 10))
      Issue.record("accepted")
    } catch {
      #expect(error.message == wanted)
    }
  }

  @Test func `names that nobody chose for a config do no harm`() throws {
    let hostile =
      #"{"ts":"2026-11-20T10:#:00Z","status":%,"service":"a'b\\\"\n#","x\"y":"z","ten\u0000ant":1}"#
    let config = try Self.config(Self.lines(hostile))
    #expect(config.objectives.count >= 1)
  }
}
