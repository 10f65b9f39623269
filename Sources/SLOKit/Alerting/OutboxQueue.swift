// What one receiver has not been told yet, and for a receiver that wants to hear of an alert for as
// long as it lasts, what it was told and must be told again. A plain value: news go in, batches to
// send come out, and what became of them goes in again. Bounded: of two news of one alert the later
// stays; what is too much even then is dropped, and counted.

/// What became of a batch that was sent.
package enum DeliveryOutcome: Sendable, Equatable {
  /// The receiver has it.
  case delivered
  /// It may have it or not, and is to be asked again; `after` is how long it wants to be left alone.
  case failed(String, after: TimeSpan? = nil)
  /// It does not want this one, and will not the next time.
  case refused(String)
}

/// What waits for one receiver.
package struct OutboxQueue: Sendable, Equatable {
  /// News that wait.
  struct Waiting: Sendable, Equatable {
    var notice: AlertNotice
    /// Whether it must not be sent yet, since a crash would make it unsaid.
    var isHeld: Bool
    /// How often the receiver has refused it.
    var refusals = 0
  }

  /// How often a receiver may refuse the same news before they are given up.
  package static let mostRefusals = 5

  /// What the receiver is known by, also after a restart.
  package let receiver: String
  /// Whether it is told again and again of what lasts, as an Alertmanager is.
  package let isReminded: Bool
  /// The oldest first.
  var waiting: [Waiting] = []
  /// What the receiver was told and is reminded of.
  var standing: [AlertNotice] = []
  /// How many of `waiting`, from the first, are being sent.
  var sending = 0
  /// Whether all of `standing` is being sent.
  var isReminding = false
  /// What was told well, what replaced other news of its alert before they were told, what found no
  /// room, and what the receiver refused for good.
  package internal(set) var told: Int64 = 0, merged: Int64 = 0, dropped: Int64 = 0
  package internal(set) var refused: Int64 = 0
  /// Attempts that failed in a row.
  package internal(set) var failures = 0
  /// Why the last one did; nil where it did not.
  package internal(set) var problem: String?
  /// The next instant, on the monotonic clock, at which something may be sent.
  var notBefore = Int64.min
  /// When the standing ones are told again.
  var remindAt = Int64.min

  package init(receiver: String, isReminded: Bool) {
    self.receiver = receiver
    self.isReminded = isReminded
  }

  /// How many news wait.
  package var count: Int { waiting.count }

  /// Whether a batch is on its way.
  package var isSending: Bool { sending > 0 || isReminding }

  private var sizeBytes: Int {
    waiting.reduce(0) { $0 + $1.notice.sizeBytes } + standing.reduce(0) { $0 + $1.sizeBytes }
  }

  /// Takes `notice`, which is held until `release()`.
  ///
  /// - Returns: What was dropped to make room.
  mutating func add(_ notice: AlertNotice, limit: Int, limitBytes: Int) -> [AlertNotice] {
    standing.removeAll { $0.id == notice.id }
    let item = Waiting(notice: notice, isHeld: true)
    if let place = waiting.indices.dropFirst(sending)
      .first(where: { waiting[$0].notice.id == notice.id })
    {
      waiting[place] = item
      merged += 1
    } else {
      waiting.append(item)
    }
    var shed: [AlertNotice] = []
    while waiting.count + standing.count > limit || sizeBytes > limitBytes,
      let place = leastMissed
    {
      shed.append(waiting.remove(at: place).notice)
    }
    dropped += Int64(shed.count)
    return shed
  }

  /// The place of what is missed least: the oldest news of an end, else the oldest ticket, else the
  /// oldest of all; never what is being sent, nor what came last.
  private var leastMissed: Int? {
    let candidates = waiting.indices.dropFirst(sending).dropLast()
    return candidates.first { waiting[$0].notice.phase == .resolved }
      ?? candidates.first { waiting[$0].notice.severity != .page } ?? candidates.first
  }

  mutating func release() {
    for place in waiting.indices { waiting[place].isHeld = false }
  }

  /// When something is to be sent; nil where nothing is, or where something is on its way.
  func deadline() -> Int64? {
    if isSending { return nil }
    if let first = waiting.first, !first.isHeld { return notBefore }
    return standing.isEmpty ? nil : max(remindAt, notBefore)
  }

  /// The next batch, which is on its way from now on; empty where nothing is due.
  ///
  /// - Parameters:
  ///   - most: The most news of a batch; receivers that are not reminded get one at a time.
  mutating func take(now: Int64, most: Int) -> [AlertNotice] {
    guard let deadline = deadline(), deadline <= now else { return [] }
    // What was refused goes by itself, so that it does not take others with it.
    let isSuspect = (waiting.first?.refusals ?? 0) > 0
    sending = waiting.prefix(isReminded && !isSuspect ? most : 1).prefix { !$0.isHeld }.count
    var batch = waiting.prefix(sending).map(\.notice)
    if isReminded, sending == 0 || remindAt <= now && !isSuspect {
      isReminding = true
      batch += standing
    }
    return batch
  }

  /// Takes what became of the batch that was on its way.
  ///
  /// - Parameters:
  ///   - random: 64 random bits, for the wait after a failure.
  mutating func settle(
    _ outcome: DeliveryOutcome, now: Int64, remindEvery: TimeSpan, random: UInt64
  ) {
    let sent = sending
    let reminded = isReminding
    sending = 0
    isReminding = false
    switch outcome {
    case .delivered:
      if reminded || standing.isEmpty { remindAt = now &+ remindEvery.nanoseconds }
      succeed(sent)
      failures = 0
      problem = nil
      notBefore = now
    case .failed(let reason, let askedFor):
      fail(reason, after: askedFor, now: now, random: random)
    case .refused(let reason):
      for place in 0..<sent { waiting[place].refusals += 1 }
      let hopeless = waiting.prefix(sent).count { $0.refusals >= Self.mostRefusals }
      waiting = Array(
        waiting.prefix(sent).filter { $0.refusals < Self.mostRefusals } + waiting.dropFirst(sent))
      refused += Int64(hopeless)
      fail(reason, after: nil, now: now, random: random)
    }
    merge()
  }

  /// Takes back what was on its way: nobody will say what became of it, so it is sent again.
  mutating func cancel() {
    sending = 0
    isReminding = false
    merge()
  }

  private mutating func succeed(_ count: Int) {
    let sent = waiting.prefix(count).map(\.notice)
    waiting.removeFirst(count)
    told += Int64(count)
    guard isReminded else { return }
    // What came to an end while it was being sent does not last any more.
    let later = Set(waiting.map(\.notice.id))
    standing += sent.filter { $0.phase == .firing && !later.contains($0.id) }
  }

  private mutating func fail(
    _ reason: String, after askedFor: TimeSpan?, now: Int64, random: UInt64
  ) {
    failures += 1
    problem = reason
    let wait = Backoff.wait(after: failures, askedFor: askedFor, random: random)
    notBefore = now &+ wait.nanoseconds
  }

  /// Of two news of one alert the later stays, in the place of the earlier.
  private mutating func merge() {
    var places: [String: Int] = [:]
    var kept: [Waiting] = []
    for item in waiting {
      if let place = places[item.notice.id] {
        kept[place] = item
        merged += 1
      } else {
        places[item.notice.id] = kept.count
        kept.append(item)
      }
    }
    waiting = kept
  }
}
