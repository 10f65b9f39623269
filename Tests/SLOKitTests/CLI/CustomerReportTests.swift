// A customer's own page, made by the built program: it is the same page where the log holds no other
// customer at all, and its figures are those of `customers`.

import Foundation
import Testing

@testable import SLOKit

struct CustomerReportTests {
  static let at = "2026-11-20T12:00:00Z"
  static let examples = BuiltProgram.packageFolder + "/examples"
  static let config = examples + "/slos.json"
  static let formats = ["text", "markdown", "html", "json"]

  static let customers = [
    "fennel-foods", "granite-bank", "harbourline", "Ironbridge Media", "dunmore-books",
    "Müller & Söhne", "northgate-retail", "juniper-travel", "cobalt-robotics", "eastfield-clinic",
  ]

  /// The lines of the examples whose customer is `name`, and the one that is no event.
  static func lines(of name: String) throws -> [UInt8] {
    let text = try String(contentsOfFile: examples + "/events.ndjson", encoding: .utf8)
    let own = text.split(separator: "\n").filter { line in
      guard let tree = PlainJSONReader.tree(of: line.utf8) else { return false }
      let customer = tree["tenant"]?["id"] ?? tree["customer"]
      return customer?.string == name
    }
    return Array((own.joined(separator: "\n") + "\n").utf8)
  }

  static func page(of name: String, _ format: String, _ more: [String] = []) throws -> String {
    let run = try BuiltProgram.run(
      ["report", "-c", config, "--customer", name, "--at", at, "--format", format]
        + ["--max-age", "30d"] + more)
    #expect(run.status == 0, "\(run.error)")
    return run.output
  }

  @Test(arguments: ["granite-bank", "Ironbridge Media", "Müller & Söhne"])
  func `the page is the same where the log holds no other customer`(name: String) throws {
    let folder = try TemporaryFolder()
    let alone = try folder.write("own.ndjson", try Self.lines(of: name))
    for format in Self.formats {
      let page = try Self.page(of: name, format)
      #expect(page == (try Self.page(of: name, format, [alone])), "\(format)")
      for other in Self.customers where other != name {
        #expect(!page.contains(other), "\(other) in \(format)")
      }
    }
  }

  @Test func `its figures are those of customers`() throws {
    let objectives = ["api-availability", "checkout-month", "search-minutes"]
    for name in ["granite-bank", "harbourline"] {
      let page = try #require(PlainJSONReader.tree(of: Self.page(of: name, "json").utf8))
      for objective in objectives {
        let run = try BuiltProgram.run(
          ["customers", "-c", Self.config, objective, "--at", Self.at, "--format", "json"])
        let answer = try #require(PlainJSONReader.tree(of: run.outputBytes))
        let row = answer["objectives"]?.elements.first?["keys"]?.elements.first {
          $0["key"]?.string == name
        }
        let own = page["objectives"]?.elements.first {
          $0["name"]?.string == objective
        }
        for figure in [
          "target", "matched", "valid", "good", "bad", "excused", "unjudged", "origins", "ratio",
          "interval", "budget", "spent", "remaining", "badLeft", "status",
        ] {
          let (found, expected) = (own?[figure]?.written(), row?[figure]?.written())
          #expect(found != nil && found == expected, "\(figure) of \(name) in \(objective)")
        }
      }
    }
  }

  @Test func `failures through us add up over episodes and kinds, the others over kinds`() throws {
    for name in ["granite-bank", "Ironbridge Media", "fennel-foods"] {
      let page = try #require(PlainJSONReader.tree(of: Self.page(of: name, "json").utf8))
      for objective in page["objectives"]?.elements ?? [] {
        func failed(_ origins: [String]) -> Int {
          origins.reduce(0) { $0 + (objective["origins"]?[$1]?.integer ?? -1) }
        }
        func sum(_ list: String, _ member: String) -> Int {
          (objective[list]?.elements ?? []).reduce(0) { $0 + ($1[member]?.integer ?? -1) }
        }
        let ours = failed(["infrastructure", "dependency", "unknown"])
        #expect(sum("episodes", "bad") == ours)
        #expect(sum("throughUs", "count") == ours)
        #expect(sum("own", "count") == failed(["customer"]))
      }
    }
  }

  @Test func `customers are told apart by bytes, not as numbers`() throws {
    let folder = try TemporaryFolder()
    let config = try folder.write(
      "slos.json",
      Array(
        #"""
        {"version": 1, "events": {"format": "ndjson", "fields": {"timestamp": "ts", "customer": "c"}},
         "objectives": [{"name": "api", "good": "ok == true", "target": "50%", "window": "1d"}]}
        """#.utf8))
    let events = try folder.write(
      "events.ndjson",
      Array(
        """
        {"ts":"2026-10-03T10:00:00Z","c":"7","ok":false}
        {"ts":"2026-10-03T10:01:00Z","c":"7.0","ok":true}
        {"ts":"2026-10-03T10:02:00Z","c":7,"ok":true}

        """.utf8))
    let run = try BuiltProgram.run(
      ["report", "-c", config, "--customer", "7", "--format", "json", events])
    let page = try #require(PlainJSONReader.tree(of: run.outputBytes), "\(run.error)")
    let api = page["objectives"]?.elements.first
    #expect(api?["matched"]?.integer == 2)
    #expect(api?["bad"]?.integer == 1)
  }

  @Test(arguments: [("2026-11-20T12:30:00Z", 0), ("2026-11-20T13:00:00Z", 3)] as [(String, Int32)])
  func `a log that stopped an hour before is no whole answer`(at: String, status: Int32) throws {
    let words = ["report", "-c", Self.config, "--customer", "dunmore-books", "--at", at]
    let run = try BuiltProgram.run(words)
    #expect(run.status == status)
    #expect(run.output.contains("Service report for dunmore-books"))
  }

  @Test func `a month is the one of the objective's zone`() throws {
    let month = try #require(
      PlainJSONReader.tree(
        of: Self.page(of: "granite-bank", "json", ["--period", "2026-10"]).utf8))
    let spans = (month["objectives"]?.elements ?? []).map { objective in
      ["name", "from", "to"].map { objective[$0]?.string ?? "" }.joined(separator: " ")
    }
    #expect(spans.contains("api-availability 2026-10-01T00:00:00Z 2026-11-01T00:00:00Z"))
    #expect(spans.contains("checkout-month 2026-09-30T22:00:00Z 2026-10-31T23:00:00Z"))
  }

  @Test(arguments: [
    (["--customer", "nobody"], 3, "there is no event of the customer nobody in the period"),
    (
      ["--customer", "harbourline", "--period", "2026-10", "--last", "1h"], 2, "exclude one another"
    ),
    (["--customer", "harbourline", "--period", "2027-01"], 2, "lies in the future"),
    (["--customer", "harbourline", "--period", "2026-14"], 2, "is not last-month, last-week"),
    (
      ["--customer", "harbourline", "--period", "2026-10-03..2026-10-02"], 2,
      "ends before it begins"
    ),
  ])
  func `what cannot be answered is told`(words: [String], status: Int32, message: String) throws {
    let run = try BuiltProgram.run(["report", "-c", Self.config, "--at", Self.at] + words)
    #expect(run.status == status)
    #expect(run.output == "")
    #expect(run.error.contains(message), "\(run.error)")
  }

  @Test(arguments: ["text", "markdown", "html", "json"])
  func `a page reads as recorded`(format: String) throws {
    try Snapshot.expect(
      try Self.page(of: "granite-bank", format), matches: "report-customer.\(format).txt")
  }
}
