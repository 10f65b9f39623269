// From a line to an entry of a batch: decoded, judged by every objective, its keys and id taken out.
// Nothing here hangs on other lines, so that each thread has a judge of its own, a copy, and what
// comes out is the same whoever judged.

/// Judges lines, one after the other.
package struct LineJudge: Sendable {
  /// The judges of the objectives that were asked about, and of the others, whose events fill gaps.
  private var classifiers: Classifiers
  private let keyFields: [EventField]
  /// Which objectives count by each of `keyFields`.
  private let objectivesOfKeys: [[Int]]
  /// Whether an event is counted by a key: for each classification in turn, by key field.
  private var isKeyed: [Bool] = []
  private let id: EventField?
  /// What keys are hashed with, and ids.
  private let seed: UInt64
  private let idSeeds: (UInt64, UInt64)

  init(
    _ classifiers: Classifiers, keyFields: [EventField], objectivesOfKeys: [[Int]],
    id: EventField?, seed: UInt64, idSeeds: (UInt64, UInt64)
  ) {
    self.classifiers = classifiers
    self.keyFields = keyFields
    self.objectivesOfKeys = objectivesOfKeys
    self.id = id
    self.seed = seed
    self.idSeeds = idSeeds
  }

  /// An empty batch for what is judged here.
  package func makeBatch() -> EventBatch {
    EventBatch(columns: keyFields.map { _ in KeyColumn(seed: seed) })
  }

  /// Judges a line of `file`, to which `decoder` belongs and with which `window` begins, and notes in
  /// `batch` what became of it.
  package mutating func judge(
    _ text: RawSpan, in window: RawSpan, _ line: LineReader.Line, of file: String,
    decoder: inout EventDecoder, into batch: inout EventBatch
  ) {
    batch.accounting.lines += 1
    do throws(Malformed) {
      if line.isTooLong { throw decoder.lineTooLong() }
      switch try decoder.decode(text, in: window) {
      case .blank: batch.accounting.blank += 1
      case .header: batch.accounting.headers += 1
      case .event(let event): judge(event, decoder.fields, in: text, into: &batch)
      }
    } catch {
      batch.accounting.note(error, in: text, line: line, file: file)
    }
  }

  /// Gives `batch` what its entries refer to; to be called when its last line was judged.
  package mutating func close(_ batch: inout EventBatch) {
    batch.classifications = classifiers.classifications
    if classifiers.isFull {
      classifiers.reset()
      isKeyed = []
    }
  }

  private mutating func judge(
    _ event: EventHead, _ fields: EventFields, in line: RawSpan, into batch: inout EventBatch
  ) {
    batch.accounting.specimens += 1
    batch.accounting.events += event.weight
    batch.accounting.duplicateKeys += Int64(fields.duplicateKeys)
    let number = classifiers.classify(fields, in: line)
    batch.entries.append(
      EventBatch.Entry(
        instant: event.instant, weight: Int32(event.weight),
        classification: Int32(truncatingIfNeeded: number)))
    for index in keyFields.indices {
      let value = keyFields[index].value(in: fields)
      if isKeyed(number, index), value.isComparable {
        append(value, of: fields, in: line, to: &batch.columns[index])
      } else {
        batch.columns[index].appendNone()
      }
    }
    guard let id else { return }
    let value = id.value(in: fields)
    batch.ids.append(
      value.isComparable
        ? fields.withBytes(of: value, in: line) { DuplicateFilter.Identity($0, seeds: idSeeds) }
        : nil)
  }

  /// Whether events of classification `number` are counted by the key field `index`.
  @inline(__always)
  private mutating func isKeyed(_ number: Int, _ index: Int) -> Bool {
    let place = number &* keyFields.count &+ index
    if place >= isKeyed.count { noteKeys(upTo: number) }
    return isKeyed[place]
  }

  @inline(never)
  private mutating func noteKeys(upTo number: Int) {
    for next in isKeyed.count / keyFields.count...number {
      let outcomes = classifiers[next].outcomes
      for objectives in objectivesOfKeys {
        isKeyed.append(objectives.contains { outcomes[$0] != .unmatched })
      }
    }
  }

  @inline(__always)
  private func append(
    _ key: FieldValue, of fields: EventFields, in line: RawSpan, to column: inout KeyColumn
  ) {
    if key.isDecoded {
      fields.withBytes(of: key, in: line) { column.append($0) }
    } else {
      column.append(line, at: key.start, count: key.end &- key.start)
    }
  }
}
