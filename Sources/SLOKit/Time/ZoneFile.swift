// A zoneinfo file (TZif, RFC 9636, versions 1 to 4): its bytes come in, the changes and offsets of
// a Zone go out. Every count and index is checked before it is used; a file that is damaged or that
// counts leap seconds is refused, never half understood. What may follow the footer is not looked
// at.

/// The offsets of a zone over time, read from the bytes of a zoneinfo file.
struct ZoneFile {
  /// The seconds since the epoch at which the offset changes, ascending.
  private(set) var changes: [Int64] = []
  /// One more than `changes`: the offset before the first, between and after them.
  private(set) var offsets: [Int64] = []

  private let data: [UInt8]
  /// The next byte to read.
  private var position = 0

  init(_ data: [UInt8]) throws(ZoneProblem) {
    self.data = data
    let first = try readHeader()
    if first.version == 1 {
      try readBlock(first, timeBytes: 4)
    } else {
      // The first block repeats in 32 bits what the second one tells in 64.
      position += first.blockBytes(timeBytes: 4)
      let second = try readHeader()
      try readBlock(second, timeBytes: 8)
      try readFooter()
    }
    dropChangesOfNothing()
  }

  /// The counts of a header, RFC 9636 section 3.1.
  private struct Header {
    var version = 1
    var utIndicators = 0
    var standardIndicators = 0
    var leapSeconds = 0
    var changes = 0
    var types = 0
    var abbreviationBytes = 0

    /// The length of the block that the header announces.
    func blockBytes(timeBytes: Int) -> Int {
      changes * (timeBytes + 1) + types * 6 + abbreviationBytes + leapSeconds * (timeBytes + 4)
        + standardIndicators + utIndicators
    }
  }

  private mutating func readHeader() throws(ZoneProblem) -> Header {
    let start = position
    guard data.count - start >= 44 else {
      throw .damaged(what: "the file ends in a header", offset: data.count)
    }
    guard data[start..<start + 4].elementsEqual("TZif".utf8) else {
      throw .damaged(what: "TZif is missing", offset: start)
    }
    var header = Header()
    // A NUL is version 1, digits are later ones; what comes after 4 may only add to it.
    switch data[start + 4] {
    case 0: header.version = 1
    case let digit where digit >= UInt8(ascii: "2") && digit <= UInt8(ascii: "9"):
      header.version = Int(digit - UInt8(ascii: "0"))
    default: throw .damaged(what: "an unknown version", offset: start + 4)
    }
    position += 20
    header.utIndicators = Int(readNumber(bytes: 4))
    header.standardIndicators = Int(readNumber(bytes: 4))
    header.leapSeconds = Int(readNumber(bytes: 4))
    header.changes = Int(readNumber(bytes: 4))
    header.types = Int(readNumber(bytes: 4))
    header.abbreviationBytes = Int(readNumber(bytes: 4))
    guard header.leapSeconds == 0 else { throw .countsLeapSeconds }
    let counts = [
      header.utIndicators, header.standardIndicators, header.changes, header.types,
      header.abbreviationBytes,
    ]
    guard counts.allSatisfy({ 0...data.count ~= $0 }),
      header.blockBytes(timeBytes: start == 0 ? 4 : 8) <= data.count - position
    else { throw .damaged(what: "counts larger than the file", offset: start + 20) }
    return header
  }

  private mutating func readBlock(_ header: Header, timeBytes: Int) throws(ZoneProblem) {
    guard header.blockBytes(timeBytes: timeBytes) <= data.count - position, header.types > 0 else {
      throw .damaged(what: "no local time type", offset: position)
    }
    let end = position + header.blockBytes(timeBytes: timeBytes)
    for _ in 0..<header.changes {
      let change = readNumber(bytes: timeBytes)
      if let last = changes.last, change <= last {
        throw .damaged(what: "changes out of order", offset: position - timeBytes)
      }
      changes.append(change)
    }
    let indices = position
    let types = indices + header.changes
    // Before the first change, type 0 holds.
    offsets.append(try offset(ofType: 0, of: header, at: types))
    for index in indices..<types {
      offsets.append(try offset(ofType: Int(data[index]), of: header, at: types))
    }
    position = end
  }

  private mutating func offset(
    ofType index: Int, of header: Header, at types: Int
  ) throws(ZoneProblem) -> Int64 {
    position = types + index * 6
    guard index < header.types else {
      throw .damaged(what: "an unknown local time type", offset: position)
    }
    let offset = readNumber(bytes: 4)
    guard abs(offset) < Zone.offsetLimit else {
      throw .damaged(what: "an offset of more than a day", offset: position - 4)
    }
    return offset
  }

  /// A big-endian two's complement number of four or eight bytes.
  private mutating func readNumber(bytes count: Int) -> Int64 {
    var number = Int64(Int8(bitPattern: data[position]))
    for byte in data[position + 1..<position + count] { number = number << 8 | Int64(byte) }
    position += count
    return number
  }

  /// The rule for the years after the last change, between two newlines.
  private mutating func readFooter() throws(ZoneProblem) {
    let start = position + 1
    guard position < data.count, data[position] == UInt8(ascii: "\n"),
      let end = data[start...].firstIndex(of: UInt8(ascii: "\n"))
    else { throw .damaged(what: "the footer is missing", offset: position) }
    if end == start { return }
    guard let rule = ZoneRule(data[start..<end]) else {
      throw .damaged(what: "the footer is no POSIX TZ rule", offset: start)
    }
    guard let last = changes.last else {
      // Without changes the rule is about all of time.
      offsets = [rule.standardOffset]
      append(rule.changes(years: Self.firstYear...Self.lastYear))
      return
    }
    let lastYear = CivilDate(daysSinceEpoch: Int(last.flooredQuotient(by: 86400))).year
    if lastYear <= Self.lastYear {
      append(rule.changes(years: max(lastYear - 1, Self.firstYear)...Self.lastYear))
    }
  }

  /// The years that hold the first and last instants of a Timestamp.
  private static let firstYear = 1677
  private static let lastYear = 2262

  private mutating func append(_ added: [(second: Int64, offset: Int64)]) {
    let last = changes.last ?? .min
    for change in added where change.second > last && change.second >= changes.last ?? .min {
      if change.second == changes.last {
        // Standard time that ends as it begins: the zone saves daylight all year.
        offsets[offsets.count - 1] = change.offset
      } else {
        changes.append(change.second)
        offsets.append(change.offset)
      }
    }
  }

  /// Changes of the abbreviation alone are none of ours.
  private mutating func dropChangesOfNothing() {
    var kept: [Int64] = []
    var keptOffsets = [offsets[0]]
    for (change, offset) in zip(changes, offsets.dropFirst()) where offset != keptOffsets.last {
      kept.append(change)
      keptOffsets.append(offset)
    }
    changes = kept
    offsets = keptOffsets
  }
}

extension Zone {
  /// The zone that the bytes of a zoneinfo file describe.
  package convenience init(name: String, data: [UInt8]) throws(ZoneProblem) {
    let file = try ZoneFile(data)
    self.init(name: name, changes: file.changes, offsets: file.offsets)
  }
}
