// The catalogue of policies: each figure of the table, for the windows that scale and those that
// do not.

import Testing

@testable import SLOKit

struct BurnPolicyTests {
  private func factors(_ policy: BurnPolicy, _ window: Window) -> [BurnFactor] {
    policy.rules(for: window).map(\.factor)
  }

  @Test func `factors scale with windows of 28 to 31 days and no others`() {
    let month = [BurnFactor(72, 5), BurnFactor(6), BurnFactor(3), BurnFactor(1)]
    #expect(factors(.default, .rolling(.days(30))) == month)
    #expect(
      factors(.default, .rolling(.days(28)))
        == [BurnFactor(336, 25), BurnFactor(28, 5), BurnFactor(14, 5), BurnFactor(14, 15)])
    #expect(factors(.default, .rolling(.days(31)))[0] == BurnFactor(372, 25))
    for days: Int64 in [1, 7, 14, 27, 32, 90, 365] {
      #expect(factors(.default, .rolling(.days(days))) == month)
    }
    for unit in CalendarUnit.allCases {
      #expect(factors(.sloth, .calendar(unit, .utc)) == month)
    }
  }

  @Test func `look-backs, severities and guards are those of the table`() {
    let rules = BurnPolicy.default.rules(for: .rolling(.days(30)))
    #expect(rules.map(\.severity) == [.page, .page, .ticket, .ticket])
    #expect(rules.map(\.long) == [.hours(1), .hours(6), .days(1), .days(3)])
    #expect(rules.map(\.short) == [.minutes(5), .minutes(30), .hours(2), .hours(6)])
    #expect(rules.allSatisfy { $0.hold.nanoseconds == 0 })
    #expect(BurnPolicy.sloth.rules(for: .rolling(.days(30))) == rules)
    #expect(
      BurnPolicy.workbook.rules(for: .rolling(.days(30))) == [rules[0], rules[1], rules[3]])
    #expect(BurnPolicy.allCases.map(\.minBad) == [2, 1, 1, 1])
    #expect(BurnPolicy.allCases.map(\.confidence) == [950_000_000, nil, nil, nil])
  }

  @Test func `Pyrra's look-backs grow with the window in whole minutes`() {
    let four = BurnPolicy.pyrra.rules(for: .rolling(.days(28)))
    #expect(four.map(\.factor) == [BurnFactor(14), BurnFactor(7), BurnFactor(2), BurnFactor(1)])
    #expect(four.map(\.long) == [.hours(1), .hours(6), .days(1), .days(4)])
    #expect(four.map(\.short) == [.minutes(5), .minutes(30), .hours(2), .hours(6)])
    #expect(four.map(\.hold) == [.minutes(2), .minutes(15), .hours(1), .hours(3)])
    // 60, 360, 1440, 5760 min × 30 / 28 = 64.3, 385.7, 1542.9, 6171.4
    let month = BurnPolicy.pyrra.rules(for: .calendar(.month, .utc))
    #expect(month.map(\.long) == [.minutes(64), .minutes(386), .minutes(1543), .minutes(6171)])
    #expect(month.map(\.short) == [.minutes(5), .minutes(32), .minutes(129), .minutes(386)])
    let day = BurnPolicy.pyrra.rules(for: .rolling(.days(1)))
    #expect(day.map(\.short) == [.minutes(1), .minutes(1), .minutes(4), .minutes(13)])
    let year = BurnPolicy.pyrra.rules(for: .rolling(.days(366)))
    #expect(year[3].long == .minutes(75291))
  }
}
