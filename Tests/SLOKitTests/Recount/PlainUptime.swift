// User-uptime (Hauer et al., "Meaningful Availability", NSDI 2020): how long each customer's last
// experience was good or bad. After every event of a customer the time up to its next event, or the
// end, or the inactivity cutoff, is up or down. Sums over all customers, in nanoseconds.

struct PlainUptime {
  private struct Stretch {
    var from: Int
    var to: Int
    var isUp: Bool
  }

  static let cutoff = 30 * PlainTime.minute
  static let lengths = [
    PlainTime.minute, 5 * PlainTime.minute, 15 * PlainTime.minute, PlainTime.hour,
    6 * PlainTime.hour, PlainTime.day, 7 * PlainTime.day, 30 * PlainTime.day,
  ]

  private var stretches: [Stretch] = []
  private let period: (from: Int, to: Int)
  private let resolution: Int

  /// - Parameter outcomes: the matched events of the period.
  init(_ outcomes: [PlainOutcome], period: (from: Int, to: Int), resolution: Int) {
    self.period = period
    self.resolution = resolution
    let counted = outcomes.filter { $0.kind != .unjudged && $0.customer != nil }
    for events in Dictionary(grouping: counted, by: \.customer).values {
      // At one instant the worst outcome counts.
      let atInstant = Dictionary(grouping: events, by: \.instant)
      let instants = atInstant.keys.sorted()
      for (index, instant) in instants.enumerated() {
        let next = index + 1 < instants.count ? instants[index + 1] : period.to
        let isUp = !(atInstant[instant] ?? []).contains { $0.kind == .bad }
        let end = min(next, instant + Self.cutoff)
        stretches.append(Stretch(from: instant, to: end, isUp: isUp))
      }
    }
  }

  var expected: Expected {
    let up = stretches.filter(\.isUp).reduce(0) { $0 + $1.to - $1.from }
    let down = stretches.filter { !$0.isUp }.reduce(0) { $0 + $1.to - $1.from }
    return .object([
      ("upSeconds", .seconds(up)), ("downSeconds", .seconds(down)),
      ("ratio", .ratio(up + down == 0 ? nil : (Int128(up), Int128(up + down)))),
      // Every event is sorted here, however late it comes.
      ("tooLate", .integer(0)),
    ])
  }

  /// For each length, the worst ratio of every look-back of that length on bucket ends that lies in
  /// the period; the first such look-back's end beside it.
  var expectedWindowed: Expected {
    let buckets = (period.to - period.from) / resolution
    var up = [Int](repeating: 0, count: buckets + 1)
    var down = up
    for stretch in stretches {
      var instant = stretch.from
      while instant < stretch.to {
        let bucket = (instant - period.from) / resolution
        let end = min(stretch.to, period.from + (bucket + 1) * resolution)
        if stretch.isUp {
          up[bucket + 1] += end - instant
        } else {
          down[bucket + 1] += end - instant
        }
        instant = end
      }
    }
    // From here on, sums of everything up to a bucket's end.
    for bucket in 1..<max(2, buckets + 1) where buckets > 0 {
      up[bucket] += up[bucket - 1]
      down[bucket] += down[bucket - 1]
    }
    return .array(
      Self.lengths.map { length in
        var worst: (up: Int, all: Int, end: Int)?
        // A look-back ends and begins where buckets do.
        let span = length % resolution == 0 ? length / resolution : 0
        for last in stride(from: max(1, span), through: buckets, by: 1) where span > 0 {
          let isUp = up[last] - up[last - span]
          let all = isUp + down[last] - down[last - span]
          guard all > 0 else { continue }
          let isWorse =
            worst.map { Int128(isUp) * Int128($0.all) < Int128($0.up) * Int128(all) } ?? true
          if isWorse { worst = (isUp, all, period.from + last * resolution) }
        }
        return .object([
          ("length", .text(PlainTime.text(ofDuration: length))),
          ("ratio", .ratio(worst.map { (Int128($0.up), Int128($0.all)) })),
          ("at", .time(worst?.end)),
        ])
      })
  }
}
