// The wanted ratio of good events, held exactly: a whole number of billionths, never a binary
// fraction, so that 99.9 % is 999 000 000 and a burn at the threshold is at the threshold.

/// The wanted ratio T of an objective, 0 < T ≤ 1, in billionths.
public struct Target: Comparable, Hashable, Sendable {
  /// How many billionths make one.
  public static let one: Int64 = 1_000_000_000

  /// T in billionths, 1 to 1 000 000 000.
  public let billionths: Int64

  /// The target of `billionths`, or nil outside 1 to 1 000 000 000.
  public init?(billionths: Int64) {
    guard (1...Target.one).contains(billionths) else { return nil }
    self.billionths = billionths
  }

  /// Nothing may be bad.
  package static let all = Target(checked: one)

  private init(checked billionths: Int64) { self.billionths = billionths }

  /// 1 − T in billionths: the share of events that may be bad.
  public var allowance: Int64 { Target.one - billionths }

  /// T as the nearest double.
  public var ratio: Double { Double(billionths) / Double(Target.one) }

  /// Whether `lhs` asks for less than `rhs`.
  public static func < (lhs: Target, rhs: Target) -> Bool { lhs.billionths < rhs.billionths }
}

extension Target: CustomStringConvertible {
  /// In percent with the digits it has: `99.9%`.
  public var description: String { Target.percent(billionths: billionths) }

  /// A share of `billionths` in percent, without trailing zeros.
  package static func percent(billionths: Int64) -> String {
    let whole = billionths / 10_000_000
    var rest = billionths % 10_000_000
    guard rest != 0 else { return "\(whole)%" }
    var width = 7
    while rest % 10 == 0 {
      rest /= 10
      width -= 1
    }
    let digits = String(rest)
    return "\(whole)." + String(repeating: "0", count: width - digits.utf8.count) + digits + "%"
  }
}
