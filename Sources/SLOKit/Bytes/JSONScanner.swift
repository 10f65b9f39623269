// One line of NDJSON in, the wanted fields out, in one pass over its bytes without recursion. All of
// the line is checked against RFC 8259, wanted or not, so that a line that is counted is one that
// every other JSON parser reads too. Where a key repeats, the last one counts.

/// Finds the wanted fields of JSON objects.
package struct JSONScanner: LayoutScanner, Sendable {
  /// How deep objects and arrays may nest.
  package static let maxDepth = 512

  /// An object or array that is open.
  struct Container: Sendable {
    let isObject: Bool
    let start: Int
    /// Its node in the trie.
    let node: Int
    var object: ObjectKeys.Object
    var element = 0
  }

  let trie: PathTrie
  let slotCount: Int
  var keys = ObjectKeys()
  var open: [Container] = []
  private var layouts = LineLayouts()
  private var speculation: Speculation
  /// How many lines had a layout that was known.
  var guessedLines: Int { speculation.hits }
  /// What paths with dots are as one top-level key, by their target less the count of slots.
  private var dottedValues: [FieldValue]

  /// A scanner that fills the slots of `paths`.
  ///
  /// - Parameter isPatient: Whether layouts are tried on every line, however many depart from them.
  package init(paths: FieldPaths, isPatient: Bool = false) {
    speculation = Speculation(isPatient: isPatient)
    trie = PathTrie(paths)
    slotCount = paths.count
    dottedValues = Array(repeating: .absent, count: trie.dottedPaths.count)
    open.reserveCapacity(16)
  }

  package mutating func scanAhead(_ window: RawSpan, into fields: inout EventFields) -> Int? {
    speculation.scan(window, by: layouts, into: &fields)
  }

  package mutating func scanMissed(
    _ line: RawSpan, into fields: inout EventFields
  ) throws(Malformed) {
    try scan(line, into: &fields)
    if speculation.noteMiss() { layouts = LineLayouts() }
    if speculation.mayLearn, let layout = LineLayouts.layout(of: line, by: &self),
      layouts.insert(layout)
    {
      speculation.noteLearned()
    }
  }

  /// Reads one line, which must be a JSON object.
  package mutating func scan(_ line: RawSpan, into fields: inout EventFields) throws(Malformed) {
    precondition(fields.values.count == slotCount, "fields of other paths than the scanner's")
    fields.clear()
    let start = line.offsetAfterSpace(from: 0)
    try scanValue(line, from: start, into: &fields)
    guard line[byte: start] == .openBrace else { throw Malformed(.notAnObject, at: start) }
    for path in trie.dottedPaths {
      let value = dottedValues[path.target - fields.values.count]
      if value.kind != .absent { fields.values[path.slot] = value }
    }
  }

  /// Checks a document that may be any JSON value; throws where it is none.
  package static func verdict(onDocument bytes: RawSpan) throws(Malformed) {
    var scanner = JSONScanner(paths: FieldPaths())
    var fields = EventFields(count: 0)
    try scanner.scanValue(bytes, from: bytes.offsetAfterSpace(from: 0), into: &fields)
  }

  /// Reads the one value that the line is, from its first byte on, and all of its fields.
  private mutating func scanValue(
    _ line: RawSpan, from start: Int, into fields: inout EventFields
  ) throws(Malformed) {
    keys.begin()
    open.removeAll(keepingCapacity: true)
    for index in dottedValues.indices { dottedValues[index] = .absent }
    var at = start
    var node = PathTrie.root
    while true {
      // A value begins at `at`, and `node` says what is wanted of it.
      guard at < line.byteCount else { throw .endsEarly(line) }
      var value = FieldValue(kind: .absent, start: at)
      switch line[unchecked: at] {
      case .openBrace, .openBracket:
        if let inner = try openContainer(line, &at, node: node, &fields) {
          node = inner
          continue
        }
      case .quote:
        let string = try JSONString.read(line, from: at)
        value.kind = .text
        at = string.range.upperBound &+ 1
        if trie.wants(node) {
          value.isDecoded = string.hasEscapes
          let text =
            string.hasEscapes ? try string.decode(line, into: &fields.decoded) : string.range
          value.start = text.lowerBound
          value.end = text.upperBound
          set(value, of: node, in: &fields)
        }
      case let byte:
        let scalar = try JSONScalar.read(line, from: at, first: byte)
        at = scalar.end
        if trie.wants(node) {
          value.kind = scalar.kind
          value.end = scalar.end
          set(value, of: node, in: &fields)
        }
      }
      // A value ended before `at`: what follows it closes containers, or begins the next value.
      guard let next = try nextValue(line, &at, &fields) else { return }
      node = next
    }
  }

  /// Sets what is wanted at `node`.
  @inline(__always)
  mutating func set(_ value: FieldValue, of node: Int, in fields: inout EventFields) {
    put(value, in: trie.nodes[node].target, of: &fields)
  }

  @inline(__always)
  mutating func put(_ value: FieldValue, in target: Int, of fields: inout EventFields) {
    if target < fields.values.count {
      fields.values[target] = value
    } else {
      dottedValues[target - fields.values.count] = value
    }
  }
}
