// Identities, against the hash's published values and an identity that was computed apart.

import Testing

@testable import SLOKit

struct AlertIdentityTests {
  @Test(arguments: [
    ("", 0xCBF2_9CE4_8422_2325 as UInt64), ("a", 0xAF63_DC4C_8601_EC8C),
    ("foobar", 0x8594_4171_F739_67E8),
  ])
  func `the hash is FNV-1a`(_ text: String, _ hash: UInt64) {
    #expect(AlertIdentity.fnv1a(text.utf8) == hash)
  }

  @Test func `an identity is of sixteen digits, and of all that the alert is`() throws {
    let start = try #require(Timestamp.parse("2026-10-03T14:20:00Z"))
    let subject = AlertSubject(objective: "api", kind: .burnRate, severity: .page)
    let id = AlertIdentity.of(subject, startsAt: start)
    let text = "api\u{1F}\u{1F}burnRate\u{1F}page\u{1F}2026-10-03T14:20:00Z"
    let digits = String(AlertIdentity.fnv1a(text.utf8), radix: 16)
    #expect(id == String(repeating: "0", count: 16 - digits.count) + digits)
    #expect(id.count == 16)
    var others: Set<String> = [id]
    others.insert(AlertIdentity.of(subject, startsAt: start + .minutes(1)))
    for change: (inout AlertSubject) -> Void in [
      { $0.objective = "web" }, { $0.key = [65] }, { $0.kind = .budgetLow },
      { $0.severity = .ticket },
    ] {
      var other = subject
      change(&other)
      others.insert(AlertIdentity.of(other, startsAt: start))
    }
    #expect(others.count == 6)
  }
}
