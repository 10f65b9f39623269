// When there were events at all, for telling a quiet hour from an hour whose log is missing: the
// first and the last instant of each bucket.

/// The instants between which buckets have events.
package struct Presence: Sendable {
  struct Span: Sendable {
    var first = Int64.max
    var last = Int64.min
  }

  var series = BucketSeries<Span>(empty: Span())

  package init() {}

  /// Notes an event at `instant`, which is in `bucket`.
  package mutating func note(_ instant: Timestamp, bucket: Int) {
    note(instant...instant, bucket: bucket)
  }

  /// Notes events in `bucket`, the first and the last of which are at the bounds of `span`.
  package mutating func note(_ span: ClosedRange<Timestamp>, bucket: Int) {
    series.update(bucket) {
      $0.first = min($0.first, span.lowerBound.nanoseconds)
      $0.last = max($0.last, span.upperBound.nanoseconds)
    }
  }

  /// Forgets the buckets before `bucket`.
  package mutating func drop(before bucket: Int) { series.drop(before: bucket) }

  /// The longest stretch of `span` without an event, the first of several; nil where every stretch
  /// is shorter than a bucket. Stretches inside one bucket are not looked for: they are.
  package func longestGap(in span: Range<Timestamp>, buckets: Buckets) -> Range<Timestamp>? {
    var longest = span.lowerBound..<span.lowerBound
    var last = span.lowerBound
    func note(until end: Timestamp) {
      if end - last > longest.upperBound - longest.lowerBound { longest = last..<end }
    }
    let first = buckets.index(of: span.lowerBound)
    series.forEach(in: first..<max(first, buckets.index(of: span.upperBound))) { _, events in
      guard events.first != .max else { return }
      note(until: Timestamp(nanoseconds: events.first))
      last = max(last, Timestamp(nanoseconds: events.last))
    }
    note(until: span.upperBound)
    return longest.upperBound - longest.lowerBound < buckets.resolution ? nil : longest
  }
}
