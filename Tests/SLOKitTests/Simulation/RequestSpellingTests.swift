// What is written is what is read: every format and every logger, through the decoder of events.

import Testing

@testable import SLOKit

struct RequestSpellingTests {
  private static let hostile = [
    "acme", "Ironbridge Media", "Müller & Söhne", "quo\"te", "back\\slash", "com,ma", "eq=ual",
    "new\nline", "=cmd", "<b>",
  ]

  /// Half an hour of a scenario whose customers have hard names.
  private static func scenario(_ logger: String) throws -> Scenario {
    var scenario = try Scenario.decode(
      Array(
        """
        {"start": "2026-11-20T00:00:00Z", "lasts": "30m", "regions": {"eu": 1},
         "customers": {"count": 10}, "cut": "5%", "repeated": "5%",
         "services": [{"name": "api", "requestsPerHour": 2000, "logger": "\(logger)", "build": "b 1",
                       "routes": {"GET /a": 1, "POST /b/{id}": 1}, "notFound": "10%"}],
         "incidents": [{"name": "x", "after": "5m", "lasts": "5m", "fails": "50%"}]}
        """.utf8), file: "day.json")
    scenario.customers = Self.hostile
    return scenario
  }

  /// Where the roles of a format or a logger are.
  private static func mappings(_ format: EventFormat, _ logger: String) -> [Role: FieldMapping] {
    if format == .combined { return EventFormat.combinedRoles }
    func roles(_ paths: String...) -> [Role: FieldMapping] {
      let roles: [Role] = [.timestamp, .status, .customer, .route, .duration, .origin]
      return Dictionary(
        uniqueKeysWithValues: zip(roles, paths.map { FieldMapping(paths: [$0], unit: .ms) }))
    }
    switch (format, logger) {
    case (.ndjson, "nested"):
      return roles("time", "http.status", "tenant.id", "http.route", "latency_ms", "fault")
    case (.ndjson, "otel"):
      return roles(
        "timestamp", "http.response.status_code", "enduser.id", "http.route",
        "http.server.request.duration", "error.origin")
    case (.ndjson, "spaced"):
      return roles("ts", "status", "tenant.id", "route", "duration_ms", "origin")
    case (.ndjson, _), (.logfmt, _):
      return roles("ts", "status", "customer", "route", "duration_ms", "origin")
    default: return roles("time", "status", "customer", "route", "duration_ms", "origin")
    }
  }

  /// An event as its decoder read it, and as it was meant.
  private struct Read: Equatable {
    var instant: Int64
    var texts: [String]
  }

  @Test(arguments: EventFormat.allCases, Scenario.Logger.allCases.map(\.rawValue))
  func `every line is read as what it was meant`(_ format: EventFormat, _ logger: String) throws {
    if format != .ndjson && logger != "flat" { return }
    let simulation = Simulation(try Self.scenario(logger))
    let spelling = RequestSpelling(format, of: simulation.scenario)
    var plan = FieldPlan(mappings: Self.mappings(format, logger))
    let roles: [Role] = [.status, .customer, .route]
    let fields = roles.compactMap { plan.field(of: $0) }
    var decoder = EventDecoder(format: format, plan: &plan)
    func decode(_ line: [UInt8]) throws(Malformed) -> Read? {
      guard case .event(let head) = try unsafe decoder.decode(line.span.bytes) else { return nil }
      let texts = fields.map { field in
        unsafe decoder.fields.withBytes(of: field.value(in: decoder.fields), in: line.span.bytes) {
          span in String(decoding: (0..<span.byteCount).map { span[byte: $0] }, as: UTF8.self)
        }
      }
      return Read(instant: head.instant.nanoseconds / 1_000_000, texts: texts)
    }
    if !spelling.header.isEmpty { _ = try decode(Array(spelling.header.dropLast())) }
    var (cut, repeated, whole) = (0, 0, 0)
    for request in (0..<30).flatMap({ simulation.requests(ofMinute: Int64($0)) }) {
      let written = spelling.lines(of: request)
      #expect(written.last == 0x0A)
      let lines = written.split(separator: 0x0A).map(Array.init)
      let meant = Self.meant(request, format)
      let read = try? decode(lines[0])
      if lines.count == 2 {
        repeated += 1
        #expect(lines[0] == lines[1])
      }
      // Logfmt and CSV may take a line that was cut off for a shorter one.
      if read == meant { whole += 1 } else { cut += 1 }
    }
    #expect(whole > 800)
    #expect((20...90).contains(cut))
    #expect((20...90).contains(repeated))
  }

  @Test func `one logger writes spaces and escapes, another its failure first`() throws {
    func line(_ logger: String) throws -> String {
      let scenario = try Self.scenario(logger)
      let request = SimulatedRequest(
        millisecond: 1_795_176_000_123, service: "api", logger: scenario.services[0].logger,
        method: "GET", route: "/a", status: 503, duration: TimeSpan(nanoseconds: 12_345_678),
        customer: "Müller, \"😀\\: x", region: "eu", build: "b", tag: "infra", code: "x", trace: 10,
        id: 11)
      var whole = scenario
      (whole.cutShare, whole.repeatedShare) = (0, 0)
      return String(
        decoding: RequestSpelling(.ndjson, of: whole).lines(of: request), as: UTF8.self)
    }
    #expect(
      try line("spaced") == #"""
        {"service": "api", "tenant": {"id": "M\u00fcller, \"\ud83d\ude00\\: x"}, \#
        "request_id": "000000000000000b", "method": "GET", "route": "/a", "status": 503, \#
        "duration_ms": 12.345, "build": "b", "region": "eu", "ts": "2026-11-20T13:00:00.123+01:00", \#
        "trace_id": "000000000000000a", "error.code": "x", "origin": "infra"}

        """#)
    #expect(
      try line("dotted") == #"""
        {"error.code":"x","origin":"infra","status":503,"ts":"2026-11-20T12:00:00.123Z",\#
        "service":"api","method":"GET","route":"/a","customer":"Müller, \"😀\\: x",\#
        "duration_ms":12,"region":"eu","request_id":"000000000000000b",\#
        "trace_id":"000000000000000a","build":"b"}

        """#)
  }

  private static func meant(_ request: SimulatedRequest, _ format: EventFormat) -> Read {
    var instant = request.millisecond
    var customer = request.customer
    switch format {
    case .ndjson: break
    case .logfmt, .csv: customer = String(customer.map { $0 == "\n" ? " " : $0 })
    case .combined:
      instant -= instant % 1000
      customer = String(customer.map { " \n\"\\".contains($0) ? "_" : $0 })
    }
    return Read(instant: instant, texts: ["\(request.status)", customer, request.route])
  }
}
