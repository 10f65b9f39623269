// The time that a replay walks through, in bucket ends.

/// From the oldest event's bucket's end to some time after the newest's.
package struct ReplaySpan: Sendable {
  package let buckets: Buckets
  /// The first A, as the index of the bucket that starts there.
  package let first: Int
  /// The newest event's A.
  package let newest: Int
  /// The last A.
  package var last: Int
  /// How many buckets set the pace of a forecast.
  package let pace: Int

  package init(buckets: Buckets, first: Int, newest: Int, last: Int, forecastFrom: TimeSpan) {
    self.buckets = buckets
    self.first = first
    self.newest = newest
    self.last = last
    pace = max(1, Int(forecastFrom.nanoseconds / buckets.resolution.nanoseconds))
  }

  /// `span` in buckets, rounded down.
  func length(_ span: TimeSpan) -> Int { Int(span.nanoseconds / buckets.resolution.nanoseconds) }

  /// The bucket from which `history` is summed up: the first, or where the slice starts that holds it.
  func start(of history: ObjectiveHistory) -> Int {
    let length = history.slices?.bucketsPerSlice ?? 1
    return (first - 1).flooredQuotient(by: length) * length
  }

  func instant(_ end: Int) -> Timestamp { buckets.start(of: end) }
}

/// The stretches of bucket ends at which something held, as they come.
struct Stretches {
  /// Each by the first and the last bucket's end.
  private(set) var held: [ClosedRange<Int>] = []

  /// Notes that it holds as of `end`.
  mutating func note(_ end: Int) {
    if let last = held.last, last.upperBound == end - 1 {
      held[held.count - 1] = last.lowerBound...end
    } else {
      held.append(end...end)
    }
  }
}
