// A line is compared with the layouts, and its wanted values are taken from where they say. All of
// a value is checked as the general scanner checks it: what is plain here and now, what is not by
// the scanner's own readers. Whatever fails makes the line one for the general scanner, which alone
// refuses.
//
// Where the line ends need not be known: no literal has a control byte, and no text or number goes
// over one, so that a match comes to its end at the line's end, or not at all. For the same reason
// the unchecked loads here are safe where a control byte is ahead with `margin` bytes behind it: that
// is what `canRead` looks at, and what `LineReader` has in its buffer.

extension LineLayouts {
  /// Whether `window` goes on far enough behind a line of `count` bytes.
  @inline(__always)
  static func canRead(_ count: Int, in window: RawSpan) -> Bool {
    count &+ margin <= window.byteCount && window[unchecked: count] < .space
  }

  /// Reads the line that `window` begins with if it has one of the layouts: its length without its
  /// newline, and how many of its keys repeat. Where it has none, or no newline, `values` hold
  /// nothing of use.
  func match(
    _ window: RawSpan, into values: inout [FieldValue], decoded: inout [UInt8]
  ) -> (count: Int, repeatedKeys: Int)? {
    guard !steps.isEmpty else { return nil }
    let steps = self.steps.span
    var values = values.mutableSpan
    var index = 0
    var at = 0
    while true {
      let first = window.word(at: at)
      let second = window.word(at: at &+ 8)
      while ((first ^ steps[index].low) & steps[index].lowMask)
        | ((second ^ steps[index].high) & steps[index].highMask) != 0
      {
        index = Int(steps[index].fork)
        if index < 0 { return nil }
      }
      at &+= Int(steps[index].length)
      let slot = Int(steps[index].slot)
      switch steps[index].kind {
      case .text:
        let start = at
        at = window.offsetOfStop(from: at)
        if window[unchecked: at] == .quote {
          if slot >= 0 { values[slot] = FieldValue(kind: .text, start: start, end: at) }
        } else {
          guard let (value, end) = Self.unusualText(window, from: start, slot >= 0, &decoded)
          else { return nil }
          at = end
          if slot >= 0 { values[slot] = value }
        }
      case .scalar:
        let start = at
        if let end = window.endOfPlainNumber(from: at) {
          at = end
          if slot >= 0 { values[slot] = FieldValue(kind: .number, start: start, end: at) }
        } else {
          guard let (value, end) = Self.unusualScalar(window, from: start) else { return nil }
          at = end
          if slot >= 0 { values[slot] = value }
        }
      case .quoted:
        let start = at
        at = window.offsetOfStop(from: at)
        if window[unchecked: at] == .quote {
          if slot >= 0 { values[slot] = FieldValue(kind: .text, start: start, end: at) }
        } else {
          guard let (value, end) = Self.unusualQuoted(window, from: start, slot >= 0, &decoded)
          else { return nil }
          at = end
          if slot >= 0 { values[slot] = value }
        }
      case .bare:
        let start = at
        at = window.endOfBareValue(from: at)
        if slot >= 0, at > start {
          values[slot] = FieldValue(kind: .text, start: start, end: at)
        }
      case .end:
        return window.hasLineEnd(at: at) ? (at, slot) : nil
      case .literal: break
      }
      index = Int(steps[index].next)
    }
  }

  /// Reads the text that starts at `start` and has escapes, or characters beyond ASCII; and the
  /// offset of its closing quote.
  @inline(never)
  private static func unusualText(
    _ window: RawSpan, from start: Int, _ isWanted: Bool, _ decoded: inout [UInt8]
  ) -> (value: FieldValue, end: Int)? {
    let line = window.extracting(0..<window.endOfFirstLine(from: start))
    guard let string = try? JSONString.read(line, from: start &- 1) else { return nil }
    var text = string.range
    if isWanted, string.hasEscapes {
      guard let range = try? string.decode(line, into: &decoded) else { return nil }
      text = range
    }
    let value = FieldValue(
      kind: .text, isDecoded: string.hasEscapes, start: text.lowerBound, end: text.upperBound)
    return (value, string.range.upperBound)
  }

  /// Reads the scalar that starts at `start`: a word, or a number that is not plain.
  @inline(never)
  private static func unusualScalar(
    _ window: RawSpan, from start: Int
  ) -> (value: FieldValue, end: Int)? {
    let line = window.extracting(0..<window.endOfFirstLine(from: start))
    guard start < line.byteCount,
      let scalar = try? JSONScalar.read(line, from: start, first: line[unchecked: start])
    else { return nil }
    return (FieldValue(kind: scalar.kind, start: start, end: scalar.end), scalar.end)
  }

  /// The same as `unusualText` for a quoted value of logfmt.
  @inline(never)
  private static func unusualQuoted(
    _ window: RawSpan, from start: Int, _ isWanted: Bool, _ decoded: inout [UInt8]
  ) -> (value: FieldValue, end: Int)? {
    let line = window.extracting(0..<window.endOfFirstLine(from: start))
    var at = start &- 2  // its equals sign
    guard let value = try? LogfmtScanner.quotedValue(line, &at, !isWanted, &decoded),
      line.extracting(start..<at).firstOffsetOfBadUTF8() == nil
    else { return nil }
    return (value, at &- 1)
  }
}

extension RawSpan {
  /// Whether a line ends before `offset`: a newline stands there, or a carriage return before one.
  @inline(__always)
  fileprivate func hasLineEnd(at offset: Int) -> Bool {
    let byte = self[unchecked: offset]
    return byte == .newline || byte == .carriageReturn && self[unchecked: offset &+ 1] == .newline
  }

  /// Where the text of the line at the front ends; no newline stands before `start`.
  fileprivate func endOfFirstLine(from start: Int) -> Int {
    let end = firstOffset(of: .newline, in: start..<byteCount) ?? byteCount
    return end > start && self[unchecked: end &- 1] == .carriageReturn ? end &- 1 : end
  }

  /// The first byte from `start` on that does not belong to a bare value of plain bytes: a space, a
  /// control byte, a quote, or one of a character beyond ASCII. There must be one.
  @inline(__always)
  fileprivate func endOfBareValue(from start: Int) -> Int {
    var at = start
    while true {
      let index = VectorSearch.firstBareStop(in: vector(at: at))
      at &+= index
      if index < 16 { return at }
    }
  }

  /// Where the number that starts at `start` ends, if it is one of up to seven digits and perhaps a
  /// point and up to seven more, as nearly all are; nil says nothing. Sixteen bytes must be there.
  @inline(__always)
  fileprivate func endOfPlainNumber(from start: Int) -> Int? {
    let first = word(at: start)
    let whole = WordSearch.firstIndex(of: WordSearch.nonDigits(in: first))
    if whole == 0 || whole == 8 || (whole > 1 && first & 0xFF == 0x30) { return nil }
    var end = start &+ whole
    var next = self[unchecked: end]
    if next == UInt8(ascii: ".") {
      let fraction = WordSearch.firstIndex(of: WordSearch.nonDigits(in: word(at: end &+ 1)))
      if fraction == 0 || fraction == 8 { return nil }
      end &+= 1 &+ fraction
      next = self[unchecked: end]
    }
    return next | 0x20 == UInt8(ascii: "e") ? nil : end
  }
}
