// One CSV record in, the wanted cells out, by the names of the header line: RFC 4180, so commas,
// quoted cells in which "" is a quote, nothing trimmed. An empty cell, quoted or not, is absent.

/// Finds the wanted fields of CSV records.
package struct CSVScanner: Sendable {
  private let trie: PathTrie
  /// The slot of each cell, or -1; empty before a header was read.
  private var slots: [Int] = []
  private var repeatedNames = 0

  /// A scanner that fills the slots of `paths`; a path's dots are part of its column's name.
  package init(paths: FieldPaths) { trie = PathTrie(paths, hasSteps: false) }

  /// Reads the names of the cells. Where a name repeats, its last cell counts.
  package mutating func readHeader(_ line: RawSpan) throws(Malformed) {
    slots = []
    repeatedNames = 0
    if let offset = line.firstOffsetOfBadUTF8() { throw Malformed(.notUTF8, at: offset) }
    var found: [Int] = []
    var cellOfSlot: [Int: Int] = [:]
    var keys = ObjectKeys()
    var object = keys.open()
    var next: Int? = 0
    while let start = next {
      let cell = try CSVCell.read(line, from: start)
      let isDecoded = cell.hasDoubledQuotes
      let name = isDecoded ? cell.decode(line, into: &keys.decoded) : cell.range
      let (node, hash) =
        isDecoded
        ? unsafe trie.find(name, in: keys.decoded.span.bytes, under: PathTrie.root)
        : trie.find(name, in: line, under: PathTrie.root)
      if keys.insert(name, isDecoded: isDecoded, hash: hash, in: line, into: &object) {
        repeatedNames += 1
      }
      let slot = node < 0 ? -1 : trie.nodes[node].target
      if slot >= 0, let earlier = cellOfSlot.updateValue(found.count, forKey: slot) {
        found[earlier] = -1
      }
      found.append(slot)
      next = cell.next
    }
    slots = found
  }

  /// The names that a header line gives to its cells.
  static func names(inHeader line: RawSpan) throws(Malformed) -> [String] {
    var names: [String] = []
    var next: Int? = 0
    while let start = next {
      let cell = try CSVCell.read(line, from: start)
      var decoded: [UInt8] = []
      decoded.append(cell.range, of: line)
      if cell.hasDoubledQuotes {
        decoded = []
        _ = cell.decode(line, into: &decoded)
      }
      names.append(String(decoding: decoded, as: UTF8.self))
      next = cell.next
    }
    return names
  }

  /// Reads one record. Where it throws, `fields` holds nothing of use.
  package mutating func scan(_ line: RawSpan, into fields: inout EventFields) throws(Malformed) {
    fields.clear()
    if slots.isEmpty { throw Malformed(.csvWithoutHeader, at: 0) }
    if let offset = line.firstOffsetOfBadUTF8() { throw Malformed(.notUTF8, at: offset) }
    fields.duplicateKeys = repeatedNames
    var count = 0
    var surplus: Int?
    var next: Int? = 0
    while let start = next {
      let cell = try CSVCell.read(line, from: start)
      if count >= slots.count {
        surplus = surplus ?? start
      } else if slots[count] >= 0, !cell.range.isEmpty {
        let isDecoded = cell.hasDoubledQuotes
        let text = isDecoded ? cell.decode(line, into: &fields.decoded) : cell.range
        fields.values[slots[count]] = FieldValue(
          kind: .text, isDecoded: isDecoded, start: text.lowerBound, end: text.upperBound)
      }
      count += 1
      next = cell.next
    }
    guard count == slots.count else {
      throw Malformed(
        .csvCellCount, at: surplus ?? line.byteCount, found: count, wanted: slots.count)
    }
  }
}

/// One cell of a record.
private struct CSVCell {
  /// Its text, without the quotes around it.
  let range: Range<Int>
  let hasDoubledQuotes: Bool
  /// Where the next cell begins; nil where this is the last one.
  let next: Int?

  /// Reads the cell that begins at `start`.
  static func read(_ line: RawSpan, from start: Int) throws(Malformed) -> CSVCell {
    var at = start
    if at < line.byteCount, line[unchecked: at] == .quote {
      return try readQuoted(line, from: start)
    }
    at = line.firstOffset(of: .comma, or: .quote, in: at..<line.byteCount) ?? line.byteCount
    if at < line.byteCount, line[unchecked: at] == .quote { throw Malformed(.csvQuote, at: at) }
    return CSVCell(
      range: start..<at, hasDoubledQuotes: false, next: at < line.byteCount ? at &+ 1 : nil)
  }

  private static func readQuoted(
    _ line: RawSpan, from opening: Int
  ) throws(Malformed) -> CSVCell {
    var at = opening &+ 1
    var hasDoubledQuotes = false
    while let quote = line.firstOffset(of: .quote, from: at) {
      let range = opening &+ 1..<quote
      at = quote &+ 1
      guard at < line.byteCount else {
        return CSVCell(range: range, hasDoubledQuotes: hasDoubledQuotes, next: nil)
      }
      switch line[unchecked: at] {
      case .quote: hasDoubledQuotes = true
      case .comma:
        return CSVCell(range: range, hasDoubledQuotes: hasDoubledQuotes, next: at &+ 1)
      default: throw Malformed(.csvQuote, at: at)
      }
      at &+= 1
    }
    throw Malformed(.csvQuoteOpen, at: opening)
  }

  /// Appends the text with each "" as one quote; where it lies.
  func decode(_ line: RawSpan, into decoded: inout [UInt8]) -> Range<Int> {
    let start = decoded.count
    var at = range.lowerBound
    while let quote = line.firstOffset(of: .quote, in: at..<range.upperBound) {
      decoded.append(at..<quote &+ 1, of: line)
      at = quote &+ 2
    }
    decoded.append(at..<range.upperBound, of: line)
    return start..<decoded.count
  }
}
