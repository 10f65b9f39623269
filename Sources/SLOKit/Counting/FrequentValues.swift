// Which values of one field are frequent, in bounded memory however many there are: every value that
// holds more than 1/256 of what was added is kept. (J. Misra, D. Gries, "Finding repeated elements",
// Science of Computer Programming 2, 1982.)

/// The frequent values of a field.
package struct FrequentValues: Sendable {
  /// How many values are counted at a time.
  package static let capacity = 255

  private var counts: [ComparedValue: Int64] = [:]
  /// How much every kept count may be too low.
  private var lost: Int64 = 0
  /// The values added, weighted.
  package private(set) var total: Int64 = 0
  /// How many additions there were.
  package private(set) var additions: Int64 = 0

  package init() {}

  /// Whether there were more values than can be counted.
  package var isOverfull: Bool { lost > 0 }

  /// How many different values there were; where they were too many, how many fit and one more.
  package var distinctCount: Int { isOverfull ? FrequentValues.capacity + 1 : counts.count }

  /// Whether most have a value of their own: identities, such as trace ids.
  package var looksLikeIdentities: Bool { additions >= 10 && distinctCount * 2 > Int(additions) }

  /// Adds `value`, `weight` times.
  package mutating func add(_ value: ComparedValue, weight: Int64) {
    total += weight
    additions += 1
    if counts[value] != nil || counts.count < FrequentValues.capacity {
      counts[value, default: 0] += weight
      return
    }
    // Room is made by taking as much from everybody as somebody, or the new one, has.
    let taken = counts.values.reduce(weight) { min($0, $1) }
    lost += taken
    counts = counts.compactMapValues { $0 > taken ? $0 - taken : nil }
    if weight > taken { counts[value] = weight - taken }
  }

  /// The values that may have been added `least` times, among them all that were, and how often each
  /// was at least.
  package func values(atLeast least: Int64) -> [ComparedValue] {
    counts.filter { $0.value + lost >= least }.map(\.key)
  }
}
