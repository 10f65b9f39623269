// Event files of every kind, good and bad, through the whole program: what was read is counted, what
// could not be read is said, and nothing is counted twice.

import Foundation
import Testing

struct EventFilesTests {
  /// Events of twenty days, more than the window of a day holds, so that counts by key need a second
  /// look: 40 lines, of which the last day holds 2.
  static let twentyDays = (1...20).map { day in
    (0..<2).map { hour in
      SampleEvents.line(
        String(format: "2026-10-%02dT1%d:00:00Z", day, hour), status: hour == 0 ? 500 : 200,
        customer: "c\(hour)")
    }.joined()
  }.joined()

  static let hasGzip = BuiltProgram.installed("gzip") != nil
  static let hasZstd = BuiltProgram.installed("zstd") != nil

  // MARK: Compressed files

  @Test(
    arguments: [("gzip", ".gz"), ("zstd", ".zst")].filter {
      BuiltProgram.installed($0.0) != nil
    })
  func `a compressed file gives what the file itself gives`(program: String, ending: String) throws
  {
    let folder = try EventFolder(events: Self.twentyDays)
    try folder.write("packed" + ending, bytes: Array(Self.twentyDays.utf8), through: program)
    for command in [["budget"], ["budget", "--by", "customer"], ["burn"], ["customers", "api"]] {
      let plain = try folder.run(command + ["events.ndjson", "--format", "json"])
      let packed = try folder.run(command + ["packed" + ending, "--format", "json"])
      #expect(packed.status == plain.status)
      #expect(packed.output == plain.output)
    }
  }

  @Test(.enabled(if: hasGzip, "needs gzip"))
  func `of a cut archive all that came out is counted, and it is said`() throws {
    let folder = try EventFolder()
    // Numbers that do not compress, so that a cut loses some lines only.
    let lines = (0..<20_000).map {
      SampleEvents.line("2026-11-01T12:00:00Z", more: ", \"n\": \"\(UUID()) \($0)\"")
    }
    try folder.write("whole.gz", bytes: Array(lines.joined().utf8), through: "gzip")
    let whole = try Data(contentsOf: folder.url.appendingPathComponent("whole.gz"))
    try folder.write("cut.gz", bytes: Array(whole.prefix(whole.count / 2)))
    let answer = try folder.answer(["budget", "cut.gz"])
    #expect(answer.status == 3)
    let valid = try #require(answer.count("objectives.0.valid"))
    #expect((5_000..<15_000).contains(valid))
    #expect(answer.text("input.unreadable.0.path") == "cut.gz")
    #expect(answer.text("input.unreadable.0.reason")?.contains("unexpected end of file") == true)
    #expect(answer.isAccountedFor)
    let table = try folder.run(["budget", "cut.gz"])
    #expect(table.status == 3)
    #expect((table.output + table.error).contains("unexpected end of file"))
  }

  @Test(arguments: [("e.gz", "gzip"), ("e.zst", "zstd")])
  func `a decompressor that is not there is missed`(name: String, program: String) throws {
    let folder = try EventFolder()
    try folder.write(name, SampleEvents.lines(5))
    let answer = try folder.answer(["budget", name], environment: ["PATH": folder.url.path])
    #expect(answer.status == 3)
    let reason = answer.text("input.unreadable.0.reason") ?? ""
    #expect(reason == "\(program), which reads it, is not installed")
    let gate = try folder.run(
      ["gate", name] + GateTests.at, environment: ["PATH": folder.url.path])
    #expect(gate.status == 3)
    #expect(gate.output.contains(program))
  }

  @Test(
    arguments: [
      ["a.ndjson", "a.ndjson.gz"], ["."], ["a.*"], ["a.ndjson.gz", "a.ndjson"],
      ["./a.ndjson", "a.ndjson.gz"], ["a.ndjson", "../EVENTS/a.ndjson.gz"],
    ])
  func `a file beside its own archive would count twice, and is refused`(words: [String]) throws {
    let folder = try EventFolder()
    try folder.makeFolder("logs")
    try folder.write("logs/a.ndjson", SampleEvents.lines(5))
    try folder.write("logs/a.ndjson.gz", SampleEvents.lines(5))
    let words = words.map { word in
      let parts = word.components(separatedBy: "../EVENTS/")
      return parts.count == 2 ? "logs/../logs/\(parts[1])" : word == "." ? "logs" : "logs/\(word)"
    }
    let result = try folder.run(["budget"] + words)
    #expect(result.status == 2)
    #expect(result.error.contains("are both to be read, which would count their events twice"))
    #expect(result.output == "")
  }

  // MARK: Which files

  @Test(
    arguments: [
      ["events.ndjson"], ["events.ndjson", "events.ndjson"], ["*.ndjson", "events.ndjson"],
      ["./events.ndjson", "events.ndjson"], ["events.ndjson", "link.ndjson"],
      ["hard.ndjson", "events.ndjson"],
    ])
  func `a file counts once, however often and by whatever name it is given`(
    words: [String]
  ) throws {
    let folder = try EventFolder(events: SampleEvents.lines(7))
    let names = Set(words).subtracting(["events.ndjson", "./events.ndjson", "*.ndjson"])
    let file = folder.url.appendingPathComponent("events.ndjson")
    for name in names {
      let link = folder.url.appendingPathComponent(name)
      if name.hasPrefix("hard") {
        try FileManager.default.linkItem(at: file, to: link)
      } else {
        try FileManager.default.createSymbolicLink(at: link, withDestinationURL: file)
      }
    }
    #expect(try folder.answer(["budget"] + words).count("input.lines") == 7)
  }

  @Test func `a folder is its own files, without those in its folders and the hidden ones`() throws
  {
    let folder = try EventFolder()
    try folder.makeFolder("logs/deep")
    for name in ["logs/b", "logs/a", "logs/deep/c", "logs/.hidden"] {
      try folder.write(name, SampleEvents.lines(1))
    }
    for word in ["logs", "logs/", "./logs"] {
      let answer = try folder.answer(["budget", word])
      #expect(answer.status == 0)
      #expect(answer.count("input.lines") == 2)
    }
  }

  @Test(
    arguments: [
      ("logs/*.ndjson", 2), ("*/a.ndjson", 2), ("*/*", 4), ("logs/[ab].ndjson", 2), ("logs/?.*", 2),
      ("more/*.log", 1), ("[lm]o*/a*", 2),
    ])
  func `a glob that no shell has opened is opened`(glob: String, count: Int) throws {
    let folder = try EventFolder()
    for name in ["logs", "more"] { try folder.makeFolder(name) }
    for name in ["logs/a.ndjson", "logs/b.ndjson", "more/a.ndjson", "more/x.log"] {
      try folder.write(name, SampleEvents.lines(1))
    }
    let answer = try folder.answer(["budget", glob])
    #expect(answer.status == 0)
    #expect(answer.count("input.lines") == count)
  }

  @Test func `a file that is named like a glob is that file`() throws {
    let folder = try EventFolder()
    try folder.write("a*.log", SampleEvents.lines(1))
    try folder.write("ab.log", SampleEvents.lines(2))
    #expect(try folder.answer(["budget", "a*.log"]).count("input.lines") == 1)
  }

  @Test func `file names need not be UTF-8`() throws {
    let folder = try EventFolder(events: SampleEvents.lines(3))
    let name: [UInt8] = [0x2E, 0x2F, 0xFF, 0xFE, 0x1B, 0x6D]
    let copy = ["cp", "events.ndjson"].map { Array($0.utf8) }
    let made = try BuiltProgram.run(
      rawArguments: [copy[1], name], folder: folder.url.path,
      program: try #require(BuiltProgram.installed("cp")))
    #expect(made.status == 0)
    let words = ["budget", "--format", "json"].map { Array($0.utf8) } + [name]
    let answer = try JSONAnswer(try BuiltProgram.run(rawArguments: words, folder: folder.url.path))
    #expect(answer.count("input.lines") == 3)
    let missing = try BuiltProgram.run(
      rawArguments: [Array("budget".utf8), name + [0x80]], folder: folder.url.path)
    #expect(missing.status == 3)
    #expect(String(validating: missing.outputBytes + missing.errorBytes, as: UTF8.self) != nil)
    #expect(!(missing.outputBytes + missing.errorBytes).contains(0x1B))
    #expect(
      missing.output.split { $0.isWhitespace }.joined(separator: " ").contains(
        "No such file or directory"))
  }

  @Test(.enabled(if: getuid() != 0, "needs a user whom permissions bind"))
  func `a file without permission is said`() throws {
    let folder = try EventFolder(events: SampleEvents.lines(3))
    let file = folder.url.appendingPathComponent("events.ndjson").path
    try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: file)
    let answer = try folder.answer(["budget", "events.ndjson"])
    #expect(answer.status == 3)
    #expect(answer.text("input.unreadable.0.reason") == "Permission denied")
  }

  @Test func `an empty file, blank lines and a null device are no events and no error`() throws {
    let folder = try EventFolder(events: "")
    try folder.write("blank", "\n\r\n \t\n\n")
    for (word, lines) in [("events.ndjson", 0), ("blank", 4), ("/dev/null", 0), ("./blank", 4)] {
      let answer = try folder.answer(["budget", word])
      #expect(answer.status == 3)
      #expect(answer.count("input.lines") == lines)
      #expect(answer.count("input.blank") == lines)
      #expect(answer.count("input.malformed") == 0)
      #expect((answer["input.unreadable"] as? [Any])?.isEmpty == true)
      #expect(answer.text("objectives.0.status") == "noData")
      for member in ["ratio", "spent", "remaining"] {
        #expect(answer.isNull("objectives.0.\(member)"))
      }
    }
  }

  // MARK: Pipes

  static let commandsOfKeys = [
    ["budget"], ["budget", "--by", "customer"], ["burn", "--by", "status"], ["customers", "api"],
    ["gate", "--per-customer", "--max-age", "500d"],
  ]

  @Test(arguments: commandsOfKeys)
  func `standard input gives what the file gives`(command: [String]) throws {
    let folder = try EventFolder(events: Self.twentyDays)
    let file = try folder.run(command + ["events.ndjson", "--format", "json"])
    let bytes = Array(Self.twentyDays.utf8)
    for words in [["-"], ["-", "-"], ["/dev/stdin"]] {
      let piped = try folder.run(command + words + ["--format", "json"], input: bytes)
      #expect(piped.output == file.output, "\(words)")
      #expect(piped.status == file.status)
    }
  }

  @Test(
    .enabled(if: BuiltProgram.installed("bash") != nil, "needs bash"), arguments: commandsOfKeys)
  func `a pipe that can be read but once gives what the file gives`(command: [String]) throws {
    let folder = try EventFolder(events: Self.twentyDays)
    let file = try folder.run(command + ["events.ndjson", "--format", "json"])
    let line = "timeout -s KILL 20 \"$SLOCTL\" \(command.joined(separator: " ")) --format json"
    let substituted = try folder.shell("\(line) <(cat events.ndjson)")
    #expect(substituted.output == file.output)
    let named = try folder.shell(
      "mkfifo pipe; cat events.ndjson > pipe & \(line) pipe")
    #expect(named.output == file.output)
    #expect(named.status == file.status)
    let standardInput = try folder.shell("cat events.ndjson | \(line) /dev/stdin")
    #expect(standardInput.output == file.output)
  }

  @Test(.enabled(if: BuiltProgram.installed("bash") != nil, "needs bash"))
  func `a pipe beside files in a folder does not hold them up`() throws {
    let folder = try EventFolder()
    try folder.makeFolder("logs")
    try folder.write("logs/a", SampleEvents.lines(3))
    let result = try folder.shell(
      "mkfifo logs/b; timeout -s KILL 20 \"$SLOCTL\" budget logs --format json")
    let answer = try JSONAnswer(result)
    #expect(answer.status == 3)
    #expect(answer.count("input.lines") == 3)
    #expect(answer.text("input.unreadable.0.reason") == "not a regular file")
  }

  // MARK: Lines

  @Test func `endings, marks and a last line without newline change nothing`() throws {
    let folder = try EventFolder()
    let lines = SampleEvents.lines(4)
    let written = [
      lines, lines.replacingOccurrences(of: "\n", with: "\r\n"), "\u{FEFF}" + lines,
      String(lines.dropLast()), "\u{FEFF}" + lines.replacingOccurrences(of: "\n", with: "\r\n"),
    ]
    for (index, text) in written.enumerated() {
      try folder.write("\(index).ndjson", text)
      let answer = try folder.answer(["budget", "./\(index).ndjson"])
      #expect(answer.count("input.specimens") == 4)
      #expect(answer.count("input.lines") == 4)
    }
    // A mark is skipped at the start of every file.
    let all = try folder.answer(["budget", "*.ndjson"])
    #expect(all.count("input.specimens") == 20)
  }

  @Test func `a line over the limit is one malformed line, and the next is read`() throws {
    let folder = try EventFolder()
    let long = String(repeating: "x", count: 3 << 20)
    try folder.write(
      "long", SampleEvents.lines(1) + "{\"x\": \"\(long)\"}\n" + SampleEvents.lines(1) + long)
    let answer = try folder.answer(["budget", "./long"])
    #expect(answer.status == 0)
    #expect(answer.count("input.lines") == 4)
    #expect(answer.count("input.malformed") == 2)
    #expect(answer.count("input.specimens") == 2)
    #expect(answer.isAccountedFor)
    let specimen = try #require(answer.text("input.malformedReasons.0.text"))
    #expect(specimen.utf8.count <= 200)
  }

  @Test func `a specimen is kept of every kind of malformed line`() throws {
    let folder = try EventFolder(
      events: """
        {"ts": "2026-11-01T12:00:00Z", "status": 200}
        no event
        {"status": 200}
        {"ts": "2026-02-30T12:00:00Z"}
        {"ts": "2026-11-01T12:00:00"}
        {"ts": "2600-01-01T12:00:00Z"}
        {"ts": 1234}
        {"ts": "2026-11-01T12:00:00Z", "status": 200
        no event either
        [1, 2]

        """)
    let answer = try folder.answer(["budget", "events.ndjson"])
    #expect(answer.count("input.lines") == 10)
    #expect(answer.count("input.malformed") == 9)
    #expect(answer.count("objectives.0.valid") == 1)
    let kinds = try #require(answer["input.malformedReasons"] as? [[String: Any]])
    #expect(kinds.compactMap { $0["count"] as? Int }.reduce(0, +) == 9)
    #expect(kinds.first?["count"] as? Int == 2)
    #expect(kinds.first?["line"] as? Int == 2)
    #expect(kinds.first?["text"] as? String == "no event")
  }

  // MARK: Formats

  /// The same four events in each format.
  static let formats: [(SampleConfig, String)] = [
    (
      SampleConfig(),
      """
      {"ts": "2026-11-01T12:00:00Z", "status": 200, "customer": "a b"}
      {"ts": "2026-11-01T12:00:01Z", "status": 503, "customer": "a b"}
      {"ts": "2026-11-01T12:00:02Z", "status": 404, "customer": "q\\"u"}
      {"ts": "2026-11-01T12:01:03Z", "status": 500, "customer": "q\\"u"}
      """
    ),
    (
      SampleConfig(format: "logfmt"),
      """
      ts=2026-11-01T12:00:00Z status=200 customer="a b"
      ts=2026-11-01T12:00:01Z status=503 customer="a b"
      ts=2026-11-01T12:00:02Z status=404 customer="q\\"u"
      ts=2026-11-01T12:01:03Z status=500 customer="q\\"u"
      """
    ),
    (
      SampleConfig(format: "csv"),
      """
      ts,note,status,customer
      2026-11-01T12:00:00Z,"two
      lines, ""quoted"" and a comma",200,a b
      2026-11-01T12:00:01Z,,503,"a b"
      2026-11-01T12:00:02Z,x,404,"q""u"
      2026-11-01T12:01:03Z,x,500,"q""u"
      """
    ),
    (
      {
        var config = SampleConfig(format: "combined")
        config.fields = ["timestamp": #""time""#]
        return config
      }(),
      #"""
      1.2.3.4 - a\x20b [01/Nov/2026:12:00:00 +0000] "GET / HTTP/1.1" 200 5 "-" "agent \"x\""
      1.2.3.4 - a\x20b [01/Nov/2026:13:00:01 +0100] "GET / HTTP/1.1" 503 - "-" "-"
      1.2.3.4 - q\"u [01/Nov/2026:12:00:02 +0000] "GET / HTTP/1.1" 404 5 "-" "lost quote
      1.2.3.4 - q\"u [01/Nov/2026:12:01:03 +0000] "GET / HTTP/1.1" 500 5
      """#
    ),
  ]

  @Test func `the same events give the same figures in every format`() throws {
    var answers: [String] = []
    for (config, text) in Self.formats {
      let folder = try EventFolder(config, events: text)
      let answer = try folder.answer(["budget", "--by", "customer", "events.ndjson"])
      #expect(answer.status == 0)
      #expect(answer.count("input.specimens") == 4)
      #expect(answer.count("input.headers") == (config.format == "csv" ? 1 : 0))
      #expect(answer.count("input.malformed") == 0)
      #expect(answer.isAccountedFor)
      let objectives = try #require(answer["objectives"])
      let data = try JSONSerialization.data(withJSONObject: objectives, options: [.sortedKeys])
      answers.append(String(decoding: data, as: UTF8.self))
      #expect(answer.texts("objectives.0.keys", "key") == ["a b", "q\"u"])
      #expect(answer.counts("valid", "good", "bad") == [4, 2, 2])
    }
    #expect(Set(answers).count == 1, "\(answers)")
  }
}
