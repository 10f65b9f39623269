// What the line reader hands out, against a plain split of the whole file at once.

import Testing

@testable import SLOKit

/// One line as it was handed out.
private struct HandedLine: Equatable {
  var text: [UInt8]
  var line: LineReader.Line
}

/// Feeds `file` to `reader` in chunks of the lengths that `nextLength` gives.
private func lines(
  _ file: [UInt8], framing: LineReader.Framing = .lines, maxLineBytes: Int = 1 << 20,
  chunkBytes: Int = 1 << 18, nextLength: () -> Int = { .max }
) -> [HandedLine] {
  var reader = LineReader(framing: framing, maxLineBytes: maxLineBytes, chunkBytes: chunkBytes)
  var handed: [HandedLine] = []
  var at = 0
  var isOpen = true
  while isOpen {
    isOpen = unsafe reader.refill { space in
      let count = min(nextLength(), space.count, file.count - at)
      unsafe space.copyBytes(from: file[at..<at + count])
      at += count
      return count
    }
    reader.drain { text, line in
      handed.append(
        HandedLine(text: (0..<text.byteCount).map { text[byte: $0] }, line: line))
    }
  }
  return handed
}

/// The same where another reader is handed the whole lines of every chunk.
private func handedOverLines(
  _ file: [UInt8], framing: LineReader.Framing, maxLineBytes: Int, chunkBytes: Int,
  nextLength: () -> Int
) -> [HandedLine] {
  var reader = LineReader(framing: framing, maxLineBytes: maxLineBytes, chunkBytes: chunkBytes)
  var worker = LineReader(framing: framing, maxLineBytes: maxLineBytes, chunkBytes: chunkBytes)
  var handed: [HandedLine] = []
  var (at, before) = (0, 0)
  var isOpen = true
  while isOpen {
    isOpen = unsafe reader.refill { space in
      let count = min(nextLength(), space.count, file.count - at)
      unsafe space.copyBytes(from: file[at..<at + count])
      at += count
      return count
    }
    guard reader.handOver(to: &worker) else { continue }
    worker.drain { text, line in
      handed.append(
        HandedLine(
          text: (0..<text.byteCount).map { text[byte: $0] }, line: line.following(before)))
    }
    before += worker.lineCount
  }
  return handed
}

/// The same from the whole file, byte by byte.
private func plainLines(
  _ file: [UInt8], framing: LineReader.Framing, maxLineBytes: Int
) -> [HandedLine] {
  var handed: [HandedLine] = []
  var start = file.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  var number = 1
  while start < file.count {
    // What the record's bytes are, one at a time, until its newline.
    var cells = ""
    var end: Int?
    var physical = 1
    for index in start..<min(file.count, start + maxLineBytes + 2) {
      let isQuoted = framing == .csvRecords && plainIsInQuotes(cells)
      if file[index] == 0x0A {
        if !isQuoted {
          end = index
          break
        }
        physical += 1
      }
      cells.unicodeScalars.append(UnicodeScalar(file[index]))
    }
    var isTooLong = false
    if end == nil && file.count - start >= maxLineBytes + 2 {
      isTooLong = true
      end = file[(start + maxLineBytes + 2)...].firstIndex(of: 0x0A)
    }
    let next = end.map { $0 + 1 } ?? file.count
    var text = Array(file[start..<(end ?? file.count)])
    if text.last == 0x0D { text.removeLast() }
    isTooLong = isTooLong || text.count > maxLineBytes
    handed.append(
      HandedLine(
        text: isTooLong ? [] : text,
        line: LineReader.Line(
          number: number, offset: Int64(start), lengthBytes: next - start, isTooLong: isTooLong,
          isTerminated: end != nil)))
    number += physical
    start = next
  }
  return handed
}

/// Whether what follows `cells` stands in a quoted cell.
private func plainIsInQuotes(_ cells: String) -> Bool {
  var scalars = cells.unicodeScalars[...]
  while true {
    if scalars.first != "\"" {
      guard let comma = scalars.firstIndex(of: ",") else { return false }
      scalars = scalars[scalars.index(after: comma)...]
      continue
    }
    scalars = scalars.dropFirst()
    while true {
      guard let quote = scalars.firstIndex(of: "\"") else { return true }
      scalars = scalars[scalars.index(after: quote)...]
      if scalars.first != "\"" { break }
      scalars = scalars.dropFirst()
    }
    guard let comma = scalars.firstIndex(of: ",") else { return false }
    scalars = scalars[scalars.index(after: comma)...]
  }
}

struct LineReaderTests {
  @Test(
    arguments: [
      ("", []),
      ("a", ["1 at 0: a, open"]),
      ("a\n", ["1 at 0: a"]),
      ("a\nb", ["1 at 0: a", "2 at 2: b, open"]),
      ("\n\na\n", ["1 at 0: ", "2 at 1: ", "3 at 2: a"]),
      ("a\r\nb\r\n", ["1 at 0: a", "2 at 3: b"]),
      ("a\rb\r\r\nc\r", ["1 at 0: a\rb\r", "2 at 6: c, open"]),
      ("\u{FEFF}a\n\u{FEFF}b\n", ["1 at 3: a", "2 at 5: \u{FEFF}b"]),
      ("\u{FEFF}", []),
      ("a\0b\n\0\n", ["1 at 0: a\0b", "2 at 4: \0"]),
      ("12345678\n123456789\n1\n", ["1 at 0: 12345678", "2 at 9: too long", "3 at 19: 1"]),
      ("12345678\r\n12345678\r\r\n", ["1 at 0: 12345678", "2 at 10: too long"]),
      ("1234567890123456789", ["1 at 0: too long, open"]),
      ("x\n\"a\nb\"\ny\n", ["1 at 0: x", "2 at 2: \"a", "3 at 5: b\"", "4 at 8: y"]),
    ])
  func `lines end at newlines`(file: String, expected: [String]) {
    #expect(shown(lines(Array(file.utf8), maxLineBytes: 8)) == expected)
  }

  @Test(
    arguments: [
      ("x\n\"a\nb\"\r\ny", ["1 at 0: x", "2 at 2: \"a\nb\"", "4 at 9: y, open"]),
      ("\"a\"\"\n\"\nb\n", ["1 at 0: \"a\"\"\n\"", "3 at 7: b"]),
      ("a\"\nb\n", ["1 at 0: a\"", "2 at 3: b"]),
      ("a,\"\n\",\nb\n", ["1 at 0: a,\"\n\",", "3 at 7: b"]),
      ("\"a\nbc", ["1 at 0: \"a\nbc, open"]),
      // An open quote over the limit ends at the next newline behind it.
      ("\"\n345678\nx\nb\n", ["1 at 0: too long", "4 at 11: b"]),
      ("\"\n\n\n\n\n\n\n\n\n\nb\n", ["1 at 0: too long", "11 at 11: b"]),
    ])
  func `a newline in a quoted cell does not end a record`(file: String, expected: [String]) {
    #expect(shown(lines(Array(file.utf8), framing: .csvRecords, maxLineBytes: 8)) == expected)
  }

  private func shown(_ lines: [HandedLine]) -> [String] {
    lines.map { handed in
      let text = handed.line.isTooLong ? "too long" : String(decoding: handed.text, as: UTF8.self)
      let end = handed.line.isTerminated ? "" : ", open"
      return "\(handed.line.number) at \(handed.line.offset): \(text)\(end)"
    }
  }

  @Test(arguments: [LineReader.Framing.lines, .csvRecords])
  func `where chunks end never shows`(framing: LineReader.Framing) {
    var random = SeededGenerator(seed: 7)
    let alphabet: [UInt8] = [
      0x61, 0x62, 0x0A, 0x0A, 0x0D, 0x22, 0x22, 0x2C, 0x00, 0xEF, 0xBB, 0xBF,
    ]
    for _ in 0..<1_500 {
      let length = Int.random(in: 0...120, using: &random)
      let mark: [UInt8] = Bool.random(using: &random) ? [0xEF, 0xBB, 0xBF] : []
      let file =
        mark + (0..<length).map { _ in alphabet.randomElement(using: &random) ?? 0 }
      let maxLineBytes = Int.random(in: 1...30, using: &random)
      let handed = lines(
        file, framing: framing, maxLineBytes: maxLineBytes,
        chunkBytes: Int.random(in: 1...40, using: &random),
        nextLength: { Int.random(in: 1...20, using: &random) })
      let plain = plainLines(file, framing: framing, maxLineBytes: maxLineBytes)
      #expect(handed == plain, "\(file) with lines of at most \(maxLineBytes)")
      let handedOver = handedOverLines(
        file, framing: framing, maxLineBytes: maxLineBytes,
        chunkBytes: Int.random(in: 1...40, using: &random),
        nextLength: { Int.random(in: 1...20, using: &random) })
      #expect(handedOver == plain, "\(file) handed over, lines of at most \(maxLineBytes)")
      let total = handed.map(\.line.lengthBytes).reduce(0, +)
      #expect(total == file.count - (file.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0))
    }
  }

  @Test(arguments: [LineReader.Framing.lines, .csvRecords])
  func `a line of 64 MB is told of once, in constant memory`(framing: LineReader.Framing) {
    var reader = LineReader(framing: framing)
    var left = 64 << 20
    var handed: [LineReader.Line] = []
    var isOpen = true
    while isOpen {
      isOpen = unsafe reader.refill { space in
        let count = min(left, space.count)
        if left == 64 << 20 { unsafe space.storeBytes(of: UInt8(ascii: "\""), as: UInt8.self) }
        left -= count
        if left == 0 && count > 0 {
          unsafe space.storeBytes(of: 0x0A, toByteOffset: count - 1, as: UInt8.self)
        }
        return count
      }
      reader.drain { _, line in handed.append(line) }
      #expect(reader.buffer.count <= (1 << 20) + 2 + (1 << 18))
    }
    #expect(
      handed == [
        LineReader.Line(
          number: 1, offset: 0, lengthBytes: 64 << 20, isTooLong: true, isTerminated: true)
      ])
  }

  @Test func `an unfinished line waits for the rest of it`() {
    var reader = LineReader(framing: .lines, chunkBytes: 16, offset: 100, number: 7)
    var texts: [String] = []
    for piece in ["one\ntw", "", "o\nth", "", "ree"] {
      let hasMore = unsafe reader.refill { space in
        unsafe space.copyBytes(from: Array(piece.utf8))
        return piece.utf8.count
      }
      #expect(hasMore == !piece.isEmpty)
      if hasMore {
        reader.drain { text, line in
          texts.append("\(line.number)@\(line.offset) \(ScannedLine.text(text))")
        }
      }
    }
    #expect(texts == ["7@100 one", "8@104 two"])
    #expect(reader.pendingBytes == 5)
    #expect(reader.nextOffset == 108)
  }

  @Test func `a failed read and a throwing body lose no other line`() throws {
    struct Failure: Error {}
    var reader = LineReader(framing: .lines)
    _ = unsafe reader.refill { space in
      unsafe space.copyBytes(from: Array("a\nb\nc".utf8))
      return 5
    }
    #expect(throws: Failure.self) {
      try reader.drain { (_, _) throws(Failure) in throw Failure() }
    }
    #expect(throws: Failure.self) {
      _ = try unsafe reader.refill { (_) throws(Failure) in throw Failure() }
    }
    var texts: [String] = []
    _ = unsafe reader.refill { _ in 0 }
    reader.drain { text, _ in texts.append(ScannedLine.text(text)) }
    #expect(texts == ["b", "c"])
  }
}
