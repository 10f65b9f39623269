// When something was deployed, as a marker file says it, a JSON object a line:
//
//     {"time": "2026-11-20T06:10:00Z", "kind": "deploy", "service": "api", "build": "r911.0"}
//
// Markers of other kinds are left aside; a line that is no marker is an error with its place.

/// A deploy.
public struct DeployMarker: Sendable, Equatable {
  /// When it began.
  public var time: Timestamp
  /// What was deployed to; nil where the marker does not say.
  public var service: String?
  /// What was deployed.
  public var build: String?

  /// A deploy at `time`.
  public init(time: Timestamp, service: String? = nil, build: String? = nil) {
    self.time = time
    self.service = service
    self.build = build
  }

  /// Its line of a marker file, with the newline.
  package var line: [UInt8] {
    var json = JSONWriter(.line)
    json.object { json in
      json.member("time", time.description)
      json.member("kind", "deploy")
      if let service { json.member("service", service) }
      if let build { json.member("build", build) }
    }
    return json.drain() + [UInt8(ascii: "\n")]
  }

  /// The deploys that the marker file `file` holds in `bytes`, by time.
  package static func markers(
    in bytes: [UInt8], file: String
  ) throws(Diagnostics) -> [DeployMarker] {
    var markers: [DeployMarker] = []
    var problems: [Diagnostic] = []
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() where line.contains(where: { $0 > 0x20 }) {
      do throws(Diagnostic) {
        if let marker = try marker(Array(line), file: file, line: index + 1) {
          markers.append(marker)
        }
      } catch {
        problems.append(error)
      }
    }
    if !problems.isEmpty { throw Diagnostics(problems) }
    return markers.sorted { $0.time < $1.time }
  }

  /// The deploy that one line tells of; nil where it tells of something else.
  private static func marker(
    _ bytes: [UInt8], file: String, line: Int
  ) throws(Diagnostic) -> DeployMarker? {
    func problem(_ message: String, at position: JSONPosition) -> Diagnostic {
      Diagnostic(
        .error,
        at: Diagnostic.Place(
          file: file, line: line, column: position.column,
          source: String(decoding: bytes, as: UTF8.self)),
        message,
        advice: "a marker is {\"time\": \"2026-11-20T06:10:00Z\", \"kind\": \"deploy\"}, and may "
          + "have \"service\" and \"build\"")
    }
    let value: JSONValue
    do throws(JSONProblem) {
      value = try JSONValue.parse(bytes)
    } catch {
      throw problem(error.message, at: error.position)
    }
    guard value.members != nil else { throw problem("a marker is an object", at: value.position) }
    guard let kind = value["kind"]?.text else {
      throw problem("the marker has no \"kind\"", at: value.position)
    }
    guard kind == "deploy" else { return nil }
    guard let time = value["time"] else {
      throw problem("the marker has no \"time\"", at: value.position)
    }
    guard let instant = time.text.flatMap({ Timestamp.parse($0) }) else {
      throw problem("\"time\" is no time", at: time.position)
    }
    return DeployMarker(
      time: instant, service: value["service"]?.text, build: value["build"]?.text)
  }
}

extension DeployMarker: CustomStringConvertible {
  /// `r911.0 to api at 2026-11-20T06:10:00Z`, as far as the marker says.
  public var description: String { (change.isEmpty ? "" : change + " ") + "at \(time)" }

  /// `r911.0 to api`, as far as the marker says.
  package var change: String {
    [build, service.map { "to \($0)" }].compactMap { $0 }.joined(separator: " ")
  }
}
