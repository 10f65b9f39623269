// Valid and bad of every key over several look-backs, as of one bucket's end after the other. Only
// keys that a step touches can change for the better or worse, and of those only keys with bad
// events: what holds of the others need not be asked again.

/// Sliding sums by key.
struct KeySums {
  /// What one look-back holds of one key.
  struct Sum {
    var valid: Int64 = 0
    var bad: Int64 = 0
    var validSpecimens: Int64 = 0
    var badSpecimens: Int64 = 0
  }

  private let log: KeyLog
  private let charge: OriginSet
  private let excusedAreValid: Bool
  private let lookbacks: Int
  /// The longest look-back that anything hangs on: keys without bad events in it are not touched.
  private let longest: Int
  /// Key after key, a sum a look-back.
  private var sums: [Sum] = []
  /// Where each look-back starts, and where all end.
  private var starts: [Int]
  private var end: Int
  /// The keys that the last step touched and that have bad events, or had until then, each once.
  private(set) var touched: [Int] = []
  /// The last step that touched each key.
  private var touchedAt: [Int] = []

  /// Sums over `lookbacks` look-backs that begin to fill at the bucket `first`.
  init(
    _ log: KeyLog, charge: OriginSet, excusedAreValid: Bool, lookbacks: Int, longest: Int,
    from first: Int
  ) {
    self.log = log
    self.charge = charge
    self.excusedAreValid = excusedAreValid
    self.lookbacks = lookbacks
    self.longest = longest
    starts = Array(repeating: first, count: lookbacks)
    end = first
  }

  /// Moves on to the end of the bucket before `end`; look-back i starts at `newStarts[i]`, which is
  /// no earlier than before.
  mutating func advance(to end: Int, starts newStarts: [Int]) {
    touched.removeAll(keepingCapacity: true)
    while self.end < end {
      for entry in log.entries(in: self.end) {
        for index in 0..<lookbacks { add(entry, to: index, sign: 1, at: end) }
      }
      self.end += 1
    }
    for (index, start) in newStarts.enumerated() {
      while starts[index] < min(start, end) {
        for entry in log.entries(in: starts[index]) { add(entry, to: index, sign: -1, at: end) }
        starts[index] += 1
      }
    }
  }

  private mutating func add(_ entry: KeyLog.Entry, to lookback: Int, sign: Int64, at end: Int) {
    if entry.outcome == KeyLog.Entry.unjudgedIndex { return }
    let isGood = entry.outcome == KeyLog.Entry.goodIndex
    let isBad = !isGood && entry.isBad(charging: charge)
    if !isGood && !isBad && !excusedAreValid { return }
    let key = Int(entry.key)
    if key >= touchedAt.count { makeRoom(for: key) }
    let place = key * lookbacks + lookback
    sums[place].valid += sign * entry.events
    sums[place].validSpecimens += sign * Int64(entry.specimens)
    if isBad {
      sums[place].bad += sign * entry.events
      sums[place].badSpecimens += sign * Int64(entry.specimens)
    }
    guard isBad || sums[key * lookbacks + longest].bad > 0, touchedAt[key] != end else { return }
    touchedAt[key] = end
    touched.append(key)
  }

  private mutating func makeRoom(for key: Int) {
    let missing = key + 1 - touchedAt.count
    guard missing > 0 else { return }
    touchedAt.append(contentsOf: repeatElement(.min, count: missing))
    sums.append(contentsOf: repeatElement(Sum(), count: missing * lookbacks))
  }

  /// What `lookback` holds of `key`.
  func sum(of key: Int, in lookback: Int) -> Sum { sums[key * lookbacks + lookback] }
}

extension Burn {
  /// The burn of one key over `lookback`.
  init(_ lookback: TimeSpan, _ sum: KeySums.Sum, target: Target) {
    self.init(
      lookback: lookback, valid: sum.valid, bad: sum.bad,
      rate: ErrorBudget(valid: sum.valid, bad: sum.bad, target: target).burnRate,
      validSpecimens: sum.validSpecimens, badSpecimens: sum.badSpecimens)
  }
}
