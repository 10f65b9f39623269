// Quantiles of durations against sorted ones, and kinds of failures against grouping by hand.

import Testing

@testable import SLOKit

struct DurationHistogramTests {
  @Test(arguments: 0..<60 as Range<UInt64>)
  func `a quantile is never too short and at most 0.8 % too long`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let limit = random.pick([100, 5_000, 1_000_000_000, Int64.max])
    let durations = (0..<(1 + random.below(400))).map { _ in
      Int64.random(in: 0...limit, using: &random)
    }
    var histogram = DurationHistogram()
    for duration in durations { histogram.add(TimeSpan(nanoseconds: duration)) }
    let sorted = durations.sorted()
    for share in [1, 10, 500, 900, 990, 999, 1000] as [Int64] {
      let rank = (durations.count * Int(share) + 999) / 1000
      let exact = sorted[max(0, rank - 1)]
      let found = histogram.quantile(thousandths: share)?.nanoseconds ?? -1
      #expect(found >= exact)
      #expect(Double(found) <= Double(exact) * (1 + DurationHistogram.relativeError))
    }
    #expect(histogram.longest.nanoseconds == sorted.last)
    #expect(histogram.count == Int64(durations.count))
  }

  @Test func `weights count as often, and two histograms add up`() {
    var one = DurationHistogram()
    var other = DurationHistogram()
    #expect(one.quantile(thousandths: 500) == nil)
    one.add(.seconds(1), weight: 98)
    other.add(.seconds(60), weight: 2)
    other.add(TimeSpan(nanoseconds: -5), weight: 0)
    one += other
    #expect(one.count == 100)
    #expect(one.quantile(thousandths: 980).map { $0 < .seconds(2) } == true)
    #expect(one.quantile(thousandths: 981) == .seconds(60))
  }

  @Test func `failures that look alike are one kind, whatever their order`() {
    let failures: [(route: String, code: String?, trace: String, second: Int64)] = [
      ("/a", "x", "t5", 5), ("/a", "x", "t1", 1), ("/b", "x", "t2", 2), ("/a", nil, "t3", 3),
      ("/a", "x", "t4", 4), ("/a", "x", "t9", 9),
    ]
    func kinds(
      _ failures: [(route: String, code: String?, trace: String, second: Int64)]
    )
      -> [FailureKind]
    {
      var tally = FailureTally()
      for failure in failures {
        tally.add(
          origin: .customer, route: Array(failure.route.utf8), status: nil,
          code: failure.code.map { Array($0.utf8) }, trace: Array(failure.trace.utf8),
          at: Timestamp(epochSecond: failure.second), weight: 1)
      }
      #expect(tally.kinds(of: .standard).isEmpty)
      return tally.kinds(of: OriginSet([.customer]))
    }
    let found = kinds(failures)
    #expect(found == kinds(failures.reversed()))
    #expect(found.map(\.count) == [4, 1, 1])
    #expect(found[0].first == Timestamp(epochSecond: 1))
    #expect(found[0].last == Timestamp(epochSecond: 9))
    #expect(found[0].traces.map { String(decoding: $0, as: UTF8.self) } == ["t1", "t4", "t5"])
  }

  @Test func `kinds past the limit are counted together`() {
    var tally = FailureTally()
    for number in 0..<(FailureTally.most + 7) {
      tally.add(
        origin: .dependency, route: Array("/\(number)".utf8), status: nil, code: nil, trace: nil,
        at: Timestamp(epochSecond: 0), weight: 2)
    }
    #expect(tally.kinds(of: .standard).count == FailureTally.most)
    #expect(tally.others.failed(by: .dependency) == 14)
  }
}
