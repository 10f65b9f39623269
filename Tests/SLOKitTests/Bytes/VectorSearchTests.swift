// Sixteen bytes at once, eight at once and one by one find the same.

import Testing

@testable import SLOKit

struct VectorSearchTests {
  @Test func `vectors, words and single bytes find the same first byte`() {
    var random = SeededGenerator(seed: 16)
    let usual = Array("abcdefgh 0123456789{}[]:,\u{7F}".utf8)
    let stops: [UInt8] = [0x22, 0x5C, 0x00, 0x0A, 0x1F, 0x80, 0xC3, 0xFF]
    for _ in 0..<3000 {
      var bytes = (0..<96).map { _ in random.pick(usual) }
      for _ in 0..<random.below(4) { bytes[random.below(80)] = random.pick(stops) }
      bytes[80] = 0x0A  // the search always ends
      let start = random.below(64)
      let span = unsafe bytes.span.bytes
      let isStop = { (byte: UInt8) in byte < 0x20 || byte >= 0x80 || byte == 0x22 || byte == 0x5C }
      let plain = bytes[start...].firstIndex(where: isStop)
      #expect(span.offsetOfStop(from: start) == plain)
      #expect(Self.offsetOfStopByWords(span, from: start) == plain)
      let wanted = random.pick(stops)
      let first = bytes[start...].firstIndex(of: wanted)
      #expect(span.firstOffset(of: wanted, in: start..<96) == first)
      let either = bytes[start...].firstIndex { $0 == wanted || $0 == 0x2C }
      #expect(span.firstOffset(of: wanted, or: 0x2C, in: start..<96) == either)
      #expect(span.firstOffsetOfBareQuote(from: start) == Self.plainBareQuote(bytes, start))
      let bareStop = bytes[start..<start + 16].firstIndex {
        $0 <= 0x20 || $0 >= 0x80 || $0 == 0x22
      }
      #expect(
        VectorSearch.firstBareStop(in: span.vector(at: start)) == (bareStop ?? start + 16) - start)
      let nonASCII = bytes[start..<start + 16].firstIndex { $0 >= 0x80 } ?? start + 16
      #expect(VectorSearch.firstNonASCII(in: span.vector(at: start)) == nonASCII - start)
    }
  }

  /// The first quote without a backslash before it that is not one of a pair.
  private static func plainBareQuote(_ bytes: [UInt8], _ start: Int) -> Int? {
    var at = start
    while at < bytes.count {
      if bytes[at] == 0x22 { return at }
      at += bytes[at] == 0x5C ? 2 : 1
    }
    return nil
  }

  /// The twin, with words.
  private static func offsetOfStopByWords(_ bytes: RawSpan, from start: Int) -> Int? {
    var at = start
    while at + 8 <= bytes.byteCount {
      let word = bytes.word(at: at)
      let marks =
        WordSearch.bytes(in: word, equalTo: .quote)
        | WordSearch.bytes(in: word, equalTo: .backslash)
        | WordSearch.bytes(in: word, below: 0x20) | WordSearch.nonASCII(in: word)
      if marks != 0 { return at + WordSearch.firstIndex(of: marks) }
      at += 8
    }
    return nil
  }

  @Test func `a word's bytes that are no digits are found`() {
    for byte in UInt8.min...UInt8.max {
      for place in 0..<8 {
        var bytes = Array("01234567".utf8)
        bytes[place] = byte
        let marks = unsafe WordSearch.nonDigits(in: bytes.span.bytes.word(at: 0))
        let isDigit = (0x30...0x39).contains(byte)
        #expect((marks == 0) == isDigit)
        if !isDigit { #expect(WordSearch.firstIndex(of: marks) == place) }
      }
    }
  }
}
