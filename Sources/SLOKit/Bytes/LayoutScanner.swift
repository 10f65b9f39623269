// Scanners that know lines by the layouts of earlier ones. They read a line before it is known where
// it ends, which saves looking for its end; only what departs from every layout is cut out first.

/// A scanner of one log's lines.
package protocol LayoutScanner {
  /// Reads the line that `window` begins with if it has the layout of an earlier line: its length
  /// without its newline. Where it has none, `fields` holds nothing of use.
  ///
  /// - Parameter window: What `LineReader` hands out as one, or `LineLayouts.canRead` a line in.
  mutating func scanAhead(_ window: RawSpan, into fields: inout EventFields) -> Int?

  /// Reads a line that `scanAhead` could not read, and learns its layout. Where it throws, `fields`
  /// holds nothing of use.
  mutating func scanMissed(_ line: RawSpan, into fields: inout EventFields) throws(Malformed)

  /// Reads one line without regard to those before it. Where it throws, `fields` holds nothing of
  /// use.
  mutating func scan(_ line: RawSpan, into fields: inout EventFields) throws(Malformed)
}

extension LayoutScanner {
  /// Reads one line, which `window` begins with: by a layout of earlier lines, where enough is known
  /// of what stands behind it.
  package mutating func scan(
    _ line: RawSpan, in window: RawSpan, into fields: inout EventFields
  ) throws(Malformed) {
    guard LineLayouts.canRead(line.byteCount, in: window) else {
      return try scan(line, into: &fields)
    }
    if scanAhead(window, into: &fields) == line.byteCount { return }
    try scanMissed(line, into: &fields)
  }
}
