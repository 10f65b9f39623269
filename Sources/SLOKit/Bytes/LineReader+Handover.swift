// Whole records of one reader, handed over to another, so that one thread reads and several cut and
// scan. The buffers change places; only the unfinished record is copied. What is handed over knows
// where in the file it stands, but not its line numbers, which are counted from 1.

extension LineReader {
  /// How many physical lines there were before the next record.
  package var lineCount: Int { number - 1 }

  /// Gives `worker` all whole records of the buffer, at the end of the input the last one too; false
  /// where there are none yet. What `worker` held is lost: drain it before.
  package mutating func handOver(to worker: inout LineReader) -> Bool {
    skipMark()
    if hasMarkToSkip { return false }
    worker.start = start
    worker.searched = start
    worker.skippedBytes = skippedBytes
    worker.search = skippedBytes == 0 ? CSVRecordSearch() : search
    worker.offset = offset
    worker.number = 1
    worker.hasMarkToSkip = false
    worker.isAtEnd = isAtEnd
    if isAtEnd {
      offset += Int64(pendingBytes)
      start = end
      searched = end
    }
    guard let split = isAtEnd ? end : endOfWholeRecords() else { return false }
    worker.end = split
    let unfinished = start..<end
    swap(&buffer, &worker.buffer)
    if buffer.count < worker.buffer.count {
      buffer.append(contentsOf: repeatElement(0, count: worker.buffer.count - buffer.count))
    }
    buffer.copy(unfinished.lowerBound..<unfinished.upperBound + Self.margin, of: worker.buffer)
    searched -= start
    start = 0
    end = unfinished.count
    if isAtEnd { skippedBytes = 0 }
    return true
  }

  /// Passes over the whole records, and tells where the last one ends; nil where there is none.
  private mutating func endOfWholeRecords() -> Int? {
    switch framing {
    case .lines:
      let newline = unsafe buffer.span.bytes.lastOffset(of: .newline, in: searched..<end)
      searched = end
      if let newline {
        offset += Int64(skippedBytes + newline + 1 - start)
        skippedBytes = 0
        start = newline + 1
        return start
      }
      if skippedBytes > 0 || end - start >= longestBytes {
        skippedBytes += end - start
        start = end
      }
      return nil
    case .csvRecords:
      // Whether a newline ends a record depends on all that is before it.
      var split: Int?
      while let (_, _) = nextLine(isAtEnd: false) { split = start }
      return split
    }
  }
}

extension LineReader.Line {
  /// The same line where `count` lines are before those that it was numbered among.
  package func following(_ count: Int) -> LineReader.Line {
    LineReader.Line(
      number: number + count, offset: offset, lengthBytes: lengthBytes, isTooLong: isTooLong,
      isTerminated: isTerminated)
  }
}
