// The engine that runs for ever: lines come in, the clock moves, and at any time it answers as of now
// what an engine answers that reads all the same lines at once. It keeps what the longest window or
// look-back needs, and a day more; what is older when it comes is `late`. Events too far ahead of the
// clock are held until the clock reaches them. Every line is in exactly one count of `accounting`.

/// Counts events without end, decides alerts as time goes by, answers questions as of the clock.
package struct ContinuousEngine: Sendable {
  /// How long events are waited for after a bucket's end before alerts are decided as of it.
  package static let evaluationDelay = TimeSpan.seconds(5)
  /// After how long without any line that is an event an alert is raised.
  package static let readStaleAfter = TimeSpan.minutes(15)
  /// How much longer than the longest window or look-back events are kept.
  static let keptLonger = TimeSpan.days(1)
  /// For how long what decisions need is kept beyond that, while they are behind the clock.
  static let longestWait = TimeSpan.days(8)
  /// How many ids are remembered, where duplicates are looked for; 24 bytes each, in tables that are
  /// half empty at the worst.
  static let mostIDs = 1 << 23

  package internal(set) var configuration: Configuration
  package let buckets: Buckets
  /// The clock as `advance` was last told.
  package internal(set) var clock: Timestamp
  /// Where every line went.
  package internal(set) var accounting = Accounting()
  /// The wanted fields, in slot order.
  let fields: FieldPlan
  let decoder: EventDecoder
  /// Judges events for all objectives at once.
  var classifiers: Classifiers
  let id: EventField?
  let keyReferences: [FieldReference]
  let keyFields: [EventField]
  let route: EventField?
  let trace: EventField?
  let customer: EventField?
  /// The keys of each of `keyReferences`, then the routes.
  var tables: [KeyTable]
  var routeTable = KeyTable()
  var filter: DuplicateFilter?
  var objectives: [ContinuousObjective]
  /// In what an event's keys are gathered, so that none makes room for its own.
  var keyRoom: [KeyedCounts.Key] = []
  /// When any objective's events happened, for finding gaps.
  var presence = Presence()
  /// The newest judged event.
  var newestJudged = NewestInstant()
  /// Events too far ahead of the clock.
  var held = HeldEvents()
  /// The bucket that starts at the instant of answers.
  var end: Int
  /// What is older is late when it comes; it never moves back.
  var firstBucket: Int
  /// Before it nothing is kept: it is `firstBucket`, or where alerts are still to be decided as of
  /// earlier times, what these need.
  var firstKept: Int
  /// The newest bucket that an event was in.
  var newestBucket: Int?
  /// How the alerts stand.
  var alerts: AlertDesk
  /// What a live view shows of the events themselves.
  var failures: NewestFailures

  /// An engine that has counted nothing yet.
  ///
  /// - Parameters:
  ///   - condition: Events for which it does not hold are left aside, as unmatched.
  ///   - exceptions: Events for which one of them holds are left aside, as unmatched.
  package init(
    _ configuration: Configuration, clock: Timestamp, condition: Expression? = nil,
    exceptions: [Expression] = []
  ) {
    self.configuration = configuration
    self.clock = clock
    buckets = Buckets(resolution: configuration.resolution)
    var question = Question()
    question.wantsBurn = true
    question.condition = condition
    question.exceptions = exceptions
    var fields = FieldPlan(mappings: configuration.fields)
    let plans = configuration.objectives.map {
      ObjectivePlan($0, of: question, in: configuration, plan: &fields)
    }
    let references = plans.flatMap {
      ContinuousObjective.keyReferences(of: $0, in: configuration)
    }.reduce(into: [FieldReference]()) { if !$0.contains($1) { $0.append($1) } }
    keyReferences = references
    keyFields = references.map { fields.field(of: $0) }
    tables = references.map { _ in KeyTable() }
    route = fields.field(of: .route)
    trace = fields.field(of: .trace)
    customer = fields.field(of: .customer)
    id = fields.field(of: .id)
    filter =
      id == nil
      ? nil
      : DuplicateFilter(
        horizon: configuration.dedupeHorizon, mostIDs: ContinuousEngine.mostIDs)
    decoder = EventDecoder(format: configuration.format, plan: &fields)
    self.fields = fields
    classifiers = Classifiers(plans.map(\.classifier))
    objectives = plans.map {
      ContinuousObjective($0, in: configuration, fields: references)
    }
    failures = NewestFailures(objectives: plans.count)
    end = 0
    firstBucket = .min
    firstKept = .min
    alerts = AlertDesk(lastRead: clock)
    moveOn(to: clock)
  }

  /// The instant as of which answers are: the end of the clock's bucket.
  package var asOf: Timestamp { buckets.start(of: end) }

  /// The newest judged instant before `asOf`.
  package var newestEvent: Timestamp? { newestJudged.value }

  /// How many keys have counts of their own.
  package var keyCount: Int { tables.reduce(0) { $0 + $1.count } }

  /// How many matched events that are still kept had a key for which there was no room.
  package var otherKeyEvents: Int64 {
    objectives.reduce(0) { $1.keyed.reduce($0) { $0 + $1.pastLimitCount } }
  }

  /// How many ids were forgotten for want of room.
  package var forgottenIDs: Int64 { filter?.forgottenCount ?? 0 }

  /// How many events too far ahead of the clock are held, and how many there was no room for.
  package var heldEvents: (held: Int, refused: Int64) { (held.count, held.refusedCount) }

  /// Moves the clock on, or back: answers are as of it. What is then no longer too far ahead is
  /// counted, what is too old is forgotten.
  ///
  /// - Parameter isAnew: Whether counts were taken over that have not been moved to the clock yet.
  mutating func moveOn(to clock: Timestamp, isAnew: Bool = false) {
    self.clock = clock
    let newEnd = buckets.index(of: buckets.endRoundingUp(clock))
    if newEnd != end || firstBucket == .min || isAnew {
      end = newEnd
      firstBucket = max(firstBucket, firstNeededBucket)
      firstKept = max(firstKept, min(firstBucket, firstToDecideWith))
      newestJudged.advance(to: end)
      presence.drop(before: firstKept)
      filter?.forget(before: buckets.start(of: firstBucket) - configuration.dedupeHorizon)
      for index in objectives.indices {
        objectives[index].advance(to: end, keepingFrom: firstKept, buckets: buckets)
      }
    }
    admitHeldEvents()
    // The newest bucket and the one before it are still written to.
    if let newestBucket {
      for index in objectives.indices { objectives[index].pack(before: min(end, newestBucket) - 1) }
    }
  }

  /// The first bucket that the next decisions need, where they are behind the clock.
  private var firstToDecideWith: Int {
    guard let decidedTo = alerts.decidedTo, decidedTo < end else { return firstBucket }
    let most = buckets.index(of: asOf) - buckets.index(of: asOf - ContinuousEngine.longestWait)
    return firstBucket - min(end - decidedTo, most)
  }

  /// The first bucket that a question as of now, or of an instant of the day before, can ask for.
  private var firstNeededBucket: Int {
    let asOf = asOf
    var earliest = asOf - max(configuration.forecastFrom, DeployEffect.spanBefore)
    if configuration.fields[.customer] != nil {
      earliest = min(earliest, asOf - Misattribution.retention)
    }
    earliest = objectives.reduce(earliest) { earliest, objective in
      objective.plan.starts(asOf: asOf).reduce(earliest) { min($0, $1) }
    }
    return buckets.index(of: earliest - ContinuousEngine.keptLonger)
  }

  /// Whether `instant` is too far ahead of the clock.
  func isFuture(_ instant: Timestamp) -> Bool {
    instant >= asOf && instant > clock + configuration.maxSkew
  }
}
