// Numbers cut at powers of two.

import Testing

@testable import SLOKit

struct MagnitudeTests {
  @Test(arguments: [
    ("0", "0"), ("-0.0", "0"), ("0e9", "0"), ("1", "1..<2"), ("2", "2..<4"), ("1023", "512..<1024"),
    ("1024", "1024..<2048"), ("1023.999", "512..<1024"), ("0.5", "0.5..<1"), ("0.49", "0.25..<0.5"),
    ("-300", ">-512..-256"), ("1e3", "512..<1024"),
    ("9223372036854775807", "4611686018427387904..<9.223372036854776e+18"),
    ("9223372036854775808", "9.223372036854776e+18..<1.8446744073709552e+19"),
  ])
  func `a number lies between two powers of two`(number: String, range: String) {
    let bytes = Array(number.utf8)
    #expect(unsafe Magnitude(bytes.span.bytes)?.text == range)
  }

  @Test(arguments: ["1e400", "-1e400", "1e-400", "123456789012345678901234567890"])
  func `the largest and smallest have one too`(number: String) {
    let bytes = Array(number.utf8)
    #expect(unsafe Magnitude(bytes.span.bytes) != nil)
  }

  @Test(arguments: ["", "x", "01", "1.", "+1", "1e", "0x10", " 1", "nan"])
  func `what JSON has no number for is none`(text: String) {
    let bytes = Array(text.utf8)
    #expect(unsafe Magnitude(bytes.span.bytes) == nil)
  }
}
