// The built program as a daemon, in a folder of its own, for as long as a test wants it.

import Foundation
import Glibc
import Testing

@testable import SLOKit

/// A running `sloctl daemon`.
final class RunningDaemon {
  let folder: String
  let port: UInt16
  private let process = Process()
  private let log: String

  /// Starts one in `folder`, by the config `slos.json` there, and waits until it is ready.
  ///
  /// - Parameter arguments: Beside those that say where its state, socket and port are.
  init(in folder: String, _ arguments: [String] = ["--clock", "events"]) throws {
    self.folder = folder
    port = try Self.freePort()
    log = folder + "/said"
    _ = FileManager.default.createFile(atPath: log, contents: nil)
    process.executableURL = URL(fileURLWithPath: BuiltProgram.path)
    process.arguments =
      [
        "daemon", "-c", folder + "/slos.json", "--state", folder + "/state", "--socket",
        folder + "/s", "--listen", "127.0.0.1:\(port)",
      ] + arguments
    process.environment = ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin"]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle(forWritingAtPath: log)
    try process.run()
    try wait { try ask("status").status == 0 }
  }

  deinit {
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
  }

  /// What it said to its operator.
  var said: String { (try? String(contentsOfFile: log, encoding: .utf8)) ?? "" }

  /// Asks it as `sloctl` does.
  func ask(_ arguments: String...) throws -> BuiltProgram.Result { try ask(arguments) }

  func ask(_ arguments: [String]) throws -> BuiltProgram.Result {
    try BuiltProgram.run(arguments + ["--daemon=\(folder)/s"])
  }

  /// Its status as JSON.
  func status() throws -> [String: Any] {
    let bytes = try ask("status", "--format", "json").outputBytes
    return try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any] ?? [:]
  }

  /// Waits until `condition` holds, which it does within two minutes or never.
  func wait(until condition: () throws -> Bool) throws {
    let end = monotonicNanoseconds() + 120_000_000_000
    while try !condition() {
      guard process.isRunning, monotonicNanoseconds() < end else {
        throw BuiltProgram.CannotRun(description: "it did not come about; it said: \(said)")
      }
      usleep(20_000)
    }
  }

  func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

  /// Its exit status, once it has ended.
  func end() -> Int32 {
    process.waitUntilExit()
    return process.terminationStatus
  }

  /// The response to GET `path`: its status and its body.
  func get(_ path: String) -> (status: Int?, body: String) {
    let client = TCPClient.connected(to: port)
    defer { close(client) }
    let request = Array("GET \(path) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\n\r\n".utf8)
    _ = unsafe write(client, request, request.count)
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = unsafe read(client, &chunk, chunk.count)
      if count <= 0 { break }
      bytes += chunk[..<count]
    }
    let text = String(decoding: bytes, as: UTF8.self)
    let body = text.range(of: "\r\n\r\n").map { String(text[$0.upperBound...]) } ?? ""
    return (Int(text.dropFirst("HTTP/1.1 ".count).prefix(3)), body)
  }

  private static func freePort() throws -> UInt16 {
    try #require(ListenAddress("127.0.0.1:0").map { try ServerSocket.tcp($0.host, port: 0).port })
  }
}

extension ScratchFolder {
  /// A folder with the examples' config, which now names an alert log, deploys, and the events of the
  /// last day.
  static func withExamples() throws -> ScratchFolder {
    let examples = BuiltProgram.packageFolder + "/examples"
    let folder = try ScratchFolder()
    let config = try String(contentsOfFile: examples + "/slos.json", encoding: .utf8)
    try folder.write(
      "slos.json",
      config.replacing(
        "\"version\": 1,",
        with: "\"version\": 1, \"daemon\": {\"alertLog\": \"alerts.ndjson\"},"))
    let events = try String(contentsOfFile: examples + "/events.ndjson", encoding: .utf8)
    let last = events.split(separator: "\n").filter { $0.contains("2026-11-20T") }
    try folder.write("events.ndjson", last.joined(separator: "\n") + "\n")
    try folder.write(
      "deploys.ndjson", String(contentsOfFile: examples + "/deploys.ndjson", encoding: .utf8))
    return folder
  }
}
