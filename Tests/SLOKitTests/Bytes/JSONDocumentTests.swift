// Whole documents: strict, with places, and with a message for each way of getting JSON wrong.

import Foundation
import Testing

@testable import SLOKit

struct JSONDocumentTests {
  private func parse(_ text: String) throws -> JSONValue {
    try JSONValue.parse(Array(text.utf8))
  }

  @Test func `every value and key knows its line and column`() throws {
    let root = try parse("{\"a\": 1,\n \"é\":\t[true, {\"b\": null}]}")
    let members = try #require(root.members)
    #expect(root.position == JSONPosition(line: 1, column: 1))
    #expect(members.map(\.keyPosition) == [.init(line: 1, column: 2), .init(line: 2, column: 2)])
    #expect(
      members.map(\.value.position) == [.init(line: 1, column: 7), .init(line: 2, column: 8)])
    let element = try #require(root["é"]?.array?.last)
    #expect(element.position == JSONPosition(line: 2, column: 15))
    #expect(element["b"]?.position == JSONPosition(line: 2, column: 21))
  }

  @Test func `a byte order mark is skipped and its bytes are columns`() throws {
    let root = try JSONValue.parse([0xEF, 0xBB, 0xBF] + Array("[1]".utf8))
    #expect(root.position == JSONPosition(line: 1, column: 4))
  }

  @Test func `texts are decoded and keys compared as bytes`() throws {
    let root = try parse(#"{"\u00e9": "\ud83d\ude00\n\"\\\/\b\f\r\t", "e\u0301": 2}"#)
    #expect(root["\u{e9}"]?.text == "😀\n\"\\/\u{8}\u{c}\r\t")
    #expect(root["e\u{301}"]?.number == "2")
  }

  @Test func `a place inside a text counts escapes as they are written`() throws {
    let text = #"  ["a\n\u00e9\ud83d\ude00z"]"#
    let document = try JSONDocument.parse(Array(text.utf8))
    let value = try #require(document.root.array?.first)
    let columns = [0, 1, 2, 4, 8, 9].map {
      document.position(ofByte: $0, inTextAt: value.position).column
    }
    #expect(columns == [5, 6, 8, 14, 26, 27])
  }

  @Test(arguments: [
    ("", 1, 1, "nothing here, wanted a JSON value"),
    ("{\"a\": 1,}", 1, 8, "a comma before the end of the object"),
    ("[1,\n]", 1, 3, "a comma before the end of the list"),
    ("{a: 1}", 1, 2, "the key a has no quotes"), ("{'a': 1}", 1, 2, "a key in single quotes"),
    ("['a']", 1, 2, "a text in single quotes"), ("// x\n1", 1, 1, "a comment"),
    ("{\n# x\n}", 2, 1, "a comment"), ("[1 2]", 1, 4, "\"2\" after an element"),
    ("{\"a\" 1}", 1, 6, "\"1\" after the key \"a\""),
    ("{\"a\" = 1}", 1, 6, "\"=\" after the key \"a\""),
    ("{\"a\": True}", 1, 7, "\"True\" where a value was wanted"),
    ("[nan]", 1, 2, "\"nan\" where a value was wanted"),
    ("[01]", 1, 2, "a number that starts with 0"),
    ("[-]", 1, 3, "\"]\" where a digit was wanted"),
    ("[1.]", 1, 4, "\"]\" where a digit was wanted"),
    ("[99.9%]", 1, 2, "\"99.9%\" is no number"), ("[30d]", 1, 2, "\"30d\" is no number"),
    ("[+1]", 1, 2, "\"+\" where a value was wanted"),
    ("1 2", 1, 3, "\"2\" after the end of the document"),
    ("[\"a\nb\"]", 1, 4, "a text that is not closed on its line"),
    ("[\"a\tb\"]", 1, 4, "a control character in a text"),
    ("[\"\\x\"]", 1, 3, "\"\\\" before what it cannot escape"),
    ("[\"\\ud800\"]", 1, 3, "half of a surrogate pair, which means no character"),
    ("[\"\\udc00\"]", 1, 3, "half of a surrogate pair, which means no character"),
    ("[\"\\u12g4\"]", 1, 3, "\\u without four hexadecimal digits"),
    ("[\"abc", 1, 6, "the document ends inside a text"),
    ("{\"a\": ", 1, 7, "the end of the document where a value was wanted"),
    ("[1", 1, 3, "the document ends inside a list"),
    ("{\"a\": 1", 1, 8, "the document ends inside an object"),
    ("{\"a\": 1,\n \"a\": 2}", 2, 2, "the key \"a\" is here already, on line 1"),
    ("[\u{a0}1]", 1, 2, "\"\u{a0}\" where a value was wanted"),
  ])
  func `what is wrong is told with its place`(
    _ text: String, _ line: Int, _ column: Int, _ message: String
  ) {
    do throws(JSONProblem) {
      _ = try JSONValue.parse(Array(text.utf8))
      Issue.record("accepted: \(text)")
    } catch {
      #expect(error.position == JSONPosition(line: line, column: column))
      #expect(error.message == message)
    }
  }

  @Test(arguments: [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xC3]])
  func `bytes that are not UTF-8 are refused`(_ bytes: [UInt8]) {
    #expect(throws: JSONProblem.self) { try JSONValue.parse([0x22] + bytes + [0x22]) }
    #expect(throws: JSONProblem.self) { try JSONValue.parse(bytes) }
  }

  @Test func `nesting is bounded at 512 levels`() throws {
    func nested(_ depth: Int, _ open: String, _ close: String) -> String {
      String(repeating: open, count: depth) + "1" + String(repeating: close, count: depth)
    }
    _ = try parse(nested(512, "[", "]"))
    #expect(throws: JSONProblem.self) { try parse(nested(513, "[", "]")) }
    #expect(throws: JSONProblem.self) { try parse(nested(513, "{\"a\":", "}")) }
    #expect(throws: JSONProblem.self) { try parse(String(repeating: "[", count: 1_000_000)) }
  }

  private static let suite = packageRoot.appending(
    path: "../shared/data/jsontestsuite/test_parsing")

  private static let packageRoot = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  @Test(
    .enabled(
      if: FileManager.default.fileExists(atPath: suite.path),
      "JSONTestSuite is not beside the package")
  )
  func `the JSON test suite is accepted and refused as it says`() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: JSONDocumentTests.suite.path)
    var accepted = 0
    var refused = 0
    for name in names.sorted() where name.hasSuffix(".json") {
      let data = try Data(contentsOf: JSONDocumentTests.suite.appending(path: name))
      let isAccepted = (try? JSONDocument.parse(Array(data))) != nil
      if name.hasPrefix("y_") {
        #expect(isAccepted, "\(name)")
        accepted += 1
      } else if name.hasPrefix("n_") {
        #expect(!isAccepted, "\(name)")
        refused += 1
      }
    }
    #expect(accepted == 95 && refused == 188)
  }

  @Test func `a tree written out and read again is the same`() throws {
    let text = "{\n  \"a\": [\n    1,\n    \"x\\n\"\n  ],\n  \"b\": {}\n}\n"
    let written = try parse(text).prettyText
    #expect(try parse(written).prettyText == written)
    #expect(try parse(written)["a"]?.array?.last?.text == "x\n")
  }
}
