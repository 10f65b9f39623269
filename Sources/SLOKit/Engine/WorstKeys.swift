// The order in which keys are listed, and the first of them: of a million keys of which twenty are
// asked for, no more are held than that takes.

/// The worst keys of a table.
struct WorstKeys {
  private struct Rank {
    let number: Int32
    /// What is spent of the budget; less than nothing where there is none.
    let spent: Double
    let bad: Int64
    let valid: Int64
  }

  /// Among how many at least the worst are sought at once.
  private static let fewestHeld = 4096

  private let most: Int?
  private let table: KeyTable
  private var ranks: [Rank] = []
  /// How many keys there were.
  private(set) var count: Int64 = 0

  /// The worst `most` keys of `table`; all of them where that is nil.
  init(most: Int?, of table: KeyTable) {
    self.most = most
    self.table = table
  }

  /// Adds the key `number`.
  mutating func add(_ number: Int, _ figures: Figures) {
    count += 1
    ranks.append(
      Rank(
        number: Int32(truncatingIfNeeded: number), spent: figures.budget.spent ?? -1,
        bad: figures.bad, valid: figures.valid))
    if let most, ranks.count / 2 >= max(most, WorstKeys.fewestHeld) { cut(to: most) }
  }

  /// The numbers of the worst keys: by spent (infinite first, none last), then bad, valid, and the
  /// key's bytes.
  mutating func numbers() -> [Int] {
    cut(to: most ?? ranks.count)
    return ranks.map { Int($0.number) }
  }

  private mutating func cut(to most: Int) {
    ranks.sort { [table] in WorstKeys.isWorse($0, $1, in: table) }
    if ranks.count > most { ranks.removeLast(ranks.count - most) }
  }

  private static func isWorse(_ a: Rank, _ b: Rank, in table: KeyTable) -> Bool {
    if a.spent != b.spent { return a.spent > b.spent }
    if a.bad != b.bad { return a.bad > b.bad }
    if a.valid != b.valid { return a.valid > b.valid }
    return table.areOrdered(Int(a.number), Int(b.number))
  }
}
