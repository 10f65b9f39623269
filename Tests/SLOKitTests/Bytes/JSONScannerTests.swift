// Tables of what the JSON scanner finds and what it refuses.

import Testing

@testable import SLOKit

struct JSONScannerTests {
  @Test(
    arguments: [
      // values of every kind
      (#"{"a":"x"}"#, "a='x'"),
      (#"{"a":""}"#, "a=''"),
      (#"{"a":-1.50e+3}"#, "a=-1.50e+3"),
      (#"{"a":true,"b":false}"#, "a=true b=false"),
      (#"{"a":null}"#, "a=null"),
      (#"{"a":{"b":"in"}}"#, #"a={"b":"in"} a.b='in'"#),
      (#"{"a":[1, 2]}"#, "a=[1, 2] a.1=2"),
      (#"{"a":[]}"#, "a=[]"),
      ("{}", ""),
      (#"{"c":1}"#, ""),
      (" \t{ \"a\" :\r 1 , \"b\" : 2 } ", "a=1 b=2"),
      // paths
      (#"{"a.b":"whole","a":{"b":"steps"}}"#, #"a={"b":"steps"} a.b='whole'"#),
      (#"{"a":{"b":"steps"},"a.b":"whole"}"#, #"a={"b":"steps"} a.b='whole'"#),
      (#"{"a":{"b":"steps"},"a.b":null}"#, #"a={"b":"steps"} a.b=null"#),
      (#"{"a":{"1":"key"}}"#, #"a={"1":"key"} a.1='key'"#),
      (#"{"x":{"a":1}}"#, ""),
      (#"{"a":[0,{"x":[[7]]}]}"#, #"a=[0,{"x":[[7]]}] a.1={"x":[[7]]} a.1.x.0.0=7"#),
      // texts with escapes are decoded, keys too
      (#"{"a":"q\"b\\s\/\b\f\n\r\t"}"#, "a='q\"b\\s/\u{8}\u{C}\n\r\t'"),
      (#"{"a":"\u0041\u00e9\u20ac\ud83d\ude00"}"#, "a='Aé€😀'"),
      (#"{"\u0061":1}"#, "a=1"),
      (#"{"a\u002eb":1}"#, "a.b=1"),
      (#"{"a":"é€😀"}"#, "a='é€😀'"),
      // a key that repeats: the last one counts
      (#"{"a":1,"a":2}"#, "a=2 repeated 1"),
      (#"{"a":1,"\u0061":2,"a":3}"#, "a=3 repeated 2"),
      (#"{"a":{"b":1},"a":2}"#, "a=2 repeated 1"),
      (#"{"a":{"b":1},"a":{}}"#, "a={} repeated 1"),
      (#"{"a":{"b":1},"a":{"b":2}}"#, #"a={"b":2} a.b=2 repeated 1"#),
      (#"{"a":{"b":1,"b":2}}"#, #"a={"b":1,"b":2} a.b=2 repeated 1"#),
      (#"{"a.b":1,"a":{"b":2},"a":3}"#, "a=3 a.b=1 repeated 1"),
      (#"{"x":[{"k":1,"k":1},{"k":1}]}"#, "repeated 1"),
      (#"{"a":[1,2],"a":[3]}"#, "a=[3] repeated 1"),
    ])
  func `the wanted fields are found`(line: String, found: String) {
    let paths = ["a", "b", "a.b", "a.1", "a.1.x.0.0"]
    #expect(scanOutcome(Array(line.utf8), paths) == found)
  }

  @Test(
    arguments: [
      ("", "jsonEndsEarly@0"),
      ("  ", "jsonEndsEarly@2"),
      ("[1]", "notAnObject@0"),
      (" 12", "notAnObject@1"),
      ("[1", "jsonEndsEarly@2"),
      (#"{"a":1"#, "jsonEndsEarly@6"),
      (#"{"a":"x"#, "jsonEndsEarly@7"),
      (#"{"a":"x\"#, "jsonEndsEarly@8"),
      (#"{"a""#, "jsonEndsEarly@4"),
      ("{", "jsonEndsEarly@1"),
      (#"{"a":1,}"#, "jsonKey@7"),
      ("{a:1}", "jsonKey@1"),
      ("{'a':1}", "jsonKey@1"),
      ("{,}", "jsonKey@1"),
      (#"{"a" 1}"#, "jsonColon@5"),
      (#"{"a":}"#, "jsonValue@5"),
      (#"{"a":,}"#, "jsonValue@5"),
      (#"{"a":[1,]}"#, "jsonValue@8"),
      (#"{"a":1 "b":2}"#, "jsonObjectGoesOn@7"),
      (#"{"a":1]"#, "jsonObjectGoesOn@6"),
      (#"{"a":[1}"#, "jsonArrayGoesOn@7"),
      (#"{"a":1}{"a":2}"#, "jsonTrailing@7"),
      (#"{"a":1} x"#, "jsonTrailing@8"),
      (#"{"a":01}"#, "jsonNumber@6"),
      (#"{"a":-}"#, "jsonNumber@6"),
      (#"{"a":1.}"#, "jsonNumber@7"),
      (#"{"a":1e+}"#, "jsonNumber@8"),
      (#"{"a":+1}"#, "jsonValue@5"),
      (#"{"a":.5}"#, "jsonValue@5"),
      (#"{"a":NaN}"#, "jsonLiteral@5"),
      (#"{"a":True}"#, "jsonLiteral@5"),
      (#"{"a":nul}"#, "jsonLiteral@5"),
      (#"{"a":truex}"#, "jsonObjectGoesOn@9"),
      ("{\"a\":\"x\ty\"}", "jsonControlByte@7"),
      ("{\"a\":\"\u{0}\"}", "jsonControlByte@6"),
      (#"{"a":"\x41"}"#, "jsonEscape@6"),
      (#"{"a":"\u12g4"}"#, "unicodeEscape@6"),
      (#"{"a":"\ud800"}"#, "loneSurrogate@6"),
      (#"{"a":"\udc00"}"#, "loneSurrogate@6"),
      (#"{"a":"\ud800\u0041"}"#, "loneSurrogate@6"),
      (#"{"\ud800":1}"#, "loneSurrogate@2"),
      ("\u{FEFF}{}", "jsonValue@0"),
    ])
  func `what is no JSON object is refused, with the offending byte's place`(
    line: String, refusal: String
  ) {
    #expect(scanOutcome(Array(line.utf8), ["a"]) == refusal)
  }

  @Test(
    arguments: [
      [0x80], [0xC0, 0xAF], [0xC1, 0xBF], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80],
      [0xF0, 0x80, 0x80, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xE2, 0x82],
      [0xFF],
    ] as [[UInt8]])
  func `a string that is not UTF-8 is refused, wherever it stands`(bad: [UInt8]) {
    for length in 0..<10 {
      let padding = [UInt8](repeating: UInt8(ascii: "x"), count: length)
      let head = Array(#"{"a":"é"#.utf8) + padding
      #expect(scanOutcome(head + bad + Array(#"€"}"#.utf8), ["a"]) == "notUTF8@\(head.count)")
    }
  }

  @Test func `nesting of 512 is taken and of 513 refused`() {
    for (opening, closing) in [("[", "]"), (#"{"k":"#, "}")] {
      func nested(_ depth: Int) -> String {
        // The object around it is the first level.
        let inner = String(repeating: opening, count: depth - 1)
        return #"{"a":"# + inner + "1" + String(repeating: closing, count: depth - 1) + "}"
      }
      #expect(!scanOutcome(Array(nested(512).utf8), ["a"]).contains("@"))
      let refused = scanOutcome(Array(nested(513).utf8), ["a"])
      #expect(refused == "jsonTooDeep@\(5 + 511 * opening.utf8.count)")
    }
  }

  @Test func `a hundred thousand keys are told apart in time linear in the line`() throws {
    let keys = (0..<100_000).map { #""k\#($0)":0"# }
    let line = "{" + keys.joined(separator: ",") + #","k5":7,"k99999":8,"k\u0035":9}"#
    let found = try scanLine(Array(line.utf8), ["k5", "k99999", "k100000"])
    #expect(found == ScannedLine(["k5=9", "k99999=8"], duplicateKeys: 3))
  }

  @Test func `keys of inner objects and of earlier lines do not count as repeats`() throws {
    let many = (0..<40).map { #""k\#($0)":0"# }.joined(separator: ",")
    let line = Array(#"{"a":{\#(many)},"b":[{\#(many)},{\#(many),"k7":1}],\#(many)}"#.utf8)
    var scanner = JSONScanner(paths: fieldPaths(["b.1.k7"]))
    var fields = EventFields(count: 1)
    for _ in 0..<3 {
      try unsafe scanner.scan(line.span.bytes, into: &fields)
      #expect(ScannedLine(fields, of: ["b.1.k7"], in: line).fields == ["b.1.k7=1"])
      #expect(fields.duplicateKeys == 1)
    }
  }

  @Test func `a refused line leaves nothing behind for the next`() throws {
    var scanner = JSONScanner(paths: fieldPaths(["a", "a.b"]))
    var fields = EventFields(count: 2)
    let broken = Array(#"{"a.b":"\n","a":1,"a":2"#.utf8)
    #expect(throws: Malformed.self) { try unsafe scanner.scan(broken.span.bytes, into: &fields) }
    let whole = Array(#"{"a":{}}"#.utf8)
    try unsafe scanner.scan(whole.span.bytes, into: &fields)
    #expect(ScannedLine(fields, of: ["a", "a.b"], in: whole) == ScannedLine(["a={}"]))
  }

  @Test func `every reason has words of its own`() {
    let texts = Malformed.Reason.allCases.map(\.text)
    #expect(Set(texts).count == texts.count)
    #expect(texts.allSatisfy { !$0.isEmpty && !$0.hasSuffix(".") })
  }
}
