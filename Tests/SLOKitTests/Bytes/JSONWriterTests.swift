// What JSONWriter writes, and that a JSON parser reads the same out of it.

import Foundation
import Testing

@testable import SLOKit

@Suite struct JSONWriterTests {
  private func written(_ body: (inout JSONWriter) -> Void) -> String {
    var json = JSONWriter(.line)
    body(&json)
    return String(json.text.dropLast())
  }

  @Test func `members keep their order and their indent`() {
    var json = JSONWriter()
    json.object { json in
      json.member("z", "text")
      json.member("a") { $0.member("n", Int64.min) }
      json.members("list", of: [1, 2]) { $0.integer($1) }
      json.members("none", of: [Int64]()) { $0.integer($1) }
      json.member("empty") { _ in }
      json.member("nothing", nil as Double?)
    }
    #expect(
      json.text == """
        {
          "z": "text",
          "a": {
            "n": -9223372036854775808
          },
          "list": [
            1,
            2
          ],
          "none": [],
          "empty": {},
          "nothing": null
        }

        """)
  }

  @Test func `a line holds a whole object`() {
    let text = written { json in
      json.object { json in
        json.member("a", true)
        json.members("b", of: ["x"]) { $0.string($1) }
      }
    }
    #expect(text == #"{"a":true,"b":["x"]}"#)
  }

  static let numbers: [(Double?, String)] = [
    (0.999, "0.999"), (10, "10"), (0.1 + 0.2, "0.30000000000000004"), (-0.0, "0"), (1e-7, "1e-07"),
    (1e300, "1e+300"), (.infinity, "\"inf\""), (-.infinity, "\"-inf\""), (.nan, "null"),
    (nil, "null"), (1_234_567, "1234567"), (9_007_199_254_740_992, "9007199254740992"),
  ]

  @Test(arguments: numbers) func `a number is the shortest that reads back`(
    value: Double?, text: String
  ) throws {
    let number = written { $0.number(value) }
    #expect(number == text)
    if let value, value.isFinite { #expect(Double(number) == value) }
  }

  static let strings: [([UInt8], String)] = [
    (Array("plain".utf8), #""plain""#), (Array("\"\\/".utf8), #""\"\\/""#),
    (Array("\n\r\t\u{0}\u{1B}\u{7F}\u{85}".utf8), #""\n\r\t\u0000\u001b\u007f\u0085""#),
    (Array("\u{2028}\u{202E}\u{FEFF}".utf8), #""\u2028\u202e\ufeff""#),
    (Array("</script>".utf8), #""\u003c/script>""#), (Array("ž🐎".utf8), #""ž🐎""#),
    (Array("\u{E0041}".utf8), #""\udb40\udc41""#), ([0x61, 0xFF, 0xC3], "\"a\u{FFFD}\u{FFFD}\""),
  ]

  @Test(arguments: strings) func `a string is escaped and reads back`(
    bytes: [UInt8], text: String
  ) throws {
    let string = written { $0.string(bytes: bytes) }
    #expect(string == text)
    let parsed = try JSONSerialization.jsonObject(
      with: Data(string.utf8), options: .fragmentsAllowed)
    let expected = String(decoding: bytes, as: UTF8.self)
    #expect((parsed as? String).map { Array($0.utf8) } == Array(expected.utf8))
  }

  @Test func `what was drained is gone, and the document goes on`() {
    var json = JSONWriter(.line)
    var bytes: [UInt8] = []
    json.array(0..<3) { json, number in
      json.integer(Int64(number))
      bytes += json.drain()
    }
    bytes += json.drain()
    #expect(String(decoding: bytes, as: UTF8.self) == "[0,1,2]")
  }

  static let seconds: [(Int64, String)] = [
    (0, "0"), (1, "0.000000001"), (1_500_000_000, "1.5"), (-250_000_000, "-0.25"),
    (.min, "-9223372036.854775808"), (86_400_000_000_000, "86400"),
  ]

  @Test(arguments: seconds) func `seconds are exact`(nanoseconds: Int64, text: String) {
    #expect(NumberText.seconds(nanoseconds: nanoseconds) == text)
  }

  @Test func `digits come in groups of three`() {
    #expect(NumberText.grouped(Int64.min) == "-9,223,372,036,854,775,808")
    #expect(NumberText.grouped(999) == "999")
    #expect(NumberText.grouped(1000) == "1,000")
    #expect(NumberText.count(1, "event") == "1 event")
    #expect(NumberText.count(2_000, "event") == "2,000 events")
  }
}
