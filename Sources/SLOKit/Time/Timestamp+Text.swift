// Instants as people and programs read them: RFC 3339 in UTC, a fraction only where there is one,
// without trailing zeros. What is written here reads back as the same instant.

extension Timestamp: CustomStringConvertible {
  /// RFC 3339 in UTC: `2026-10-03T02:00:00Z`, `2026-10-03T02:00:00.25Z`.
  public var description: String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(30)
    append(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends `description` as ASCII.
  package func append(to bytes: inout [UInt8]) {
    let second = epochSecond
    let day = second.flooredQuotient(by: 86400)
    let date = CivilDate(daysSinceEpoch: Int(day))
    let secondOfDay = Int(second - day * 86400)
    func appendNumber(_ number: Int, digits: Int, after separator: Unicode.Scalar?) {
      if let separator { bytes.append(UInt8(ascii: separator)) }
      var divisor = 1
      for _ in 1..<digits { divisor *= 10 }
      while divisor > 0 {
        bytes.append(UInt8(ascii: "0") + UInt8(number / divisor % 10))
        divisor /= 10
      }
    }
    appendNumber(date.year, digits: 4, after: nil)
    appendNumber(date.month, digits: 2, after: "-")
    appendNumber(date.day, digits: 2, after: "-")
    appendNumber(secondOfDay / 3600, digits: 2, after: "T")
    appendNumber(secondOfDay / 60 % 60, digits: 2, after: ":")
    appendNumber(secondOfDay % 60, digits: 2, after: ":")
    let fraction = nanosecondOfSecond
    if fraction != 0 {
      appendNumber(fraction, digits: 9, after: ".")
      while bytes.last == UInt8(ascii: "0") { bytes.removeLast() }
    }
    bytes.append(UInt8(ascii: "Z"))
  }
}

extension Timestamp {
  /// The instant that a config or a command line names: RFC 3339 with its zone, or a date alone,
  /// which is its midnight in UTC. Nil where it is neither, or lies outside 1678 to 2261.
  package static func parse(_ text: String) -> Timestamp? {
    var bytes = Array(text.utf8)
    if bytes.count == 10 { bytes.append(contentsOf: "T00:00:00Z".utf8) }
    return try? unsafe parse(rfc3339: bytes.span.bytes, zoneless: nil)
  }

  /// Whole seconds since the epoch, rounded down.
  @inlinable package var epochSecond: Int64 { nanoseconds.flooredQuotient(by: 1_000_000_000) }

  /// Nanoseconds since the start of its second, 0 to 999999999.
  @inlinable package var nanosecondOfSecond: Int {
    let remainder = Int(nanoseconds % 1_000_000_000)
    return remainder < 0 ? remainder + 1_000_000_000 : remainder
  }

  /// The first instant of a second, or the nearest instant where it lies outside 64 bits.
  package init(epochSecond: Int64) {
    let (nanoseconds, overflows) = epochSecond.multipliedReportingOverflow(by: 1_000_000_000)
    self.init(nanoseconds: overflows ? (epochSecond < 0 ? .min : .max) : nanoseconds)
  }
}
