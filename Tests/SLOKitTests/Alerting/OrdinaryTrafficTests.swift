// Ordinary traffic with day and night, in which customers break their own requests, each as it
// pleases: that is no misattribution. Then the same with an outage that the logger blames on customers.

import Foundation
import Testing

@testable import SLOKit

struct OrdinaryTrafficTests {
  private static let isSoaking = ProcessInfo.processInfo.environment["SLOCTL_SOAK"] != nil

  @Test(arguments: 1...3)
  func `days of ordinary traffic are no misattribution`(_ seed: Int) {
    var traffic = Traffic(customers: 1000, perMinute: 50, seed: UInt64(seed))
    #expect(traffic.minutesHeld(in: 4 * 1440) == [])
  }

  @Test(.enabled(if: isSoaking, "takes minutes: SLOCTL_SOAK=1"), arguments: 1...20)
  func `a month of 10,000 customers' ordinary traffic is no misattribution`(_ seed: Int) {
    var traffic = Traffic(customers: 10_000, perMinute: 100, seed: UInt64(seed))
    #expect(traffic.minutesHeld(in: 30 * 1440) == [])
  }

  @Test func `an outage that is blamed on customers is told of within five minutes`() throws {
    var traffic = Traffic(customers: 1000, perMinute: 50, seed: 7)
    traffic.outage = 2000..<2030
    let first = try #require(traffic.minutesHeld(in: 3000).first)
    #expect((2001...2005).contains(first), "\(first)")
  }

  @Test func `one customer's broken script is its own`() {
    var traffic = Traffic(customers: 1000, perMinute: 50, seed: 8)
    traffic.script = 2000..<2600
    #expect(traffic.minutesHeld(in: 3000) == [])
  }
}

/// Requests of many customers, the big ones more often, more by day than by night.
private struct Traffic {
  private let customers: Int
  private let perMinute: Double
  private var generator: SeededGenerator
  /// When half of the requests fail and are blamed on their customers.
  var outage = 0..<0
  /// When one customer fails a thousand times a minute.
  var script = 0..<0
  /// Until when customers fail more than usual, each on its own.
  private var brokenUntil: [Int: Int] = [:]

  init(customers: Int, perMinute: Double, seed: UInt64) {
    self.customers = customers
    self.perMinute = perMinute
    generator = SeededGenerator(seed: seed)
  }

  private mutating func uniform() -> Double { Double(generator.next() >> 11) / Double(1 << 53) }

  /// The bucket ends, in minutes, at which the watch holds.
  mutating func minutesHeld(in minutes: Int) -> [Int] {
    guard var watch = Misattribution(buckets: Buckets(resolution: .minutes(1))) else { return [] }
    return (0..<minutes).filter { minute in
      watch.advance(customersHeard(in: minute), hasDayOfHistory: minute + 1 >= 1440).holds
    }.map { $0 + 1 }
  }

  private mutating func customersHeard(in minute: Int) -> [(customer: Int, isHit: Bool)] {
    let phase = Double(minute % 1440) / 1440 * 2 * Double.pi
    let count = Int(perMinute * (1 + 0.8 * sin(phase)) + uniform())
    var heard: [Int: Bool] = [:]
    for _ in 0..<count {
      // Squared, so that few customers ask most.
      let customer = Int(uniform() * uniform() * Double(customers))
      // One in a hundred fails by its own fault; now and then a customer breaks for an hour.
      if uniform() < 0.0005 { brokenUntil[customer] = minute + 60 }
      let rate = (brokenUntil[customer] ?? 0) > minute ? 0.5 : 0.01
      let isHit = uniform() < (outage.contains(minute) ? 0.5 : rate)
      heard[customer] = isHit || (heard[customer] ?? false)
    }
    if script.contains(minute) { heard[3] = true }
    return heard.map { ($0.key, $0.value) }
  }
}
