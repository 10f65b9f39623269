// Logs that other programs wrote, read through the whole program: every line is in exactly one
// count, and what could not be read has a reason.

import Foundation
import Testing

struct OtherFoldersTests {
  static let data = BuiltProgram.packageFolder + "/../shared/data"
  static func isThere(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: data + "/" + name)
  }

  /// A file, how it is read, and what is known of it.
  struct Case: CustomTestStringConvertible, Sendable {
    let file: String
    var format = "ndjson"
    let timestamp: String
    var status = #""status""#
    let lines: Int
    let specimens: Int
    var testDescription: String { file }
  }

  static let lnav = [
    Case(
      file: "logfile_cloudflare.json", timestamp: #""EdgeStartTimestamp""#,
      status: #""EdgeResponseStatus""#, lines: 1, specimens: 1),
    Case(
      file: "logfile_cloudflare.1", timestamp: #"{"field": "EdgeStartTimestamp", "unit": "ns"}"#,
      status: #""EdgeResponseStatus""#, lines: 15, specimens: 15),
    Case(
      file: "gharchive_log.jsonl", timestamp: #""created_at""#, status: #""type""#, lines: 50,
      specimens: 50),
  ]

  static func config(_ read: Case) -> SampleConfig {
    var config = SampleConfig(["window": #""30d""#, "target": #""99%""#], format: read.format)
    config.fields = ["timestamp": read.timestamp, "status": read.status]
    return config
  }

  @Test(.enabled(if: isThere("lnav-formats"), "no shared data"), arguments: lnav)
  func `a log of another program is read to its last line`(read: Case) throws {
    let folder = try EventFolder(Self.config(read))
    let path = Self.data + "/lnav-formats/" + read.file
    let answer = try folder.answer(["budget", path])
    #expect(answer.count("input.lines") == read.lines)
    #expect(answer.count("input.specimens") == read.specimens)
    #expect(answer.isAccountedFor)
  }

  /// Every file of a folder, whether it holds events or not.
  static let files: [String] = ["lnav-formats", "otlp-json/proto-examples", "k8s-audit"].flatMap {
    folder in
    ((try? FileManager.default.contentsOfDirectory(atPath: data + "/" + folder)) ?? []).sorted()
      .map { folder + "/" + $0 }
  }

  @Test(.enabled(if: isThere("lnav-formats"), "no shared data"))
  func `every line of every file is counted in every format`() throws {
    let times = [
      #"["ts", "time", "timestamp", "@timestamp", "t"]"#,
      #"{"field": ["ts", "time"], "unit": "s"}"#,
    ]
    for format in ["ndjson", "logfmt", "csv", "combined"] {
      for timestamp in format == "combined" ? [#""time""#] : times {
        let folder = try EventFolder(
          Self.config(Case(file: "", format: format, timestamp: timestamp, lines: 0, specimens: 0)))
        for file in Self.files {
          let answer = try folder.answer(["budget", Self.data + "/" + file])
          #expect([0, 3].contains(answer.status), "\(file) as \(format)")
          #expect(answer.isAccountedFor, "\(file) as \(format)")
          let bytes = try Data(contentsOf: URL(fileURLWithPath: Self.data + "/" + file))
          if format != "csv" {
            let newlines = bytes.count { $0 == 0x0A }
            let lines = newlines + (bytes.last == 0x0A || bytes.isEmpty ? 0 : 1)
            #expect(answer.count("input.lines") == lines, "\(file) as \(format)")
          }
          let kinds = answer["input.malformedReasons"] as? [[String: Any]] ?? []
          #expect(
            kinds.compactMap { $0["count"] as? Int }.reduce(0, +)
              == answer.count("input.malformed"))
        }
      }
    }
  }

  @Test(.enabled(if: isThere("k8s-audit"), "no shared data"))
  func `a Kubernetes audit log has 26 good and 11 failed requests, the customers' own`() throws {
    var config = SampleConfig(["good": #""status < 400""#, "window": #""30d""#])
    config.fields = [
      "timestamp": #""stageTimestamp""#, "status": #""responseStatus.code""#,
      "customer": #"["impersonatedUser.username", "user.username"]"#,
    ]
    config.others["attribution"] = #"{"rules": [{"when": "status == 403", "origin": "customer"}]}"#
    let folder = try EventFolder(config)
    let log = Self.data + "/k8s-audit/demo.log"
    let text = try String(contentsOfFile: log, encoding: .utf8)
    if !text.contains("stageTimestamp") {
      config.fields["timestamp"] = #""timestamp""#
      try folder.write("slos.json", config.text)
    }
    let answer = try folder.answer(["budget", log])
    #expect(answer.count("input.lines") == 37)
    #expect(answer.count("input.malformed") == 0)
    #expect(answer.counts("good", "bad", "excused", "valid") == [26, 0, 11, 26])
    #expect(answer.count("objectives.0.origins.customer") == 11)
    #expect(answer.isAccountedFor)
    let customers = try folder.answer(["customers", "api", log])
    #expect(customers.texts("objectives.0.keys", "key").contains("bob"))
  }

  @Test(.enabled(if: isThere("elastic-apache"), "no shared data"))
  func `an access log has the customers that its addresses are`() throws {
    var config = SampleConfig(
      [
        "target": #""99.9%""#, "window": #""30d""#, "per": #""customer""#,
      ], format: "combined")
    config.fields = ["timestamp": #""time""#]
    let folder = try EventFolder(config)
    let log = Self.data + "/elastic-apache/apache_logs"
    let answer = try folder.answer(["customers", "api", log])
    #expect(answer.status == 0)
    #expect(answer.counts("valid", "bad") == [10_000, 3])
    #expect(answer.double("objectives.0.spent") == 0.3)
    #expect(answer.count("objectives.0.customersInBudget.customers") == 1_753)
    #expect(answer.count("input.malformed") == 0)
  }
}
