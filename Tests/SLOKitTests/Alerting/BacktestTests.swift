// Replays of lines as files have them: in any order, under several policies, with hostile times, and
// scored on what really happened.

import Testing

@testable import SLOKit

struct BacktestTests {
  private static let objective = #"""
    {"name": "api", "good": "status < 500", "target": "99%", "window": "30d", "per": "customer",
     "alerts": {"keys": true, "rules": [
       {"severity": "page", "factor": 14.4, "long": "1h", "short": "5m"},
       {"severity": "ticket", "factor": 3, "long": "6h", "short": "30m"}]}}
    """#

  /// A day and two hours of an event a minute, of which 90 fail.
  private static let lines: [String] = (0..<1560).map { minute in
    let isBad = (1440..<1530).contains(minute)
    let day = minute / 1440 + 1
    let clock = [minute / 60 % 24, minute % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
    return #"{"ts": "2026-10-0\#(day)T\#(clock[0]):\#(clock[1]):\#(10 + minute % 50)Z", "status": "#
      + #"\#(isBad ? 500 : 200), "customer": "c\#(minute % 7)"}"#
  }

  private static func replay(
    _ lines: [String], under policies: [BacktestPolicy] = [.config], incidents: [Incident] = [],
    goesOn: Bool = true
  ) throws -> BacktestAnswer {
    var engine = try SampleEngine([objective]).engine(lines) { $0.recordsHistory = true }
    return engine.replay(under: policies, incidents: incidents, goesOn: goesOn)
  }

  /// All that a replay says but for the lines on which exemplars stand.
  private static func text(_ answer: BacktestAnswer) -> String {
    var answer = answer
    for run in answer.backtest?.runs.indices ?? 0..<0 {
      for record in answer.backtest?.runs[run].records.indices ?? 0..<0 {
        let exemplars = answer.backtest?.runs[run].records[record].evidence.exemplars ?? []
        for exemplar in exemplars.indices {
          answer.backtest?.runs[run].records[record].evidence.exemplars[exemplar].line = 0
        }
      }
    }
    return BacktestReport.rendered(answer, as: .json)
  }

  @Test(arguments: 1...3)
  func `disorder within fifteen minutes changes nothing`(_ seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    let keys = Self.lines.indices.map { $0 + Int(generator.next() % 15) }
    let shuffled = zip(keys, Self.lines).sorted { $0.0 < $1.0 }.map(\.1)
    #expect(shuffled != Self.lines)
    #expect(Self.text(try Self.replay(shuffled)) == Self.text(try Self.replay(Self.lines)))
  }

  @Test func `events read newest first change nothing`() throws {
    #expect(
      Self.text(try Self.replay(Self.lines.reversed())) == Self.text(try Self.replay(Self.lines)))
  }

  @Test func `a replay goes from the oldest event's bucket's end over the longest look-back`()
    throws
  {
    let backtest = try #require(try Self.replay(Self.lines).backtest)
    #expect(backtest.from.description == "2026-10-01T00:01:00Z")
    #expect(backtest.to.description == "2026-10-02T08:00:00Z")
    #expect(backtest.leftAside == 0)
  }

  @Test func `without an event there is nothing to replay`() throws {
    #expect(try Self.replay([]).backtest == nil)
    #expect(try Self.replay(["{}", ""]).backtest == nil)
  }

  @Test func `several policies side by side are each what it is alone`() throws {
    let policies: [BacktestPolicy] = [.config, .named(.sloth), .named(.pyrra)]
    let together = try #require(try Self.replay(Self.lines, under: policies).backtest).runs
    #expect(together.map(\.policy) == ["config", "sloth", "pyrra"])
    for (policy, run) in zip(policies, together) {
      let alone = try #require(try Self.replay(Self.lines, under: [policy]).backtest).runs[0]
      #expect(alone.fired.map(\.id) == run.fired.map(\.id))
    }
  }

  @Test func `an alert tells who is hit, by whom, and where to look`() throws {
    let run = try #require(try Self.replay(Self.lines).backtest).runs[0]
    let page = try #require(
      run.fired.first { $0.subject.key == nil && $0.subject.severity == .page })
    #expect(page.evidence.breadth?.customers ?? 0 >= 2)
    #expect(page.evidence.origins?.failed(by: .unknown) ?? 0 > 0)
    #expect(page.evidence.causes.first?.field == "customer")
    #expect(page.evidence.exemplars.first?.file == "a")
    // The five newest before it fired: a bad event a minute, its line that of its minute.
    let minute = Int(
      (page.at - SampleEngine.instant("2026-10-01T00:00:00Z")).nanoseconds / 60_000_000_000)
    #expect(page.evidence.exemplars.map(\.line) == Array((minute - 4)...minute))
    #expect(page.rules.count >= 1)
    #expect(page.id == AlertIdentity.of(page.subject, startsAt: page.startsAt))
    #expect(run.open.isEmpty)
  }

  @Test func `keys wait while their objective's own alert fires`() throws {
    let run = try #require(try Self.replay(Self.lines).backtest).runs[0]
    let page = try #require(
      run.fired.first { $0.subject.key == nil && $0.subject.severity == .page })
    let end = try #require(page.endsAt)
    for key in run.fired where key.subject.key != nil && key.subject.severity == .page {
      let firing = try #require(key.firingAt)
      #expect(firing < page.at || firing >= end)
    }
  }

  @Test func `a replay that stops tells what is firing then`() throws {
    let run = try #require(
      try Self.replay(Array(Self.lines.prefix(1500)), goesOn: false).backtest
    ).runs[0]
    let own = run.open.filter { $0.subject.key == nil }
    #expect(own.contains { $0.subject.severity == .page && $0.phase == .firing })
    #expect(own.allSatisfy { $0.endsAt == nil })
  }

  @Test func `hostile timestamps leave old events aside, and are said`() throws {
    let old = (0..<50).map { #"{"ts": "\#(1700 + $0)-01-01T00:00:00Z", "status": 500}"# }
    let backtest = try #require(try Self.replay(old + Self.lines + old).backtest)
    #expect(backtest.leftAside == 100)
    #expect(backtest.from.description == "2026-10-01T00:01:00Z")
    #expect(Self.text(try Self.replay(Self.lines + old)).contains("\"leftAside\": 50"))
  }

  // MARK: Incidents

  private static func incident(_ from: String, _ to: String, _ name: String) -> Incident {
    Incident(from: SampleEngine.instant(from), to: SampleEngine.instant(to), name: name)
  }

  @Test func `policies are scored on what really happened`() throws {
    let incidents = [
      Self.incident("2026-10-02T00:00:00Z", "2026-10-02T01:30:00Z", "outage"),
      Self.incident("2026-10-02T12:00:00Z", "2026-10-02T13:00:00Z", "nobody saw"),
    ]
    let answer = try Self.replay(Self.lines, under: [.named(.sloth)], incidents: incidents)
    let run = try #require(answer.backtest).runs[0]
    let score = try #require(run.score)
    // A page and a ticket, both about the outage.
    #expect(score.alerts == 2)
    #expect(score.precision == 1)
    #expect(score.recall == 0.5)
    let found = try #require(score.findings.first)
    // 99 %, an event a minute: three bad of sixty are a burn of 5 in the hour; the first bad minute
    // already burns at 100 in five minutes. 14.4 % of an hour are nine bad minutes.
    #expect(found.detection == .minutes(9))
    // Nine bad events of a budget of 1 % of the 1,449 events of the window.
    #expect(found.spentAtDetection == 9 / 14.49)
    #expect(found.alert?.subject.severity == .page)
    #expect(score.findings[1].alert == nil)
    #expect(score.findings[1].detection == nil)
  }

  @Test(arguments: [
    (#"[{"from": "2026-10-02", "to": "2026-10-03", "name": "a"}]"#, 1),
    (
      "{\"from\": \"2026-10-02\", \"to\": \"2026-10-03\"}\n\n{\"from\": \"2026-10-04\", \"to\": \"2026-10-05\"}\n",
      2
    ),
  ])
  func `incidents are a list or an object a line`(_ text: String, _ count: Int) throws {
    let incidents = try Incident.incidents(in: Array(text.utf8), file: "i", objectives: [])
    #expect(incidents.count == count)
  }

  @Test(arguments: [
    ("", "there is no incident in it"), ("[]", "there is no incident in it"),
    ("{}", "the incident has no \"from\""), ("7", "an incident is an object, not a number"),
    (#"{"from": "x", "to": "2026-10-03"}"#, "\"from\" is no time"),
    (#"{"from": "2026-10-03", "to": "2026-10-02"}"#, "the incident ends before it begins"),
    (
      #"{"from": "2026-10-02", "to": "2026-10-03", "objective": "apj"}"#,
      "\"objective\" names none of the config's objectives"
    ),
  ])
  func `what is no incident is told with its place`(_ text: String, _ message: String) {
    #expect {
      try Incident.incidents(in: Array(text.utf8), file: "i", objectives: ["api"])
    } throws: { error in
      (error as? Diagnostics)?.problems.first?.message == message
    }
  }
}
