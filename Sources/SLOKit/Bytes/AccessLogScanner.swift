// One line of an Apache or nginx access log in, its fields out, in the common or combined format:
//
//     client ident user [time] "method path protocol" status bytes "referer" "agent"
//
// Only up to the status must the line be whole. Behind it, what is there is read up to the first
// damage, and all after that is absent; so is every field that is "-".

/// Finds the wanted fields of access log lines.
package struct AccessLogScanner: Sendable {
  /// The fields that a line has, in their order.
  package enum Field: String, CaseIterable, Sendable {
    case client, ident, user, time, method, path, `protocol`, status, bytes, referer, agent
  }

  /// The slot of each field, or -1.
  private let slots: [Int]
  /// Whether any part of the request line is wanted.
  private let wantsRequest: Bool
  /// Whether anything behind the status is wanted.
  private let wantsTail: Bool

  /// A scanner that fills the slots of `paths`; a path that names no field stays absent.
  package init(paths: FieldPaths) {
    slots = Field.allCases.map { paths.paths.firstIndex(of: $0.rawValue) ?? -1 }
    let isWanted = { (field: Field) in paths.paths.contains(field.rawValue) }
    wantsRequest = [Field.method, .path, .protocol].contains(where: isWanted)
    wantsTail = [Field.bytes, .referer, .agent].contains(where: isWanted)
  }

  /// Reads one line. Where it throws, `fields` holds nothing of use.
  package mutating func scan(_ line: RawSpan, into fields: inout EventFields) throws(Malformed) {
    fields.clear()
    let head: AccessLogHead
    do throws(Malformed) {
      head = try AccessLogHead.read(line)
    } catch {
      throw line.firstOffsetOfBadUTF8().map { Malformed(.notUTF8, at: $0) } ?? error
    }
    // Digits end the status, so that no character reaches over its end.
    let sound = wantsTail ? line : line.extracting(0..<head.status.upperBound)
    let badOffset = sound.firstOffsetOfBadUTF8()
    if let badOffset, badOffset < head.status.upperBound {
      throw Malformed(.notUTF8, at: badOffset)
    }
    set(.client, head.client, line, &fields)
    set(.ident, head.ident, line, &fields)
    set(.user, head.user, line, &fields)
    set(.time, head.time, line, &fields)
    if wantsRequest, let request = AccessLogRequest.read(line, head.request) {
      set(.method, request.method, line, &fields)
      set(.path, request.path, line, &fields)
      if let version = request.version { set(.protocol, version, line, &fields) }
    }
    set(.status, head.status, line, &fields)
    if wantsTail {
      readTail(line, from: head.status.upperBound, soundUpTo: badOffset ?? line.byteCount, &fields)
    }
  }

  /// Reads what follows the status, as far as it is whole.
  private func readTail(
    _ line: RawSpan, from start: Int, soundUpTo limit: Int, _ fields: inout EventFields
  ) {
    guard start < limit else { return }
    let bytes = start &+ 1..<(line.firstOffset(of: .space, from: start &+ 1) ?? line.byteCount)
    guard line.isCount(bytes) else { return }
    set(.bytes, bytes, line, &fields)
    var at = bytes.upperBound
    for field in [Field.referer, .agent] {
      guard at &+ 1 < limit, line[unchecked: at] == .space, line[unchecked: at &+ 1] == .quote
      else { return }
      let textStart = at &+ 2
      // One that lost its closing quote reaches to the line's end.
      let textEnd = line.firstOffsetOfBareQuote(from: textStart) ?? line.byteCount
      guard textEnd <= limit else { return }
      set(field, textStart..<textEnd, line, &fields)
      at = textEnd &+ 1
    }
  }

  /// Sets `field` to the text in `range`, decoded where it has escapes.
  @inline(__always)
  private func set(
    _ field: Field, _ range: Range<Int>, _ line: RawSpan, _ fields: inout EventFields
  ) {
    let slot = slots[field.index]
    if slot < 0 || (range.count == 1 && line[byte: range.lowerBound] == .minus) { return }
    guard line.firstOffset(of: .backslash, in: range) != nil else {
      fields.values[slot] = FieldValue(
        kind: .text, start: range.lowerBound, end: range.upperBound)
      return
    }
    let start = fields.decoded.count
    Self.decode(range, of: line, into: &fields.decoded)
    fields.values[slot] = FieldValue(
      kind: .text, isDecoded: true, start: start, end: fields.decoded.count)
  }

  /// Appends the text in `range`. A backslash that begins no escape stays.
  private static func decode(
    _ range: Range<Int>, of line: RawSpan, into decoded: inout [UInt8]
  ) {
    var at = range.lowerBound
    while let backslash = line.firstOffset(of: .backslash, in: at..<range.upperBound) {
      decoded.append(at..<backslash, of: line)
      if let escape = CEscape.read(line, at: backslash), escape.end <= range.upperBound {
        decoded.append(escape.byte)
        at = escape.end
      } else {
        decoded.append(.backslash)
        at = backslash &+ 1
      }
    }
    decoded.append(at..<range.upperBound, of: line)
  }
}

extension AccessLogScanner.Field {
  /// Its place in `allCases`.
  @inline(__always)
  fileprivate var index: Int {
    switch self {
    case .client: 0
    case .ident: 1
    case .user: 2
    case .time: 3
    case .method: 4
    case .path: 5
    case .protocol: 6
    case .status: 7
    case .bytes: 8
    case .referer: 9
    case .agent: 10
    }
  }
}

extension RawSpan {
  /// Whether `range` holds digits alone, or "-" for none.
  fileprivate func isCount(_ range: Range<Int>) -> Bool {
    if range.count == 1, self[byte: range.lowerBound] == .minus { return true }
    for offset in range where !self[byte: offset].isDigit { return false }
    return !range.isEmpty
  }
}
