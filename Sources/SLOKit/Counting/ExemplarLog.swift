// A few events of each bucket by which a failure can be looked at: where they stand in which file,
// and their trace. The earliest of a bucket are kept, so that it does not matter in which order they
// come, and no more than `perBucket`, so that a log grows with its buckets, not with its events.

/// Where an event can be looked at.
public struct Exemplar: Sendable, Equatable {
  /// When it happened.
  public var instant: Timestamp
  /// The file as it was named.
  public var file: String
  /// Its line there, from 1.
  public var line: Int
  /// Its trace id as it was logged, not encoded for any output; nil where it has none.
  public var trace: [UInt8]?
}

/// Exemplars by bucket.
package struct ExemplarLog: Sendable {
  /// How many of a bucket are kept.
  package static let perBucket = 5
  /// The longest trace id that is kept, in bytes.
  package static let maxTraceBytes = 128

  /// An exemplar, its file by number.
  struct Entry: Sendable {
    var instant: Timestamp
    var file: Int32
    var line: Int
    var trace: [UInt8]?

    init(instant: Timestamp, file: Int32, line: Int, trace: [UInt8]?) {
      self.instant = instant
      self.file = file
      self.line = line
      self.trace = trace.map { Array($0.prefix(ExemplarLog.maxTraceBytes)) }
    }

    func precedes(_ other: Entry) -> Bool {
      (instant.nanoseconds, file, line) < (other.instant.nanoseconds, other.file, other.line)
    }
  }

  /// The files of exemplars, by number.
  struct Files: Sendable {
    private(set) var names: [String] = []

    /// The number of `file`. Files come one after the other, so that the last is mostly the one.
    mutating func number(of file: String) -> Int32 {
      if let index = names.lastIndex(of: file) { return Int32(index) }
      names.append(file)
      return Int32(names.count - 1)
    }

    func exemplar(_ entry: Entry) -> Exemplar {
      Exemplar(
        instant: entry.instant, file: names[Int(entry.file)], line: entry.line, trace: entry.trace)
    }
  }

  var series = BucketSeries<[Entry]>(empty: [])
  var files = Files()

  package init() {}

  /// Whether an event at `instant` would be kept in `bucket`.
  package func wants(_ instant: Timestamp, bucket: Int) -> Bool {
    let entries = series[bucket]
    guard entries.count == ExemplarLog.perBucket, let last = entries.last else { return true }
    return instant <= last.instant
  }

  /// Keeps an event, in place of the latest of its bucket where there are enough.
  package mutating func add(
    at instant: Timestamp, bucket: Int, file: String, line: Int, trace: [UInt8]?
  ) {
    let entry = Entry(instant: instant, file: files.number(of: file), line: line, trace: trace)
    series.update(bucket) { entries in
      let place = entries.firstIndex { entry.precedes($0) } ?? entries.endIndex
      entries.insert(entry, at: place)
      if entries.count > ExemplarLog.perBucket { entries.removeLast() }
    }
  }

  /// The `count` latest of `range`, in order.
  package func latest(_ count: Int, in range: Range<Int>) -> [Exemplar] {
    var found: [Entry] = []
    for bucket in range.clamped(to: series.buckets).reversed() where found.count < count {
      found.append(contentsOf: series[bucket].reversed().prefix(count - found.count))
    }
    return found.reversed().map { files.exemplar($0) }
  }

  /// Forgets the buckets before `bucket`.
  package mutating func drop(before bucket: Int) { series.drop(before: bucket) }
}
