// The built program against the plain recount: the whole JSON answer of `budget`, `burn`,
// `customers` and `gate`, number by number, over the examples, over random streams and over a real
// access log; and the accounting law over lines that were damaged on purpose.

import Foundation
import Testing

@Suite struct RecountTests {
  static let root = URL(filePath: BuiltProgram.packageFolder)
  static let accessLog = root.appending(path: "../shared/data/elastic-apache/apache_logs")

  static var clock: Int { Int(Date().timeIntervalSince1970) * PlainTime.second }

  // MARK: Random streams

  /// Another start of the seeds: `SLOCTL_RECOUNT_SEED=1000 swift test --filter Recount`.
  static let seeds: Range<UInt64> = {
    let first = ProcessInfo.processInfo.environment["SLOCTL_RECOUNT_SEED"].flatMap(UInt64.init)
    return (first ?? 1)..<(first ?? 1) + 200
  }()

  @Test(arguments: seeds)
  func `every number of a random stream equals its recount`(seed: UInt64) throws {
    let stream = EventStream(seed: seed)
    let folder = try TemporaryFolder()
    let config = try folder.write("slos.json", Array(stream.config.written().utf8))
    let files = try stream.files.map { try folder.write($0.name, $0.bytes) }
    let definitions = try PlainConfig(stream.config)
    let lines = PlainRecount.lines(of: stream.files, config: definitions)
    for question in stream.questions {
      let recount = PlainRecount(
        config: definitions, lines: lines, question: question, clock: Self.clock)
      try Self.compare(
        recount, arguments: question.arguments(config: config, files: files),
        label: "seed \(seed)")
    }
  }

  // MARK: The examples

  static let exampleQuestions: [PlainQuestion] = {
    let end = PlainTime.instant(PlainText("2026-11-20T12:00:00Z".utf8))
    let incident = PlainTime.instant(PlainText("2026-11-12T09:50:00Z".utf8))
    var questions: [PlainQuestion] = []
    for command in ["budget", "burn"] {
      for at in [nil, end, incident] {
        questions.append(PlainQuestion(command: command, at: at))
      }
    }
    questions.append(PlainQuestion(at: end, by: "route"))
    questions.append(PlainQuestion(at: end, by: "build", top: 2))
    questions.append(PlainQuestion(whereText: "region == 'eu-central'"))
    questions.append(PlainQuestion(without: ("build", "r911.0")))
    questions.append(PlainQuestion(objectives: ["checkout-availability"]))
    for top in [nil, 3] {
      questions.append(
        PlainQuestion(command: "customers", objectives: ["api-availability"], top: top))
    }
    questions.append(PlainQuestion(command: "gate"))
    questions.append(PlainQuestion(command: "gate", at: end))
    for (minRemaining, maxBurn) in [("10%", "1h=2"), ("50%", "page")] {
      var question = PlainQuestion(command: "gate", objectives: ["api-availability"], at: end)
      question.gate.minRemaining = minRemaining
      question.gate.maxBurn = [maxBurn]
      question.gate.minForecast = "24h"
      questions.append(question)
    }
    return questions
  }()

  @Test(arguments: exampleQuestions.indices)
  func `every number about the examples equals its recount`(index: Int) throws {
    let question = Self.exampleQuestions[index]
    let folder = Self.root.appending(path: "examples")
    let configFile = folder.appending(path: "slos.json")
    let config = try #require(PlainJSONReader.tree(of: try Data(contentsOf: configFile)))
    let events = Array(try Data(contentsOf: folder.appending(path: "events.ndjson")))
    let recount = try PlainRecount(
      config: config, files: [("events.ndjson", events)], question: question, clock: Self.clock)
    // No FILE: the config's own `sources`, relative to its folder.
    try Self.compare(
      recount, arguments: question.arguments(config: configFile.path, files: []),
      label: "examples")
  }

  // MARK: A real access log

  @Test(
    .enabled(if: FileManager.default.fileExists(atPath: accessLog.path), "no shared access log"))
  func `a real access log has 3 bad of 10,000 and spends exactly 3 tenths`() throws {
    let config: PlainJSON = [
      "version": 1, "events": ["format": "combined", "fields": ["timestamp": "time"]],
      "objectives": [
        ["name": "site", "good": "status < 500", "target": "99.9%", "window": "30d"]
      ],
    ]
    let folder = try TemporaryFolder()
    let path = try folder.write("slos.json", Array(config.written().utf8))
    let bytes = Array(try Data(contentsOf: Self.accessLog))
    for command in ["budget", "burn"] {
      let question = PlainQuestion(command: command)
      let recount = try PlainRecount(
        config: config, files: [("apache_logs", bytes)], question: question, clock: Self.clock)
      let answer = try recount.answer()
      let site = answer["objectives"]?.elements.first
      let found = ["valid", "bad", "spent"].map { site?[$0]?.description }
      #expect(found == ["10000", "3", "0.3"])
      #expect(answer["input"]?["malformed"]?.description == "0")
      try Self.compare(
        recount, arguments: question.arguments(config: path, files: [Self.accessLog.path]),
        label: "access log")
    }
  }

  // MARK: Damaged lines

  @Test(arguments: 0..<20 as Range<UInt64>)
  func `every line of damaged input is in exactly one count`(seed: UInt64) throws {
    var random = SeededGenerator(seed: 7_000_000 + seed)
    let stream = EventStream(seed: 90_000 + seed)
    let sound = stream.files.flatMap { $0.bytes.split(separator: 0x0A).map(Array.init) }
    var bytes: [UInt8] = []
    for _ in 0..<500 {
      bytes += Self.damaged(random.pick(sound), using: &random) + [0x0A]
    }
    let folder = try TemporaryFolder()
    let config = try folder.write("slos.json", Array(stream.config.written().utf8))
    let file = try folder.write("events.ndjson", bytes)
    let question = PlainQuestion(command: "budget")
    let run = try BuiltProgram.run(question.arguments(config: config, files: [file]))
    let answer = try #require(
      PlainJSONReader.tree(of: run.outputBytes), "seed \(seed): \(run.error)")
    func count(_ tree: PlainJSON?, _ names: String...) -> Int {
      names.reduce(0) { $0 + (tree?[$1]?.integer ?? Int.min / 16) }
    }
    let input = answer["input"]
    let newlines = bytes.count { $0 == 0x0A }
    #expect(count(input, "lines") == newlines, "seed \(seed)")
    #expect(
      count(input, "lines") == count(input, "blank", "headers", "malformed", "specimens"),
      "seed \(seed)")
    #expect(
      count(input, "events") == count(input, "duplicates", "future", "late", "judged"),
      "seed \(seed)")
    let objectives = try #require(answer["objectives"]?.elements)
    #expect(!objectives.isEmpty)
    for objective in objectives {
      #expect(
        count(input, "judged")
          == count(objective, "unmatched", "excluded", "outside", "matched"), "seed \(seed)")
      let isSliced = objective["events"] != nil
      let judged = isSliced ? objective["events"] : objective
      // Whatever is excused stands in no other count.
      let outcomes = count(judged, "good", "bad") + count(objective, "excused", "unjudged")
      #expect(count(objective, "matched") == outcomes, "seed \(seed)")
      let origins = count(
        objective["origins"], "infrastructure", "customer", "dependency", "unknown")
      #expect(origins == count(judged, "bad") + count(objective, "excused"), "seed \(seed)")
    }
  }

  /// Printable damage only: what bytes that are not UTF-8 mean is left to the law above.
  @Test(arguments: 0..<20 as Range<UInt64>)
  func `a damaged line is malformed exactly where the recount says so`(seed: UInt64) throws {
    var random = SeededGenerator(seed: 8_000_000 + seed)
    let stream = EventStream(seed: 95_000 + seed)
    let sound = stream.files.flatMap { $0.bytes.split(separator: 0x0A).map(Array.init) }
    var bytes: [UInt8] = []
    for _ in 0..<500 {
      let line = Self.damaged(random.pick(sound), using: &random)
      bytes += line.map { $0 < 0x80 ? $0 : UInt8(ascii: "e") } + [0x0A]
    }
    let folder = try TemporaryFolder()
    let config = try folder.write("slos.json", Array(stream.config.written().utf8))
    let file = try folder.write("events.ndjson", bytes)
    let question = PlainQuestion(command: "budget")
    let recount = try PlainRecount(
      config: stream.config, files: [("events.ndjson", bytes)], question: question,
      clock: Self.clock)
    try Self.compare(
      recount, arguments: question.arguments(config: config, files: [file]),
      label: "damage seed \(seed)", ignoring: ["$.input.duplicateKeys"])
  }

  /// One to three wounds: bytes changed, lost, put in, doubled, or the rest of the line cut off.
  static func damaged(_ line: [UInt8], using random: inout SeededGenerator) -> [UInt8] {
    var line = line
    for _ in 0...random.below(3) where !line.isEmpty {
      let place = random.below(line.count)
      switch random.below(7) {
      case 0: line[place] = UInt8(random.below(256))
      case 1: line.remove(at: place)
      case 2: line.insert(UInt8(random.below(256)), at: place)
      case 3: line.removeSubrange(place...)
      case 4: line.insert(contentsOf: line[place...], at: place)
      case 5: line[place] = random.pick(Array("{}[]\",:\\0123456789eE+-. \u{0}\n".utf8))
      default: line.swapAt(place, random.below(line.count))
      }
    }
    return line
  }

  // MARK: Comparing

  /// Runs the program and holds its answer and its exit status against the recount.
  static func compare(
    _ recount: PlainRecount, arguments: [String], label: String, ignoring ignored: [String] = []
  ) throws {
    let expected = try recount.answer()
    let run = try BuiltProgram.run(arguments)
    let command = arguments.joined(separator: " ")
    guard let found = PlainJSONReader.tree(of: run.outputBytes) else {
      Issue.record("\(label): no JSON from \(command), status \(run.status): \(run.error)")
      return
    }
    let differences = expected.differences(from: found).filter { difference in
      !ignored.contains { difference.hasPrefix($0 + ":") }
    }
    let told = differences.prefix(12).joined(separator: "\n  ")
    #expect(
      differences.isEmpty, "\(label), \(command): \(differences.count) differences\n  \(told)")
    // A gate ends with its verdict, the others with 3 where no objective has a valid event.
    let hasData = expected["objectives"]?.elements.contains { $0["valid"]?.description != "0" }
    let verdict = expected["verdict"]?.description ?? (hasData == true ? "\"go\"" : "\"none\"")
    let status: Int32 = ["\"go\"": 0, "\"refused\"": 1][verdict] ?? 3
    #expect(run.status == status, "\(label), \(command): status")
  }
}

/// A folder that goes away with its owner.
final class TemporaryFolder {
  private let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "recount-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit {
    // To look at what a seed made: SLOCTL_KEEP_STREAMS=1.
    if ProcessInfo.processInfo.environment["SLOCTL_KEEP_STREAMS"] == nil {
      try? FileManager.default.removeItem(at: url)
    }
  }

  /// The path of the written file.
  func write(_ name: String, _ bytes: [UInt8]) throws -> String {
    let file = url.appending(path: name)
    try Data(bytes).write(to: file)
    return file.path
  }
}
