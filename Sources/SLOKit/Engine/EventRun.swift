// Events of a batch that follow one another in one bucket of time, added up by what the objectives
// make of them: hundreds of events then cost an objective one addition. Nothing that a count hangs
// on changes inside of a run: the instant asked for and the edges of exclusions bound it.

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
  }

  /// Its events of one classification.
  struct Tally: Sendable {
    var weight: Int64 = 0
    var specimens: Int64 = 0
    var first = Timestamp(nanoseconds: .max)
    var last = Timestamp(nanoseconds: .min)
  }

  var place = Place()
  /// By classification; those that are not in `present` are empty.
  private var tallies: [Tally] = []
  /// The classifications that it has events of.
  private(set) var present: [Int] = []

  /// Makes room for so many classifications.
  mutating func makeRoom(for count: Int) {
    let missing = count - tallies.count
    if missing > 0 { tallies.append(contentsOf: repeatElement(Tally(), count: missing)) }
  }

  /// Adds an event, which lies in its place.
  @inline(__always)
  mutating func note(_ event: EventBatch.Entry) {
    let classification = Int(event.classification)
    if tallies[classification].specimens == 0 { present.append(classification) }
    var tallies = tallies.mutableSpan
    tallies[classification].weight &+= Int64(event.weight)
    tallies[classification].specimens &+= 1
    tallies[classification].first = min(tallies[classification].first, event.instant)
    tallies[classification].last = max(tallies[classification].last, event.instant)
  }

  /// What it holds of `classification`.
  subscript(classification: Int) -> Tally { tallies[classification] }

  /// Forgets its events; its place stays.
  mutating func removeAll() {
    for classification in present { tallies[classification] = Tally() }
    present.removeAll(keepingCapacity: true)
  }
}
