// Tables of what the access log scanner finds and what it refuses.

import Testing

@testable import SLOKit

struct AccessLogScannerTests {
  static let paths = AccessLogScanner.Field.allCases.map(\.rawValue)

  static func outcome(_ line: [UInt8], _ paths: [String] = paths) -> String {
    scanOutcome(line, paths) { .combined(AccessLogScanner(paths: $0)) }
  }

  static let head = #"1.2.3.4 - - [20/May/2015:12:05:17 +0000] "GET /a?b HTTP/1.1" 200"#
  static let headFields =
    "client='1.2.3.4' time='20/May/2015:12:05:17 +0000' method='GET' path='/a?b' "
    + "protocol='HTTP/1.1' status='200'"

  @Test(
    arguments: [
      (#" 12 "http://r/" "Agent (x)""#, " bytes='12' referer='http://r/' agent='Agent (x)'"),
      // the common format, and less than it
      (" 12", " bytes='12'"),
      (" -", ""),
      ("", ""),
      (" ", ""),
      (#" 12 "-" "-""#, " bytes='12'"),
      (#" 12 "" "x""#, " bytes='12' referer='' agent='x'"),
      (#" 12 "r" "a" "10.0.0.1" rest"#, " bytes='12' referer='r' agent='a'"),
      // escapes
      (
        #" 1 "\"q\"" "a\x41\xc3\xa9\\\t\q\x4""#,
        " bytes='1' referer='\"q\"' agent='aAé\\\t\\q\\x4'"
      ),
      // damage behind the status
      (#" 12 "r" "cut off"#, " bytes='12' referer='r' agent='cut off'"),
      (#" 12 "cut off"#, " bytes='12' referer='cut off'"),
      (#" 12 r "a""#, " bytes='12'"),
      (#" 12 "r""a""#, " bytes='12' referer='r'"),
      (#" 12 "r" a"#, " bytes='12' referer='r'"),
      (#" 1x "r" "a""#, ""),
      (#"  12 "r" "a""#, ""),
    ])
  func `behind the status, what is there is read up to the first damage`(
    tail: String, found: String
  ) {
    #expect(Self.outcome(Array((Self.head + tail).utf8)) == Self.headFields + found)
  }

  @Test(
    arguments: [
      ("h - bob", "client='h' user='bob'"),
      ("h id bob", "client='h' ident='id' user='bob'"),
      ("::1 - two words", "client='::1' user='two words'"),
      ("h - a [b] c", "client='h' user='a [b] c'"),
      ("h - [1/Jan/2000:00:00:00 +0000]", "client='h' user='[1/Jan/2000:00:00:00 +0000]'"),
      (#"h - """#, "client='h' user=''"),
      (#"h - a\"b"#, "client='h' user='a\"b'"),
      (#"h - a] \"b"#, "client='h' user='a] \"b'"),
      (#"h - é\x20"#, "client='h' user='é '"),
    ])
  func `the user may hold anything, brackets too`(names: String, found: String) {
    let line = names + #" [20/May/2015:12:05:17 +0000] "GET / HTTP/1.1" 200 1"#
    let paths = ["client", "ident", "user", "time"]
    #expect(
      Self.outcome(Array(line.utf8), paths) == found + " time='20/May/2015:12:05:17 +0000'")
  }

  @Test(
    arguments: [
      ("GET / HTTP/1.0", "method='GET' path='/' protocol='HTTP/1.0' "),
      ("GET /a b HTTP/1.0", "method='GET' path='/a b' protocol='HTTP/1.0' "),
      ("GET /old", "method='GET' path='/old' "),
      ("PRI * HTTP/2.0", "method='PRI' path='*' protocol='HTTP/2.0' "),
      (#"GET /\"x\" HTTP/1.1"#, "method='GET' path='/\"x\"' protocol='HTTP/1.1' "),
      ("-", ""),
      ("", ""),
      (#"\x16\x03\x01"#, ""),
      (#"\x16\x03 \x01"#, ""),
      ("hello world", ""),
      ("GET  HTTP/1.1", ""),
      ("HTTP/1.1", ""),
    ])
  func `a request that is none leaves its fields absent`(request: String, found: String) {
    let line = #"h - - [t] "\#(request)" 400 0"#
    let paths = ["method", "path", "protocol", "status"]
    #expect(Self.outcome(Array(line.utf8), paths) == found + "status='400'")
  }

  @Test(
    arguments: [
      ("", "accessLogTime@0"),
      ("some text", "accessLogTime@0"),
      (#"h - - "GET / HTTP/1.1" 200 1"#, "accessLogTime@0"),
      (#"h - - [] "GET / HTTP/1.1" 200 1"#, "accessLogTime@0"),
      (#"h - - [t]"GET / HTTP/1.1" 200 1"#, "accessLogTime@0"),
      (#"h - [t] "GET / HTTP/1.1" 200 1"#, "accessLogNames@4"),
      (#"[t] "GET / HTTP/1.1" 200 1"#, "accessLogNames@0"),
      (#" h - [t] "GET / HTTP/1.1" 200 1"#, "accessLogNames@5"),
      (#"h - - [t] "GET / HTTP/1.1"#, "accessLogRequestOpen@10"),
      (#"h - - [t] "GET /" 2000 1"#, "accessLogStatus@17"),
      (#"h - - [t] "GET /" 20 1"#, "accessLogStatus@17"),
      (#"h - - [t] "GET /" - 1"#, "accessLogStatus@17"),
      (#"h - - [t] "GET /"200 1"#, "accessLogStatus@17"),
      (#"h - - [t] "GET /""#, "accessLogStatus@17"),
    ])
  func `damage up to the status is refused, with its place`(line: String, refusal: String) {
    #expect(Self.outcome(Array(line.utf8)) == refusal)
  }

  @Test func `bytes that are not UTF-8 are damage like any other`() {
    let early = Array("h - ".utf8) + [0xE9] + Array(#" [t] "GET /" 200 1"#.utf8)
    #expect(Self.outcome(early) == "notUTF8@4")
    let late = Array((Self.head + #" 12 "r" "a"#).utf8) + [0xE9] + Array("\"".utf8)
    #expect(Self.outcome(late) == Self.headFields + " bytes='12' referer='r'")
    #expect(Self.outcome([0xFF, 0xFE, 0x68, 0x00]) == "notUTF8@0")
  }

  @Test func `a hostile line costs time linear in its length`() {
    let line = Array(String(repeating: #"] ""#, count: 300_000).utf8)
    #expect(Self.outcome(line) == "accessLogTime@0")
  }
}
