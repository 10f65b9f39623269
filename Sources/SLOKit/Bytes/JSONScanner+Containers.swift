// What lies between values: the opening and closing of objects and arrays, commas, and keys. Here
// it is decided which node of the trie the next value belongs to, and which keys repeat.

extension JSONScanner {
  /// Opens the object or array at `at`. The node of its first value, which then begins at `at`; nil
  /// where it is empty, and `at` is at its end.
  mutating func openContainer(
    _ line: RawSpan, _ at: inout Int, node: Int, _ fields: inout EventFields
  ) throws(Malformed) -> Int? {
    guard open.count < Self.maxDepth else { throw Malformed(.jsonTooDeep, at: at) }
    let isObject = line[unchecked: at] == .openBrace
    open.append(Container(isObject: isObject, start: at, node: node, object: keys.open()))
    at = line.offsetAfterSpace(from: at &+ 1)
    guard at < line.byteCount else { throw .endsEarly(line) }
    if line[unchecked: at] == (isObject ? .closeBrace : .closeBracket) { return nil }
    return isObject
      ? try nextKey(line, &at, &fields)
      : trie.child(of: node, element: 0)
  }

  /// Goes on behind a value that ended before `at`. The node of the next value, which begins at
  /// `at`; nil where the line has ended as it should.
  @inline(__always)
  mutating func nextValue(
    _ line: RawSpan, _ at: inout Int, _ fields: inout EventFields
  ) throws(Malformed) -> Int? {
    while let index = open.indices.last {
      at = line.offsetAfterSpace(from: at)
      guard at < line.byteCount else { throw .endsEarly(line) }
      let isObject = open[index].isObject
      let byte = line[unchecked: at]
      if byte == .comma {
        at = line.offsetAfterSpace(from: at &+ 1)
        if isObject { return try nextKey(line, &at, &fields) }
        open[index].element &+= 1
        return trie.child(of: open[index].node, element: open[index].element)
      }
      guard byte == (isObject ? .closeBrace : .closeBracket) else {
        throw Malformed(isObject ? .jsonObjectGoesOn : .jsonArrayGoesOn, at: at)
      }
      at &+= 1
      close(at: at, &fields)
    }
    at = line.offsetAfterSpace(from: at)
    guard at == line.byteCount else { throw Malformed(.jsonTrailing, at: at) }
    return nil
  }

  /// Closes the innermost object or array, which ends before `end`.
  private mutating func close(at end: Int, _ fields: inout EventFields) {
    let container = open.removeLast()
    if container.isObject { keys.close(container.object) }
    guard trie.wants(container.node) else { return }
    let kind: FieldValue.Kind = container.isObject ? .object : .array
    let value = FieldValue(kind: kind, start: container.start, end: end)
    set(value, of: container.node, in: &fields)
  }

  /// Reads the key at `at` and the colon behind it. The node of its value, which begins at `at`.
  private mutating func nextKey(
    _ line: RawSpan, _ at: inout Int, _ fields: inout EventFields
  ) throws(Malformed) -> Int {
    guard at < line.byteCount else { throw .endsEarly(line) }
    guard line[unchecked: at] == .quote else { throw Malformed(.jsonKey, at: at) }
    let string = try JSONString.read(line, from: at)
    let node: Int
    if string.hasEscapes {
      let range = try string.decode(line, into: &keys.decoded)
      node = enter(range, isDecoded: true, line, &fields)
    } else {
      node = enter(string.range, isDecoded: false, line, &fields)
    }
    at = line.offsetAfterSpace(from: string.range.upperBound &+ 1)
    guard at < line.byteCount else { throw .endsEarly(line) }
    guard line[unchecked: at] == .colon else { throw Malformed(.jsonColon, at: at) }
    at = line.offsetAfterSpace(from: at &+ 1)
    return node
  }

  /// Notes a key of the innermost object. Its node, below which nothing is set any more if the key
  /// repeats an earlier one.
  @inline(__always)
  private mutating func enter(
    _ range: Range<Int>, isDecoded: Bool, _ line: RawSpan, _ fields: inout EventFields
  ) -> Int {
    let index = open.count &- 1
    let parent = open[index].node
    let (node, hash) =
      isDecoded
      ? unsafe trie.find(range, in: keys.decoded.span.bytes, under: parent)
      : trie.find(range, in: line, under: parent)
    let repeats = keys.insert(
      range, isDecoded: isDecoded, hash: hash, in: line, into: &open[index].object)
    if repeats {
      fields.duplicateKeys &+= 1
      if node >= 0 { forget(below: node, in: &fields) }
    }
    return node
  }

  private mutating func forget(below node: Int, in fields: inout EventFields) {
    for index in trie.nodes[node].below {
      put(.absent, in: trie.targetsBelow[index], of: &fields)
    }
  }
}
