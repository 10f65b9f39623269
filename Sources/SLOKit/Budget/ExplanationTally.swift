// From counts to an explanation, in two steps, since only once the good events were counted too is it
// known which values are worth being paired: values first, then pairs and what they share.

/// The counts of single values, from which the candidates for rows are chosen.
package struct ValueTally: Sendable {
  /// The values that may be listed, and their events.
  package let terms: [Explanation.Term]
  package var splits: [Explanation.Split]
  package var all = Explanation.Split()
  /// How many different values the failed events have, and pairs of values of two fields.
  private let possible: Int

  package init(_ terms: [Explanation.Term], possible: Int) {
    self.terms = terms
    self.possible = possible
    splits = Array(repeating: Explanation.Split(), count: terms.count)
  }

  /// The most single values that are listed.
  private static let mostSingles = 100

  /// The rows to be counted next: single values by number, and pairs of the best of them.
  package func candidates() -> (singles: [Int], pairs: [(Int, Int)]) {
    guard all.failed > 0, all.good > 0 else { return ([], []) }
    let least = Explanation.least(of: all.failed)
    let rows = terms.indices.filter { splits[$0].failed >= least }
      .map { (number: $0, row: row($0)) }
      .sorted { $0.row.precedes($1.row) }
    let singles = rows.filter { $0.row.isListed(of: all, possible: possible) }.map(\.number)
    let best = rows.prefix(Explanation.pairedCount).map(\.number)
    var pairs: [(Int, Int)] = []
    for (index, one) in best.enumerated() {
      for other in best[(index + 1)...] where terms[one].field != terms[other].field {
        pairs.append((one, other))
      }
    }
    return (Array(singles.prefix(ValueTally.mostSingles)), pairs)
  }

  private func row(_ number: Int) -> Explanation.Row {
    Explanation.Row([terms[number]], splits[number], of: all)
  }

  /// The explanation, once the pairs are counted.
  package func explanation(
    _ overlap: RowOverlap, dropped: [[UInt8]], hasMoreFields: Bool
  ) -> Explanation {
    var explanation = Explanation(all: all, dropped: dropped, hasMoreFields: hasMoreFields)
    guard all.failed > 0, all.good > 0 else { return explanation }
    let rows = overlap.rows.indices.map { index in
      var row = Explanation.Row(
        overlap.rows[index].map { terms[$0] }, overlap.splits[index], of: all)
      if row.terms.count > 1 { row.rank(behind: overlap.rows[index].map { self.row($0) }) }
      row.failedBefore = overlap.failedBefore(index)
      return row
    }
    // What did not get worse did not do so together with something that is new either.
    let old = Set(
      rows.indices.filter { rows[$0].terms.count == 1 && !overlap.hasRisen($0) }
        .flatMap { overlap.rows[$0] })
    let order = rows.indices.filter { index in
      if rows[index].terms.count == 1 { return overlap.hasRisen(index) }
      return rows[index].isListed(of: all, possible: possible) && overlap.hasRisen(index)
        && !overlap.rows[index].contains { part in
          old.contains(part) && rows[index].addsNothing(to: row(part))
        }
    }.sorted { rows[$0].precedes(rows[$1]) }
    var heads: [Int] = []
    for index in order {
      if let place = heads.firstIndex(where: { overlap.saysTheSame($0, index) }) {
        explanation.rows[place].folded.append(rows[index].terms)
      } else {
        heads.append(index)
        explanation.rows.append(rows[index])
      }
    }
    // Single values tell more than pairs of them.
    for row in explanation.rows.indices {
      explanation.rows[row].folded =
        explanation.rows[row].folded.filter { $0.count == 1 }
        + explanation.rows[row].folded.filter { $0.count > 1 }
    }
    return explanation
  }
}

/// The events of candidate rows, and how many failures any two of them share.
package struct RowOverlap: Sendable {
  /// The numbers of the values of each row: one or two.
  package let rows: [[Int]]
  package private(set) var splits: [Explanation.Split]
  /// The failures that row i and row j share, at i × count + j.
  private var shared: [Int64]
  /// Where two groups are compared: each row's events in the one before, and all events of both.
  private var before: [Explanation.Split]
  private var allBefore = Explanation.Split(), allAfter = Explanation.Split()

  package init(_ singles: [Int], _ pairs: [(Int, Int)]) {
    rows = singles.map { [$0] } + pairs.map { [$0.0, $0.1] }
    splits = Array(repeating: Explanation.Split(), count: rows.count)
    shared = Array(repeating: 0, count: rows.count * rows.count)
    before = splits
  }

  /// Adds events that have those values for which `has` is true.
  package mutating func add(_ events: Explanation.GroupedSplit, has: [Bool]) {
    allBefore.add(events.before)
    allAfter.add(events.after)
    let met = rows.indices.filter { rows[$0].allSatisfy { has[$0] } }
    for row in met {
      splits[row].add(events.compared)
      before[row].add(events.before)
    }
    guard events.compared.failed > 0 else { return }
    for row in met {
      for other in met { shared[row * rows.count + other] += events.compared.failed }
    }
  }

  /// The failures of `row` in the group before; nil where no groups are compared.
  func failedBefore(_ row: Int) -> Int64? { allAfter.specimens > 0 ? before[row].failed : nil }

  /// Whether the failures of `row` are a larger part of the events after than of those before, by more
  /// than chance makes; true where no groups are compared.
  func hasRisen(_ row: Int) -> Bool {
    guard allAfter.specimens > 0 else { return true }
    let failed = splits[row].failedSpecimens
    let tail = FisherTest.upperTail(
      bad: failed, valid: allAfter.specimens, allBad: failed + before[row].failedSpecimens,
      all: allAfter.specimens + allBefore.specimens)
    return tail < Explanation.chance
  }

  /// Whether two rows are of nearly the same failures: those they share are 95 % of those that either
  /// has (their Jaccard index).
  func saysTheSame(_ one: Int, _ other: Int) -> Bool {
    let both = shared[one * rows.count + other]
    let either = splits[one].failed + splits[other].failed - both
    let (share, whole) = Explanation.sameness
    return Int128(both) * Int128(whole) >= Int128(either) * Int128(share)
  }
}
