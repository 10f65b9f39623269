// All judges at once. What an event is classified as hangs on few clues, and those on few fields,
// most of which have few values: the numbers of the values make a signature, and what a signature
// was classified as is remembered. Fields with many values (a duration) put what their comparisons
// say into it instead. So five objectives cost hardly more than one, and the judges themselves are
// asked but once a signature.

/// The judges of some objectives, with what they have judged so far.
package struct Classifiers: Sendable {
  /// A field on which classifications hang.
  private struct Aspect: Sendable {
    let field: EventField
    var clues: [Clue]
    /// Whether it has had few values so far.
    var hasFew = true

    var bits: Int { hasFew ? 8 : clues.count * Clue.bits }
  }

  /// How many different classifications are numbered before `reset` is to be called.
  private static let most = 4096

  private let judges: [Classifier]
  private let others: [Classifier]
  private var aspects: [Aspect] = []
  /// The values of the aspects that have few.
  private var values = FewValues(fieldCount: 0)
  /// The clues that hang on two fields.
  private var widerClues: [Clue] = []
  private var isMemoized = true
  private var memo = SignatureMemo()
  /// The classifications by their numbers.
  package private(set) var classifications: [Classification] = []
  private var numbers: [Classification: Int] = [:]

  /// The judges of the objectives asked about, and of those that were not.
  package init(_ judges: [Classifier], others: [Classifier] = []) {
    self.judges = judges
    self.others = others
    var known: Set<Clue> = []
    for clue in (judges + others).flatMap(\.clues) where known.insert(clue).inserted {
      guard let field = clue.field else {
        widerClues.append(clue)
        continue
      }
      if let index = aspects.firstIndex(where: { $0.field == field }) {
        aspects[index].clues.append(clue)
      } else {
        aspects.append(Aspect(field: field, clues: [clue]))
      }
    }
    values = FewValues(fieldCount: min(aspects.count, FewValues.mostFields))
    noteWidth()
  }

  /// The classification that `classify` gave a number.
  package subscript(number: Int) -> Classification { classifications[number] }

  /// Whether so many different classifications were found that `reset` is to be called.
  package var isFull: Bool { classifications.count >= Self.most }

  /// Forgets all classifications: numbers given before mean nothing any more.
  package mutating func reset() {
    classifications = []
    numbers = [:]
    memo = SignatureMemo()
  }

  /// The number of what the event is whose `fields` lie in `line`. Equal classifications have equal
  /// numbers, from 0 on without a gap.
  package mutating func classify(_ fields: EventFields, in line: RawSpan) -> Int {
    if isMemoized, let signature = signature(of: fields, in: line), let number = memo[signature] {
      return number
    }
    return classifyAnew(fields, in: line)
  }

  /// What all clues say; nil where a value of a field that has few is not known yet.
  @inline(__always)
  private func signature(of fields: EventFields, in line: RawSpan) -> Signature? {
    var signature = Signature()
    let aspects = aspects.span
    for index in aspects.indices {
      if aspects[index].hasFew {
        let value = aspects[index].field.value(in: fields)
        guard let number = values.known(value, of: index, fields, in: line) else { return nil }
        signature.append(UInt8(truncatingIfNeeded: number), bits: 8)
      } else {
        for clue in aspects[index].clues {
          signature.append(answer(to: clue, fields, line), bits: Clue.bits)
        }
      }
    }
    for clue in widerClues { signature.append(answer(to: clue, fields, line), bits: Clue.bits) }
    return signature
  }

  /// Classifies an event with a new value, or a new signature.
  @inline(never)
  private mutating func classifyAnew(_ fields: EventFields, in line: RawSpan) -> Int {
    guard isMemoized, numberValues(of: fields, in: line),
      let signature = signature(of: fields, in: line)
    else { return judge(fields, in: line) }
    if let number = memo[signature] { return number }
    let number = judge(fields, in: line)
    memo[signature] = number
    return number
  }

  /// Gives new values numbers; false where a field has just turned out to have many values, and
  /// signatures are made in another way from now on.
  private mutating func numberValues(of fields: EventFields, in line: RawSpan) -> Bool {
    for index in aspects.indices where aspects[index].hasFew {
      let value = aspects[index].field.value(in: fields)
      if values.number(value, of: index, fields, in: line) { continue }
      aspects[index].hasFew = false
      memo = SignatureMemo()
      noteWidth()
      return false
    }
    return true
  }

  @inline(never)
  private func answer(to clue: Clue, _ fields: EventFields, _ line: RawSpan) -> UInt8 {
    switch clue {
    case .truth(let predicate):
      switch predicate.evaluate(fields, in: line) {
      case .no: 0
      case .yes: 1
      case .unknown: 2
      }
    case .origin:
      // Every judge reads the tag in the same way.
      UInt8(truncatingIfNeeded: judgesOfTags.taggedOrigin(of: fields, in: line).rawValue)
    }
  }

  private var judgesOfTags: Attribution { (judges.first ?? others[0]).attribution }

  /// Remembering needs all clues in one signature.
  private mutating func noteWidth() {
    let bits = aspects.reduce(widerClues.count * Clue.bits) { $0 + $1.bits }
    isMemoized = bits <= Signature.bits
  }

  /// Asks every judge.
  private mutating func judge(_ fields: EventFields, in line: RawSpan) -> Int {
    let classification = Classification(
      judges.map { $0.outcome(of: fields, in: line) },
      isOfOthers: others.contains { $0.matches(fields, in: line) })
    if let number = numbers[classification] { return number }
    numbers[classification] = classifications.count
    classifications.append(classification)
    return classifications.count - 1
  }
}
