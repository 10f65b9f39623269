// Decimals in tables, and against long arithmetic as done on paper.

import Testing

@testable import SLOKit

private func decimal(_ text: String) -> DecimalNumber? {
  unsafe DecimalNumber(Array(text.utf8).span.bytes)
}

struct DecimalNumberTests {
  @Test(
    arguments: [
      ["-1e99999999999999999999", "-1e99999999999999999998", "-1e20", "-9223372036854775809"],
      ["-9223372036854775808", "-2", "-1.5", "-1.000000000000000000000000000000001", "-1"],
      ["-0.1", "-1e-999", "-1e-99999999999999999999", "0", "1e-100000000000000000000"],
      ["1e-99999999999999999999", "1e-999", "0.1", "0.10000000000000000000000000000000000001"],
      ["0.3", "1", "1.000000000000000005", "9007199254740992", "9007199254740993"],
      ["9223372036854775807", "9223372036854775807.5", "9223372036854775808"],
      ["10000000000000000999", "1e20", "1e999999999999999999", "1e1000000000000000000"],
      ["1e1000000000000000001", "1.5e1000000000000000001", "1e10000000000000000000000"],
    ])
  func `numbers of any size compare exactly`(ascending: [String]) throws {
    let numbers = try ascending.map { try #require(decimal($0)) }
    for (left, number) in numbers.enumerated() {
      for (right, other) in numbers.enumerated() {
        #expect((number < other) == (left < right), "\(ascending[left]) < \(ascending[right])")
        #expect((number == other) == (left == right))
      }
    }
  }

  @Test(
    arguments: [
      ("-0", "0"), ("0.000", "0e9999999999999999999999"), ("1", "1.0"), ("1e3", "1000"),
      ("1E-2", "0.01"), ("100e-2", "1"), ("0.00123e5", "123"), ("1e+05", "100000"),
      ("12345678901234567890.0", "1234567890123456789e1"),
      ("0.1e100000000000000000000", "1e99999999999999999999"),
      ("10e999999999999999999", "1e1000000000000000000"),
      ("100000000000000000000e-1000000000000000000000", "1e-999999999999999999980"),
    ])
  func `one value is equal to itself however it is written`(one: String, other: String) throws {
    let one = try #require(decimal(one))
    #expect(one == decimal(other))
    #expect(one.hashValue == decimal(other)?.hashValue)
    #expect(!(one < one))
  }

  @Test(
    arguments: [
      "", "-", "+1", "01", "-01", "1.", ".5", "1e", "1e+", "1.e5", " 1", "1 ", "1_0", "0x1p3",
      "nan",
      "inf", "Infinity", "1,5", "１", "--1", "1e5.0", "1\0",
    ])
  func `what JSON does not call a number is none`(text: String) {
    #expect(decimal(text) == nil)
    #expect(unsafe !DecimalNumber.isNumber(Array(text.utf8).span.bytes))
  }

  @Test(
    arguments: [
      ("5.0", 5), ("1e3", 1000), ("-0", 0), ("-12e0", -12), ("0.5e1", 5), ("120e-1", 12),
      ("9223372036854775807", .max), ("-9223372036854775808", .min),
      ("9223372036854775808", nil), ("-9223372036854775809", nil), ("1e19", nil), ("0.5", nil),
      ("12345678901234567890e-1", 1_234_567_890_123_456_789), ("1e-1", nil),
      ("1e99999999999999999999", nil), ("1e-99999999999999999999", nil),
      ("1.00000000000000000000000001", nil),
    ] as [(String, Int64?)])
  func `a whole value is found in any notation`(text: String, whole: Int64?) {
    #expect(decimal(text)?.wholeValue == whole)
  }

  @Test(
    arguments: [
      ("1759456800", 9, 1_759_456_800_000_000_000),
      ("1759456800.123456789", 9, 1_759_456_800_123_456_789),
      ("1759456800.1234567899", 9, 1_759_456_800_123_456_789), ("-1.5", 0, -2), ("-1", 0, -1),
      ("-0.0000000001", 9, -1), ("0.0000000001", 9, 0), ("1e-99999999999999999999", 9, 0),
      ("-1e-99999999999999999999", 9, -1), ("0", 9, 0), ("9223372036.854775807", 9, .max),
      ("9223372036.8547758079", 9, .max), ("9223372036.854775808", 9, nil),
      ("-9223372036.854775808", 9, .min), ("-9223372036.8547758081", 9, nil), ("1e30", 9, nil),
      ("1.759456800e12", -3, 1_759_456_800), ("1999", -3, 1), ("-1999", -3, -2),
      ("99999999999999999999", -1, nil), ("18446744073709551616e-1", 0, 1_844_674_407_370_955_161),
    ] as [(String, Int, Int64?)])
  func `scaling floors to whole numbers`(text: String, power: Int, floored: Int64?) {
    #expect(decimal(text)?.floored(scaledByPowerOfTen: power) == floored)
    #expect(decimal(text)?.scaled(byPowerOfTen: power).floored(scaledByPowerOfTen: 0) == floored)
  }

  @Test(arguments: [0, 1, -1, 10, 1_000_000_007, .max, .min] as [Int64])
  func `an integer is the decimal of its digits`(whole: Int64) {
    #expect(DecimalNumber(whole) == decimal("\(whole)"))
    #expect(DecimalNumber(whole).wholeValue == whole)
  }

  @Test func `scaling by any power and back changes nothing`() throws {
    for text in ["1", "-12.5e7", "3e999999999999999999", "7e-123456789012345678901234567890"] {
      let number = try #require(decimal(text))
      for power in [1, -1, 500, .max, -.max] {
        #expect(number.scaled(byPowerOfTen: power).scaled(byPowerOfTen: -power) == number)
        #expect((number.scaled(byPowerOfTen: power) > number) == ((power > 0) == (number > .zero)))
      }
    }
  }

  @Test func `random decimals compare as their written-out digits do`() throws {
    var random = SeededGenerator(seed: 99)
    /// A number with a small exponent, and its size as 120 digits, the point after the 60th.
    func sample() -> (text: String, isNegative: Bool, digits: String) {
      let isNegative = Bool.random(using: &random)
      let largest = Bool.random(using: &random) ? 9 : 999_999
      let whole = "\(Int.random(in: 0...largest, using: &random))"
      let length = Int.random(in: 0...30, using: &random)
      let fraction = (0..<length).map { _ in "\(Int.random(in: 0...1, using: &random))" }.joined()
      let exponent = Int.random(in: -25...25, using: &random)
      let point = 60 - exponent
      var digits = Array(repeating: Character("0"), count: 120)
      for (index, digit) in whole.reversed().enumerated() { digits[point - 1 - index] = digit }
      for (index, digit) in fraction.enumerated() { digits[point + index] = digit }
      let text = (isNegative ? "-" : "") + whole + (fraction.isEmpty ? "" : ".") + fraction
      return (text + (exponent == 0 ? "" : "e\(exponent)"), isNegative, String(digits))
    }
    let zero = String(repeating: "0", count: 120)
    for _ in 0..<2_000 {
      let (left, right) = (sample(), sample())
      let isLess: Bool
      switch (left.isNegative && left.digits != zero, right.isNegative && right.digits != zero) {
      case (false, false): isLess = left.digits < right.digits
      case (true, true): isLess = left.digits > right.digits
      case (let isNegative, _): isLess = isNegative
      }
      let numbers = (try #require(decimal(left.text)), try #require(decimal(right.text)))
      #expect((numbers.0 < numbers.1) == isLess, "\(left.text) < \(right.text)")
    }
  }
}
