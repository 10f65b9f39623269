// The built daemon, killed at random moments while its log is written and rotated, beside one that
// never is; and killed while an alert fires.

import Foundation
import Glibc
import Testing

@testable import SLOKit

struct DaemonKillTests {
  @Test(.enabled(if: BuiltProgram.installed("python3") != nil, "python3 is not installed"))
  func `two hundred kills lose nothing, double nothing and leave the same alert log`() throws {
    let script = BuiltProgram.packageFolder + "/Tests/soak/kill.py"
    let run = try BuiltProgram.run(
      ["python3", script, "--program", BuiltProgram.path, "--kills", "200"],
      program: "/usr/bin/env")
    #expect(run.status == 0, "\(run.output)\(run.error)")
  }

  @Test func `twenty kills while an alert fires tell nobody again`() throws {
    let folder = try ScratchFolder()
    func path(_ name: String) -> String { folder.path.text + "/" + name }
    func text(_ name: String) -> String {
      (try? String(contentsOfFile: path(name), encoding: .utf8)) ?? ""
    }
    let config = """
      {"version": 1, "sources": ["app.log"], "events": {"fields": {"timestamp": "ts"}},
       "objectives": [{"name": "api", "good": "ok == true", "target": "99%", "window": "6h",
         "alerts": {"rules": [{"severity": "page", "factor": 5, "long": "30m", "short": "5m"}]}}],
       "daemon": {"alertLog": "alerts.ndjson",
         "sinks": [{"command": ["/bin/sh", "-c", "cat >> '\(path("told"))'"]}]}}
      """
    try config.write(toFile: path("slos.json"), atomically: true, encoding: .utf8)
    let now = Timestamp(nanoseconds: wallClockNanoseconds())
    let events = (0..<240).map { index in
      #"{"ts": "\#(now - .seconds(Int64(240 - index) * 10))", "ok": \#(index < 200)}"# + "\n"
    }
    try events.joined().write(toFile: path("app.log"), atomically: true, encoding: .utf8)
    for round in 0..<20 {
      let daemon = try RunningDaemon(in: folder.path.text, [])
      if round == 0 {
        try daemon.wait {
          let receivers = try daemon.status()["receivers"] as? [[String: Any]]
          return receivers?.first?["told"] as? Int == 1
        }
      }
      // The first one saves whom it has told.
      daemon.send(round == 0 ? SIGTERM : SIGKILL)
      _ = daemon.end()
      #expect(text("told").split(separator: "\n").count == 1)
      #expect(text("alerts.ndjson").split(separator: "\n").count == 1)
    }
  }
}
