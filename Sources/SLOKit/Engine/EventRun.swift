// Events of a batch that follow one another in one bucket of time, added up by what the objectives
// make of them: hundreds of events then cost an objective one addition. Nothing that a count hangs
// on changes inside of a run: the instant asked for, the edges of exclusions and the starts of
// look-backs bound it. Its events of one classification are linked, so that they can be counted by
// their keys one after the other.

/// Consecutive events that are counted alike.
struct EventRun: Sendable {
  /// Where in time its events lie, and what holds there.
  struct Place: Sendable {
    /// Instants that belong to it.
    var span = Timestamp(nanoseconds: 0)..<Timestamp(nanoseconds: 0)
    var bucket = 0
    /// Whether it lies before the instant asked for.
    var isBefore = true
    /// Of each objective, whether an exclusion takes its events out.
    var isExcluded: [Bool] = []
    /// Of each objective, whether its events are counted by their keys.
    var countsKeys: [Bool] = []
  }

  /// Its events of one classification.
  struct Tally: Sendable {
    var weight: Int64 = 0
    var specimens: Int64 = 0
    var first = Timestamp(nanoseconds: .max)
    var last = Timestamp(nanoseconds: .min)
    /// The index in its batch of the event that was noted last; negative where there is none.
    fileprivate var latest: Int32 = -1
  }

  var place = Place()
  /// By classification; those that are not in `present` are empty.
  private var tallies: [Tally] = []
  /// The classifications that it has events of.
  private(set) var present: [Int] = []
  /// By index in the batch, the event of the same classification that was noted before it.
  private var previous: [Int32] = []

  /// Makes room for what the events of `batch` are.
  mutating func makeRoom(for batch: borrowing EventBatch) {
    let missing = batch.classifications.count - tallies.count
    if missing > 0 { tallies.append(contentsOf: repeatElement(Tally(), count: missing)) }
    let more = batch.entries.count - previous.count
    if more > 0 { previous.append(contentsOf: repeatElement(-1, count: more)) }
  }

  /// Adds the event at `index` of its batch, which lies in its place.
  @inline(__always)
  mutating func note(_ event: EventBatch.Entry, at index: Int) {
    let classification = Int(event.classification)
    if tallies[classification].specimens == 0 { present.append(classification) }
    previous[index] = tallies[classification].latest
    var tallies = tallies.mutableSpan
    tallies[classification].latest = Int32(truncatingIfNeeded: index)
    tallies[classification].weight &+= Int64(event.weight)
    tallies[classification].specimens &+= 1
    tallies[classification].first = min(tallies[classification].first, event.instant)
    tallies[classification].last = max(tallies[classification].last, event.instant)
  }

  /// What it holds of `classification`.
  subscript(classification: Int) -> Tally { tallies[classification] }

  /// Puts its events of `classification`, which are `entries` of the batch, into `events`.
  ///
  /// - Parameter keys: The numbers of the batch's keys, by index.
  func gather(
    _ classification: Int, of entries: [EventBatch.Entry], by keys: [Int32],
    into events: inout KeyedEvents
  ) {
    events.removeAll()
    var index = Int(tallies[classification].latest)
    while index >= 0 {
      events.append(
        key: keys[index], weight: entries[index].weight, at: entries[index].instant)
      index = Int(previous[index])
    }
  }

  /// Forgets its events; its place stays.
  mutating func removeAll() {
    for classification in present { tallies[classification] = Tally() }
    present.removeAll(keepingCapacity: true)
  }
}
