// The completion scripts in their shells: that they are read, and that they offer what there is.

import Foundation
import Testing

struct CompletionTests {
  /// A line up to the cursor and what is offered: these, or these among others.
  struct Case: CustomTestStringConvertible {
    let line: String
    let offered: Set<String>
    let isAll: Bool

    init(_ line: String, offers offered: Set<String>, amongOthers: Bool = false) {
      self.line = line
      self.offered = offered
      isAll = !amongOthers
    }

    var testDescription: String { "'\(line)'" }
  }

  static let cases = [
    Case("sloctl bu", offers: ["budget", "burn"]),
    Case("sloctl ", offers: Set(HelpTests.commands)),
    Case("sloctl budget --f", offers: ["--format"]),
    Case(
      "sloctl gate --m",
      offers: [
        "--min-remaining", "--max-burn", "--min-forecast", "--max-customers-out", "--max-age",
        "--min-valid", "--min-coverage",
      ]),
    Case("sloctl budget --format ", offers: ["table", "json", "csv", "markdown"]),
    Case("sloctl gate --format j", offers: ["json", "junit"]),
    Case("sloctl -c my.json budget --format m", offers: ["markdown"]),
    Case("sloctl export ", offers: ["openmetrics"]),
    Case("sloctl completions ", offers: ["bash", "zsh", "fish"]),
    Case("sloctl help g", offers: ["gate"]),
    Case("sloctl customers -c my.json che", offers: ["checkout"]),
    Case("sloctl customers --config my.json api", offers: ["api-availability", "api-latency"]),
    Case("sloctl -cmy.json customers api-l", offers: ["api-latency"]),
    Case("sloctl budget -c my.json checkout api-a", offers: ["api-availability"]),
    Case("sloctl budget events", offers: ["events.ndjson"]),
    Case("sloctl customers checkout events", offers: ["events.ndjson"]),
    Case("sloctl budget -c my", offers: ["my.json"]),
    Case("sloctl budget --top ", offers: []),
  ]

  @Test(.enabled(if: BuiltProgram.installed("bash") != nil, "needs bash"), arguments: cases)
  func `bash offers what there is`(expected: Case) throws {
    // What readline does: the words, with `=` as a word of its own, and the one under the cursor.
    let script = """
      source ./completion
      COMP_WORDS=(); for word in $LINE_WORDS; do COMP_WORDS+=("$word"); done
      [[ $LINE == *' ' ]] && COMP_WORDS+=('')
      COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
      _sloctl sloctl
      printf '%s\\n' "${COMPREPLY[@]}"
      """
    let line = expected.line
    try expect(
      expected,
      try offers(
        of: "bash", ["--norc", "-c", script],
        [
          "LINE": line, "LINE_WORDS": line.replacing("=", with: " = "),
        ]))
  }

  @Test(
    .enabled(if: BuiltProgram.installed("bash") != nil, "needs bash"),
    arguments: [
      Case("sloctl budget --format=m", offers: ["markdown"]),
      Case("sloctl budget --format=", offers: ["table", "json", "csv", "markdown"]),
      Case("sloctl --config=my.json customers che", offers: ["checkout"]),
    ])
  func `bash offers the values of joined options`(expected: Case) throws {
    try `bash offers what there is`(expected: expected)
  }

  @Test(.enabled(if: BuiltProgram.installed("fish") != nil, "needs fish"), arguments: cases)
  func `fish offers what there is`(expected: Case) throws {
    let script = "source ./completion; complete -C $LINE"
    let lines = try offers(of: "fish", ["--no-config", "-c", script], ["LINE": expected.line])
    // fish writes the description after a tab.
    try expect(expected, lines.map { String($0.prefix { $0 != "\t" }) })
  }

  @Test(.enabled(if: BuiltProgram.installed("zsh") != nil, "needs zsh"), arguments: cases)
  func `zsh offers what there is`(expected: Case) throws {
    // The completion system works only for a line that is being edited: an inner zsh on a pseudo
    // terminal edits one, and tells what its compadd is given instead of adding it.
    let script = #"""
      zmodload zsh/zpty
      zpty inner zsh -f -i
      zpty -w inner "PS1= PS2=; stty -echo; source ./inner"
      zpty -r -m inner read '*READY*' || exit 1
      zpty -w -n inner "$LINE"$'\t'
      zpty -r -m inner read '*DONE*' || exit 1
      print -r -- $read
      zpty -d inner
      """#
    let inner = #"""
      autoload -Uz compinit; compinit -u -D
      source ./completion
      zstyle ':completion:*' verbose no
      compadd() {
        if (( ${@[(I)-(O|A|D)]} )); then builtin compadd "$@"; return; fi
        local -a hits
        builtin compadd -A hits "$@"
        (( $#hits )) && print -rl -- "<"$^hits">"
        builtin compadd "$@"
      }
      complete() { print; _main_complete; compstate[insert]=; compstate[list]=; print DONE }
      zle -C telling complete-word complete
      bindkey '^I' telling
      print READY
      """#
    let lines = try offers(
      of: "zsh", ["-f", "-c", script], ["LINE": expected.line, "TERM": "vt100"],
      files: ["inner": inner])
    let hits = lines.joined(separator: "\n").matches(of: /<([^<>\n\r]*)>/).map { String($0.1) }
    try expect(expected, hits)
  }

  @Test func `objectives are offered as they are named, and a broken config offers none`() throws {
    let folder = try scratchFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let words = ["help", "--objectives", "-c"]
    let some = try BuiltProgram.run(words + ["my.json"], folder: folder.path)
    #expect(some.output == "api-availability\napi-latency\ncheckout\n")
    for broken in ["events.ndjson", "missing.json", "."] {
      let none = try BuiltProgram.run(words + [broken], folder: folder.path)
      #expect(none.status == 0 && none.output == "" && none.error == "")
    }
  }

  @Test(.enabled(if: BuiltProgram.installed("bash") != nil, "needs bash"))
  func `what an objective's name says is offered, not run`() throws {
    let name = "api $(touch run) `touch run` *"
    let config = """
      {"version": 1, "events": {"fields": {"timestamp": "ts", "status": "status"}},
       "objectives": [{"name": "\(name)", "good": "status < 500", "target": "99%", "window": "1d"}]}
      """
    let script = """
      source ./completion
      COMP_WORDS=(sloctl customers -c hostile.json api); COMP_CWORD=4
      _sloctl sloctl
      printf '%s\\n' "${COMPREPLY[@]}"
      ls
      """
    let lines = try offers(
      of: "bash", ["--norc", "-c", script], [:], files: ["hostile.json": config])
    #expect(lines == [name, "completion", "events.ndjson", "hostile.json", "my.json"])
  }

  // MARK: Support

  private func expect(_ expected: Case, _ offered: [String]) throws {
    let offered = Set(offered.filter { !$0.isEmpty })
    if expected.isAll {
      #expect(offered == expected.offered)
    } else {
      #expect(offered.isSuperset(of: expected.offered))
    }
  }

  /// The lines that `shell` writes in a folder with its completion script, a config and events.
  private func offers(
    of shell: String, _ arguments: [String], _ environment: [String: String],
    files: [String: String] = [:]
  ) throws -> [String] {
    let folder = try scratchFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let script = try BuiltProgram.run(["completions", shell])
    #expect(script.status == 0)
    try Data(script.outputBytes).write(to: folder.appendingPathComponent("completion"))
    for (name, text) in files {
      try Data(text.utf8).write(to: folder.appendingPathComponent(name))
    }
    var variables = environment
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    variables["PATH"] = BuiltProgram.productsFolder + ":" + path
    variables["HOME"] = folder.path
    let result = try BuiltProgram.run(
      arguments, environment: variables, folder: folder.path,
      program: try #require(BuiltProgram.installed(shell)))
    #expect(result.error == "")
    return result.output.split { $0.isNewline }.map(String.init)
  }

  private func scratchFolder() throws -> URL {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("sloctl-completion-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let objectives = ["api-availability", "api-latency", "checkout"].map { name in
      #"{"name": "\#(name)", "good": "status < 500", "target": "99.9%", "window": "30d"}"#
    }
    let config = """
      {"version": 1, "events": {"fields": {"timestamp": "ts", "status": "status"}},
       "objectives": [\(objectives.joined(separator: ",\n"))]}
      """
    try Data(config.utf8).write(to: folder.appendingPathComponent("my.json"))
    try Data("{}\n".utf8).write(to: folder.appendingPathComponent("events.ndjson"))
    return folder
  }
}
