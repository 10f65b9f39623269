// Which keys had which outcomes in each bucket: what sliding look-backs need that a tally cannot
// give. Entries of one bucket are merged whenever they have doubled, so that a log grows with the
// keys and outcomes of its buckets, not with their events; those of buckets that are over can be
// packed into a sixth of the room, which shows nowhere.

/// Counts by bucket, key and outcome.
package struct KeyLog: Sendable {
  /// Some events of one key with one outcome, in one bucket: 16 bytes, since there are many.
  package struct Entry: Sendable, Equatable {
    /// The key above the outcome's three bits, so that entries sort by key, then outcome.
    let order: UInt32
    package fileprivate(set) var specimens: UInt32
    package fileprivate(set) var events: Int64

    package static let goodIndex: UInt8 = 4
    package static let unjudgedIndex: UInt8 = 5

    /// Entries of `key`, which is below `mostKeys`.
    init(key: Int, outcome: UInt8, specimens: UInt32, events: Int64) {
      order = UInt32(truncatingIfNeeded: key) << 3 | UInt32(outcome)
      self.specimens = specimens
      self.events = events
    }

    /// The key's number in its `KeyTable`, below 2²⁹.
    package var key: UInt32 { order >> 3 }
    /// The index of the outcome: an origin's raw value, `goodIndex` or `unjudgedIndex`.
    package var outcome: UInt8 { UInt8(truncatingIfNeeded: order & 7) }
    /// Whether there is such an outcome, and the events are some that specimens can stand for.
    var isPossible: Bool {
      outcome <= Entry.unjudgedIndex && specimens > 0 && events >= Int64(specimens)
        && events <= Counts.mostEvents
    }
  }

  /// How many keys there may be: their numbers are below.
  package static let mostKeys = 1 << 29

  struct Page: Sendable {
    /// Entries that are in order, each pair once, unless `entries` has more of it.
    var packed = PackedEntries()
    var entries: [Entry] = []
    /// How many of `entries` there were after the last merge.
    var mergedCount = 0

    var isEmpty: Bool { entries.isEmpty && packed.count == 0 }

    mutating func merge() {
      entries = KeyLog.merged(entries)
      mergedCount = entries.count
    }

    /// All entries, by key and outcome, each pair once.
    var merged: [Entry] {
      if packed.count == 0 {
        return mergedCount == entries.count ? entries : KeyLog.merged(entries)
      }
      var all: [Entry] = []
      all.reserveCapacity(packed.count + entries.count)
      packed.forEach { all.append($0) }
      return entries.isEmpty ? all : KeyLog.merged(all + entries)
    }
  }

  private static let leastEntriesToMerge = 32

  var series = BucketSeries<Page>(empty: Page())

  package init() {}

  /// The buckets that may have entries.
  package var buckets: Range<Int> { series.buckets }

  /// Counts an event of `key`, which is matched and has `outcome`, in `bucket`.
  package mutating func add(_ outcome: Outcome, key: Int, bucket: Int, weight: Int64) {
    let index = Entry.index(of: outcome)
    series.update(bucket) { page in
      page.entries.append(Entry(key: key, outcome: index, specimens: 1, events: weight))
      if page.entries.count > max(KeyLog.leastEntriesToMerge, page.mergedCount * 2) {
        page.merge()
      }
    }
  }

  /// The entries of `bucket`, by key and outcome, each pair once.
  package func entries(in bucket: Int) -> [Entry] { series[bucket].merged }

  /// Calls `body` with the entries of `bucket`: every event in one of them, a pair perhaps in several.
  package func forEachEntry(in bucket: Int, _ body: (Entry) -> Void) {
    let page = series[bucket]
    page.packed.forEach(body)
    for entry in page.entries { body(entry) }
  }

  /// The entries of `key` in `bucket`, one an outcome; found at once in a settled log.
  package func entries(of key: Int, in bucket: Int) -> ArraySlice<Entry> {
    let entries = entries(in: bucket)
    let first = entries.firstIndex(notBefore: key)
    return entries[first...].prefix { Int($0.key) == key }
  }

  /// Merges what awaits it, so that reading entries again and again costs nothing more.
  package mutating func settle() {
    for bucket in series.buckets where series[bucket].mergedCount < series[bucket].entries.count {
      series.update(bucket) { $0.merge() }
    }
  }

  /// Packs the entries of `bucket`, where there are enough of them to be worth it.
  package mutating func pack(_ bucket: Int) {
    let page = series[bucket]
    guard !page.entries.isEmpty, page.entries.count * 8 >= page.packed.count else { return }
    series.update(bucket) { page in
      page.packed = PackedEntries(page.merged)
      page.entries = []
      page.mergedCount = 0
    }
  }

  /// Forgets the buckets before `bucket`.
  package mutating func drop(before bucket: Int) { series.drop(before: bucket) }

  private static func merged(_ entries: [Entry]) -> [Entry] {
    var merged: [Entry] = []
    for entry in entries.sorted(by: { $0.order < $1.order }) {
      if let last = merged.indices.last, merged[last].order == entry.order {
        merged[last].specimens &+= entry.specimens
        merged[last].events += entry.events
      } else {
        merged.append(entry)
      }
    }
    return merged
  }
}

extension [KeyLog.Entry] {
  /// Where the first entry is whose key is not below `key`.
  fileprivate func firstIndex(notBefore key: Int) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if Int(self[middle].key) < key { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension KeyLog.Entry {
  /// The index of the outcome of a matched event.
  package static func index(of outcome: Outcome) -> UInt8 {
    switch outcome {
    case .good: goodIndex
    case .unjudged: unjudgedIndex
    case .failed(let origin): UInt8(origin.rawValue)
    case .unmatched, .excluded: preconditionFailure("only matched events are logged")
    }
  }

  /// The events as counts.
  package var counts: Counts { counts(events) }

  /// The specimens as counts.
  var specimenCounts: Counts { counts(Int64(specimens)) }

  private func counts(_ amount: Int64) -> Counts {
    var counts = Counts.zero
    switch outcome {
    case KeyLog.Entry.goodIndex: counts.good = amount
    case KeyLog.Entry.unjudgedIndex: counts.unjudged = amount
    default: counts.failed[Int(outcome)] = amount
    }
    return counts
  }

  /// Whether it is a failure that `charge` does not charge.
  package func isExcused(charging charge: OriginSet) -> Bool {
    guard let origin = Origin(rawValue: Int(outcome)) else { return false }
    return !charge.contains(origin)
  }

  /// Whether it is a failure that `charge` charges.
  package func isBad(charging charge: OriginSet) -> Bool {
    guard let origin = Origin(rawValue: Int(outcome)) else { return false }
    return charge.contains(origin)
  }
}
