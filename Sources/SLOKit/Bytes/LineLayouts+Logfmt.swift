// A line of logfmt that its scanner accepted becomes a layout: keys, equals signs and spaces as
// literals, each value as a step. Lines with bare keys are left to the scanner.

extension LineLayouts {
  /// The layout of `line`, which is logfmt and in which `repeated` keys repeat; nil where it has none
  /// that could be matched.
  ///
  /// - Parameter slot: The slot of a key, or -1.
  static func layout(
    ofLogfmt line: RawSpan, repeated: Int, slot: (Range<Int>) -> Int
  ) -> [Step]? {
    var literals: [[UInt8]] = []
    var values: [(kind: Kind, slot: Int32)] = []
    var literal: [UInt8] = []
    var at = 0
    while at < line.byteCount {
      switch line[byte: at] {
      case .space:
        literal.append(.space)
        at += 1
      case .equals:
        guard let key = line.keyBefore(at), values.count < mostValues else { return nil }
        let slot = Int32(slot(key))
        // Where a key repeats, the last one counts.
        if slot >= 0, let earlier = values.firstIndex(where: { $0.slot == slot }) {
          values[earlier].slot = -1
        }
        literal.append(.equals)
        at += 1
        let isQuoted = at < line.byteCount && line[byte: at] == .quote
        if isQuoted { literal.append(.quote) }
        literals.append(literal)
        values.append((isQuoted ? .quoted : .bare, slot))
        literal = []
        if isQuoted {
          guard let closing = line.firstOffsetOfBareQuote(from: at + 1) else { return nil }
          literal = [.quote]
          at = closing + 1
        } else {
          while at < line.byteCount, line[byte: at] > .space { at += 1 }
        }
      case let byte:
        // A tab between two pairs, or a bare key behind this one.
        let next = at + 1 < line.byteCount ? line[byte: at + 1] : .space
        if byte < .space || next <= .space { return nil }
        literal.append(byte)
        at += 1
      }
    }
    var layout: [Step] = []
    for (index, value) in values.enumerated() {
      layout += Step.steps(literals[index], then: value.kind, slot: value.slot)
    }
    return layout + Step.steps(literal, then: .end, slot: Int32(truncatingIfNeeded: repeated))
  }
}

extension RawSpan {
  /// The key that ends before `end`; nil where there is none.
  fileprivate func keyBefore(_ end: Int) -> Range<Int>? {
    var start = end
    while start > 0, self[byte: start - 1] > .space { start -= 1 }
    return start < end ? start..<end : nil
  }
}
