// `watch` in a terminal of tmux: it shows what there is and what comes, sorts, drills down, follows a
// resize, and leaves the terminal as it found it, however it ends.

import Foundation
import Testing

/// A terminal of 80 × 24 with a shell in it.
private final class Terminal {
  private let tmux: String
  private let socket = "sloctl-\(UUID().uuidString)"

  /// A shell in `folder`; nil where there is no tmux.
  init?(in folder: String) throws {
    guard let tmux = BuiltProgram.installed("tmux") else { return nil }
    self.tmux = tmux
    let shell = "env -i PATH=\"$PATH\" HOME=/ TERM=screen LANG=C.UTF-8 PS1='$ ' sh"
    try run("-f", "/dev/null", "new-session", "-d", "-x", "80", "-y", "24", "-c", folder, shell)
  }

  deinit { _ = try? run("kill-server") }

  @discardableResult
  private func run(_ words: String...) throws -> String {
    try BuiltProgram.run(["-u", "-L", socket] + words, program: tmux).output
  }

  func type(_ text: String) throws { try run("send-keys", "-l", text) }

  func press(_ keys: String...) throws {
    for key in keys { try run("send-keys", key) }
  }

  func resize(_ columns: Int, _ rows: Int) throws {
    try run("resize-window", "-x", "\(columns)", "-y", "\(rows)")
  }

  var screen: String { get throws { try run("capture-pane", "-p") } }

  /// The screen once it has all of `parts`; what it was after two minutes where it never has.
  func screen(
    with parts: String..., sourceLocation: SourceLocation = #_sourceLocation
  ) throws
    -> String
  {
    var last = ""
    for _ in 0..<1200 {
      last = try screen
      if parts.allSatisfy(last.contains) { return last }
      usleep(100_000)
    }
    Issue.record("\(parts) never came; the screen was\n\(last)", sourceLocation: sourceLocation)
    return last
  }
}

@Suite(.enabled(if: BuiltProgram.installed("tmux") != nil, "needs tmux"))
struct WatchTests {
  private static let examples = BuiltProgram.packageFolder + "/examples"
  private static let at = "--at 2026-11-12T09:55:00Z"

  private static func terminal(_ folder: String) throws -> Terminal {
    try #require(try Terminal(in: folder))
  }

  @Test func `it is sorted, drilled into, explained, resized and left`() throws {
    let terminal = try Self.terminal(Self.examples)
    try terminal.type("stty -a | md5sum; \(BuiltProgram.path) watch \(Self.at)")
    try terminal.press("Enter")
    let overview = try terminal.screen(
      with: "sort: spent", "NEWEST BAD EVENTS", "newest event 2s before")
    try Snapshot.expect(overview, matches: "watch-tmux-overview.txt")
    try terminal.press("s", "s")
    #expect(
      try terminal.screen(with: "sort: config", "> api-availability").contains("api-latency"))
    try terminal.press("Down", "Enter")
    try Snapshot.expect(
      try terminal.screen(with: "api-latency", "WHOSE FAULT", "h back"),
      matches: "watch-tmux-objective.txt")
    try terminal.press("e")
    _ = try terminal.screen(with: "failures beside", "scroll")
    try terminal.press("Escape")
    _ = try terminal.screen(with: "WHOSE FAULT")
    try terminal.resize(60, 16)
    let small = try terminal.screen(with: "WHOSE FAULT", "h back")
    #expect(small.split(separator: "\n").allSatisfy { $0.count <= 60 })
    try terminal.resize(80, 24)
    try terminal.press("q")
    try terminal.type("echo status $?; stty -a | md5sum; echo over")
    try terminal.press("Enter")
    let after = try terminal.screen(with: "status 0", "\nover")
    let sums = after.split(separator: "\n").filter { $0.hasSuffix("  -") }
    #expect(sums.count == 2 && sums[0] == sums[1], "\(after)")
  }

  @Test func `a daemon is watched, and what its failures share is read here`() throws {
    let folder = try EventFolder()
    for name in ["slos.json", "events.ndjson", "deploys.ndjson"] {
      let text = try String(contentsOfFile: "\(Self.examples)/\(name)", encoding: .utf8)
      // The last morning alone, for which alerts are decided in no time.
      let lines = text.split(separator: "\n").filter {
        name != "events.ndjson" || $0.contains("2026-11-20T")
      }
      try folder.write(name, lines.joined(separator: "\n") + "\n")
    }
    let daemon = try RunningDaemon(in: folder.url.path)
    let terminal = try Self.terminal(folder.url.path)
    try terminal.type("\(BuiltProgram.path) watch --daemon=s --color never")
    try terminal.press("Enter")
    try Snapshot.expect(
      try terminal.screen(with: "the daemon, 1 file", "sort: spent", "NEWEST BAD EVENTS"),
      matches: "watch-tmux-daemon.txt")
    try terminal.press("s", "s")
    _ = try terminal.screen(with: "sort: config", "> api-availability")
    try terminal.press("Enter", "Down", "Down")
    _ = try terminal.screen(with: "WHOSE FAULT", "> harbourline")
    try terminal.press("Enter")
    try Snapshot.expect(
      try terminal.screen(with: "a customer of api-availability"),
      matches: "watch-tmux-daemon-customer.txt")
    try terminal.press("e")
    _ = try terminal.screen(with: "failures beside", "scroll")
    try terminal.press("h")
    _ = try terminal.screen(with: "a customer of api-availability")
    try terminal.resize(60, 16)
    let small = try terminal.screen(with: "a customer of api-availability", "h back")
    #expect(small.split(separator: "\n").allSatisfy { $0.count <= 60 })
    // A daemon that is gone is told of, and the view can still be left.
    daemon.send(SIGKILL)
    _ = try terminal.screen(with: "the daemon could not be asked", "a customer of api-availability")
    try terminal.press("q")
    try terminal.type("echo status $?")
    try terminal.press("Enter")
    _ = try terminal.screen(with: "status 0")
  }

  @Test(arguments: ["TERM", "INT", "HUP"])
  func `a signal leaves the terminal as it was`(_ signal: String) throws {
    let folder = try EventFolder()
    try folder.write(
      "run.sh",
      """
      stty -a > before
      sh -c 'echo $$ > pid; exec "$@"' sh "$@"
      echo ended $?
      stty -a > after
      cmp before after && echo the same

      """)
    let terminal = try Self.terminal(folder.url.path)
    try terminal.type(
      "sh run.sh \(BuiltProgram.path) watch -c \(Self.examples)/slos.json \(Self.at)")
    try terminal.press("Enter")
    _ = try terminal.screen(with: "NEWEST BAD EVENTS")
    #expect(try folder.shell("kill -\(signal) $(cat pid)").status == 0)
    let after = try terminal.screen(with: "ended 0", "the same")
    #expect(!after.contains("NEWEST BAD EVENTS"))
  }

  @Test func `what is written is shown`() throws {
    let folder = try EventFolder(
      SampleConfig().with("sources", #"["events.ndjson"]"#), events: "")
    let terminal = try Self.terminal(folder.url.path)
    try terminal.type(
      "\(BuiltProgram.path) watch --at 2026-11-01T12:06:00Z --color never")
    try terminal.press("Enter")
    _ = try terminal.screen(with: "NO BAD EVENT SEEN YET", "0 lines")
    let path = folder.url.appendingPathComponent("events.ndjson")
    let lines = Array(SampleEvents.lines(40, bad: 3).utf8)
    // The last line's end comes later, and with it the line.
    try Data(lines.dropLast(20)).write(to: path)
    _ = try terminal.screen(with: "39 lines", "NEWEST BAD EVENTS")
    let file = try FileHandle(forWritingTo: path)
    try file.seekToEnd()
    try file.write(contentsOf: Data(lines.suffix(20)))
    _ = try terminal.screen(with: "40 lines", "25.0%")
    // Another file takes its place.
    let other = folder.url.appendingPathComponent("other")
    try Data(SampleEvents.lines(2, bad: 2, customer: "late-comer").utf8).write(to: other)
    try FileManager.default.removeItem(at: path)
    try FileManager.default.moveItem(at: other, to: path)
    _ = try terminal.screen(with: "42 lines", "late-comer")
    try FileManager.default.removeItem(at: path)
    _ = try terminal.screen(with: "42 lines, events.ndjson: No such file or directory")
    try terminal.press("q")
  }

  @Test func `it is watched without some of the events, and says so`() throws {
    let lines = SampleEvents.lines(40, bad: 3) + SampleEvents.lines(5, bad: 5, customer: "bulk")
    let folder = try EventFolder(
      SampleConfig().with("sources", #"["events.ndjson"]"#), events: lines)
    let terminal = try Self.terminal(folder.url.path)
    try terminal.type(
      "\(BuiltProgram.path) watch --at 2026-11-01T12:06:00Z --color never --without customer=bulk")
    try terminal.press("Enter")
    let screen = try terminal.screen(with: "without customer=bulk", "45 lines", "25.0%")
    #expect(!screen.contains(" bulk"))
    try terminal.press("q")
  }

  @Test func `without a terminal there is no view`() throws {
    let result = try BuiltProgram.run(["watch"], folder: Self.examples)
    #expect(result.status == 2)
    #expect(result.error.contains("watch wants a terminal"))
  }
}
