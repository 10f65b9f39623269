// Which keys had which outcomes in each bucket: what sliding look-backs need that a tally cannot
// give. Entries of one bucket are merged whenever they have doubled, so that a log grows with the
// keys and outcomes of its buckets, not with their events.

/// Counts by bucket, key and outcome.
package struct KeyLog: Sendable {
  /// Some events of one key with one outcome, in one bucket: 16 bytes, since there are many.
  package struct Entry: Sendable, Equatable {
    /// The key above the outcome's three bits, so that entries sort by key, then outcome.
    fileprivate let order: UInt32
    package fileprivate(set) var specimens: UInt32
    package fileprivate(set) var events: Int64

    package static let goodIndex: UInt8 = 4
    package static let unjudgedIndex: UInt8 = 5

    fileprivate init(key: Int, outcome: UInt8, weight: Int64) {
      order = UInt32(truncatingIfNeeded: key) << 3 | UInt32(outcome)
      specimens = 1
      events = weight
    }

    /// The key's number in its `KeyTable`, below 2²⁹.
    package var key: UInt32 { order >> 3 }
    /// The index of the outcome: an origin's raw value, `goodIndex` or `unjudgedIndex`.
    package var outcome: UInt8 { UInt8(truncatingIfNeeded: order & 7) }
  }

  private struct Page: Sendable {
    var entries: [Entry] = []
    /// How many entries there were after the last merge.
    var mergedCount = 0
  }

  private static let leastEntriesToMerge = 32

  private var series = BucketSeries<Page>(empty: Page())

  package init() {}

  /// The buckets that may have entries.
  package var buckets: Range<Int> { series.buckets }

  /// Counts an event of `key`, which is matched and has `outcome`, in `bucket`.
  package mutating func add(_ outcome: Outcome, key: Int, bucket: Int, weight: Int64) {
    let index: UInt8
    switch outcome {
    case .good: index = Entry.goodIndex
    case .unjudged: index = Entry.unjudgedIndex
    case .failed(let origin): index = UInt8(origin.rawValue)
    case .unmatched, .excluded: preconditionFailure("only matched events are logged")
    }
    series.update(bucket) { page in
      page.entries.append(Entry(key: key, outcome: index, weight: weight))
      if page.entries.count > max(KeyLog.leastEntriesToMerge, page.mergedCount * 2) {
        page.entries = KeyLog.merged(page.entries)
        page.mergedCount = page.entries.count
      }
    }
  }

  /// The entries of `bucket`, by key and outcome, each pair once.
  package func entries(in bucket: Int) -> [Entry] {
    let page = series[bucket]
    return page.mergedCount == page.entries.count ? page.entries : KeyLog.merged(page.entries)
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
      series.update(bucket) { page in
        page.entries = KeyLog.merged(page.entries)
        page.mergedCount = page.entries.count
      }
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
  /// The events as counts.
  package var counts: Counts {
    var counts = Counts.zero
    switch outcome {
    case KeyLog.Entry.goodIndex: counts.good = events
    case KeyLog.Entry.unjudgedIndex: counts.unjudged = events
    default: counts.failed[Int(outcome)] = events
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
