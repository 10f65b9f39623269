// Lengths of time as config and command line write them. `90s 5m 6h 30d 4w 300ms 10us 5ns` and sums
// (`1h30m`) come in; units run from long to short, each at most once, counts are whole. The shortest
// such text goes out, weeks as days: people say 28d.

extension TimeSpan: CustomStringConvertible {
  /// From long to short.
  private static let units: [(name: String, nanoseconds: Int64)] = [
    ("w", 604_800_000_000_000), ("d", 86_400_000_000_000), ("h", 3_600_000_000_000),
    ("m", 60_000_000_000), ("s", 1_000_000_000), ("ms", 1_000_000), ("us", 1000), ("ns", 1),
  ]

  /// The span that `text` writes, such as `1h30m`; nil where it writes none, or one of more than
  /// 292 years. Spaces, signs and decimals are refused.
  public init?(_ text: String) {
    let bytes = Array(text.utf8)
    unsafe self.init(utf8: bytes.span.bytes)
  }

  /// The span that the UTF-8 of `text` writes, as `init(_:)` reads it.
  package init?(utf8 text: RawSpan) {
    var total: Int64 = 0
    var longestUnitLeft = 0
    var offset = 0
    repeat {
      guard let first = text.digit(at: offset) else { return nil }
      var count = Int64(first)
      offset += 1
      while let digit = text.digit(at: offset) {
        let (tens, overflows) = count.multipliedReportingOverflow(by: 10)
        let (sum, overflowsToo) = tens.addingReportingOverflow(Int64(digit))
        if overflows || overflowsToo { return nil }
        count = sum
        offset += 1
      }
      guard let unit = Self.unit(in: text, at: offset), unit >= longestUnitLeft else { return nil }
      longestUnitLeft = unit + 1
      offset += Self.units[unit].name.utf8.count
      let (length, overflows) = count.multipliedReportingOverflow(by: Self.units[unit].nanoseconds)
      let (sum, overflowsToo) = total.addingReportingOverflow(length)
      if overflows || overflowsToo { return nil }
      total = sum
    } while offset < text.byteCount
    self.init(nanoseconds: total)
  }

  /// The index in `units` of the unit that is written at `offset`.
  private static func unit(in text: RawSpan, at offset: Int) -> Int? {
    let isSubsecond = text.byteOrNUL(at: offset + 1) == UInt8(ascii: "s")
    switch text.byteOrNUL(at: offset) {
    case UInt8(ascii: "w"): return 0
    case UInt8(ascii: "d"): return 1
    case UInt8(ascii: "h"): return 2
    case UInt8(ascii: "m"): return isSubsecond ? 5 : 3
    case UInt8(ascii: "s"): return 4
    case UInt8(ascii: "u") where isSubsecond: return 6
    case UInt8(ascii: "n") where isSubsecond: return 7
    default: return nil
    }
  }

  /// The shortest text: `30d`, `1h30m`, `0s`; `-` stands before a negative span.
  public var description: String {
    if nanoseconds == 0 { return "0s" }
    var text = nanoseconds < 0 ? "-" : ""
    var rest = nanoseconds.magnitude
    for unit in Self.units.dropFirst() {
      let count = rest / unit.nanoseconds.magnitude
      rest %= unit.nanoseconds.magnitude
      if count > 0 { text += "\(count)\(unit.name)" }
    }
    return text
  }
}
