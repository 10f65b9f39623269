// A running daemon from outside: its answers are those of the commands that read the same files as of
// the same instant, over its socket and over HTTP; it obeys its signals and keeps others out.

import Foundation
import Testing

@testable import SLOKit

struct DaemonCommandTests {
  @Test func `its answers are those of the commands that read the files`() throws {
    let folder = try ScratchFolder.withExamples()
    let config = folder.file("slos.json").text
    let daemon = try RunningDaemon(in: folder.path.text)
    let status = try daemon.status()
    let now = try #require(status["now"] as? String)
    let decidedTo = try #require(status["decidedTo"] as? String)
    for arguments in [
      ["budget"], ["budget", "-v"], ["budget", "--by", "customer", "--format", "json"],
      ["burn"], ["burn", "--format", "csv"], ["gate"], ["gate", "checkout-month"],
      [
        "gate", "--max-burn", "1h=2", "--max-burn", "page", "--min-remaining", "10%",
        "--last-deploy", "--max-customers-out", "5%", "--format", "junit",
      ], ["gate", "--override", "the fix"], ["customers", "api-availability", "--format", "csv"],
      ["alerts"], ["alerts", "--format", "json"],
    ] {
      let asked = try daemon.ask(arguments)
      let time = arguments[0] == "alerts" ? decidedTo : now
      let read = try BuiltProgram.run(arguments + ["-c", config, "--at", time])
      #expect(asked.output == read.output, "\(arguments)")
      #expect(asked.status == read.status, "\(arguments)")
      if arguments[0] == "customers" {
        // A daemon does not measure it.
        #expect(asked.error.contains("user-uptime") && read.error == "")
      } else {
        #expect(asked.error == read.error, "\(arguments)")
      }
    }
    for ask in ["budget", "burn", "alerts", "gate"] {
      let time = ask == "alerts" ? decidedTo : now
      let read = try BuiltProgram.run([ask, "-c", config, "--at", time, "--format", "json"])
      let response = daemon.get("/api/v1/\(ask)")
      #expect(response.body == read.output, "\(ask)")
      #expect(response.status == (ask == "gate" ? 409 : 200))
    }
    #expect(daemon.get("/api/v1/gate?objective=checkout-month&maxAge=52w").status == 200)
    #expect(daemon.get("/api/v1/gate?minValid=100000000&objective=checkout-month").status == 503)
    #expect(daemon.get("/api/v1/customers?objective=api-availability").status == 200)
    #expect(daemon.get("/healthz").body == "ok\n" && daemon.get("/readyz").status == 200)
    #expect(daemon.get("/").body.hasPrefix("<!doctype html>"))
    if let promtool = BuiltProgram.installed("promtool") {
      let metrics = daemon.get("/metrics").body
      let checked = try BuiltProgram.run(
        ["check", "metrics"], input: Array(metrics.utf8), program: promtool)
      #expect(checked.status == 0 && checked.output + checked.error == "")
    }
  }

  @Test func `it obeys its signals and lets nobody else have its state`() throws {
    let folder = try ScratchFolder.withExamples()
    let config = folder.file("slos.json").text
    let daemon = try RunningDaemon(in: folder.path.text)
    let second = try BuiltProgram.run([
      "daemon", "-c", config, "--state", folder.file("state").text, "--socket",
      folder.file("t").text,
    ])
    #expect(second.status == 2 && second.error.contains("holds the state folder"))

    let right = try String(contentsOfFile: config, encoding: .utf8)
    try "{\"version\": 1}".write(toFile: config, atomically: true, encoding: .utf8)
    daemon.send(SIGHUP)
    try daemon.wait { try daemon.ask("status").output.contains("reloadRefused") }
    #expect(try daemon.ask("budget", "api-latency").status == 0)
    try right.replacing("api-latency", with: "api-speed")
      .write(toFile: config, atomically: true, encoding: .utf8)
    daemon.send(SIGHUP)
    try daemon.wait { try !daemon.ask("status").output.contains("reloadRefused") }
    #expect(try daemon.ask("budget", "api-latency").error.contains("no objective is called"))

    let before = try daemon.ask("budget", "api-availability", "--format", "csv").output
    daemon.send(SIGTERM)
    #expect(daemon.end() == 0)
    let again = try RunningDaemon(in: folder.path.text)
    #expect(try again.ask("budget", "api-availability", "--format", "csv").output == before)
    #expect(again.said.contains("goes on from the checkpoint"))
  }

  @Test(
    arguments: [
      (["--listen", "0.0.0.0:0"], "no token is asked for"),
      (["--listen", "localhost"], "is not ADDRESS:PORT"),
      (["--listen-token-file", "x"], "of no use without --listen"),
      (["--listen", "0.0.0.0:0", "--listen-token-file", "/dev/null"], "may be read by others"),
    ] as [([String], String)])
  func `what would let anybody in is refused`(_ arguments: [String], _ words: String) throws {
    let folder = try ScratchFolder.withExamples()
    let result = try BuiltProgram.run(
      ["daemon", "-c", folder.file("slos.json").text, "--state", folder.file("state").text]
        + arguments)
    #expect(result.status == 2 && result.error.contains(words), "\(result.error)")
  }
}
