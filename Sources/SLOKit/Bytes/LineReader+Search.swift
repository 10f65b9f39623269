// How a reader finds where its current record ends. Each byte is looked at once, in whatever chunks
// it comes; a record that did not end within the longest length allowed is too long, and ends at
// the first newline after that, quoted or not: a stray quote cannot swallow the rest of a file.

extension LineReader {
  /// The next record and the range of its text in the buffer; nil where more must be read first.
  mutating func nextLine(isAtEnd: Bool) -> (range: Range<Int>, line: Line)? {
    if skippedBytes == 0 {
      let limit = min(end, start + longestBytes)
      if let newline = endOfRecord(before: limit) { return record(endingAt: newline) }
      if limit == start + longestBytes {
        skippedBytes = longestBytes
        start = limit
        searched = limit
      }
    }
    if skippedBytes > 0 {
      if let newline = unsafe buffer.span.bytes.firstOffset(of: .newline, in: searched..<end) {
        return record(endingAt: newline)
      }
      skippedBytes += end - start
      start = end
      searched = end
    }
    guard isAtEnd, skippedBytes + end - start > 0 else { return nil }
    return record(endingAt: nil)
  }

  /// Takes the record that `newline`, or the end of the input, ends.
  @inline(__always)
  mutating func record(endingAt newline: Int?) -> (range: Range<Int>, line: Line) {
    let next = newline.map { $0 + 1 } ?? end
    var textEnd = newline ?? end
    // Without a newline too: a line that was cut between the two reads as it will when whole.
    if textEnd > start, buffer[textEnd - 1] == .carriageReturn { textEnd -= 1 }
    let isTooLong = skippedBytes > 0 || textEnd - start > maxLineBytes
    let line = Line(
      number: number, offset: offset, lengthBytes: skippedBytes + next - start,
      isTooLong: isTooLong, isTerminated: newline != nil)
    let range = isTooLong ? next..<next : start..<textEnd
    offset += Int64(line.lengthBytes)
    number += search.innerNewlines + 1
    start = next
    searched = next
    skippedBytes = 0
    search = CSVRecordSearch()
    return (range, line)
  }

  /// The offset of the newline that ends the record, if it lies before `limit`.
  private mutating func endOfRecord(before limit: Int) -> Int? {
    switch framing {
    case .lines:
      let newline = unsafe buffer.span.bytes.firstOffset(of: .newline, in: searched..<limit)
      if newline == nil { searched = limit }
      return newline
    case .csvRecords: return endOfCSVRecord(before: limit)
    }
  }

  private mutating func endOfCSVRecord(before limit: Int) -> Int? {
    var search = search
    let newline = unsafe search.endOfRecord(in: buffer.span.bytes, from: searched, before: limit)
    self.search = search
    searched = newline ?? limit
    return newline
  }
}

/// Where in a CSV record a search for its end has come to.
///
/// A quote opens a cell only at its start, as in `CSVScanner`: one inside a bare cell is damage to
/// this record, and does not reach into the next.
struct CSVRecordSearch {
  private enum State {
    case start, bare, quoted, quoteInQuoted
  }

  private var state = State.start
  /// The newlines that lie inside of quoted cells so far.
  private(set) var innerNewlines = 0

  /// The newline that ends the record, if it lies in `bytes` from `start` on and before `limit`.
  mutating func endOfRecord(in bytes: RawSpan, from start: Int, before limit: Int) -> Int? {
    var at = start
    while at < limit {
      switch state {
      case .start, .bare:
        guard let stop = bytes.firstOffset(of: .newline, or: .quote, in: at..<limit) else {
          state = bytes[unchecked: limit &- 1] == .comma ? .start : .bare
          return nil
        }
        if bytes[unchecked: stop] == .newline { return stop }
        let opens = stop == at ? state == .start : bytes[unchecked: stop &- 1] == .comma
        state = opens ? .quoted : .bare
        at = stop &+ 1
      case .quoted:
        guard let stop = bytes.firstOffset(of: .newline, or: .quote, in: at..<limit) else {
          return nil
        }
        if bytes[unchecked: stop] == .newline {
          innerNewlines &+= 1
        } else {
          state = .quoteInQuoted
        }
        at = stop &+ 1
      case .quoteInQuoted:
        switch bytes[unchecked: at] {
        case .newline: return at
        case .quote: state = .quoted
        case .comma: state = .start
        default: state = .bare
        }
        at &+= 1
      }
    }
    return nil
  }
}
