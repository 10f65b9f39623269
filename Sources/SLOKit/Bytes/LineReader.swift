// Chunks of a file come in, whole lines go out, in constant memory: the buffer holds one chunk and
// one unfinished line, and a line over the limit is skipped and told of once, however long it is.
// Where chunks end never shows in what is handed out.
//
// Invariants: `start` ≤ `searched` ≤ `end` ≤ `buffer.count` − `margin`, between calls; a chunk is
// written into `buffer[end ..< count − margin]` and nowhere else, by a call that keeps no pointer
// to it, and the bytes behind it are zeroed.

/// Cuts a file into lines.
///
///     while try reader.refill(read) { try reader.drain(use) }
///     try reader.drain(use)  // the last line, if it has no newline
///
/// Leave out the last call where the file may still grow: the unfinished line stays in the buffer.
package struct LineReader: ~Copyable {
  /// One line, or one CSV record, of a file.
  package struct Line: Equatable, Sendable {
    /// The physical line it starts on, from 1.
    package let number: Int
    /// Where in the file it starts; a byte-order mark before it is not counted to it.
    package let offset: Int64
    /// Its length with its newline, so that the next one starts at `offset + lengthBytes`.
    package let lengthBytes: Int
    /// Whether it was longer than the limit: its bytes are then not handed out.
    package let isTooLong: Bool
    /// Whether a newline ended it; only a file's last line can lack one.
    package let isTerminated: Bool
  }

  /// What ends a record.
  package enum Framing: Sendable {
    /// A newline.
    case lines
    /// A newline that is not inside a quoted cell.
    case csvRecords
  }

  let framing: Framing
  let maxLineBytes: Int
  private let chunkBytes: Int
  /// How many bytes of the buffer are kept free behind what was read, so that a scanner may look
  /// further than a line goes.
  static let margin = 64

  var buffer: [UInt8]
  /// The unread bytes of the buffer: the current record's first, and behind the last one read.
  var start = 0
  var end = 0
  /// How far the current record's end was already looked for.
  var searched = 0
  /// What was cut off the current record when it became too long; 0 where it is not.
  var skippedBytes = 0
  /// The search for the end of the current CSV record, at `searched`.
  var search = CSVRecordSearch()
  /// The current record's place.
  var offset: Int64
  var number: Int
  var hasMarkToSkip: Bool
  var isAtEnd = false

  /// A reader whose first byte is the file's byte at `offset`, on physical line `number`.
  package init(
    framing: Framing, maxLineBytes: Int = 1 << 20, chunkBytes: Int = 1 << 18,
    offset: Int64 = 0, number: Int = 1
  ) {
    precondition(maxLineBytes > 0 && chunkBytes > 0)
    self.framing = framing
    self.maxLineBytes = maxLineBytes
    self.chunkBytes = chunkBytes
    self.offset = offset
    self.number = number
    hasMarkToSkip = offset == 0
    buffer = Array(repeating: 0, count: chunkBytes + Self.margin)
  }

  /// The bytes of the unfinished line that the reader holds or has skipped.
  package var pendingBytes: Int { skippedBytes + end - start }

  /// Where in the file the first line starts that was not handed out yet.
  package var nextOffset: Int64 { offset }

  /// Reads one chunk through `read`, which fills the space it is given and says how many bytes it
  /// wrote; false where it wrote none, the end of the input.
  package mutating func refill<E: Error>(
    _ read: (UnsafeMutableRawBufferPointer) throws(E) -> Int
  ) throws(E) -> Bool {
    makeRoom()
    let count = try unsafe buffer.fill(from: end, to: buffer.count - Self.margin, read)
    isAtEnd = count == 0
    end += count
    // The last line may have no newline.
    for offset in end..<end + Self.margin { buffer[offset] = 0 }
    return count > 0
  }

  /// Reads one chunk of `file`, at most `limitBytes`; how many bytes that were, 0 at its end, or
  /// where none were wanted.
  package mutating func refill(
    from file: borrowing FileDescriptor, limitBytes: Int64 = .max
  ) throws(SystemError) -> Int {
    let number = file.number
    let name = file.name
    let before = end - start
    _ = try unsafe refill { (space) throws(SystemError) in
      let room = Int(min(Int64(space.count), limitBytes))
      if room == 0 { return 0 }
      return try unsafe FileDescriptor.read(
        number, name: name, into: UnsafeMutableRawBufferPointer(rebasing: space[..<room]))
    }
    return end - start - before
  }

  /// Begins anew, in the room there is, with `bytes` instead of a file.
  ///
  /// - Parameters:
  ///   - offset: Where in the file they start, which is where a line does.
  ///   - number: The physical line that starts there.
  ///   - isAtEnd: Whether the file ends behind them, so that the last line needs no newline.
  package mutating func restart(
    with bytes: RawSpan, offset: Int64, number: Int, isAtEnd: Bool
  ) {
    (start, end, searched, skippedBytes) = (0, 0, 0, 0)
    search = CSVRecordSearch()
    self.offset = offset
    self.number = number
    hasMarkToSkip = offset == 0
    var taken = 0
    while taken < bytes.byteCount {
      let rest = bytes.extracting(taken..<bytes.byteCount)
      _ = unsafe rest.withUnsafeBytes { rest in
        unsafe refill { space in
          let count = min(space.count, rest.count)
          unsafe space.copyMemory(from: UnsafeRawBufferPointer(rebasing: rest[..<count]))
          taken += count
          return count
        }
      }
    }
    self.isAtEnd = isAtEnd
  }

  /// Copies the last `count` bytes that were read, of which no line was handed out yet, to `file`.
  package func copyLast(_ count: Int, to file: borrowing FileDescriptor) throws(SystemError) {
    try unsafe file.write(buffer.span.bytes.extracting((end - count)..<end))
  }

  /// Hands out every line that is complete, and at the end of the input the last one as it is,
  /// without its newline and a carriage return before it. A line that `body` threw on is not handed
  /// out again.
  package mutating func drain<E: Error>(
    _ body: (RawSpan, Line) throws(E) -> Void
  ) throws(E) {
    try drain { (text, _, line) throws(E) in try body(text, line) }
  }

  /// Hands out every line as above, and with it its window: the line and what stands behind it in
  /// the buffer. The byte behind the line is a control byte, and at least `margin` bytes are there.
  /// Until the next chunk is read, the bytes of all lines stay where they are.
  ///
  /// - Parameter ahead: How long the line is that its argument, a window, begins with, if it can be
  ///   told without looking for the line's end. It is asked once before most lines.
  package mutating func drain<E: Error>(
    ahead: (_ window: RawSpan) -> Int? = { _ in nil },
    _ body: (RawSpan, _ window: RawSpan, Line) throws(E) -> Void
  ) throws(E) {
    skipMark()
    if hasMarkToSkip { return }
    while let (range, line) = lineAhead(ahead) ?? nextLine(isAtEnd: isAtEnd) {
      let bytes = unsafe buffer.span.bytes
      try body(
        bytes.extracting(range), bytes.extracting(range.lowerBound..<bytes.byteCount), line)
    }
  }

  /// The next line where `ahead` tells its length.
  @inline(__always)
  private mutating func lineAhead(_ ahead: (RawSpan) -> Int?) -> (range: Range<Int>, line: Line)? {
    guard framing == .lines, skippedBytes == 0, start < end, let count = count(ahead) else {
      return nil
    }
    let textEnd = start &+ count
    return record(endingAt: buffer[textEnd] == .carriageReturn ? textEnd &+ 1 : textEnd)
  }

  @inline(__always)
  private func count(_ ahead: (RawSpan) -> Int?) -> Int? {
    let bytes = unsafe buffer.span.bytes
    return ahead(bytes.extracting(start..<bytes.byteCount))
  }

  /// The longest a record can be that is not too long: its bytes, a carriage return, a newline.
  var longestBytes: Int { maxLineBytes + 2 }

  /// Moves what is unread to the front, and grows the buffer where less than half a chunk is free.
  private mutating func makeRoom() {
    if start > 0 {
      buffer.moveToFront(start..<end)
      searched -= start
      end -= start
      start = 0
    }
    let free = buffer.count - Self.margin - end
    if free > 0 && free >= chunkBytes / 2 { return }
    let largest = max(longestBytes, end) + chunkBytes
    let wanted = min(max(end + chunkBytes, buffer.count * 2), largest) + Self.margin
    buffer.append(contentsOf: repeatElement(0, count: wanted - buffer.count))
  }

  /// Skips a byte-order mark at the file's start, once enough was read to know.
  mutating func skipMark() {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    guard hasMarkToSkip, end >= 3 || isAtEnd || !mark.starts(with: buffer[..<end]) else { return }
    hasMarkToSkip = false
    guard end >= 3, buffer.starts(with: mark) else { return }
    start = 3
    searched = 3
    offset += 3
  }
}
