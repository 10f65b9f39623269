// Valid and bad of every key over several look-backs, as of one bucket's end after the other. Only
// keys that a step touches can change for the better or worse, and of those only keys with bad
// events: what holds of the others need not be asked again. Where empty slices are good, sums change
// by time alone, and every key with something bad counts as touched.

/// Sliding sums by key.
struct KeySums {
  private var portions: KeyPortions
  private let lookbacks: Int
  /// Key after key, a sum a look-back.
  private var sums: [KeySum] = []
  /// Where each look-back starts, and where all end.
  private var starts: [Int]
  private var end: Int
  /// What the slice that `end` cuts has added so far: where it starts, and by key.
  private var cut: (start: Int, portions: [(key: Int, sum: KeySum)])?
  /// The look-back that starts first: keys without anything bad in it are not touched.
  private var widest = 0
  /// The keys that the last step touched and that have bad events, or had until then, each once.
  private(set) var touched: [Int] = []
  /// The last step that touched each key.
  private var touchedAt: [Int] = []
  /// The keys that the next step has to touch, because more of them has come since the last.
  private var late: Set<Int> = []
  /// Where each key's first slice starts.
  private var firsts: [Int] = []
  /// The keys with something bad in a look-back; kept only where empty slices are good.
  private var spoilt: Set<Int> = []

  /// Sums over `lookbacks` look-backs that begin to fill at the bucket `first`.
  init(_ portions: KeyPortions, lookbacks: Int, from first: Int) {
    self.portions = portions
    self.lookbacks = lookbacks
    starts = Array(repeating: first, count: lookbacks)
    end = first
  }

  /// Takes over how far other sums of the same keys have come.
  mutating func goOn(from other: KeySums) {
    let portions = portions
    self = other
    self.portions = portions
  }

  /// Lets go of what is summed up, to be gone on from.
  mutating func letGo() { portions.letGo() }

  /// Moves on by one bucket, to the end of the bucket before `end`; look-back i starts at
  /// `newStarts[i]`, which is no earlier than before and no later than `end`.
  mutating func advance(to end: Int, starts newStarts: [Int]) {
    touched.removeAll(keepingCapacity: true)
    widest = starts.indices.min { starts[$0] < starts[$1] } ?? 0
    if let cut {
      for portion in cut.portions { change(portion.key, portion.sum, from: cut.start, by: -1, end) }
    }
    cut = nil
    for (index, start) in newStarts.enumerated() { leave(index, until: start, end) }
    self.end = end
    let start = (end - 1).flooredQuotient(by: portions.length) * portions.length
    let isWhole = start + portions.length == end
    var added: [(key: Int, sum: KeySum)] = []
    let portions = portions
    portions.forEach(startingAt: start, until: end) { key, sum in
      makeRoom(for: key, from: start)
      change(key, sum, from: start, by: 1, end)
      if !isWhole { added.append((key, sum)) }
    }
    if !isWhole { cut = (start, added) }
    for key in late { touch(key, isBad: true, end) }
    late.removeAll()
    if portions.emptySlices != nil { touchSpoilt(end) }
  }

  /// Adds an event of `bucket`, where `end` has been come to already; false where slices are counted,
  /// whose verdicts it may change.
  mutating func add(late entry: KeyLog.Entry, bucket: Int) -> Bool {
    guard portions.slices == nil else { return false }
    let key = Int(entry.key)
    makeRoom(for: key, from: bucket)
    let sum = portions.sum(of: entry)
    for index in 0..<lookbacks where starts[index] <= bucket {
      sums[key * lookbacks + index] += sum
    }
    late.insert(key)
    return true
  }

  /// Where the look-back starts that starts first.
  var start: Int { starts.min() ?? end }

  /// Takes what starts before `start` out of the look-back `index`.
  private mutating func leave(_ index: Int, until start: Int, _ newEnd: Int) {
    let portions = portions
    let length = portions.length
    while starts[index] < start {
      let bucket = starts[index]
      // A slice that was not over by the last step is not in the sums now.
      if bucket.isMultiple(of: length), bucket + length <= end {
        portions.forEach(startingAt: bucket, until: end) { key, sum in
          sums[key * lookbacks + index] -= sum
          touch(key, isBad: sum.bad > 0, newEnd)
        }
      }
      starts[index] += 1
    }
  }

  private mutating func change(
    _ key: Int, _ sum: KeySum, from start: Int, by sign: Int64, _ newEnd: Int
  ) {
    for index in 0..<lookbacks where starts[index] <= start {
      if sign > 0 {
        sums[key * lookbacks + index] += sum
      } else {
        sums[key * lookbacks + index] -= sum
      }
    }
    touch(key, isBad: sum.bad > 0, newEnd)
  }

  private mutating func touch(_ key: Int, isBad: Bool, _ end: Int) {
    guard isBad || sums[key * lookbacks + widest].bad > 0, touchedAt[key] != end else { return }
    touchedAt[key] = end
    touched.append(key)
  }

  private mutating func touchSpoilt(_ end: Int) {
    for key in spoilt where touchedAt[key] != end {
      touchedAt[key] = end
      touched.append(key)
    }
    for key in touched {
      if sums[key * lookbacks + widest].bad > 0 {
        spoilt.insert(key)
      } else {
        spoilt.remove(key)
      }
    }
  }

  private mutating func makeRoom(for key: Int, from slice: Int) {
    let missing = key + 1 - touchedAt.count
    if missing > 0 {
      touchedAt.append(contentsOf: repeatElement(.min, count: missing))
      firsts.append(contentsOf: repeatElement(.max, count: missing))
      sums.append(contentsOf: repeatElement(KeySum(), count: missing * lookbacks))
    }
    firsts[key] = min(firsts[key], slice)
  }

  /// What `lookback` holds of `key`.
  func sum(of key: Int, in lookback: Int) -> KeySum {
    guard key < touchedAt.count else { return KeySum() }
    var sum = sums[key * lookbacks + lookback]
    if let slices = portions.emptySlices {
      let start = max(starts[lookback], firsts[key])
      sum.valid = slices.count(in: min(start, end)..<end)
      sum.validSpecimens = sum.valid
    }
    return sum
  }
}

extension Burn {
  /// The burn of one key over `lookback`.
  init(_ lookback: TimeSpan, _ sum: KeySum, target: Target) {
    self.init(
      lookback: lookback, valid: sum.valid, bad: sum.bad,
      rate: ErrorBudget(valid: sum.valid, bad: sum.bad, target: target).burnRate,
      validSpecimens: sum.validSpecimens, badSpecimens: sum.badSpecimens)
  }
}
