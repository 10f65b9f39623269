// Exemplars of many keys: some events of each bucket by which a key's failures can be looked at. At
// most `ExemplarLog.perBucket` of a key and `perBucket` in all are kept of a bucket, so that a log
// grows with its buckets. Which ones does not hang on the order in which they come: the earliest of
// each key go before the second ones, those before the third, and among equals the earlier.

/// Exemplars by bucket and key.
package struct KeyExemplarLog: Sendable {
  /// How many of a bucket are kept.
  package static let perBucket = 64

  struct Entry: Sendable {
    var key: Int
    var exemplar: ExemplarLog.Entry
  }

  struct Page: Sendable {
    var entries: [Entry] = []

    /// The entries that stay, by key and then in order.
    var kept: [Entry] {
      let sorted = entries.sorted {
        $0.key != $1.key ? $0.key < $1.key : $0.exemplar.precedes($1.exemplar)
      }
      var ranked: [(rank: Int, entry: Entry)] = []
      for entry in sorted {
        let isNext = ranked.last?.entry.key == entry.key
        ranked.append((isNext ? ranked[ranked.count - 1].rank + 1 : 0, entry))
      }
      ranked.removeAll { $0.rank >= ExemplarLog.perBucket }
      guard ranked.count > KeyExemplarLog.perBucket else { return ranked.map(\.entry) }
      ranked.sort {
        $0.rank != $1.rank
          ? $0.rank < $1.rank : $0.entry.exemplar.precedes($1.entry.exemplar)
      }
      return ranked.prefix(KeyExemplarLog.perBucket).map(\.entry)
    }
  }

  var series = BucketSeries<Page>(empty: Page())
  var files = ExemplarLog.Files()

  package init() {}

  /// Keeps an event of `key`, where its bucket has none that goes before it.
  package mutating func add(
    at instant: Timestamp, bucket: Int, key: Int, file: String, line: Int, trace: [UInt8]?
  ) {
    let exemplar = ExemplarLog.Entry(
      instant: instant, file: files.number(of: file), line: line, trace: trace)
    series.update(bucket) { page in
      page.entries.append(Entry(key: key, exemplar: exemplar))
      if page.entries.count >= KeyExemplarLog.perBucket * 2 { page.entries = page.kept }
    }
  }

  /// The `count` latest of `key` in `range`, in order.
  package func latest(_ count: Int, of key: Int, in range: Range<Int>) -> [Exemplar] {
    var found: [ExemplarLog.Entry] = []
    for bucket in range.clamped(to: series.buckets).reversed() where found.count < count {
      let own = series[bucket].kept.filter { $0.key == key }.map(\.exemplar)
        .sorted { $0.precedes($1) }
      found.append(contentsOf: own.reversed().prefix(count - found.count))
    }
    return found.reversed().map { files.exemplar($0) }
  }

  /// Forgets the buckets before `bucket`.
  package mutating func drop(before bucket: Int) { series.drop(before: bucket) }
}
