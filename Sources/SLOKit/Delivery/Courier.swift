// Works the outbox off: gives each receiver what is due for it through a program of its own, one at
// a time, and tells the outbox what came of it. Nothing here waits, so that a receiver that hangs
// holds up nobody but itself. Beats of heartbeats go the same way, but are nobody's news.

/// Carries news of alerts to those who are to be told.
package final class Courier: LoopMember {
  /// What the courier needs of the world, so that a test can be the world.
  package struct World {
    /// The wall clock.
    package var wallClock: () -> Timestamp
    /// 64 random bits.
    package var random: () -> UInt64
    /// Starts a program.
    package var start: (ErrandOrder, _ now: Int64) throws(SystemError) -> any Errand
    /// Tells the operator, a line at a time.
    package var say: (String) -> Void

    package init(
      wallClock: @escaping () -> Timestamp, random: @escaping () -> UInt64,
      start: @escaping (ErrandOrder, _ now: Int64) throws(SystemError) -> any Errand,
      say: @escaping (String) -> Void
    ) {
      self.wallClock = wallClock
      self.random = random
      self.start = start
      self.say = say
    }

    /// The world itself; what is to be told to the operator goes to `say`.
    package static func real(say: @escaping (String) -> Void) -> World {
      World(
        wallClock: { Timestamp(nanoseconds: wallClockNanoseconds()) },
        random: { UInt64.random(in: 0 ... .max) },
        start: { (order, now) throws(SystemError) in try ChildErrand(order, now: now) }, say: say)
    }
  }

  /// A receiver of news, at the place of its queue in the outbox.
  private struct Route {
    let sink: any Sink
    var errand: (any Errand)?
    var reachedAt: Timestamp?
  }

  private struct Heart {
    let sink: HeartbeatSink
    var nextBeat = Int64.min
    var errand: (any Errand)?
    var failures = 0
    var problem: String?
    var reachedAt: Timestamp?
  }

  /// What is still to be told.
  package private(set) var outbox: Outbox
  private let world: World
  private let isDryRun: Bool
  private var routes: [Route] = []
  private var hearts: [Heart] = []

  /// A courier for the sinks of `settings`.
  ///
  /// - Parameters:
  ///   - saved: An outbox that was encoded before; nil begins with an empty one.
  ///   - isDryRun: Whether to say what would be told, and to tell nobody.
  package init(
    _ settings: DaemonSettings, saved: [UInt8]? = nil, isDryRun: Bool = false, world: World
  ) throws(BinaryDamage) {
    self.world = world
    self.isDryRun = isDryRun
    outbox =
      try saved.map { (bytes) throws(BinaryDamage) in try Outbox(decoding: bytes) } ?? Outbox()
    reconfigure(settings)
  }

  /// Goes on with the sinks of `settings`.
  package func reconfigure(_ settings: DaemonSettings) {
    for route in routes { route.errand?.cancel() }
    for heart in hearts { heart.errand?.cancel() }
    let sinks = settings.sinks.map(\.sink)
    hearts = sinks.compactMap { $0 as? HeartbeatSink }.map { Heart(sink: $0) }
    let before = routes
    routes = sinks.filter { !($0 is HeartbeatSink) }.map { sink in
      let former = before.first { $0.sink.receiver == sink.receiver }
      return Route(sink: sink, reachedAt: former?.reachedAt)
    }
    let gone = outbox.reconfigure(routes.map(\.sink.receiver), limit: settings.maxWaiting)
    for (receiver, untold) in gone where untold > 0 {
      world.say(
        "\(receiver) is no longer in the config: "
          + "\(NumberText.count(Int64(untold), "notice")) will not be told")
    }
  }

  /// Takes `notice` for everybody. It is told once `release()` says that it is durable.
  package func enqueue(_ notice: AlertNotice) {
    if isDryRun {
      for route in routes { world.say("would tell \(route.sink.name): \(notice.json)") }
      return
    }
    for (receiver, shed) in outbox.add(notice) {
      let name = routes.first { $0.sink.receiver.name == receiver }?.sink.name ?? receiver
      world.say(
        "no room for what \(name) was not told: "
          + "\(shed.phase.rawValue) of alert \(shed.id) is dropped")
    }
  }

  /// Lets all that was taken before be told.
  package func release() { outbox.release() }

  /// Says which alerts fire now, as it is after every decision and every start.
  package func standing(_ firing: [AlertNotice]) {
    if !isDryRun { outbox.standing(firing) }
  }

  package func prepare(_ poll: inout PollSet, now: Int64) {
    if isDryRun { return }
    for (place, route) in routes.enumerated() {
      if let errand = route.errand {
        errand.prepare(&poll, now: now)
      } else if let deadline = outbox.deadline(of: place) {
        poll.wake(at: deadline)
      }
    }
    for heart in hearts {
      if let errand = heart.errand {
        errand.prepare(&poll, now: now)
      } else {
        poll.wake(at: heart.nextBeat)
      }
    }
  }

  package func proceed(_ poll: PollSet, now: Int64) {
    if isDryRun { return }
    for place in routes.indices {
      finish(place, poll, now)
      start(place, now)
    }
    for place in hearts.indices { beat(place, poll, now) }
  }

  /// Whether anybody is being told at this moment.
  package var isBusy: Bool { routes.contains { $0.errand != nil } }

  private func finish(_ place: Int, _ poll: PollSet, _ now: Int64) {
    guard let errand = routes[place].errand else { return }
    errand.proceed(poll, now: now)
    guard let result = errand.result else { return }
    routes[place].errand = nil
    settle(routes[place].sink.outcome(of: result, at: world.wallClock()), place, now)
  }

  private func start(_ place: Int, _ now: Int64) {
    guard routes[place].errand == nil else { return }
    let batch = outbox.take(for: place, now: now)
    if batch.isEmpty { return }
    do {
      let order = try routes[place].sink.order(for: batch, at: world.wallClock())
      routes[place].errand = try world.start(order, now)
    } catch let problem as SinkProblem {
      settle(.failed(problem.text), place, now)
    } catch let error as SystemError {
      settle(.failed("\(error)"), place, now)
    } catch {
      settle(.failed("\(error)"), place, now)
    }
  }

  private func settle(_ outcome: DeliveryOutcome, _ place: Int, _ now: Int64) {
    let before = outbox.queues[place]
    outbox.settle(
      outcome, for: place, now: now, remindEvery: AlertmanagerSink.remindEvery,
      random: world.random())
    let after = outbox.queues[place]
    let name = routes[place].sink.name
    if outcome == .delivered { routes[place].reachedAt = world.wallClock() }
    if before.failures == 0, let problem = after.problem {
      world.say("\(name) cannot be told: \(problem); it is tried again")
    } else if before.failures > 0, after.failures == 0 {
      world.say(
        "\(name) is told again, after \(NumberText.count(Int64(before.failures), "failure"))")
    }
    if after.refused > before.refused {
      world.say("\(name) refused a notice \(OutboxQueue.mostRefusals) times: it is given up")
    }
  }

  private func beat(_ place: Int, _ poll: PollSet, _ now: Int64) {
    if let errand = hearts[place].errand {
      errand.proceed(poll, now: now)
      guard let result = errand.result else { return }
      hearts[place].errand = nil
      switch hearts[place].sink.outcome(of: result, at: world.wallClock()) {
      case .delivered:
        hearts[place].failures = 0
        hearts[place].problem = nil
        hearts[place].reachedAt = world.wallClock()
      case .failed(let problem, _), .refused(let problem): missBeat(place, problem)
      }
    } else if hearts[place].nextBeat <= now {
      hearts[place].nextBeat = now &+ hearts[place].sink.every.nanoseconds
      do {
        let order = try hearts[place].sink.order(for: [], at: world.wallClock())
        hearts[place].errand = try world.start(order, now)
      } catch let problem as SinkProblem {
        missBeat(place, problem.text)
      } catch {
        missBeat(place, "\(error)")
      }
    }
  }

  private func missBeat(_ place: Int, _ problem: String) {
    hearts[place].failures += 1
    hearts[place].problem = problem
    if hearts[place].failures == 1 {
      world.say("\(hearts[place].sink.name) cannot be reached: \(problem)")
    }
  }

  /// How it stands with each receiver, in the order of the config's sinks, heartbeats last.
  package var receivers: [DaemonStatus.Receiver] {
    routes.enumerated().map { place, route in
      let queue = outbox.queues[place]
      var receiver = DaemonStatus.Receiver(kind: route.sink.kind, place: route.sink.place)
      receiver.waiting = queue.count
      receiver.standing = queue.standing.count
      (receiver.told, receiver.merged) = (queue.told, queue.merged)
      (receiver.dropped, receiver.refused) = (queue.dropped, queue.refused)
      (receiver.failures, receiver.problem) = (queue.failures, queue.problem)
      receiver.reachedAt = route.reachedAt
      return receiver
    }
      + hearts.map { heart in
        var receiver = DaemonStatus.Receiver(kind: heart.sink.kind, place: heart.sink.place)
        (receiver.failures, receiver.problem) = (heart.failures, heart.problem)
        receiver.reachedAt = heart.reachedAt
        return receiver
      }
  }
}

extension Sink {
  /// How messages call it.
  fileprivate var name: String { "\(kind) \(place)" }
}
