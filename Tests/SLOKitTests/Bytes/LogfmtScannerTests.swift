// Tables of what the logfmt scanner finds and what it refuses.

import Testing

@testable import SLOKit

struct LogfmtScannerTests {
  static func outcome(_ line: String, _ paths: [String] = ["a", "b", "c.d"]) -> String {
    scanOutcome(Array(line.utf8), paths) { .logfmt(LogfmtScanner(paths: $0)) }
  }

  @Test(
    arguments: [
      ("a=1 b=x", "a='1' b='x'"),
      ("  a=1\t b=2  ", "a='1' b='2'"),
      ("c.d=5 c=6", "c.d='5'"),
      (#"a="two words" b="""#, "a='two words' b=''"),
      (#"a="q\"b\\s\n\t\r\/\u00e9\ud83d\ude00\x41""#, "a='q\"b\\s\n\t\r/é😀A'"),
      ("a b=1", "a=true b='1'"),
      ("a= b=1", "b='1'"),
      ("a=1 a=", "repeated 1"),
      ("a=1 a=2 b=x a=3", "a='3' b='x' repeated 2"),
      ("a=1 a", "a=true repeated 1"),
      ("x=1 x=2 y", "repeated 1"),
      ("a=/p?q=1&r=2", "a='/p?q=1&r=2'"),
      (#"a=c:\dir"#, #"a='c:\dir'"#),
      ("a=é b=€", "a='é' b='€'"),
      (#"x="skipped \" here" a=1"#, "a='1'"),
    ])
  func `the wanted fields are found`(line: String, found: String) {
    #expect(Self.outcome(line) == found)
  }

  @Test(
    arguments: [
      ("", "logfmtWithoutPair@0"),
      ("just some words", "logfmtWithoutPair@0"),
      ("a=1 =2", "logfmtWithoutKey@4"),
      (#"a="open"#, "logfmtQuoteOpen@2"),
      (#"a="open\""#, "logfmtQuoteOpen@2"),
      (#"a="x"y b=1"#, "logfmtQuote@5"),
      (#"a=x"y" b=1"#, "logfmtQuote@3"),
      (#""GET /" a=1"#, "logfmtQuote@0"),
      (#"a="\q""#, "logfmtEscape@3"),
      (#"x="\q" a=1"#, "logfmtEscape@3"),
      (#"a="\xg0""#, "logfmtEscape@3"),
      (#"a="\u12""#, "unicodeEscape@3"),
      (#"a="\ud800""#, "loneSurrogate@3"),
    ])
  func `damage is refused, with its place`(line: String, refusal: String) {
    #expect(Self.outcome(line) == refusal)
  }

  @Test func `what is not UTF-8 is refused, wherever it stands`() {
    let line = Array("a=1 x=".utf8) + [0xE9] + Array(" b=2".utf8)
    let found = scanOutcome(line, ["a"]) { .logfmt(LogfmtScanner(paths: $0)) }
    #expect(found == "notUTF8@6")
  }
}
