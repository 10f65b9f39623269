// User-uptime against a walk through every nanosecond's owner, and on the situations by which the paper
// explains it (Hauer et al., "Meaningful Availability", NSDI 2020).

import Testing

@testable import SLOKit

struct UptimeMeterTests {
  struct Experience {
    var customer: Int
    /// In nanoseconds.
    var instant: Int64
    var isDown: Bool
  }

  static let minute = TimeSpan.minutes(1).nanoseconds

  static func uptime(
    _ experiences: [Experience], minutes: Int, resolution: TimeSpan = .minutes(1),
    queue: OutcomeQueue = OutcomeQueue()
  ) -> UserUptime {
    let buckets = Buckets(resolution: resolution)
    var meter = UptimeMeter(buckets: buckets, queue: queue)
    meter.drop(before: Timestamp(nanoseconds: 0))
    for experience in experiences {
      meter.note(
        isDown: experience.isDown, customer: experience.customer,
        at: Timestamp(nanoseconds: experience.instant), weight: 1)
    }
    let end = Timestamp(nanoseconds: Int64(minutes) * minute)
    return meter.uptime(over: 0..<buckets.index(of: end))
  }

  // MARK: The plain twin

  /// The stretches of every customer, sorted, each cut into its buckets.
  static func plain(_ experiences: [Experience], minutes: Int, resolution: Int64) -> UserUptime {
    let end = Int64(minutes) * minute
    var up = [Int128](repeating: 0, count: Int(end / resolution))
    var down = up
    for own in Dictionary(grouping: experiences, by: \.customer).values {
      let instants = Set(own.map(\.instant)).sorted()
      for (instant, next) in zip(instants, instants.dropFirst() + [end]) {
        let isDown = own.contains { $0.instant == instant && $0.isDown }
        let stop = min(next, instant + UptimeMeter.cutoff.nanoseconds)
        var from = instant
        while from < stop {
          let bucket = Int(from / resolution)
          let to = min(stop, Int64(bucket + 1) * resolution)
          if isDown { down[bucket] += Int128(to - from) } else { up[bucket] += Int128(to - from) }
          from = to
        }
      }
    }
    func sum(_ range: Range<Int>) -> UserUptime.Sum {
      UserUptime.Sum(up: up[range].reduce(0, +), down: down[range].reduce(0, +))
    }
    let worst = UptimeMeter.lengths.map { length -> UserUptime.Worst in
      var worst = UserUptime.Worst(length: length)
      guard length.nanoseconds % resolution == 0 else { return worst }
      let count = Int(length.nanoseconds / resolution)
      for last in stride(from: count, through: up.count, by: 1) {
        let sum = sum((last - count)..<last)
        guard sum.all > 0 else { continue }
        if let least = worst.sum, sum.up * least.all >= least.up * sum.all { continue }
        worst.sum = sum
        worst.at = Timestamp(nanoseconds: Int64(last) * resolution)
      }
      return worst
    }
    return UserUptime(sum: sum(0..<up.count), worst: worst, tooLate: 0)
  }

  @Test(arguments: 0..<150 as Range<UInt64>)
  func `up and down time equal a walk over sorted events, in whatever order they come`(
    seed: UInt64
  ) {
    var random = SeededGenerator(seed: seed)
    let resolution = random.pick([TimeSpan.seconds(10), .seconds(8), .minutes(1), .minutes(12)])
    let minutes = 12 * (1 + random.below(30))
    let step = random.pick([1, 997, Self.minute / 4, Self.minute])
    let experiences = (0..<random.below(300)).map { _ in
      Experience(
        customer: random.below(4),
        instant: Int64.random(in: 0..<Int64(minutes) * Self.minute / step, using: &random) * step,
        isDown: random.chance(30))
    }
    let found = Self.uptime(experiences, minutes: minutes, resolution: resolution)
    let expected = Self.plain(experiences, minutes: minutes, resolution: resolution.nanoseconds)
    #expect(found == expected)
  }

  // MARK: The reorder buffer

  @Test func `what comes behind no more events than the buffer reaches is put in order`() {
    var random = SeededGenerator(seed: 4)
    var experiences = (0..<2000).map {
      Experience(customer: $0 % 3, instant: Int64($0) * 500_000_000, isDown: random.chance(20))
    }
    let inOrder = Self.uptime(experiences, minutes: 30)
    // Blocks of sixteen, each shuffled: nobody is more than fifteen places late.
    for start in stride(from: 0, to: 2000, by: 16) {
      experiences[start..<min(2000, start + 16)].shuffle(using: &random)
    }
    let found = Self.uptime(experiences, minutes: 30, queue: OutcomeQueue(reach: 16))
    #expect(found == inOrder)
    #expect(found.tooLate == 0)
  }

  @Test func `what comes too late has no time and is counted, unless its customer is in order`() {
    // One customer at a time, as files of several servers one after the other have them.
    let first = (0..<40).map { Experience(customer: 0, instant: $0 * Self.minute, isDown: false) }
    let second = (0..<40).map { Experience(customer: 1, instant: $0 * Self.minute, isDown: true) }
    let queue = OutcomeQueue(reach: 4)
    let apart = Self.uptime(first + second, minutes: 40, queue: queue)
    let all = Int128(40 * Self.minute)
    #expect(apart.sum == UserUptime.Sum(up: all, down: all))
    #expect(apart.tooLate == 0)
    // The same customer again: by then nine minutes of the first file await their order still.
    let again = first.map { Experience(customer: 0, instant: $0.instant, isDown: true) }
    let late = Self.uptime(first + again, minutes: 40, queue: queue)
    #expect(late.tooLate > 0)
    #expect(late.sum.all == all)
  }

  // MARK: Situations

  /// A customer with a request every `seconds` that are no multiple of a bucket, down in `outages`.
  static func customer(
    _ number: Int, every seconds: Int64, minutes: Int64, down outages: [Range<Int64>] = []
  ) -> [Experience] {
    stride(from: 0, to: minutes * 60, by: Int64.Stride(seconds)).map { second in
      Experience(
        customer: number, instant: second * 1_000_000_000,
        isDown: outages.contains { $0.contains(second) })
    }
  }

  private static func share(_ uptime: UserUptime, _ length: TimeSpan) -> Double? {
    uptime.worst.first { $0.length == length }?.sum?.ratio
  }

  @Test func `a total outage of 15 minutes is 15 minutes down for everybody`() {
    let outage: Range<Int64> = 3600..<4500
    let events = (0..<20).flatMap { Self.customer($0, every: 30, minutes: 600, down: [outage]) }
    let uptime = Self.uptime(events, minutes: 600)
    let second: Int128 = 1_000_000_000
    let (up, down): (Int128, Int128) = (20 * 35_100 * second, 20 * 900 * second)
    #expect(uptime.sum == UserUptime.Sum(up: up, down: down))
    #expect(Self.share(uptime, .minutes(1)) == 0)
    #expect(Self.share(uptime, .minutes(15)) == 0)
    #expect(Self.share(uptime, .hours(1)) == 0.75)
    #expect(uptime.worst.first { $0.length == .minutes(15) }?.at == Timestamp(epochSecond: 4500))
  }

  @Test func `many blips of the same total have the same user-uptime and another curve`() {
    let outage: Range<Int64> = 3600..<4500
    // Thirty blips of half a minute, twenty minutes apart.
    let blips = (0..<30).map { (Int64($0) * 1200)..<(Int64($0) * 1200 + 30) }
    func uptime(_ down: [Range<Int64>]) -> UserUptime {
      Self.uptime(
        (0..<20).flatMap { Self.customer($0, every: 30, minutes: 600, down: down) }, minutes: 600)
    }
    let (one, many) = (uptime([outage]), uptime(blips))
    #expect(one.sum == many.sum)
    #expect(Self.share(many, .minutes(1)) == 0.5)
    #expect(Self.share(many, .minutes(15)) == 870.0 / 900)
    #expect(Self.share(many, .hours(1)) == 3510.0 / 3600)
    // Over all of the time the two are the same; the shorter the window, the further apart.
    let lengths = [TimeSpan.minutes(1), .minutes(5), .minutes(15), .hours(1), .hours(6)]
    for length in lengths {
      let (ofOne, ofMany) = (Self.share(one, length) ?? .nan, Self.share(many, length) ?? .nan)
      #expect(ofOne < ofMany)
    }
  }

  @Test func `a customer that retries like mad ruins the success ratio and hardly the uptime`() {
    let calm = (0..<99).flatMap { Self.customer($0, every: 60, minutes: 600) }
    // Fails from the second hour on, and then asks again every second.
    let mad = Self.customer(99, every: 1, minutes: 600, down: [3600..<36_000])
    let uptime = Self.uptime(calm + mad, minutes: 600)
    let events = calm + mad
    let success = Double(events.count { !$0.isDown }) / Double(events.count)
    #expect(success < 0.7)
    #expect(uptime.sum.ratio == 0.991)
  }

  @Test func `sums of more than 64 bits are kept and compared exactly`() {
    let year = Int128(TimeSpan.days(365).nanoseconds)
    let many = UserUptime.Sum(up: 999_999 * year * 1_000_000, down: year * 1_000_000)
    var more = many
    more.up += 1
    #expect(many.isLower(than: more))
    #expect(!more.isLower(than: many))
    #expect(!many.isLower(than: many))
    #expect(many.ratio == 0.999_999)
    #expect(NumberText.seconds(nanoseconds: many.down) == "31536000000000")
  }
}
