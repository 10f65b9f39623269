// What the lines of a log have in common: a logger writes the same keys in the same order with the
// same spaces, so that all between two values is the same bytes in line after line. Lines that the
// scanner has read teach their layout; a line that then matches one costs a comparison a value and
// no parsing of keys. (Y. Li et al., "Mison", VLDB 2017; S. Palkar et al., "Sparser", VLDB 2018.)
//
// Layouts lie in one tree, so that loggers share beginnings and an optional field is a fork. Always
// holds: of forks, a literal stands before those that it begins with, and no literal has a control
// byte. So the first that matches is the right one, and no match reaches over the end of a line,
// which is such a byte.

/// The layouts of the lines seen so far.
struct LineLayouts: Sendable {
  /// What follows a literal.
  enum Kind: UInt8, Sendable {
    /// The next step's literal, which goes on with this one.
    case literal
    /// A text, up to its closing quote.
    case text
    /// A number, true, false or null.
    case scalar
    /// A quoted value of logfmt, up to its closing quote.
    case quoted
    /// A value of logfmt up to a space or the line's end.
    case bare
    /// Nothing: the line ends.
    case end
  }

  /// Up to sixteen bytes that must stand at a place, and what comes behind them.
  struct Step: Sendable {
    var low: UInt64 = 0
    var lowMask: UInt64 = 0
    var high: UInt64 = 0
    var highMask: UInt64 = 0
    var length: Int32 = 0
    /// The step to try where the bytes are others; none if negative.
    var fork: Int32 = -1
    /// The step behind the value; none at the end of a line.
    var next: Int32 = -1
    /// The slot of the value, or -1; at the end of a line how many of its keys repeat.
    var slot: Int32 = -1
    var kind: Kind

    /// Whether it asks for the same bytes and the same value as `other`.
    func isSame(as other: Step) -> Bool {
      low == other.low && high == other.high && length == other.length && kind == other.kind
        && slot == other.slot
    }

    /// Whether its bytes begin with those of `other`.
    func begins(with other: Step) -> Bool {
      (low ^ other.low) & other.lowMask == 0 && (high ^ other.high) & other.highMask == 0
        && length >= other.length
    }
  }

  /// How many steps all layouts may have together.
  private static let mostSteps = 2048
  /// How many steps may fork from one.
  private static let mostForks = 8
  /// How many bytes must be there to be read behind a line.
  static let margin = 32

  private(set) var steps: [Step] = []

  /// Adds the layout that `layout` is, its last step the end of the line; false where there is no
  /// room for it, or it is known.
  mutating func insert(_ layout: [Step]) -> Bool {
    guard steps.count + layout.count <= Self.mostSteps else { return false }
    guard !steps.isEmpty else {
      append(layout[...])
      return true
    }
    var place = 0
    var depth = 0
    while depth < layout.count {
      switch find(layout[depth], from: place) {
      case .known(let index):
        place = Int(steps[index].next)
        depth += 1
      case .new(let before, let forks):
        guard forks < Self.mostForks else { return false }
        fork(at: place, before: before, to: layout[depth...])
        return true
      }
    }
    return false
  }

  private enum Finding {
    case known(Int)
    /// Where among the forks it belongs, and how many there are.
    case new(before: Int, forks: Int)
  }

  private func find(_ step: Step, from first: Int) -> Finding {
    var index = first
    var before: Int?
    var forks = 0
    while index >= 0 {
      if steps[index].isSame(as: step) { return .known(index) }
      if before == nil, step.begins(with: steps[index]) { before = index }
      forks += 1
      index = Int(steps[index].fork)
    }
    return .new(before: before ?? -1, forks: forks)
  }

  /// Adds `layout` to the forks that start at `first`, before the step `before`, last if negative.
  private mutating func fork(at first: Int, before: Int, to layout: ArraySlice<Step>) {
    let start = Int32(steps.count)
    append(layout)
    if before == first {
      // The first fork is pointed to from elsewhere: the new one takes its place.
      steps.swapAt(first, Int(start))
      steps[first].fork = start
      return
    }
    var last = first
    while Int(steps[last].fork) != before { last = Int(steps[last].fork) }
    steps[Int(start)].fork = Int32(before)
    steps[last].fork = start
  }

  /// Appends `layout`, each step behind the one before it.
  private mutating func append(_ layout: ArraySlice<Step>) {
    for var step in layout {
      step.fork = -1
      step.next = step.kind == .end ? -1 : Int32(steps.count + 1)
      steps.append(step)
    }
  }
}
