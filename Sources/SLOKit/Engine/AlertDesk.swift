// How far alerts have been decided, and the one alert that has no objective: that nothing at all is
// read any more.

/// The alerts of an engine that runs for ever.
struct AlertDesk: Sendable {
  /// When a line that was an event was last read, by the engine's clock.
  private(set) var lastRead: Timestamp
  /// The bucket of the oldest event.
  private(set) var firstJudged: Int?
  /// The bucket that starts at the last bucket's end as of which alerts were decided.
  var decidedTo: Int?
  /// The same of the alert that nothing is read.
  private(set) var watchedTo: Int?
  private(set) var nothingRead: AlertEvaluator

  /// Nothing read since `clock`.
  init(lastRead: Timestamp) {
    self.lastRead = lastRead
    nothingRead = AlertEvaluator(timing: AlertTiming(keepFiringFor: .minutes(5)))
  }

  /// Where buckets are others: only when something was read last is still known.
  init(goingOnFrom other: AlertDesk) { self.init(lastRead: other.lastRead) }

  /// What the alert that nothing is read is about.
  static let nothingReadSubject = AlertSubject(objective: "", kind: .staleData)

  /// Notes that an event was read.
  mutating func noteRead(at clock: Timestamp) { lastRead = max(lastRead, clock) }

  /// Notes that an event of `bucket` was judged.
  mutating func noteJudged(_ bucket: Int) { firstJudged = min(firstJudged ?? bucket, bucket) }

  /// Whether anything was read, as of the bucket's end `end`; what there is to tell.
  mutating func watch(to end: Int, as buckets: Buckets) -> [AlertRecord] {
    guard end > watchedTo ?? .min else { return [] }
    watchedTo = end
    let instant = buckets.start(of: end)
    let isStale = instant - lastRead >= ContinuousEngine.readStaleAfter
    return nothingRead.advance(
      to: instant, [AlertObservation(AlertDesk.nothingReadSubject, holding: isStale ? [0] : [])]
    ).map { AlertRecord(ofNothingRead: $0.state, $0.phase, at: $0.at) }
  }

  /// The alert that nothing is read, where there is one.
  func open(as buckets: Buckets) -> [AlertRecord] {
    nothingRead.states.values.map {
      AlertRecord(
        ofNothingRead: $0, $0.phase, at: watchedTo.map { buckets.start(of: $0) } ?? $0.startsAt)
    }
  }
}

extension AlertRecord {
  fileprivate init(ofNothingRead state: AlertState, _ phase: AlertPhase, at instant: Timestamp) {
    self.init(
      id: AlertIdentity.of(AlertDesk.nothingReadSubject, startsAt: state.startsAt),
      subject: AlertDesk.nothingReadSubject, phase: phase, startsAt: state.startsAt,
      firingAt: state.firingAt, endsAt: phase == .resolved ? instant : nil, at: instant,
      budget: ErrorBudget(valid: 0, bad: 0, target: .all),
      evidence: AlertEvidence(), isNoData: true)
  }
}

extension AlertDesk: BinaryCoded {
  func encode(into writer: inout BinaryWriter) {
    writer.signed(lastRead.nanoseconds)
    writer.optional(firstJudged) { $0.int($1) }
    writer.optional(decidedTo) { $0.int($1) }
    writer.optional(watchedTo) { $0.int($1) }
    writer.states(nothingRead.states)
  }

  init(decoding reader: inout BinaryReader) throws(BinaryDamage) {
    func bucket(_ reader: inout BinaryReader) throws(BinaryDamage) -> Int {
      // Far from the ends of what buckets can be, so that there is always a next one.
      try reader.int(in: -(1 << 40)...(1 << 40))
    }
    self.init(lastRead: Timestamp(nanoseconds: try reader.signed()))
    firstJudged = try reader.optional(bucket)
    decidedTo = try reader.optional(bucket)
    watchedTo = try reader.optional(bucket)
    nothingRead = AlertEvaluator(timing: nothingRead.timing, states: try reader.states())
  }
}
