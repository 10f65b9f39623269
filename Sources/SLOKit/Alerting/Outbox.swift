// Everything that is still to be told to those outside: a queue a receiver. News are held when they
// come and let go once they are durable, so that nobody is told what a crash would make unsaid. A
// plain value that goes into the checkpoint as it is.

/// Who is to be told of alerts.
package struct OutboxReceiver: Sendable, Equatable {
  /// What it is known by, also after a restart.
  package var name: String
  /// Whether it is told again and again of what lasts, as an Alertmanager is.
  package var isReminded: Bool

  package init(_ name: String, isReminded: Bool) {
    self.name = name
    self.isReminded = isReminded
  }
}

/// News that wait to be told, by receiver.
package struct Outbox: Sendable, Equatable {
  /// The most memory that the news of one receiver take, in bytes.
  package static let limitBytes = 8 << 20
  /// The most news that a receiver gets at once.
  package static let batchLimit = 100

  /// A queue a receiver, in the order of the config.
  package internal(set) var queues: [OutboxQueue] = []
  /// How many news a receiver may have waiting or standing.
  package var limit: Int
  /// Counts what changed of that which outlasts a restart.
  package private(set) var changes: UInt64 = 0

  /// An outbox in which nothing waits.
  package init(_ receivers: [OutboxReceiver] = [], limit: Int = 1000) {
    self.limit = limit
    queues = receivers.map { OutboxQueue(receiver: $0.name, isReminded: $0.isReminded) }
  }

  /// Goes on with these receivers; those that were there before keep what waits for them. What is on
  /// its way is to be called off before, and is sent again.
  ///
  /// - Returns: For each receiver that is no more, how many news it will not be told.
  package mutating func reconfigure(
    _ receivers: [OutboxReceiver], limit: Int
  ) -> [(receiver: String, untold: Int)] {
    for place in queues.indices { queues[place].cancel() }
    let former = queues
    self.limit = limit
    queues = receivers.map { receiver in
      former.first { $0.receiver == receiver.name && $0.isReminded == receiver.isReminded }
        ?? OutboxQueue(receiver: receiver.name, isReminded: receiver.isReminded)
    }
    changes += 1
    return former.filter { gone in !queues.contains { $0.receiver == gone.receiver } }
      .map { ($0.receiver, $0.count) }
  }

  /// Takes `notice` for every receiver. It is held until `release()`.
  ///
  /// - Returns: What was dropped to make room, by receiver.
  package mutating func add(_ notice: AlertNotice) -> [(receiver: String, notice: AlertNotice)] {
    changes += 1
    var shed: [(receiver: String, notice: AlertNotice)] = []
    for place in queues.indices {
      shed += queues[place].add(notice, limit: limit, limitBytes: Self.limitBytes)
        .map { (queues[place].receiver, $0) }
    }
    return shed
  }

  /// Lets go of all that was held: what was added before is durable now.
  package mutating func release() {
    for place in queues.indices { queues[place].release() }
  }

  /// Says which alerts fire now: reminders of any other end, and one that a reminded receiver has
  /// not heard of (since it is new in the config) is told to it.
  package mutating func standing(_ firing: [AlertNotice]) {
    let current = Dictionary(firing.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    for place in queues.indices where queues[place].isReminded {
      let before = queues[place].standing
      queues[place].standing = before.compactMap { current[$0.id] }
      if queues[place].standing.count != before.count { changes += 1 }
      let known = Set(before.map(\.id) + queues[place].waiting.map(\.notice.id))
      for notice in firing where !known.contains(notice.id) {
        changes += 1
        _ = queues[place].add(notice, limit: limit, limitBytes: Self.limitBytes)
      }
    }
  }

  /// The next instant, on the monotonic clock, at which something is to be sent to the receiver at
  /// `place`; nil where nothing is to be, or something is on its way.
  package func deadline(of place: Int) -> Int64? { queues[place].deadline() }

  /// What is to be sent to the receiver at `place` now; empty where nothing is due. It is on its way
  /// until `settle` says what became of it.
  package mutating func take(for place: Int, now: Int64) -> [AlertNotice] {
    queues[place].take(now: now, most: Self.batchLimit)
  }

  /// Takes what became of what was on its way to the receiver at `place`.
  ///
  /// - Parameters:
  ///   - remindEvery: How long a reminder lasts.
  ///   - random: 64 random bits, for the wait after a failure.
  package mutating func settle(
    _ outcome: DeliveryOutcome, for place: Int, now: Int64, remindEvery: TimeSpan = .minutes(1),
    random: UInt64
  ) {
    let before = queues[place].count
    queues[place].settle(outcome, now: now, remindEvery: remindEvery, random: random)
    if queues[place].count != before { changes += 1 }
  }
}
