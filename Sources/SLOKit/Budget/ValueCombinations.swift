// Which values come together, and in how many events: the values of one event after another in, the
// counts of any rows out, so that pairs can be chosen when all events have gone by. Where there are
// more combinations than there is room for, nothing is told, and the events have to be read again.

/// The events of each combination of values that some event has.
package struct ValueCombinations: Sendable {
  /// The most combinations that are kept.
  package static let limit = 1 << 14

  private let limit: Int
  private var places: [[Int32]: Int] = [:]
  private var events: [Explanation.GroupedSplit] = []
  private var isOverfull = false

  /// - Parameter limit: The most combinations that are kept.
  package init(limit: Int = ValueCombinations.limit) { self.limit = limit }

  /// Adds an event of those values whose numbers are `values`, in any order.
  package mutating func add(
    _ values: [Int32], isFailed: Bool, isCompared: Bool, isAfter: Bool?, weight: Int64
  ) {
    if isOverfull { return }
    var place = places[values]
    if place == nil {
      guard events.count < limit else {
        (isOverfull, places, events) = (true, [:], [])
        return
      }
      place = events.count
      places[values] = place
      events.append(Explanation.GroupedSplit())
    }
    guard let place else { return }
    events[place].add(
      isFailed: isFailed, isCompared: isCompared, isAfter: isAfter, weight: weight)
  }

  /// `overlap` with the events of all combinations added; nil where there were too many of them.
  ///
  /// - Parameter valueCount: What the numbers of values are below.
  package func counted(_ overlap: RowOverlap, valueCount: Int) -> RowOverlap? {
    guard !isOverfull else { return nil }
    var overlap = overlap
    var has = [Bool](repeating: false, count: valueCount)
    for (values, place) in places {
      for value in values { has[Int(value)] = true }
      overlap.add(events[place], has: has)
      for value in values { has[Int(value)] = false }
    }
    return overlap
  }
}
