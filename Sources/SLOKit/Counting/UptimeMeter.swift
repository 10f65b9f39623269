// Turns customers' outcomes into up and down time while they are read: after an event, the time up
// to the customer's next one, at most the cutoff, belongs to the event's outcome. Kept are one
// outcome a customer, and for each bucket by how much its time differs from that of the bucket
// before: so a stretch of any length costs at most four additions, and memory does not grow with
// events.

/// Measures user-uptime over one window of one objective.
package struct UptimeMeter: Sendable {
  /// The longest time that an outcome is taken to last without another event.
  package static let cutoff = TimeSpan.minutes(30)
  /// The lengths of the windows that are looked at.
  package static let lengths: [TimeSpan] = [
    .minutes(1), .minutes(5), .minutes(15), .hours(1), .hours(6), .days(1), .days(7), .days(30),
  ]

  /// The outcome that a customer experienced last.
  private struct Experience: Sendable {
    /// `Int64.min` where there was none yet.
    var instant = Int64.min
    var isDown = false
  }

  private let buckets: Buckets
  private var queue: OutcomeQueue
  /// By customer number.
  private var latest: [Experience] = []
  /// How much more time a bucket has than the one before it.
  private var steps = BucketSeries(empty: UserUptime.Sum())
  private var tooLate: Int64 = 0
  /// The window's start as it is known by now.
  private var start = Int64.min

  package init(buckets: Buckets, queue: OutcomeQueue = OutcomeQueue()) {
    self.buckets = buckets
    self.queue = queue
  }

  /// Moves the window's start on. What was measured of the time before is void, and with it the sums
  /// of the buckets after: then the events have to be read again with the start known.
  package mutating func drop(before start: Timestamp) {
    self.start = start.nanoseconds
    steps.drop(before: buckets.index(of: start))
  }

  /// Notes what `customer` experienced at `instant`, which is inside the window.
  package mutating func note(
    isDown: Bool, customer: Int, at instant: Timestamp, weight: Int64
  ) {
    let entry = OutcomeQueue.Entry(
      at: instant, customer: customer, isDown: isDown, weight: weight)
    for entry in queue.add(entry) { measure(entry) }
  }

  /// The time measured over `window`; what was last experienced lasts to its end.
  package func uptime(over window: Range<Int>) -> UserUptime {
    var whole = self
    return whole.finish(window)
  }

  private mutating func finish(_ window: Range<Int>) -> UserUptime {
    for entry in queue.drain() { measure(entry) }
    let end = buckets.start(of: window.upperBound)
    for experience in latest { last(experience, until: end.nanoseconds) }
    var sum = UserUptime.Sum()
    var time = RunningTime(window.lowerBound)
    for _ in window { sum += time.next(in: steps) }
    return UserUptime(
      sum: sum, worst: UptimeMeter.lengths.map { worst($0, in: window) }, tooLate: tooLate)
  }

  private mutating func measure(_ entry: OutcomeQueue.Entry) {
    if entry.customer >= latest.count {
      let missing = entry.customer + 1 - latest.count
      latest.append(contentsOf: repeatElement(Experience(), count: missing))
    }
    let before = latest[entry.customer]
    if entry.instant < before.instant {
      tooLate += entry.weight
    } else if entry.instant == before.instant {
      // Of what happens at one instant, the worst counts.
      latest[entry.customer].isDown = before.isDown || entry.isDown
    } else {
      last(before, until: entry.instant)
      latest[entry.customer] = Experience(instant: entry.instant, isDown: entry.isDown)
    }
  }

  /// Lets `experience` last until `end`, or the cutoff.
  private mutating func last(_ experience: Experience, until end: Int64) {
    guard experience.instant >= start, experience.instant > .min else { return }
    let from = Timestamp(nanoseconds: experience.instant)
    let to = min(Timestamp(nanoseconds: end), from + UptimeMeter.cutoff)
    guard from < to else { return }
    let (first, last) = (buckets.index(of: from), buckets.index(of: to))
    let isDown = experience.isDown
    if first == last {
      let time = (to - from).nanoseconds
      step(at: first, by: time, isDown)
      step(at: first + 1, by: -time, isDown)
      return
    }
    let resolution = buckets.resolution.nanoseconds
    let head = (buckets.start(of: first + 1) - from).nanoseconds
    let tail = (to - buckets.start(of: last)).nanoseconds
    step(at: first, by: head, isDown)
    step(at: first + 1, by: resolution - head, isDown)
    step(at: last, by: tail - resolution, isDown)
    step(at: last + 1, by: -tail, isDown)
  }

  private mutating func step(at bucket: Int, by nanoseconds: Int64, _ isDown: Bool) {
    if nanoseconds == 0 { return }
    steps.update(bucket) {
      if isDown { $0.down += Int128(nanoseconds) } else { $0.up += Int128(nanoseconds) }
    }
  }

  // MARK: Windows

  /// The time of one bucket after the other, from the steps between them.
  private struct RunningTime {
    private var bucket: Int
    private var sum = UserUptime.Sum()

    init(_ first: Int) { bucket = first }

    mutating func next(in steps: BucketSeries<UserUptime.Sum>) -> UserUptime.Sum {
      sum += steps[bucket]
      bucket += 1
      return sum
    }
  }

  /// The worst look-back of `length` that lies inside `window`.
  private func worst(_ length: TimeSpan, in window: Range<Int>) -> UserUptime.Worst {
    var worst = UserUptime.Worst(length: length)
    guard length.isMultiple(of: buckets.resolution) else { return worst }
    let count = Int(length.nanoseconds / buckets.resolution.nanoseconds)
    guard count <= window.count else { return worst }
    // Two walks over the buckets, `count` apart: one adds what comes, one takes off what goes.
    var (coming, going) = (RunningTime(window.lowerBound), RunningTime(window.lowerBound))
    var sum = UserUptime.Sum()
    for bucket in window {
      sum += coming.next(in: steps)
      guard bucket - window.lowerBound >= count - 1 else { continue }
      if sum.all > 0, worst.sum.map({ sum.isLower(than: $0) }) ?? true {
        worst.sum = sum
        worst.at = buckets.start(of: bucket + 1)
      }
      sum -= going.next(in: steps)
    }
    return worst
  }
}

extension UserUptime.Sum {
  fileprivate static func += (sum: inout UserUptime.Sum, more: UserUptime.Sum) {
    sum.up += more.up
    sum.down += more.down
  }

  fileprivate static func -= (sum: inout UserUptime.Sum, less: UserUptime.Sum) {
    sum.up -= less.up
    sum.down -= less.down
  }
}
