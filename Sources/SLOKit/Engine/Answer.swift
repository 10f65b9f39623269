// What an answer to a question about budgets holds: plain values, complete and rounded nowhere.
// Reporting turns them into tables, JSON, CSV and Markdown without computing anything more.

/// Where every line that was read went. Counts of lines and specimens are lines; all others are
/// events, that is, weighted.
///
/// lines = blank + headers + malformed + specimens; events = duplicates + future + late + judged.
public struct Accounting: Sendable, Equatable {
  /// Lines read; a CSV record is one, however many it spans.
  public var lines: Int64 = 0
  /// Empty ones.
  public var blank: Int64 = 0
  /// CSV headers.
  public var headers: Int64 = 0
  /// Lines that are no event.
  public var malformed: Int64 = 0
  /// Lines that were understood.
  public var specimens: Int64 = 0
  /// The requests that the specimens stand for.
  public var events: Int64 = 0
  /// Events whose id is that of an event kept before.
  public var duplicates: Int64 = 0
  /// Events too far ahead of the time asked for.
  public var future: Int64 = 0
  /// Events too old when they came; only in the daemon.
  public var late: Int64 = 0
  /// Events that the objectives were asked about.
  public var judged: Int64 = 0
  /// Keys that repeat a key of the same object.
  public var duplicateKeys: Int64 = 0
  /// Inputs that could not be read, or not to their end.
  public var unreadable: [UnreadableInput] = []
  /// Malformed lines by reason, the most frequent first, one of each as a specimen.
  public var malformedReasons: [MalformedLines] = []
  /// What was not read, since it lies outside the look-back that was asked about. Its lines are in no
  /// count.
  public var leftOut: [LeftOutInput] = []
  /// Inputs that were read whole because their events are not in order.
  public var disordered: [DisorderedInput] = []

  /// Nothing read.
  public init() {}
}

/// An input that could not be read, or not to its end.
public struct UnreadableInput: Sendable, Equatable {
  /// The file as it was named.
  public var path: String
  /// What went wrong.
  public var reason: String
}

/// The part of an input that was not read.
public struct LeftOutInput: Sendable, Equatable {
  /// The file as it was named.
  public var path: String
  /// How much of it was not read.
  public var bytes: Int64
  /// How much time its events are from.
  public var span: TimeSpan
  /// Whether nothing of the file was read.
  public var isWhole: Bool
}

/// An input whose events are less in order than logs are taken to be.
public struct DisorderedInput: Sendable, Equatable {
  /// The file as it was named.
  public var path: String
  /// How far behind an event was found to be.
  public var disorder: TimeSpan
}

/// The malformed lines of one reason.
public struct MalformedLines: Sendable, Equatable {
  /// What is wrong with them, for grouping.
  package var kind: Malformed.Reason?
  /// What is wrong with the first of them, in words.
  public var reason: String
  /// How many.
  public var count: Int64
  /// The first of them.
  public var file: String
  /// Its line, from 1.
  public var line: Int
  /// The column of what is wrong, in bytes from 1.
  public var column: Int
  /// Its text, cut at 200 bytes, not encoded for any output.
  public var text: [UInt8]
}

/// How a budget stands.
public enum BudgetStatus: String, Sendable {
  /// Enough is left.
  case ok
  /// Less is left than `budgetLow`, or a tenth.
  case low
  /// Nothing is left.
  case exhausted
  /// No valid event, so no number.
  case noData
}

/// The figures of one budget: an objective's or a key's.
public struct Figures: Sendable {
  /// The wanted ratio (a key's own where it is overridden).
  public var target: Target
  /// Events in the window, by outcome and origin.
  public var counts: Counts
  /// Events that the objective matches, in the window.
  public var matched: Int64
  /// Good + bad, and excused where the objective says so; slices where it counts slices.
  public var valid: Int64
  /// The good ones among them, without excused events.
  public var good: Int64
  /// The bad ones among them.
  public var bad: Int64
  /// Failed events that are not charged.
  public var excused: Int64
  /// Events whose `good` could not be told.
  public var unjudged: Int64
  /// Valid specimens, for the interval.
  public var validSpecimens: Int64
  /// Bad specimens.
  public var badSpecimens: Int64
  /// valid, good and bad in events, where the figures above are slices.
  public var events: EventFigures?
  /// The budget of `valid` and `bad`.
  public var budget: ErrorBudget { ErrorBudget(valid: valid, bad: bad, target: target) }
  /// The 95 % Wilson interval of the ratio.
  public var interval: Interval?
  /// How the budget stands.
  public var status: BudgetStatus
}

/// Event counts that stand beside slices.
public struct EventFigures: Sendable, Equatable {
  /// Valid, good and bad events.
  public var valid: Int64, good: Int64, bad: Int64
}

/// The answer for one objective.
public struct ObjectiveAnswer: Sendable {
  /// The objective.
  public var objective: Objective
  /// The origins that were charged: the objective's, unless the question named others.
  public var charge: OriginSet
  /// The first instant of the window; it ends at the answer's `asOf`.
  public var from: Timestamp
  /// The span from the first matched event, or `from` if later, to `asOf`; nil without one.
  public var covered: TimeSpan?
  /// The longest stretch in it without an event of any objective; 0 where shorter than a bucket.
  public var longestGap: TimeSpan?
  /// Where that stretch begins; nil where there is none, or nobody kept it.
  public var longestGapFrom: Timestamp?
  /// The newest event before `asOf` that the objective matches, excluded ones too.
  public var newestMatched: Timestamp?
  /// Judged events that the objective is not about.
  public var unmatched: Int64
  /// Judged events that an exclusion takes out.
  public var excluded: Int64
  /// Judged events outside the window.
  public var outside: Int64
  /// The figures of all events together.
  public var figures: Figures
  /// Where the budget is heading.
  public var forecast: Forecast
  /// The same if every malformed line and unjudged event were bad; nil where nobody has looked.
  public var forecastAtWorst: Forecast?
  /// The burn over each look-back of the alert rules, ascending.
  public var burn: [Burn] = []
  /// The alert rules, in order, and whether they hold.
  public var rules: [RuleState] = []
  /// What the deploy under way did; nil where there is none, or nobody asked.
  public var deploy: DeployEffect?
  /// Whom the logger blames for what seems to be the platform's doing; nil where nothing is suspect,
  /// or nobody asked.
  public var suspects: Suspects?
  /// A budget a key, worst first; nil where the question does not ask for keys.
  public var keys: KeyAnswer?
  /// What the worst customers cost the budget; nil where none has a bad event, where customers are
  /// not counted, or slices are.
  public var heavyCustomers: HeavyCustomers?
}

/// Customers whose excused failures came all at once, as those of a platform do.
public struct Suspects: Sendable, Equatable {
  /// How many customers have an excused failure in the last 15 minutes, and how many any event.
  public var hit: Int64, all: Int64
  /// Some of those hit, at most ten, by the bytes of their names.
  public var customers: [[UInt8]]
}

/// Budgets by key.
public struct KeyAnswer: Sendable {
  /// The field whose values the keys are.
  public var field: FieldReference
  /// By spent (infinite first, none last), then bad, valid, and the key's bytes.
  public var keys: [(key: [UInt8], figures: Figures, burn: [Burn])]
  /// Matched events in the window without a key.
  public var unkeyed: Int64
  /// Matched events of the keys that are not listed, those past the limit among them.
  public var otherKeys: Int64
  /// How many keys those are, without those past the limit.
  public var otherKeyCount: Int64
  /// Matched events of keys past `maxKeys`, which have no figures of their own.
  public var pastLimit: Int64 = 0
  /// Keys whose objective is met, and keys with valid events: of all, not only the listed.
  public var inBudget: Int64, withValid: Int64
  /// How many keys hold the bad events; nil where the keys are not customers.
  public var breadth: Breadth?
  /// How long customers were up and down; nil where that was not measured.
  public var uptime: UserUptime?
}

/// An answer to `budget`, `burn`, `customers` or `gate`.
public struct Answer: Sendable {
  /// The instant as of which it holds: the end of a bucket.
  public var asOf: Timestamp
  /// The newest judged instant before `asOf`.
  public var newestEvent: Timestamp?
  /// The length of a bucket.
  public var resolution: TimeSpan
  /// Where every line went.
  public var input: Accounting
  /// An answer an objective, in the order of the config.
  public var objectives: [ObjectiveAnswer]
}
