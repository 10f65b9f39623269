// Counts of many keys, eight bytes each for as long as they are small: a million customers have a few
// events each. A cell whose counts outgrow their bits becomes the number of a whole `Counts`.

/// Counts by index.
package struct CountCells: Sendable {
  /// From the lowest bit: 20 of good, 7 of unjudged, 9 for each origin's failures. Where the highest
  /// bit is set, the others are an index of `wide`.
  private var cells: [UInt64] = []
  private var wide: [Counts] = []

  package init() {}

  /// How many there are.
  package var count: Int { cells.count }

  /// Goes on with cells that hold nothing until there are `count`.
  package mutating func grow(to count: Int) {
    guard count > cells.count else { return }
    cells.append(contentsOf: repeatElement(0, count: count - cells.count))
  }

  /// The counts of the cell `index`.
  package subscript(index: Int) -> Counts {
    get {
      let cell = cells[index]
      return cell & CountCells.isWide == 0
        ? CountCells.unpacked(cell) : wide[Int(cell & ~CountCells.isWide)]
    }
    set {
      if cells[index] & CountCells.isWide != 0 {
        wide[Int(cells[index] & ~CountCells.isWide)] = newValue
      } else if let cell = CountCells.packed(newValue) {
        cells[index] = cell
      } else {
        cells[index] = CountCells.isWide | UInt64(wide.count)
        wide.append(newValue)
      }
    }
  }

  /// Counts `weight` events of `outcome`, which is one of a matched event, in the cell `index`.
  package mutating func add(_ outcome: Outcome, weight: Int64, at index: Int) {
    let cell = cells[index]
    if cell & CountCells.isWide == 0 {
      let field = CountCells.field(of: outcome)
      let mask = (1 as UInt64) &<< field.bits &- 1
      let sum = (cell &>> field.shift & mask) &+ UInt64(bitPattern: weight)
      if sum <= mask {
        cells[index] = cell & ~(mask &<< field.shift) | sum &<< field.shift
        return
      }
      cells[index] = CountCells.isWide | UInt64(wide.count)
      wide.append(CountCells.unpacked(cell))
    }
    wide[Int(cells[index] & ~CountCells.isWide)].add(outcome, weight: weight)
  }

  /// Counts `events`, all of one `outcome`, each in the cell of its key: the one at `offset` of the
  /// `stride` that the key has.
  ///
  /// - Parameter isWeighted: Whether they count by their weights, or once each.
  mutating func add(
    _ outcome: Outcome, _ events: [KeyedEvent], isWeighted: Bool, stride: Int = 1, offset: Int = 0
  ) {
    let field = CountCells.field(of: outcome)
    let mask = (1 as UInt64) &<< field.bits &- 1
    var outgrown: [KeyedEvent] = []
    var cells = cells.mutableSpan
    let events = events.span
    for index in events.indices {
      let place = Int(events[index].key) &* stride &+ offset
      let weight = isWeighted ? UInt64(truncatingIfNeeded: events[index].weight) : 1
      let cell = cells[place]
      if cell & CountCells.isWide == 0, (cell &>> field.shift & mask) &+ weight <= mask {
        cells[place] = cell &+ weight &<< field.shift
      } else {
        outgrown.append(events[index])
      }
    }
    for event in outgrown {
      add(
        outcome, weight: isWeighted ? Int64(event.weight) : 1,
        at: Int(event.key) &* stride &+ offset)
    }
  }

  private static let isWide: UInt64 = 1 << 63

  private static func field(of outcome: Outcome) -> (shift: UInt64, bits: UInt64) {
    switch outcome {
    case .good: (0, 20)
    case .unjudged: (20, 7)
    case .failed(let origin): (27 &+ 9 &* UInt64(truncatingIfNeeded: origin.rawValue), 9)
    case .unmatched, .excluded: preconditionFailure("only matched events are counted here")
    }
  }

  /// The cell that holds `counts`; nil where they outgrow their bits.
  private static func packed(_ counts: Counts) -> UInt64? {
    var cell: UInt64 = 0
    var isWide = false
    func pack(_ value: Int64, _ outcome: Outcome) {
      let field = field(of: outcome)
      let bits = UInt64(bitPattern: value)
      isWide = isWide || bits >> field.bits != 0
      cell |= bits << field.shift
    }
    pack(counts.good, .good)
    pack(counts.unjudged, .unjudged)
    for origin in Origin.allCases { pack(counts.failed[origin.rawValue], .failed(origin)) }
    return isWide ? nil : cell
  }

  private static func unpacked(_ cell: UInt64) -> Counts {
    func value(_ outcome: Outcome) -> Int64 {
      let field = field(of: outcome)
      return Int64(cell &>> field.shift & ((1 as UInt64) &<< field.bits &- 1))
    }
    var counts = Counts.zero
    counts.good = value(.good)
    counts.unjudged = value(.unjudged)
    for origin in Origin.allCases { counts.failed[origin.rawValue] = value(.failed(origin)) }
    return counts
  }
}
