// Requests in, lines out, as a logger would have written them. A format is one that is read here;
// JSON has five loggers with their own names of fields, orders and units.

/// Spells requests in one format.
package struct RequestSpelling: Sendable {
  package let format: EventFormat
  private let repeatedShare: Int64
  private let cutShare: Int64

  /// The spelling of `scenario`'s requests as `format`.
  package init(_ format: EventFormat, of scenario: Scenario) {
    self.format = format
    repeatedShare = scenario.repeatedShare
    cutShare = scenario.cutShare
  }

  /// What a file begins with: the names of a CSV file's cells.
  package var header: [UInt8] {
    guard format == .csv else { return [] }
    return Array((Self.columns.joined(separator: ",") + "\n").utf8)
  }

  /// What is written for `request`: its line, which may be cut off or written twice.
  package func lines(of request: SimulatedRequest) -> [UInt8] {
    // Of the request alone, so that it is the same in whatever order requests come.
    var numbers = DrawnNumbers(Int64(bitPattern: request.id), Int64(bitPattern: request.trace))
    var line = bytes(of: request)
    if cutShare > 0, numbers.chance(cutShare) {
      // Never so short that it could be blank, never so long that it could be whole.
      line = Array(line.prefix(1 + Int(clamping: numbers.below(Int64(line.count / 2)))))
      return line + [UInt8(ascii: "\n")]
    }
    line.append(UInt8(ascii: "\n"))
    return repeatedShare > 0 && numbers.chance(repeatedShare) ? line + line : line
  }

  private func bytes(of request: SimulatedRequest) -> [UInt8] {
    switch format {
    case .ndjson:
      switch request.logger {
      case .flat: request.flatJSON
      case .nested: request.nestedJSON
      case .otel: request.otelJSON
      case .spaced: request.spacedJSON
      case .dotted: request.dottedJSON
      }
    case .logfmt: request.logfmt
    case .csv: request.csv
    case .combined: request.combined
    }
  }

  fileprivate static let columns = [
    "time", "service", "method", "route", "status", "duration_ms", "customer", "region", "build",
    "origin", "error_code", "trace_id", "request_id",
  ]
}

extension SimulatedRequest {
  private var milliseconds: String {
    let microseconds = duration.nanoseconds / 1000
    let rest = String(microseconds % 1000)
    return "\(microseconds / 1000)." + String(repeating: "0", count: 3 - rest.utf8.count) + rest
  }

  private var instant: String { Timestamp(nanoseconds: millisecond * 1_000_000).description }

  private var traceText: String { Self.hex(trace) }

  private var idText: String { Self.hex(id) }

  private static func hex(_ value: UInt64) -> String {
    let text = String(value, radix: 16)
    return String(repeating: "0", count: 16 - text.utf8.count) + text
  }

  // MARK: Loggers of JSON

  fileprivate var flatJSON: [UInt8] {
    var json = JSONWriter(.line)
    json.object { json in
      json.member("ts", instant)
      json.member("service", service)
      json.member("method", method)
      json.member("route", route)
      json.member("status", status)
      json.key("duration_ms")
      json.literal(milliseconds)
      json.member("customer", customer)
      if let tag { json.member("origin", tag) }
      if let code { json.member("error") { json in json.member("code", code) } }
      json.member("trace_id", traceText)
      json.member("request_id", idText)
      if let build { json.member("build", build) }
      if let region { json.member("region", region) }
    }
    return json.drain()
  }

  fileprivate var nestedJSON: [UInt8] {
    var json = JSONWriter(.line)
    json.object { json in
      json.member("time", millisecond)
      json.member("app", service)
      json.member("tenant") { json in json.member("id", customer) }
      json.member("http") { json in
        json.member("method", method)
        json.member("route", route)
        json.member("status", status)
      }
      json.key("latency_ms")
      json.literal(milliseconds)
      if let code { json.member("error_code", code) }
      if let tag { json.member("fault", tag) }
      json.member("trace", traceText)
      json.member("id", idText)
      json.member("build", build)
      json.member("region", region)
    }
    return json.drain()
  }

  fileprivate var otelJSON: [UInt8] {
    var json = JSONWriter(.line)
    json.object { json in
      json.member("timestamp", instant)
      json.member("service.name", service)
      if let build { json.member("service.version", build) }
      if let region { json.member("cloud.region", region) }
      json.member("http.request.method", method)
      json.member("http.route", route)
      json.member("http.response.status_code", status)
      json.key("http.server.request.duration")
      json.literal(seconds)
      json.member("enduser.id", customer)
      if let code { json.member("error.type", code) }
      if let tag { json.member("error.origin", tag) }
      json.member("trace_id", traceText)
      json.member("span_id", idText)
    }
    return json.drain()
  }

  fileprivate var spacedJSON: [UInt8] {
    var json = JSONWriter(.line)
    json.object { json in
      json.member("service", service)
      json.member("tenant") { json in json.member("id", customer) }
      json.member("request_id", idText)
      json.member("method", method)
      json.member("route", route)
      json.member("status", status)
      json.key("duration_ms")
      json.literal(milliseconds)
      if let build { json.member("build", build) }
      if let region { json.member("region", region) }
      json.member("ts", instantInBerlinsWinter)
      json.member("trace_id", traceText)
      if let code { json.member("error.code", code) }
      if let tag { json.member("origin", tag) }
    }
    return Self.spaced(json.drain())
  }

  fileprivate var dottedJSON: [UInt8] {
    var json = JSONWriter(.line)
    json.object { json in
      if let code { json.member("error.code", code) }
      if let tag { json.member("origin", tag) }
      json.member("status", status)
      json.member("ts", instant)
      json.member("service", service)
      json.member("method", method)
      json.member("route", route)
      json.member("customer", customer)
      json.member("duration_ms", duration.nanoseconds / 1_000_000)
      if let region { json.member("region", region) }
      json.member("request_id", idText)
      json.member("trace_id", traceText)
      if let build { json.member("build", build) }
    }
    return json.drain()
  }

  /// `instant` an hour east of UTC.
  private var instantInBerlinsWinter: String {
    Timestamp(nanoseconds: (millisecond + 3_600_000) * 1_000_000).description.dropLast()
      + "+01:00"
  }

  /// `json`, which is compact, as other libraries write it: a space after each colon and comma, and
  /// what is not ASCII escaped.
  private static func spaced(_ json: [UInt8]) -> [UInt8] {
    var spaced: [UInt8] = []
    var (isInString, isEscaped) = (false, false)
    for scalar in String(decoding: json, as: UTF8.self).unicodeScalars {
      if scalar.isASCII {
        spaced.append(UInt8(truncatingIfNeeded: scalar.value))
        if !isInString, scalar == ":" || scalar == "," { spaced.append(UInt8(ascii: " ")) }
        if scalar == "\"", !isEscaped { isInString.toggle() }
        isEscaped = scalar == "\\" && !isEscaped
      } else {
        for unit in String(scalar).utf16 {
          let digits = String(unit, radix: 16)
          let zeros = String(repeating: "0", count: 4 - digits.utf8.count)
          spaced += Array(("\\u" + zeros + digits).utf8)
        }
      }
    }
    return spaced
  }

  private var seconds: String {
    let microseconds = duration.nanoseconds / 1000
    let rest = String(microseconds % 1_000_000)
    return "\(microseconds / 1_000_000)." + String(repeating: "0", count: 6 - rest.utf8.count)
      + rest
  }

  // MARK: Other formats

  private var cells: [String] {
    [
      instant, service, method, route, "\(status)", milliseconds, customer, region ?? "",
      build ?? "", tag ?? "", code ?? "", traceText, idText,
    ]
  }

  fileprivate var logfmt: [UInt8] {
    let names = ["ts"] + RequestSpelling.columns.dropFirst()
    var pairs = zip(names, cells).filter { !$0.1.isEmpty }.map { name, value in
      name + "=" + Self.quoted(value, where: " \"=\\", doubling: "\\")
    }
    pairs.insert("level=" + (code == nil ? "info" : "error"), at: 1)
    return Array(pairs.joined(separator: " ").utf8)
  }

  fileprivate var csv: [UInt8] {
    Array(cells.map { Self.quoted($0, where: ",\"", doubling: "\"") }.joined(separator: ",").utf8)
  }

  /// `text` in quotes where it has one of `marks` or what is no printable ASCII; inside, `escape`
  /// stands before a quote and before itself. Controls, which no scenario needs, become spaces.
  private static func quoted(
    _ text: String, where marks: String, doubling escape: Unicode.Scalar
  ) -> String {
    let isPlain = text.utf8.allSatisfy { byte in
      (0x21..<0x7F).contains(byte) && !marks.utf8.contains(byte)
    }
    if isPlain { return text }
    var quoted = "\""
    for scalar in text.unicodeScalars {
      if scalar == "\"" || scalar == escape { quoted.unicodeScalars.append(escape) }
      quoted.unicodeScalars.append(scalar.value < 0x20 ? " " : scalar)
    }
    return quoted + "\""
  }

  /// As nginx and Apache write it: the customer as the user, service, build and region as the agent.
  fileprivate var combined: [UInt8] {
    let agent = service + (build.map { "/" + $0 } ?? "") + (region.map { " (\($0))" } ?? "")
    return Array(
      ("192.0.2.\(1 + trace % 254) - \(Self.bare(customer, spaces: false)) [\(clock)] "
        + "\"\(method) \(route) HTTP/1.1\" \(status) \(200 + id % 4000) \"-\" "
        + "\"\(Self.bare(agent, spaces: true))\"").utf8)
  }

  /// `text` with `_` for what an access log escapes, and for spaces where there may be none.
  private static func bare(_ text: String, spaces: Bool) -> String {
    var bare = ""
    for scalar in text.unicodeScalars {
      let isKept =
        scalar.value > 0x20 && scalar != "\"" && scalar != "\\" || scalar == " " && spaces
      bare.unicodeScalars.append(isKept ? scalar : "_")
    }
    return bare
  }

  /// `17/May/2026:10:05:03 +0000`.
  private var clock: String {
    let months = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    let text = Array(instant.utf8)
    let month = Int(String(decoding: text[5..<7], as: UTF8.self)) ?? 1
    func part(_ range: Range<Int>) -> String { String(decoding: text[range], as: UTF8.self) }
    return "\(part(8..<10))/\(months[month - 1])/\(part(0..<4)):\(part(11..<19)) +0000"
  }
}
