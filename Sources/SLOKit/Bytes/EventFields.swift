// What a scanner found for the wanted paths of one line: a slot a path, each the kind of the value
// and where its text lies. A text that the line holds as it is stays there; one that had escapes is
// decoded once into `decoded`. Slots and `decoded` are reused from line to line, so that scanning
// an event allocates nothing.

/// One wanted value of an event: its kind and the place of its text.
package struct FieldValue: Sendable, Equatable {
  /// The JSON kinds; the other formats know `absent` and `text` alone, and logfmt `true`.
  package enum Kind: UInt8, Sendable {
    case absent, null, `false`, `true`, number, text, object, array
  }

  package var kind: Kind = .absent
  /// Whether `start..<end` counts in `EventFields.decoded` rather than in the line.
  package var isDecoded = false
  /// Offsets in bytes of the text without its quotes; for `true`, `null` and numbers, of the token.
  package var start = 0
  package var end = 0

  package static let absent = FieldValue()

  /// Whether a comparison with it can be known: neither absent nor null, object or array.
  @inlinable package var isComparable: Bool {
    switch kind {
    case .false, .true, .number, .text: true
    case .absent, .null, .object, .array: false
    }
  }
}

/// The slots of one event, in the order of the `FieldPaths` that the scanner was made with.
package struct EventFields: Sendable {
  package var values: [FieldValue]
  /// The texts that had escapes, decoded, one behind the other.
  package var decoded: [UInt8] = []
  /// How many keys of the line repeat an earlier key of the same object.
  package var duplicateKeys = 0

  package init(count: Int) {
    values = Array(repeating: .absent, count: count)
    decoded.reserveCapacity(1024)
  }

  /// Makes every slot absent.
  package mutating func clear() {
    var values = values.mutableSpan
    for index in values.indices { values[index] = .absent }
    if !decoded.isEmpty { decoded.removeAll(keepingCapacity: true) }
    duplicateKeys = 0
  }

  /// Calls `body` with the bytes of `value`, which must be of the event that `line` holds.
  @inlinable package func withBytes<Result>(
    of value: FieldValue, in line: RawSpan, _ body: (RawSpan) -> Result
  ) -> Result {
    if value.isDecoded {
      return unsafe body(decoded.span.bytes.extracting(value.start..<value.end))
    }
    return body(line.extracting(value.start..<value.end))
  }
}
