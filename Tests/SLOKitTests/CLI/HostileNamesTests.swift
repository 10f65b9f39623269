// Names that want to do harm, from event lines, configs, file names and command lines, through every
// command and format: what comes out is encoded for where it goes.

import Foundation
import Testing

struct HostileNamesTests {
  /// Customers and routes that log lines may bear.
  static let names = [
    "\u{1B}[31mred\u{1B}]0;title\u{07}", "\u{202E}right to left\u{2066}", "=cmd()|' /C calc'!A0",
    "+1+1", "-1", "@SUM(A1)", "\tx", "</script><script>alert(1)</script>", "two\nlines\r\nmore",
    "\u{0}", "\u{7F}\u{85}\u{9B}1m", "a\u{200B}b\u{FEFF}c\u{2028}d\u{2029}e", "]]><x/>&amp;",
    "|pipe|`tick`*star*_under_[link](javascript:x)", "::error::title", "%0A::error::x", "\"quote'",
    "back\\slash", "", " ", "🦊👩‍👩‍👧e\u{301}", String(repeating: "long ", count: 2_000),
  ]

  /// What may not stand in any output, whatever its format.
  static func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0A: false
    case 0x00...0x1F, 0x7F...0x9F: true
    case 0x200B, 0x200E, 0x200F, 0x202A...0x202E, 0x2028, 0x2029, 0x2066...0x2069, 0xFEFF: true
    default: false
    }
  }

  static let events: String = names.map { name in
    let text = (try? JSONSerialization.data(withJSONObject: [name])).map {
      String(decoding: $0, as: UTF8.self).dropFirst().dropLast()
    }
    let key = text.map(String.init) ?? "\"\""
    return (0..<3).map { index in
      "{\"ts\": \"2026-11-01T12:0\(index):00Z\", \"status\": \(index == 0 ? 500 : 200), "
        + "\"customer\": \(key), \"route\": \(key)}\n"
    }.joined()
  }.joined()

  static let questions: [[String]] =
    [["budget", "--by", "route"], ["burn", "--by", "route"], ["customers", "api"]].flatMap {
      question in ["table", "json", "csv", "markdown"].map { question + ["--format", $0] }
    }
    + ["table", "json", "github", "junit"].map {
      ["gate", "--per-customer", "--at", "2026-11-01T12:10:00Z", "--format", $0]
    } + [["export", "openmetrics", "--by", "customer"], ["check"]]

  @Test(arguments: questions)
  func `hostile values of events come out harmless`(question: [String]) throws {
    let folder = try EventFolder(
      SampleConfig(["per": #""customer""#]), events: Self.events + "{\"\u{1B}[2J\u{202E}\n")
    let result = try folder.run(question + ["-v", "events.ndjson"])
    #expect(result.status == (question[0] == "gate" ? 1 : 0))
    try expectHarmless(result)
    if question.last == "json" {
      let answer = try JSONAnswer(result)
      if question[0] != "gate" {
        #expect(Set(answer.texts("objectives.0.keys", "key")) == Set(Self.names))
      }
      #expect(!result.output.contains("</script"))
    }
    if question.last == "csv" {
      for start in ["=", "+", "-", "@", "\t"] {
        #expect(!result.output.contains(",route," + start))
        #expect(!result.output.contains(",customer," + start))
      }
    }
    if question.last == "github" {
      let commands = result.output.split(separator: "\n").filter { $0.hasPrefix("::") }
      #expect(commands.allSatisfy { $0.contains(" title=SLO gate") })
    }
  }

  /// The questions about what is behind the figures, and the reports for people.
  static let stories: [[String]] =
    ["text", "markdown", "html", "json"].flatMap { format in
      [
        ["report"], ["report", "--for", "product"], ["report", "--customer", names[0]],
        ["report", "--customer", names[7]],
      ].map { $0 + ["--format", format] }
    }
    + ["table", "json", "csv", "markdown"].map { ["backtest", "--format", $0] }
    + ["table", "json"].map { ["events", "api", "--format", $0] }
    + ["table", "json", "csv", "markdown"].flatMap { format in
      [
        ["explain", "api"],
        ["compare", "api", "--field", "route", "--before", names[0], "--after", names[6]],
      ].map { $0 + ["--format", format] }
    } + [["alerts"], ["alerts", "--format", "json"]]

  @Test(arguments: stories)
  func `hostile values come out harmless of stories, too`(question: [String]) throws {
    let texts = try Self.names.prefix(3).map { name in
      let data = try JSONSerialization.data(withJSONObject: [name])
      return String(String(decoding: data, as: UTF8.self).dropFirst().dropLast())
    }
    let exclusion = #"{"from": "2026-11-01T11:00:00Z", "to": "2026-11-01T11:30:00Z", "reason": "#
    let config = SampleConfig(["per": #""customer""#, "description": texts[0]])
      .mapping("route", to: #""route""#).mapping("trace", to: #""route""#)
      .mapping("method", to: #""route""#).mapping("service", to: #""route""#)
      .mapping("origin", to: #""origin""#).with("markers", #""deploys.ndjson""#)
      .with("exclusions", "[\(exclusion)\(texts[1])}]")
    // The same names also as the customers' own failures, as origins that no alias knows, and as
    // fields that nobody knows.
    let own = Self.events.replacingOccurrences(
      of: "\"route\":", with: "\"origin\": \"customer\", \"more\": \"<b>\", \"route\":")
    let strange = Self.events.replacing(/"customer": (.*), "route": (.*)}/) { found in
      #""customer": \#(found.1), "origin": \#(found.2), "error": {"code": \#(found.2)}, "#
        + #"\#(found.2): \#(found.1), "route": \#(found.2)}"#
    }
    let folder = try EventFolder(config, events: Self.events + own + strange)
    try folder.write(
      "deploys.ndjson",
      #"{"kind":"deploy","time":"2026-11-01T11:50:00Z","service":\#(texts[0]),"build":\#(texts[2])}"#
        + "\n")
    let result = try folder.run(question + ["events.ndjson"])
    #expect(result.status == 0 || result.status == 3)
    try expectHarmless(result)
    if question.contains("html") {
      #expect(!result.output.contains("<script"))
      _ = try DocumentTests.elements(
        of: result.output.replacingOccurrences(of: "<!doctype html>", with: ""))
    }
    if question.contains("json") { #expect(!result.output.contains("</script")) }
  }

  @Test func `a key of bytes that JSON cannot hold makes its line malformed`() throws {
    let folder = try EventFolder()
    let line = Array(SampleEvents.line("2026-11-01T12:00:00Z", customer: "X").utf8)
    let bad: [[UInt8]] = [
      [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], Array(#"\ud800"#.utf8), Array(#"\x41"#.utf8),
      Array(#"\u12"#.utf8), [0x09],
    ]
    let lines = bad.flatMap { bytes in
      line.flatMap { $0 == UInt8(ascii: "X") ? bytes : [$0] }
    }
    try folder.write("events.ndjson", bytes: lines)
    let result = try folder.run(["budget", "events.ndjson", "--format", "json"])
    try expectHarmless(result)
    let answer = try JSONAnswer(result)
    #expect(answer.count("input.malformed") == bad.count)
    #expect(answer.count("input.specimens") == 0)
  }

  @Test(arguments: [
    "=cmd()", "</script>", "|`x`|", "::error::x", "a\u{301}b", "\"quoted\"", "back\\slash", "🦊",
  ])
  func `hostile names of objectives come out harmless, or are refused`(name: String) throws {
    let data = try JSONSerialization.data(withJSONObject: [name])
    let text = String(decoding: data, as: UTF8.self).dropFirst().dropLast()
    let config = SampleConfig(["name": String(text), "per": #""customer""#])
    let folder = try EventFolder(config, events: SampleEvents.lines(10, bad: 10))
    for question in Self.questions {
      let words = question.map { $0 == "api" ? name : $0 }
      let result = try folder.run(words + ["events.ndjson"])
      #expect([0, 1].contains(result.status), "\(words) \(result.error)")
      try expectHarmless(result)
      if question.last == "json" {
        #expect(try JSONAnswer(result).text("objectives.0.name") == name)
      }
    }
  }

  @Test(arguments: ["\u{1B}[31m", "a\nb", "\u{202E}x", "\u{7F}", "\u{9B}1m", "\u{200B}"])
  func `names of objectives with invisible characters do no harm anywhere`(name: String) throws {
    let data = try JSONSerialization.data(withJSONObject: [name])
    let text = String(decoding: data, as: UTF8.self).dropFirst().dropLast()
    let folder = try EventFolder(
      SampleConfig(["name": String(text)]), events: SampleEvents.lines(10))
    for words in [["budget"], ["check"], ["gate", "--format", "github"], ["budget", name + "x"]] {
      let result = try folder.run(words + ["events.ndjson"])
      try expectHarmless(result)
    }
  }

  static let commandLines = names.filter { !$0.isEmpty && !$0.contains("\0") }.flatMap { name in
    [
      ["budget", "--where", name], ["budget", "--by", name, "events.ndjson"], ["budget", name],
      ["budget", "--at", name], ["budget", "--without", name], ["budget", "--" + name], [name],
      ["gate", "--max-burn", name], ["gate", "--min-remaining", name], ["budget", "-c", name],
      ["budget", "./" + name], ["help", name], ["completions", name], ["export", name],
      ["gate", "--charge", name], ["customers", name, "events.ndjson"], ["-" + name],
    ]
  }

  @Test func `hostile words of a command line come back harmless`() throws {
    let folder = try EventFolder(events: SampleEvents.lines(10))
    for words in Self.commandLines {
      let result = try folder.run(words)
      #expect(result.status <= 3, "\(words)")
      try expectHarmless(result)
    }
  }

  @Test func `hostile names of files and folders come out harmless`() throws {
    let name = "\u{1B}[31mred\u{202E}\n=x.ndjson"
    let folder = try EventFolder()
    try folder.makeFolder("\u{1B}[1m")
    try folder.write(name, "no event\n" + SampleEvents.lines(10))
    try folder.write(name + ".zst", "no archive")
    try folder.write(name + ".json", "{\"version\": 2}")
    for question in Self.questions {
      for file in ["./" + name, "./" + name + ".zst", "./\u{1B}[1m", "./missing\u{1B}[1m*"] {
        let result = try folder.run(question + [file])
        #expect([0, 1, 3].contains(result.status))
        try expectHarmless(result)
      }
      try expectHarmless(try folder.run(question + ["./" + name, "./" + name + ".zst"]))
      try expectHarmless(try folder.run(question + ["-c", name + ".json"]))
    }
  }

  private func expectHarmless(
    _ result: BuiltProgram.Result, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    #expect(result.status < 128, sourceLocation: sourceLocation)
    for bytes in [result.outputBytes, result.errorBytes] {
      let text = try #require(
        String(validating: bytes, as: UTF8.self), "not UTF-8", sourceLocation: sourceLocation)
      // The lines of CSV end as RFC 4180 says.
      let lines = text.replacingOccurrences(of: "\r\n", with: "\n")
      let harmful = lines.unicodeScalars.first(where: Self.isHarmful)
      #expect(
        harmful == nil, "U+\(String(harmful?.value ?? 0, radix: 16)) in \(text.prefix(2_000))",
        sourceLocation: sourceLocation)
    }
  }
}
