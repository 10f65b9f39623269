// What each key adds to the look-backs that hold a bucket: its events there, or, where slices are
// counted, the verdict on its slice that starts there. Nothing is kept a slice: verdicts are made
// anew from the log whenever they enter or leave a look-back.

/// The portions by which sums over keys grow and shrink.
struct KeyPortions {
  private var log: KeyLog
  private let charge: OriginSet
  private let excusedAreValid: Bool
  let slices: SliceRule?
  /// How many buckets a portion spans; portions start at multiples of it.
  let length: Int
  /// Where slices without valid events are good: how many slices there are; else nil.
  let emptySlices: SliceStarts?

  init(_ history: ObjectiveHistory, _ log: KeyLog, over span: ReplaySpan) {
    self.log = log
    charge = history.charge
    excusedAreValid = history.objective.excusedAreValid
    slices = history.slices
    length = history.slices?.bucketsPerSlice ?? 1
    emptySlices = history.slices.flatMap {
      SliceStarts($0, over: span.start(of: history)..<span.last)
    }
  }

  /// Lets go of the log.
  mutating func letGo() { log = KeyLog() }

  /// Calls `body` with each key that has a matched event in the portion that starts at `bucket`, as
  /// far as it has come by `end`, and with what it adds, which may be nothing. Of events, a key may
  /// come several times.
  func forEach(startingAt bucket: Int, until end: Int, _ body: (Int, KeySum) -> Void) {
    guard let slices else {
      for entry in log.entries(in: bucket) { body(Int(entry.key), sum(of: entry)) }
      return
    }
    var entries = log.entries(in: bucket)
    if length > 1 {
      for more in (bucket + 1)..<max(bucket + 1, min(bucket + length, end)) {
        entries += log.entries(in: more)
      }
      entries.sort { $0.key < $1.key }
    }
    var rest = entries[...]
    while let first = rest.first {
      var counts = Counts.zero
      while let entry = rest.first, entry.key == first.key {
        counts += entry.counts
        rest.removeFirst()
      }
      let verdict = slices.verdict(on: counts, startingAt: bucket) ?? Judged()
      body(Int(first.key), KeySum(slices: verdict))
    }
  }

  /// What an entry adds where events are counted.
  func sum(of entry: KeyLog.Entry) -> KeySum {
    let isGood = entry.outcome == KeyLog.Entry.goodIndex
    let isBad = !isGood && entry.isBad(charging: charge)
    let isExcused = !isGood && !isBad && entry.outcome != KeyLog.Entry.unjudgedIndex
    guard isGood || isBad || (isExcused && excusedAreValid) else { return KeySum() }
    let (events, specimens) = (entry.events, Int64(entry.specimens))
    return KeySum(
      valid: events, bad: isBad ? events : 0, validSpecimens: specimens,
      badSpecimens: isBad ? specimens : 0)
  }
}

/// What one look-back holds of one key.
struct KeySum: Equatable {
  var valid: Int64 = 0
  var bad: Int64 = 0
  var validSpecimens: Int64 = 0
  var badSpecimens: Int64 = 0

  static func += (sum: inout KeySum, more: KeySum) {
    sum.valid += more.valid
    sum.bad += more.bad
    sum.validSpecimens += more.validSpecimens
    sum.badSpecimens += more.badSpecimens
  }

  static func -= (sum: inout KeySum, less: KeySum) {
    sum.valid -= less.valid
    sum.bad -= less.bad
    sum.validSpecimens -= less.validSpecimens
    sum.badSpecimens -= less.badSpecimens
  }
}

extension KeySum {
  /// The sum of one slice, or of none.
  fileprivate init(slices: Judged) {
    self.init(
      valid: slices.valid, bad: slices.bad, validSpecimens: slices.valid,
      badSpecimens: slices.bad)
  }
}

/// Where slices start that no exclusion touches.
struct SliceStarts {
  private let first: Int
  private let length: Int
  /// How many of the slices before each one, from the first on, are not left out.
  private var before = [0]

  /// The slices of `rule` that start in `buckets`; nil where empty ones are left out anyway.
  init?(_ rule: SliceRule, over buckets: Range<Int>) {
    length = rule.bucketsPerSlice
    first = buckets.lowerBound.flooredQuotient(by: length)
    guard rule.emptyAreGood else { return nil }
    for slice in first...max(first, buckets.upperBound.flooredQuotient(by: length)) {
      let isThere = rule.verdict(on: .zero, startingAt: slice * length) != nil
      before.append(before[before.count - 1] + (isThere ? 1 : 0))
    }
  }

  /// How many of them start in `buckets`.
  func count(in buckets: Range<Int>) -> Int64 {
    Int64(place(of: buckets.upperBound) - place(of: buckets.lowerBound))
  }

  /// How many start before `bucket`.
  private func place(of bucket: Int) -> Int {
    let slices = -(-bucket).flooredQuotient(by: length) - first
    return before[min(max(slices, 0), before.count - 1)]
  }
}
