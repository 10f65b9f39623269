// Tables of what the CSV scanner finds and what it refuses.

import Testing

@testable import SLOKit

struct CSVScannerTests {
  static func outcome(_ line: String, header: String) -> String {
    scanOutcome(Array(line.utf8), ["a", "b", "c.d", "e\"f"], header: header) {
      .csv(CSVScanner(paths: $0))
    }
  }

  @Test(
    arguments: [
      ("a,b", "1,x", "a='1' b='x'"),
      ("b,x,a", "1,2,3", "a='3' b='1'"),
      ("a,c.d", "1,2", "a='1' c.d='2'"),
      ("a,b", ",x", "b='x'"),
      ("a,b", #""","""#, ""),
      ("a,b", " 1 , x", "a=' 1 ' b=' x'"),
      (#""a","e""f""#, #""x,y","say ""hi""""#, #"a='x,y' e"f='say "hi"'"#),
      ("a,b", "\"two\nlines\",é", "a='two\nlines' b='é'"),
      ("a,b,a", "1,2,3", "a='3' b='2' repeated 1"),
      ("a,b,a", "1,2,", "b='2' repeated 1"),
      ("x,x,x,b", "1,2,3,4", "b='4' repeated 2"),
      ("a", "1", "a='1'"),
      ("a", "", ""),
    ])
  func `the wanted cells are found`(header: String, line: String, found: String) {
    #expect(Self.outcome(line, header: header) == found)
  }

  @Test(
    arguments: [
      ("a,b", "1", "csvCellCount@1"),
      ("a,b", "1,2,3,4", "csvCellCount@4"),
      ("a,b", #"1,2" pipe"#, "csvQuote@3"),
      ("a,b", #""1"2,3"#, "csvQuote@3"),
      ("a,b", #""1,3"#, "csvQuoteOpen@0"),
      ("a,b", #"1,"3"""#, "csvQuoteOpen@2"),
      (#"a,"b"#, "1,2", "csvQuoteOpen@2"),
    ])
  func `damage is refused, with its place`(header: String, line: String, refusal: String) {
    #expect(Self.outcome(line, header: header) == refusal)
  }

  @Test func `a wrong number of cells is told with both numbers`() {
    let refusal = #expect(throws: Malformed.self) {
      try scanLine(Array("1,2,3".utf8), ["a"], header: "a,b") { .csv(CSVScanner(paths: $0)) }
    }
    #expect(refusal?.text == "3 cells, but the header line has 2")
  }

  @Test func `without a readable header no record is read`() {
    var scanner = CSVScanner(paths: fieldPaths(["a"]))
    var fields = EventFields(count: 1)
    let header = Array("a,\"b".utf8)
    let record = Array("1,2".utf8)
    #expect(throws: Malformed(.csvQuoteOpen, at: 2)) {
      try unsafe scanner.readHeader(header.span.bytes)
    }
    #expect(throws: Malformed(.csvWithoutHeader, at: 0)) {
      try unsafe scanner.scan(record.span.bytes, into: &fields)
    }
  }

  @Test func `what is not UTF-8 is refused, in a record and in the header`() {
    let bad = Array("1,".utf8) + [0xC3]
    let found = scanOutcome(bad, ["a"], header: "a,b") { .csv(CSVScanner(paths: $0)) }
    #expect(found == "notUTF8@2")
  }
}
