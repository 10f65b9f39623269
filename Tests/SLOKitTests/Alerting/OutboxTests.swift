import Testing

@testable import SLOKit

struct OutboxTests {
  static let webhook = OutboxReceiver("webhook", isReminded: false)
  static let manager = OutboxReceiver("alertmanager", isReminded: true)
  static let minute: Int64 = 60_000_000_000

  static func notice(
    _ id: String, _ phase: AlertPhase = .firing, _ severity: Severity = .page, size: Int = 10
  ) -> AlertNotice {
    AlertNotice(
      id: id, phase: phase, severity: severity, startsAt: Timestamp(epochSecond: 60),
      endsAt: phase == .resolved ? Timestamp(epochSecond: 600) : nil,
      json: String(repeating: "x", count: size), labels: [Labelled(name: "objective", value: id)],
      annotations: [Labelled(name: "summary", value: "")])
  }

  /// What is taken, as `a-firing`.
  static func keys(_ notices: [AlertNotice]) -> [String] { notices.map(\.idempotencyKey) }

  @Test func `nothing is sent before it is durable`() {
    var outbox = Outbox([Self.webhook])
    _ = outbox.add(Self.notice("a"))
    #expect(outbox.deadline(of: 0) == nil && outbox.take(for: 0, now: 5).isEmpty)
    outbox.release()
    _ = outbox.add(Self.notice("b"))
    #expect(Self.keys(outbox.take(for: 0, now: 5)) == ["a-firing"])
    outbox.settle(.delivered, for: 0, now: 6, random: 0)
    #expect(outbox.take(for: 0, now: 7).isEmpty, "b is held")
  }

  @Test func `a webhook gets one at a time, in order, and the next after the last`() {
    var outbox = Outbox([Self.webhook])
    for id in ["a", "b"] { _ = outbox.add(Self.notice(id)) }
    outbox.release()
    #expect(Self.keys(outbox.take(for: 0, now: 0)) == ["a-firing"])
    #expect(outbox.deadline(of: 0) == nil && outbox.take(for: 0, now: 1).isEmpty)
    outbox.settle(.delivered, for: 0, now: 2, random: 0)
    #expect(Self.keys(outbox.take(for: 0, now: 2)) == ["b-firing"])
    outbox.settle(.delivered, for: 0, now: 3, random: 0)
    #expect(outbox.queues[0].told == 2 && outbox.queues[0].count == 0)
    #expect(outbox.deadline(of: 0) == nil)
  }

  @Test func `an Alertmanager is told of all at once, and again each minute while they fire`() {
    var outbox = Outbox([Self.manager])
    for id in ["a", "b"] { _ = outbox.add(Self.notice(id)) }
    outbox.release()
    #expect(Self.keys(outbox.take(for: 0, now: 0)) == ["a-firing", "b-firing"])
    outbox.settle(.delivered, for: 0, now: 0, random: 0)
    #expect(outbox.deadline(of: 0) == Self.minute)
    #expect(outbox.take(for: 0, now: Self.minute - 1).isEmpty)
    #expect(Self.keys(outbox.take(for: 0, now: Self.minute)) == ["a-firing", "b-firing"])
    outbox.settle(.delivered, for: 0, now: Self.minute + 1, random: 0)
    #expect(outbox.deadline(of: 0) == 2 * Self.minute + 1)

    _ = outbox.add(Self.notice("a", .resolved))
    outbox.release()
    #expect(Self.keys(outbox.take(for: 0, now: Self.minute + 2)) == ["a-resolved"])
    outbox.settle(.delivered, for: 0, now: Self.minute + 2, random: 0)
    #expect(Self.keys(outbox.take(for: 0, now: 3 * Self.minute)) == ["b-firing"])
  }

  @Test func `what ends while its beginning is sent is told after it, and not reminded of`() {
    var outbox = Outbox([Self.manager])
    _ = outbox.add(Self.notice("a"))
    outbox.release()
    _ = outbox.take(for: 0, now: 0)
    _ = outbox.add(Self.notice("a", .resolved))
    outbox.release()
    outbox.settle(.delivered, for: 0, now: 1, random: 0)
    #expect(Self.keys(outbox.take(for: 0, now: 1)) == ["a-resolved"])
    outbox.settle(.delivered, for: 0, now: 1, random: 0)
    #expect(outbox.deadline(of: 0) == nil && outbox.queues[0].merged == 0)
  }

  @Test func `of two news of one alert that both wait, the later stays`() {
    var outbox = Outbox([Self.webhook])
    for notice in [Self.notice("a"), Self.notice("b"), Self.notice("a", .resolved)] {
      _ = outbox.add(notice)
    }
    outbox.release()
    #expect(Self.keys(outbox.take(for: 0, now: 0)) == ["a-resolved"])
    #expect(outbox.queues[0].merged == 1 && outbox.queues[0].count == 2)
  }

  @Test func `what failed is merged with what came meanwhile`() {
    var outbox = Outbox([Self.webhook])
    _ = outbox.add(Self.notice("a"))
    outbox.release()
    _ = outbox.take(for: 0, now: 0)
    _ = outbox.add(Self.notice("a", .resolved))
    outbox.release()
    #expect(outbox.queues[0].count == 2)
    outbox.settle(.failed("refused"), for: 0, now: 0, random: 0)
    #expect(outbox.queues[0].count == 1 && outbox.queues[0].merged == 1)
    #expect(Self.keys(outbox.take(for: 0, now: .max)) == ["a-resolved"])
  }

  @Test func `a failure waits, twice as long in the mean, up to five minutes`() {
    for (failures, seconds) in [(1, 1), (2, 2), (3, 4), (9, 256), (10, 300), (1000, 300)] {
      let longest = Backoff.wait(after: failures, random: .max)
      #expect(longest == .seconds(Int64(seconds)))
      #expect(Backoff.wait(after: failures, random: 0) == .zero)
      let half = Backoff.wait(after: failures, random: .max / 2)
      #expect(half.nanoseconds == longest.nanoseconds / 2)
    }
  }

  @Test func `what the receiver asks for is waited for, up to an hour`() {
    var outbox = Outbox([Self.webhook])
    _ = outbox.add(Self.notice("a"))
    outbox.release()
    _ = outbox.take(for: 0, now: 0)
    outbox.settle(.failed("429", after: .seconds(90)), for: 0, now: 10, random: .max)
    #expect(outbox.deadline(of: 0) == 90_000_000_010)
    #expect(outbox.queues[0].problem == "429" && outbox.queues[0].failures == 1)
    #expect(Backoff.wait(after: 1, askedFor: .days(30), random: 0) == .hours(1))
    #expect(Backoff.wait(after: 20, askedFor: .seconds(1), random: .max) == .minutes(5))
  }

  @Test func `what is refused five times is given up, and takes nothing with it`() {
    var outbox = Outbox([Self.manager])
    for id in ["bad", "good"] { _ = outbox.add(Self.notice(id)) }
    outbox.release()
    #expect(outbox.take(for: 0, now: 0).count == 2)
    outbox.settle(.refused("400"), for: 0, now: 0, random: 0)
    for _ in 0..<4 {
      #expect(Self.keys(outbox.take(for: 0, now: 0)) == ["bad-firing"])
      outbox.settle(.refused("400"), for: 0, now: 0, random: 0)
    }
    #expect(outbox.queues[0].refused == 1)
    #expect(Self.keys(outbox.take(for: 0, now: 0)) == ["good-firing"])
    outbox.settle(.delivered, for: 0, now: 0, random: 0)
    #expect(outbox.queues[0].refused == 1 && outbox.queues[0].count == 0)
  }

  @Test func `what finds no room is dropped, what is missed least first, and is counted`() {
    var outbox = Outbox([Self.webhook], limit: 3)
    var shed: [String] = []
    let notices = [
      Self.notice("page"), Self.notice("ticket", .firing, .ticket), Self.notice("over", .resolved),
      Self.notice("p2"), Self.notice("p3"), Self.notice("p4"),
    ]
    for notice in notices { shed += outbox.add(notice).map(\.notice.idempotencyKey) }
    #expect(shed == ["over-resolved", "ticket-firing", "page-firing"])
    #expect(outbox.queues[0].dropped == 3 && outbox.queues[0].count == 3)
  }

  @Test func `news of any size take bounded memory`() {
    var outbox = Outbox([Self.webhook])
    for index in 0..<20 { _ = outbox.add(Self.notice("\(index)", size: 1 << 20)) }
    #expect(outbox.queues[0].count == 7 && outbox.queues[0].dropped == 13)
    // One that is too large by itself is still told.
    _ = outbox.add(Self.notice("large", size: 9 << 20))
    #expect(outbox.queues[0].count == 1)
  }

  @Test func `a restart loses nothing, repeats nothing that was told, and reminds at once`() throws
  {
    var outbox = Outbox([Self.manager, Self.webhook])
    for id in ["a", "b"] { _ = outbox.add(Self.notice(id)) }
    outbox.release()
    _ = outbox.take(for: 0, now: 0)
    outbox.settle(.delivered, for: 0, now: 0, random: 0)
    _ = outbox.take(for: 1, now: 0)

    var restored = try Outbox(decoding: outbox.encoded())
    #expect(restored.queues[1].waiting == outbox.queues[1].waiting)
    #expect(restored.queues[0].standing == outbox.queues[0].standing)
    #expect(restored.queues[0].told == 2)
    #expect(Self.keys(restored.take(for: 0, now: 1)) == ["a-firing", "b-firing"])
    #expect(Self.keys(restored.take(for: 1, now: 1)) == ["a-firing"])
  }

  @Test func `what fires no more is not reminded of, new receivers hear of the rest`() {
    var outbox = Outbox([Self.manager])
    _ = outbox.add(Self.notice("a"))
    outbox.release()
    _ = outbox.take(for: 0, now: 0)
    outbox.settle(.delivered, for: 0, now: 0, random: 0)
    let gone = outbox.reconfigure(
      [Self.manager, OutboxReceiver("second", isReminded: true), Self.webhook], limit: 1000)
    #expect(gone.isEmpty)
    outbox.standing([Self.notice("a")])
    outbox.release()
    #expect(Self.keys(outbox.take(for: 1, now: 0)) == ["a-firing"])
    #expect(outbox.take(for: 2, now: 0).isEmpty)
    outbox.standing([])
    #expect(outbox.deadline(of: 0) == nil)
  }

  @Test func `a receiver that leaves the config says how much it was not told`() {
    var outbox = Outbox([Self.webhook, Self.manager])
    _ = outbox.add(Self.notice("a"))
    let gone = outbox.reconfigure([Self.manager], limit: 1000)
    #expect(gone.map(\.receiver) == ["webhook"] && gone.map(\.untold) == [1])
    #expect(outbox.queues.map(\.receiver) == ["alertmanager"] && outbox.queues[0].count == 1)
  }

  @Test func `damage of the bytes is told and never taken for an outbox`() throws {
    var outbox = Outbox([Self.manager, Self.webhook])
    for id in ["a", "b"] { _ = outbox.add(Self.notice(id, .resolved)) }
    let bytes = outbox.encoded()
    for length in 0..<bytes.count {
      #expect(throws: BinaryDamage.self) { try Outbox(decoding: Array(bytes[..<length])) }
    }
    // The checkpoint's checksum tells of flips; here they must merely end well.
    for index in bytes.indices {
      for bit in 0..<8 {
        var flipped = bytes
        flipped[index] ^= 1 << bit
        _ = try? Outbox(decoding: flipped)
      }
    }
  }

  /// Against a receiver that fails at random, everything is told that was not merged or dropped.
  @Test(arguments: 0..<50)
  func `every alert's last news are told in the end`(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var outbox = Outbox([Self.webhook, Self.manager])
    var last: [String: AlertPhase] = [:]
    var heard: [[String: AlertPhase]] = [[:], [:]]
    var now: Int64 = 0
    func attempt(_ fails: Bool) {
      for place in 0...1 {
        let batch = outbox.take(for: place, now: now)
        if batch.isEmpty { continue }
        if !fails || Bool.random(using: &random) {
          for notice in batch { heard[place][notice.id] = notice.phase }
        }
        outbox.settle(
          fails ? .failed("no") : .delivered, for: place, now: now, random: random.next())
      }
    }
    for _ in 0..<200 {
      now += Int64.random(in: 0...Self.minute, using: &random)
      if Int.random(in: 0..<3, using: &random) == 0 {
        let id = "\(Int.random(in: 0..<5, using: &random))"
        let phase: AlertPhase = last[id] == .firing ? .resolved : .firing
        last[id] = phase
        _ = outbox.add(Self.notice(id, phase))
        if Bool.random(using: &random) { outbox.release() }
      }
      if Int.random(in: 0..<20, using: &random) == 0 {
        outbox = try Outbox(decoding: outbox.encoded())
      }
      attempt(Int.random(in: 0..<3, using: &random) > 0)
    }
    outbox.release()
    for _ in 0..<50 {
      now += 10 * Self.minute
      attempt(false)
    }
    #expect(heard[0] == last && heard[1] == last)
  }
}
