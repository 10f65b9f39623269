// One line of logfmt in, the wanted fields out: `key=value key="quoted value" flag`. A bare key is
// true, `key=` is absent, and every value is text, which may be the text of a number. Where a key
// repeats, the last one counts.

/// Finds the wanted fields of logfmt lines.
package struct LogfmtScanner: LayoutScanner, Sendable {
  private let trie: PathTrie
  private var keys = ObjectKeys()
  private var layouts = LineLayouts()
  private var speculation: Speculation
  /// How many lines had a layout that was known.
  var guessedLines: Int { speculation.hits }

  /// A scanner that fills the slots of `paths`; a path's dots are part of its key.
  ///
  /// - Parameter isPatient: Whether layouts are tried on every line, however many depart from them.
  package init(paths: FieldPaths, isPatient: Bool = false) {
    speculation = Speculation(isPatient: isPatient)
    trie = PathTrie(paths, hasSteps: false)
  }

  package mutating func scanAhead(_ window: RawSpan, into fields: inout EventFields) -> Int? {
    speculation.scan(window, by: layouts, into: &fields)
  }

  package mutating func scanMissed(
    _ line: RawSpan, into fields: inout EventFields
  ) throws(Malformed) {
    try scan(line, into: &fields)
    if speculation.noteMiss() { layouts = LineLayouts() }
    guard speculation.mayLearn,
      let layout = LineLayouts.layout(
        ofLogfmt: line, repeated: fields.duplicateKeys,
        slot: { key in
          let (node, _) = trie.find(key, in: line, under: PathTrie.root)
          return node < 0 ? -1 : trie.nodes[node].target
        })
    else { return }
    if layouts.insert(layout) { speculation.noteLearned() }
  }

  /// Reads one line, which must have at least one `key=value`. Where it throws, `fields` holds
  /// nothing of use.
  package mutating func scan(_ line: RawSpan, into fields: inout EventFields) throws(Malformed) {
    fields.clear()
    keys.begin()
    if let offset = line.firstOffsetOfBadUTF8() { throw Malformed(.notUTF8, at: offset) }
    var object = keys.open()
    var hasPair = false
    var at = Self.offsetAfterSpace(line, from: 0)
    while at < line.byteCount {
      let key = at..<Self.endOfKey(line, from: at)
      at = key.upperBound
      let (node, hash) = trie.find(key, in: line, under: PathTrie.root)
      let slot = node < 0 ? -1 : trie.nodes[node].target
      if keys.insert(key, isDecoded: false, hash: hash, in: line, into: &object) {
        fields.duplicateKeys &+= 1
      }
      let byte = at < line.byteCount ? line[unchecked: at] : .space
      if byte == .quote { throw Malformed(.logfmtQuote, at: at) }
      if byte == .equals {
        if key.isEmpty { throw Malformed(.logfmtWithoutKey, at: at) }
        hasPair = true
        let value = try Self.value(line, &at, slot < 0, &fields.decoded)
        if slot >= 0 { fields.values[slot] = value }
      } else if slot >= 0 {
        fields.values[slot] = Self.flag(&fields.decoded)
      }
      at = Self.offsetAfterSpace(line, from: at)
    }
    if !hasPair { throw Malformed(.logfmtWithoutPair, at: 0) }
  }

  /// Calls `body` with every key of a line that is known to be logfmt, and its value.
  static func forEachPair(
    of line: RawSpan, decoded: inout [UInt8], _ body: (Range<Int>, FieldValue) -> Void
  ) throws(Malformed) {
    var at = offsetAfterSpace(line, from: 0)
    while at < line.byteCount {
      let key = at..<endOfKey(line, from: at)
      at = key.upperBound
      if at < line.byteCount, line[unchecked: at] == .equals {
        body(key, try value(line, &at, false, &decoded))
      } else {
        // A quote would go on for ever; the scanner refuses it.
        if key.isEmpty { throw Malformed(.logfmtWithoutKey, at: at) }
        body(key, flag(&decoded))
      }
      at = offsetAfterSpace(line, from: at)
    }
  }

  /// Reads the value behind the equals sign at `at`, and leaves `at` behind it.
  private static func value(
    _ line: RawSpan, _ at: inout Int, _ isUnwanted: Bool, _ decoded: inout [UInt8]
  ) throws(Malformed) -> FieldValue {
    let start = at &+ 1
    if start < line.byteCount, line[unchecked: start] == .quote {
      return try quotedValue(line, &at, isUnwanted, &decoded)
    }
    at = start
    while at < line.byteCount, line[unchecked: at] > .space {
      if line[unchecked: at] == .quote { throw Malformed(.logfmtQuote, at: at) }
      at &+= 1
    }
    return at == start ? .absent : FieldValue(kind: .text, start: start, end: at)
  }

  static func quotedValue(
    _ line: RawSpan, _ at: inout Int, _ isUnwanted: Bool, _ decoded: inout [UInt8]
  ) throws(Malformed) -> FieldValue {
    let opening = at &+ 1
    guard let closing = line.firstOffsetOfBareQuote(from: opening &+ 1) else {
      throw Malformed(.logfmtQuoteOpen, at: opening)
    }
    at = closing &+ 1
    if at < line.byteCount, line[unchecked: at] > .space {
      throw Malformed(.logfmtQuote, at: at)
    }
    let text = opening &+ 1..<closing
    guard line.firstOffset(of: .backslash, in: text) != nil else {
      return FieldValue(kind: .text, start: text.lowerBound, end: text.upperBound)
    }
    let start = decoded.count
    try decode(text, of: line, into: &decoded)
    if isUnwanted { decoded.removeLast(decoded.count - start) }
    return FieldValue(kind: .text, isDecoded: true, start: start, end: decoded.count)
  }

  /// Appends a quoted value's text; escapes are those of JSON and of Go's `%q`.
  private static func decode(
    _ text: Range<Int>, of line: RawSpan, into decoded: inout [UInt8]
  ) throws(Malformed) {
    var at = text.lowerBound
    while let backslash = line.firstOffset(of: .backslash, in: at..<text.upperBound) {
      decoded.append(at..<backslash, of: line)
      switch line[unchecked: backslash &+ 1] {
      case UInt8(ascii: "u"):
        let escape = try UnicodeEscape.read(line, at: backslash)
        decoded.appendUTF8(escape.scalar)
        at = escape.end
      case UInt8(ascii: "/"):
        decoded.append(UInt8(ascii: "/"))
        at = backslash &+ 2
      default:
        guard let escape = CEscape.read(line, at: backslash) else {
          throw Malformed(.logfmtEscape, at: backslash)
        }
        decoded.append(escape.byte)
        at = escape.end
      }
    }
    decoded.append(at..<text.upperBound, of: line)
  }

  /// The value of a bare key, with the text that `true` has in JSON.
  private static func flag(_ decoded: inout [UInt8]) -> FieldValue {
    let start = decoded.count
    decoded.append(contentsOf: "true".utf8)
    return FieldValue(kind: .true, isDecoded: true, start: start, end: decoded.count)
  }

  private static func offsetAfterSpace(_ line: RawSpan, from start: Int) -> Int {
    var at = start
    while at < line.byteCount, line[unchecked: at] <= .space { at &+= 1 }
    return at
  }

  private static func endOfKey(_ line: RawSpan, from start: Int) -> Int {
    var at = start
    while at < line.byteCount {
      switch line[unchecked: at] {
      case ...UInt8.space, .equals, .quote: return at
      default: at &+= 1
      }
    }
    return at
  }
}
