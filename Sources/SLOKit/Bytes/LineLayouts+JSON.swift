// A line that the general scanner accepted becomes a layout: what stands between its values as
// literals, each value as a step. Which value belongs into which slot is not worked out anew: the
// general scanner is asked, with the same line in which each value is its own number.

extension LineLayouts {
  /// How many values a line may have that is learned from.
  static let mostValues = 128

  /// The layout of `line`, which `scanner` accepts; nil where it has none that could be matched.
  static func layout(of line: RawSpan, by scanner: inout JSONScanner) -> [Step]? {
    guard let draft = LayoutDraft(of: line), draft.values.count <= mostValues else { return nil }
    var fields = EventFields(count: scanner.slotCount)
    let template = draft.template
    let numbered = unsafe template.span.bytes
    guard (try? scanner.scan(numbered, into: &fields)) != nil else { return nil }
    var slots = draft.values.map { _ in Int32(-1) }
    for (slot, value) in fields.values.enumerated() where value.kind != .absent {
      // An object or array is wanted as a whole: those lines stay with the general scanner.
      guard value.kind == .number || value.kind == .text,
        let number = fields.withBytes(of: value, in: numbered, { DecimalNumber($0)?.wholeValue }),
        slots.indices.contains(Int(number)), slots[Int(number)] < 0
      else { return nil }
      slots[Int(number)] = Int32(slot)
    }
    var layout: [Step] = []
    for (index, value) in draft.values.enumerated() {
      layout += Step.steps(draft.literals[index], then: value, slot: slots[index])
    }
    let repeated = Int32(truncatingIfNeeded: fields.duplicateKeys)
    return layout + Step.steps(draft.literals[draft.values.count], then: .end, slot: repeated)
  }
}

/// A line taken apart into values and what stands between them.
private struct LayoutDraft {
  /// The bytes before each value, with a text's opening quote, and those behind the last one.
  private(set) var literals: [[UInt8]] = []
  private(set) var values: [LineLayouts.Kind] = []

  /// Takes `line` apart, which is a JSON object; nil where a literal has a control byte.
  init?(of line: RawSpan) {
    var literal: [UInt8] = []
    var at = 0
    while at < line.byteCount {
      let byte = line[byte: at]
      switch byte {
      case .quote:
        guard let string = try? JSONString.read(line, from: at) else { return nil }
        let end = string.range.upperBound
        let next = line.offsetAfterSpace(from: end &+ 1)
        if next < line.byteCount, line[byte: next] == .colon {
          literal.append(at..<end &+ 1, of: line)
          at = end &+ 1
        } else {
          literals.append(literal + [.quote])
          values.append(.text)
          // The closing quote is the first byte of what follows.
          literal = [.quote]
          at = end &+ 1
        }
      case .openBrace, .closeBrace, .openBracket, .closeBracket, .comma, .colon, .space:
        literal.append(byte)
        at += 1
      default:
        guard let scalar = try? JSONScalar.read(line, from: at, first: byte) else { return nil }
        literals.append(literal)
        values.append(.scalar)
        literal = []
        at = scalar.end
      }
    }
    literals.append(literal)
  }

  /// The line with each value's number in its place.
  var template: [UInt8] {
    var template: [UInt8] = []
    for (index, literal) in literals.enumerated() {
      template += literal
      if index < values.count { template += Array(String(index).utf8) }
    }
    return template
  }
}
