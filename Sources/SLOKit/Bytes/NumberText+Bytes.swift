// Amounts of bytes as people say them.

extension NumberText {
  /// `bytes` in the largest unit of a thousand that it fills, with a digit behind the point:
  /// `512 B`, `1.4 MB`. Cut off, not rounded: 999,999 bytes are not yet a megabyte.
  package static func bytes(_ bytes: Int64) -> String {
    var (unit, name) = (Int64(1), "B")
    for next in ["kB", "MB", "GB", "TB"] where bytes.magnitude / UInt64(unit) >= 1000 {
      unit *= 1000
      name = next
    }
    if unit == 1 { return "\(bytes) B" }
    let tenths = bytes / (unit / 10)
    return "\(tenths / 10).\(tenths.magnitude % 10) \(name)"
  }
}
