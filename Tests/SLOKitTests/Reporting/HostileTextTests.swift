// Names that mean harm, in every format: nothing is obeyed, nothing breaks out of its place.

import Foundation
import FoundationXML
import Testing

@testable import SLOKit

@Suite struct HostileTextTests {
  static let reports = Sample.reports.filter { $0.name.hasSuffix("hostile") }
  static let outputs: [(String, String)] =
    reports.flatMap { entry in
      OutputFormat.allCases.map { format in
        ("\(entry.name) as \(format)", entry.report.rendered(as: format))
      }
    } + [("metrics", OpenMetrics.text(of: Sample.hostile, keys: true))]

  @Test(arguments: outputs.map(\.0)) func `no output holds a control or an unseen character`(
    name: String
  ) throws {
    let output = try #require(Self.outputs.first { $0.0 == name }).1
    for scalar in output.unicodeScalars where scalar != "\n" && scalar != "\r" {
      #expect(!TextEscaping.isUnseen(scalar), "U+\(String(scalar.value, radix: 16))")
    }
    // A return only ends the records of CSV.
    #expect(name.hasSuffix("csv") || !output.unicodeScalars.contains("\r"))
  }

  @Test(arguments: reports.map(\.name)) func `JSON holds every key as it was, repaired`(
    name: String
  ) throws {
    let report = try #require(Self.reports.first { $0.name == name }).report
    let text = report.rendered(as: .json)
    #expect(!text.utf8.contains(UInt8(ascii: "<")))
    let document = try JSONSerialization.jsonObject(with: Data(text.utf8))
    let object = try #require(document as? [String: Any])
    let objectives = try #require(object["objectives"] as? [[String: Any]])
    guard let keys = objectives.first?["keys"] as? [[String: Any]] else { return }
    let texts = try keys.map { try #require($0["key"] as? String) }
    #expect(texts.map { Array($0.utf8) } == Sample.hostileTexts.map { Array($0.utf8) })
  }

  @Test(arguments: reports.map(\.name))
  func `a CSV record is one line of as many cells, none a formula`(
    name: String
  ) throws {
    let report = try #require(Self.reports.first { $0.name == name }).report
    let records = try parse(csv: report.rendered(as: .csv))
    let columns = try #require(records.first).count
    for record in records {
      #expect(record.count == columns)
      for cell in record where Double(cell) == nil && cell != "-inf" {
        #expect(!"=+-@\t\r".contains(cell.first ?? "x"), "\(cell)")
      }
    }
  }

  /// A plain reader of RFC 4180.
  private func parse(csv: String) throws -> [[String]] {
    var records: [[String]] = []
    var (record, cell, isQuoted) = ([String](), [UInt8](), false)
    var bytes = Array(csv.utf8)[...]
    while let byte = bytes.popFirst() {
      switch byte {
      case UInt8(ascii: "\"") where isQuoted && bytes.first == byte:
        cell.append(bytes.removeFirst())
      case UInt8(ascii: "\""): isQuoted.toggle()
      case UInt8(ascii: ",") where !isQuoted, UInt8(ascii: "\r") where !isQuoted:
        record.append(String(decoding: cell, as: UTF8.self))
        cell = []
        guard byte == UInt8(ascii: "\r") else { continue }
        #expect(bytes.popFirst() == UInt8(ascii: "\n"))
        records.append(record)
        record = []
      default: cell.append(byte)
      }
    }
    #expect(record.isEmpty && cell.isEmpty && !isQuoted)
    return records
  }

  @Test func `JUnit is well formed and holds every name whole`() throws {
    let report = Report.gate(Sample.hostileGate, Sample.hostile)
    let parser = XMLParser(data: Data(report.rendered(as: .junit).utf8))
    let names = TestCaseNames()
    parser.delegate = names
    #expect(parser.parse(), "\(String(describing: parser.parserError))")
    #expect(names.names == Sample.hostileTexts.map { TextEscaping.terminal($0) })
  }

  private final class TestCaseNames: NSObject, XMLParserDelegate {
    var names: [String] = []

    func parser(
      _ parser: XMLParser, didStartElement element: String, namespaceURI: String?,
      qualifiedName: String?, attributes: [String: String]
    ) {
      if element == "testcase" { names.append(attributes["name"] ?? "") }
    }
  }

  @Test func `every line for GitHub is a command of ours or plain text`() {
    let output = Report.gate(Sample.hostileGate, Sample.hostile).rendered(as: .github)
    let lines = output.split(separator: "\n")
    #expect(lines.count == Sample.hostileKeys.count + 1)
    for line in lines {
      let isCommand = line.hasPrefix("::error title=SLO gate%3A ")
      #expect(isCommand || line.hasPrefix("gate: "), "\(line)")
      guard isCommand else { continue }
      // The title ends at the first `::`, and holds neither the `,` nor the `:` that would end it.
      let title = line.dropFirst("::error title=".count).prefix { $0 != ":" && $0 != "," }
      #expect(title.hasSuffix(" exhausted"), "\(line)")
    }
  }

  @Test func `a Markdown cell neither ends nor holds markup`() {
    let output = Report.customers(Sample.hostile).rendered(as: .markdown)
    let rows = output.split(separator: "\n").filter {
      $0.hasPrefix("| <code>") || $0.hasPrefix("| `")
    }
    #expect(rows.count == Sample.hostileKeys.count - 1)
    for row in rows {
      #expect(row.filter { $0 == "|" }.count == 13, "\(row)")
      #expect(!row.contains("<script") && !row.contains("](") && !row.contains("@team"), "\(row)")
    }
  }

  @Test func `an annotation past the tenth goes to the log, which is plain text`() {
    let output = Report.gate(Sample.hostileGate, Sample.hostile).rendered(as: .github)
    #expect(output.split(separator: "\n").filter { $0.hasPrefix("::") }.count == 10)
  }

  static let terminalTexts: [(bytes: [UInt8], text: String)] = [
    (Array("plain".utf8), "plain"), (Array("žluťoučký 🐎 ❤️".utf8), "žluťoučký 🐎 ❤️"),
    (Array("a\u{1B}[31mb".utf8), "a\\x1b[31mb"), (Array("\u{202E}x".utf8), "\\u{202e}x"),
    ([0x61, 0xFF, 0xE2, 0x82, 0x62], "a\\xff\\xe2\\x82b"), ([0xC0, 0x80], "\\xc0\\x80"),
    (Array("\u{7F}\u{85}\r\n\t".utf8), "\\x7f\\u{85}\\r\\n\\t"), ([], ""),
  ]

  @Test(arguments: terminalTexts) func `what is not seen is made visible`(
    bytes: [UInt8], text: String
  ) {
    #expect(TextEscaping.terminal(bytes) == text)
  }
}
