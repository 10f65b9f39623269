// Whether it pays to try the layouts of earlier lines. Where lines keep departing from them, trying
// and learning stop for a while, each time twice as long, so that a log without any order costs what
// the general scanner costs.

/// The account of hits and misses of one file.
struct Speculation: Sendable {
  /// A miss costs as much as this many hits are worth.
  private static let priceOfMiss = 4
  private static let mostCredit = 1024
  /// How many layouts are learned before a pause.
  private static let mostLearned = 64
  private static let longestPause = 1 << 20

  /// Whether misses are forgiven: where lines are damaged on purpose, to be compared.
  private let isPatient: Bool
  private var credit = 256
  private var learned = 0
  private var pause = 0
  private var nextPause = 4096
  /// How many lines matched.
  private(set) var hits = 0

  init(isPatient: Bool = false) { self.isPatient = isPatient }

  /// Whether the layouts are to be tried on the next line; to be asked once a line.
  private var isWanted: Bool {
    @inline(__always) mutating get {
      if pause == 0 { return true }
      pause &-= 1
      return false
    }
  }

  /// Whether a line that matched nothing is to be learned from.
  var mayLearn: Bool { pause == 0 && learned < Self.mostLearned }

  /// Reads the line that `window` begins with if it is to be tried and has one of `layouts`: its
  /// length without its newline.
  @inline(__always)
  mutating func scan(
    _ window: RawSpan, by layouts: LineLayouts, into fields: inout EventFields
  ) -> Int? {
    guard isWanted else { return nil }
    fields.clear()
    guard let match = layouts.match(window, into: &fields.values, decoded: &fields.decoded) else {
      return nil
    }
    fields.duplicateKeys = match.repeatedKeys
    hits &+= 1
    if credit < Self.mostCredit { credit &+= 1 }
    return match.count
  }

  /// A line did not match, or was not tried; true where all layouts are to be forgotten and a pause
  /// begins.
  mutating func noteMiss() -> Bool {
    if pause > 0 { return false }
    credit -= Self.priceOfMiss
    guard credit < 0, !isPatient else { return false }
    credit = 256
    learned = 0
    pause = nextPause
    nextPause = min(nextPause * 2, Self.longestPause)
    return true
  }

  /// A layout was added.
  mutating func noteLearned() { learned += 1 }
}
