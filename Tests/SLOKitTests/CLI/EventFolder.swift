// What the end-to-end tests stand on: a folder of its own with a config and event files, the program
// run in it, and its JSON answers looked into. The folder is gone with the value.

import Foundation
import Testing

/// A config as text; all values are JSON, written as they are.
struct SampleConfig {
  var fields = [
    "timestamp": #""ts""#, "customer": #""customer""#, "status": #""status""#,
  ]
  var format = "ndjson"
  var objectives: [[String: String]]
  /// Members of the config beside version, events and objectives.
  var others: [String: String] = [:]

  /// One objective, `api`: 90 % of requests below 500 in a day; with `members` over it.
  init(_ members: [String: String] = [:], format: String = "ndjson") {
    let objective = [
      "name": #""api""#, "good": #""status < 500""#, "target": #""90%""#, "window": #""1d""#,
    ]
    objectives = [objective.merging(members) { $1 }]
    self.format = format
  }

  /// The config with `member` set to `value`.
  func with(_ member: String, _ value: String) -> SampleConfig {
    var config = self
    config.others[member] = value
    return config
  }

  /// The config with the role `role` mapped to `value`.
  func mapping(_ role: String, to value: String) -> SampleConfig {
    var config = self
    config.fields[role] = value
    return config
  }

  /// A member a line, so that places in it are easy to tell.
  var text: String {
    var lines = [#""version": 1"#]
    lines += others.sorted { $0.key < $1.key }.map { "\"\($0.key)\": \($0.value)" }
    lines.append("\"events\": {\"format\": \"\(format)\", \"fields\": \(object(fields))}")
    lines.append("\"objectives\": [\n\(objectives.map(object).joined(separator: ",\n"))\n]")
    return "{\n" + lines.joined(separator: ",\n") + "\n}\n"
  }

  private func object(_ members: [String: String]) -> String {
    let lines = members.sorted { $0.key < $1.key }.map { "\"\($0.key)\": \($0.value)" }
    return "{\n" + lines.joined(separator: ",\n") + "\n}"
  }
}

/// Lines of made-up events.
enum SampleEvents {
  /// `count` events a second apart from 12:05:00 on 1 November 2026, the first `bad` of them failed.
  static func lines(
    _ count: Int, bad: Int = 0, customer: String = "acme", more: String = ""
  ) -> String {
    (0..<count).map { index in
      let instant = "2026-11-01T12:\(twoDigits(5 + index / 60)):\(twoDigits(index % 60))Z"
      return line(instant, status: index < bad ? 500 : 200, customer: customer, more: more)
    }.joined()
  }

  /// One event.
  static func line(
    _ instant: String, status: Int = 200, customer: String = "acme", more: String = ""
  ) -> String {
    "{\"ts\": \"\(instant)\", \"status\": \(status), \"customer\": \"\(customer)\"\(more)}\n"
  }

  private static func twoDigits(_ number: Int) -> String { String(format: "%02d", number) }
}

/// A folder with a config, events and the program run in it.
final class EventFolder {
  let url: URL

  /// A folder with `config` as slos.json and, where there is one, `events` as events.ndjson.
  init(_ config: SampleConfig = SampleConfig(), events: String? = nil) throws {
    url = FileManager.default.temporaryDirectory
      .appendingPathComponent("sloctl-events-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    try write("slos.json", config.text)
    if let events { try write("events.ndjson", events) }
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func write(_ name: String, _ text: String) throws { try write(name, bytes: Array(text.utf8)) }

  func write(_ name: String, bytes: [UInt8]) throws {
    try Data(bytes).write(to: url.appendingPathComponent(name))
  }

  /// Writes what `program` makes of `bytes`.
  func write(_ name: String, bytes: [UInt8], through program: String) throws {
    let path = try #require(BuiltProgram.installed(program))
    let packed = try BuiltProgram.run(["-c"], input: bytes, program: path)
    try write(name, bytes: packed.outputBytes)
  }

  func makeFolder(_ name: String) throws {
    try FileManager.default.createDirectory(
      at: url.appendingPathComponent(name), withIntermediateDirectories: true)
  }

  func run(
    _ words: [String], input: [UInt8] = [], environment: [String: String] = [:],
    output: BuiltProgram.Output = .captured
  ) throws -> BuiltProgram.Result {
    try BuiltProgram.run(
      words, input: input, environment: environment, folder: url.path, output: output)
  }

  /// What a shell makes of `script`, in which `$SLOCTL` is the program.
  func shell(_ script: String) throws -> BuiltProgram.Result {
    let bash = try #require(BuiltProgram.installed("bash"))
    return try BuiltProgram.run(
      ["-c", script], environment: ["SLOCTL": BuiltProgram.path], folder: url.path, program: bash)
  }

  /// The JSON answer to `words`.
  func answer(
    _ words: [String], input: [UInt8] = [], environment: [String: String] = [:],
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> JSONAnswer {
    let result = try run(words + ["--format", "json"], input: input, environment: environment)
    return try JSONAnswer(result, sourceLocation: sourceLocation)
  }
}

/// A JSON answer of the program, and the status that it ended with.
struct JSONAnswer {
  let status: Int32
  private let value: Any

  init(_ result: BuiltProgram.Result, sourceLocation: SourceLocation = #_sourceLocation) throws {
    status = result.status
    let value = try? JSONSerialization.jsonObject(with: Data(result.outputBytes))
    self.value = try #require(
      value, "status \(result.status), \(result.error)", sourceLocation: sourceLocation)
  }

  /// What is at `path`, steps joined by dots: `objectives.0.window.covered`.
  subscript(path: String) -> Any? {
    path.split(separator: ".").reduce(value as Any?) { value, step in
      if let index = Int(step), let array = value as? [Any] {
        return array.indices.contains(index) ? array[index] : nil
      }
      return (value as? [String: Any])?[String(step)]
    }
  }

  func count(_ path: String) -> Int? { (self[path] as? NSNumber)?.intValue }
  func double(_ path: String) -> Double? { (self[path] as? NSNumber)?.doubleValue }
  func text(_ path: String) -> String? { self[path] as? String }
  func isNull(_ path: String) -> Bool { self[path] is NSNull }

  /// The same member of every object of an array.
  func texts(_ path: String, _ member: String) -> [String] {
    (self[path] as? [[String: Any]])?.compactMap { $0[member] as? String } ?? []
  }

  /// The counts of the first objective by the names of its members.
  func counts(_ members: String...) -> [Int?] { members.map { count("objectives.0.\($0)") } }

  /// Whether every line, and every event for every objective, is in exactly one count.
  var isAccountedFor: Bool {
    func input(_ name: String) -> Int { count("input.\(name)") ?? .min }
    guard
      input("lines") == input("blank") + input("headers") + input("malformed") + input("specimens"),
      input("events") == input("duplicates") + input("future") + input("late") + input("judged"),
      let objectives = self["objectives"] as? [[String: Any]]
    else { return false }
    return objectives.allSatisfy { objective in
      func own(_ name: String) -> Int { (objective[name] as? NSNumber)?.intValue ?? .min }
      let events = objective["events"] as? [String: Any]
      func judged(_ name: String) -> Int {
        (events?[name] as? NSNumber)?.intValue ?? own(name)
      }
      return input("judged") == own("unmatched") + own("excluded") + own("outside") + own("matched")
        && own("matched") == judged("good") + judged("bad") + own("excused") + own("unjudged")
    }
  }
}
