// One line that is known to be an event in, every scalar field of it out, wanted by a config or not,
// nested ones too. Absent and null fields, objects and arrays have no value. Where a key repeats,
// the last one counts.

/// Finds all fields of lines.
package struct FieldWalk: Sendable {
  /// A field of the line and its value.
  package struct Occurrence: Sendable {
    package let field: Int
    package fileprivate(set) var value: FieldValue
  }

  /// The formats, as far as their fields are concerned.
  package enum Format: Sendable {
    case json, logfmt, csv, combined
  }

  /// The names of the fields.
  package private(set) var directory = FieldDirectory()
  /// The fields of the line read last.
  package private(set) var found: [Occurrence] = []
  private let format: Format
  /// The texts of the line that had escapes, and for formats of fixed fields their slots.
  var fields = EventFields(count: 0)
  /// In which line a field was met last, and where in `found`.
  private var met: [(line: Int, index: Int)] = []
  private var line = 0
  private var columns: CSVScanner?
  private var accessLog: AccessLogScanner?
  /// The field of each slot of a format of fixed fields.
  private var fieldsOfSlots: [Int] = []
  private var open: [Container] = []

  private struct Container: Sendable {
    /// nil where there was no room for it.
    let node: Int?
    let isObject: Bool
    var element = 0
  }

  /// A walk over lines of `format`.
  package init(_ format: Format) {
    self.format = format
    if format == .combined {
      accessLog = AccessLogScanner(
        paths: makeSlots(of: AccessLogScanner.Field.allCases.map(\.rawValue)))
    }
  }

  /// Reads the names of a CSV file's cells.
  package mutating func readHeader(_ line: RawSpan) throws(Malformed) {
    let names = try CSVScanner.names(inHeader: line)
    var scanner = CSVScanner(paths: makeSlots(of: names))
    try scanner.readHeader(line)
    columns = scanner
  }

  /// Calls `body` with the bytes of a value of the line read last, which `line` holds.
  @inline(__always)
  package func withBytes<Result>(
    of value: FieldValue, in line: RawSpan, _ body: (RawSpan) -> Result
  ) -> Result {
    fields.withBytes(of: value, in: line, body)
  }

  /// Reads one line. What a scanner read before throws nothing here.
  package mutating func read(_ text: RawSpan) throws(Malformed) {
    found.removeAll(keepingCapacity: true)
    line += 1
    switch format {
    case .json:
      fields.clear()
      try readJSON(text)
    case .logfmt:
      fields.clear()
      // Taken out, since what is called back changes the walk itself.
      var decoded: [UInt8] = []
      swap(&decoded, &fields.decoded)
      try LogfmtScanner.forEachPair(of: text, decoded: &decoded) { key, value in
        note(value, of: directory.child(of: FieldDirectory.root, named: key, in: text))
      }
      swap(&decoded, &fields.decoded)
    case .csv:
      try columns?.scan(text, into: &fields)
      noteSlots()
    case .combined:
      try accessLog?.scan(text, into: &fields)
      noteSlots()
    }
  }

  private mutating func makeSlots(of names: [String]) -> FieldPaths {
    var paths = FieldPaths()
    fieldsOfSlots = []
    for name in names {
      let slot = paths.slot(of: name)
      guard slot == fieldsOfSlots.count else { continue }
      let bytes = Array(name.utf8)
      let field = unsafe directory.child(
        of: FieldDirectory.root, named: 0..<bytes.count, in: bytes.span.bytes)
      fieldsOfSlots.append(field ?? FieldDirectory.root)
    }
    fields = EventFields(count: paths.count)
    return paths
  }

  private mutating func noteSlots() {
    for (slot, field) in fieldsOfSlots.enumerated() where field != FieldDirectory.root {
      note(fields.values[slot], of: field)
    }
  }

  private mutating func note(_ value: FieldValue, of field: Int?) {
    guard let field, value.isComparable else { return }
    if met.count <= field {
      met.append(contentsOf: repeatElement((line: 0, index: 0), count: field + 64 - met.count))
    }
    if met[field].line == line {
      found[met[field].index].value = value
    } else {
      met[field] = (line, found.count)
      found.append(Occurrence(field: field, value: value))
    }
  }

  // MARK: JSON

  private mutating func readJSON(_ text: RawSpan) throws(Malformed) {
    open.removeAll(keepingCapacity: true)
    var at = text.offsetAfterSpace(from: 0)
    var node: Int? = FieldDirectory.root
    while true {
      guard at < text.byteCount else { throw .endsEarly(text) }
      let byte = text[unchecked: at]
      if byte == .openBrace || byte == .openBracket {
        open.append(Container(node: node, isObject: byte == .openBrace))
        at = text.offsetAfterSpace(from: at &+ 1)
        guard at < text.byteCount else { throw .endsEarly(text) }
        if text[unchecked: at] != .closeBrace, text[unchecked: at] != .closeBracket {
          node = try enter(text, &at)
          continue
        }
      } else {
        at = try readScalar(text, from: at, of: node)
      }
      guard let next = try leave(text, &at) else { return }
      node = next
    }
  }

  /// Reads the string, number or literal at `start`; where it ends.
  private mutating func readScalar(
    _ text: RawSpan, from start: Int, of node: Int?
  ) throws(Malformed) -> Int {
    guard text[unchecked: start] == .quote else {
      let scalar = try JSONScalar.read(text, from: start, first: text[unchecked: start])
      note(FieldValue(kind: scalar.kind, start: start, end: scalar.end), of: node)
      return scalar.end
    }
    let string = try JSONString.read(text, from: start)
    let range =
      string.hasEscapes ? try string.decode(text, into: &fields.decoded) : string.range
    note(
      FieldValue(
        kind: .text, isDecoded: string.hasEscapes, start: range.lowerBound, end: range.upperBound),
      of: node)
    return string.range.upperBound &+ 1
  }

  /// Begins a member or element of the innermost container at `at`; the field of its value.
  private mutating func enter(_ text: RawSpan, _ at: inout Int) throws(Malformed) -> Int? {
    let container = open[open.count - 1]
    guard container.isObject else {
      return container.node.flatMap { directory.child(of: $0, element: container.element) }
    }
    let string = try JSONString.read(text, from: at)
    var node: Int?
    if let parent = container.node {
      if string.hasEscapes {
        let range = try string.decode(text, into: &fields.decoded)
        let name = Array(fields.decoded[range])
        node = unsafe directory.child(of: parent, named: 0..<name.count, in: name.span.bytes)
      } else {
        node = directory.child(of: parent, named: string.range, in: text)
      }
    }
    // Behind the colon.
    at = text.offsetAfterSpace(from: string.range.upperBound &+ 1)
    at = text.offsetAfterSpace(from: at &+ 1)
    return node
  }

  /// Goes on behind a value that ended before `at`: the field of the next one; nil inside nil where
  /// there was no room for it, and nil where the line has ended.
  private mutating func leave(_ text: RawSpan, _ at: inout Int) throws(Malformed) -> Int?? {
    while !open.isEmpty {
      at = text.offsetAfterSpace(from: at)
      guard at < text.byteCount else { throw .endsEarly(text) }
      if text[unchecked: at] == .comma {
        at = text.offsetAfterSpace(from: at &+ 1)
        open[open.count - 1].element += 1
        return .some(try enter(text, &at))
      }
      at &+= 1
      open.removeLast()
    }
    return nil
  }
}
