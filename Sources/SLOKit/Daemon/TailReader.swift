// Reads what a tail has got since the last time, in constant memory, a bounded piece at a time. Each
// read begins before the position, so that the bytes that were counted last are seen again: where
// they have changed, the file was truncated and written anew, however large it is now.

/// Reads tails.
struct TailReader: ~Copyable {
  /// How much of a file is read at once, in bytes.
  static let pieceBytes = 1 << 18

  /// What became of a read.
  enum Outcome: Equatable {
    /// There may be more to read at once.
    case more
    /// Every complete line was taken.
    case done
    /// What was counted is not there any more.
    case changed
    /// Whoever takes the lines wants no more for now.
    case stopped
  }

  private let maxLineBytes: Int
  private var reader: LineReader
  private var piece: [UInt8]

  init(framing: LineReader.Framing, maxLineBytes: Int) {
    self.maxLineBytes = maxLineBytes
    reader = LineReader(
      framing: framing, maxLineBytes: maxLineBytes, chunkBytes: Self.pieceBytes)
    piece = [UInt8](repeating: 0, count: Self.pieceBytes)
  }

  /// The longest a line can be that is not too long: its bytes, a carriage return, a newline.
  private var longestBytes: Int64 { Int64(maxLineBytes) + 2 }

  /// Reads one piece of `tail` and hands its complete lines to `sink`.
  mutating func read(
    _ tail: FileTail, into sink: any LineSink
  ) throws(SystemError) -> Outcome {
    let offset = tail.position.offsetBytes
    if tail.searchedTo > offset { return try search(tail, into: sink) }
    let before = tail.position.mark.tailBytes
    let count = try tail.file.read(at: offset - Int64(before), into: &piece)
    guard tail.position.mark.fits(tail: piece[..<min(count, before)]) else { return .changed }
    let isStopped = take(piece, before, ..<count, of: tail, into: sink, isAtEnd: false)
    if isStopped { return .stopped }
    if tail.position.offsetBytes == offset {
      // A line that is not complete, or longer than the piece: from here on only its end is sought.
      tail.searchedTo = offset + Int64(count - before)
    }
    return count == piece.count ? .more : .done
  }

  /// Looks on for the newline of a line that was not complete, or is longer than a piece.
  private mutating func search(
    _ tail: FileTail, into sink: any LineSink
  ) throws(SystemError) -> Outcome {
    let offset = tail.position.offsetBytes
    let count = try tail.file.read(at: tail.searchedTo, into: &piece)
    guard let newline = piece[..<count].firstIndex(of: .newline) else {
      tail.searchedTo += Int64(count)
      return count == piece.count ? .more : .done
    }
    let end = tail.searchedTo + Int64(newline) + 1
    if end - offset > longestBytes {
      return try skip(to: end, isTerminated: true, of: tail, into: sink)
    }
    guard let outcome = try takeAll(to: end, of: tail, into: sink, isAtEnd: false) else {
      return .changed
    }
    // A record of CSV goes on behind a newline in quotes.
    if tail.position.offsetBytes == offset { tail.searchedTo = end }
    return outcome
  }

  /// Takes the last line of a file that does not grow any more, though no newline ends it. False
  /// where what was counted is not there any more.
  mutating func finish(
    _ tail: FileTail, into sink: any LineSink
  ) throws(SystemError) -> Bool {
    let end = try tail.file.status().sizeBytes
    let offset = tail.position.offsetBytes
    if end <= offset { return true }
    if end - offset > longestBytes {
      return try skip(to: end, isTerminated: false, of: tail, into: sink) != .changed
    }
    return try takeAll(to: end, of: tail, into: sink, isAtEnd: true) != nil
  }

  /// Hands the lines up to `end` to `sink`; nil where what was counted is not there any more.
  private mutating func takeAll(
    to end: Int64, of tail: FileTail, into sink: any LineSink, isAtEnd: Bool
  ) throws(SystemError) -> Outcome? {
    let before = tail.position.mark.tailBytes
    let start = tail.position.offsetBytes - Int64(before)
    let bytes = try tail.file.bytes(at: start, count: Int(end - start))
    guard bytes.count == Int(end - start), tail.position.mark.fits(tail: bytes[..<before]) else {
      return nil
    }
    let isStopped = take(bytes, before, ..<bytes.count, of: tail, into: sink, isAtEnd: isAtEnd)
    return isStopped ? .stopped : .more
  }

  /// Counts what lies before `end` as one line that is too long.
  private mutating func skip(
    to end: Int64, isTerminated: Bool, of tail: FileTail, into sink: any LineSink
  ) throws(SystemError) -> Outcome {
    guard try tail.stillFits() else { return .changed }
    // All that can fail is done before anything is counted.
    let head = try tail.file.bytes(at: 0, count: ContentMark.spanBytes)
    let span = Int64(ContentMark.spanBytes)
    let last = try tail.file.bytes(at: end - span, count: ContentMark.spanBytes)
    let line = LineReader.Line(
      number: tail.position.lineNumber, offset: tail.position.offsetBytes,
      lengthBytes: Int(end - tail.position.offsetBytes), isTooLong: true,
      isTerminated: isTerminated)
    tail.position.offsetBytes = end
    tail.position.lineNumber += 1
    tail.position.mark = ContentMark(head: head, tail: last)
    let nothing: [UInt8] = []
    let text = unsafe nothing.span.bytes
    return sink.take(text, in: text, line, of: tail) ? .more : .stopped
  }

  /// Hands the complete lines of `bytes` from `before` on, which is the position, to `sink`; whether
  /// it wants no more.
  private mutating func take(
    _ bytes: [UInt8], _ before: Int, _ range: PartialRangeUpTo<Int>, of tail: FileTail,
    into sink: any LineSink, isAtEnd: Bool
  ) -> Bool {
    let offset = tail.position.offsetBytes
    let end = max(before, range.upperBound)
    unsafe reader.restart(
      with: bytes.span.bytes.extracting(before..<end), offset: offset,
      number: tail.position.lineNumber, isAtEnd: isAtEnd)
    var isStopped = false
    var taken = offset
    do throws(Stop) {
      try reader.drain { (text, window, line) throws(Stop) in
        taken = line.offset + Int64(line.lengthBytes)
        if !sink.take(text, in: window, line, of: tail) { throw Stop() }
      }
    } catch {
      isStopped = true
    }
    if taken > offset {
      tail.position.offsetBytes = taken
      tail.position.lineNumber = reader.number
      tail.position.mark.move(
        over: bytes[before..<(before + Int(taken - offset))], behind: bytes[..<before])
      tail.searchedTo = taken
    }
    return isStopped
  }

  private struct Stop: Error {}
}
