// A whole slos.json as a value: every text parsed, every default filled in, every rule checked.

/// What slos.json says.
public struct Configuration: Sendable {
  /// Files, globs and folders to read, absolute or relative to the working folder.
  public var sources: [String] = []
  /// The length of a counting bucket: 1 s to 1 h, dividing an hour.
  public var resolution = TimeSpan.minutes(1)
  /// How far ahead of the clock an event may be.
  public var maxSkew = TimeSpan.minutes(5)
  /// The look-back whose rates the forecast carries on.
  public var forecastFrom = TimeSpan.hours(1)
  /// How far apart two events of one id may be and still be duplicates.
  public var dedupeHorizon = TimeSpan.hours(1)
  /// The longest line, in bytes; a longer one is malformed.
  public var maxLineBytes = 1 << 20
  /// How many keys of one field have counts of their own; the rest are counted together.
  public var maxKeys: Int64 = 1_000_000
  /// The format of the event files.
  public var format = EventFormat.ndjson
  /// Where each mapped role is read from; `combined` sets its own where the config names none.
  public var fields: [Role: FieldMapping] = [:]
  /// The rules that give failed events an origin, tried in order.
  public var attributionRules: [AttributionRule] = []
  /// The config's own names of origins, in lower case, beside the built-in ones.
  public var aliases: [String: Origin] = [:]
  /// The origin of a failed event about which nothing is said.
  public var defaultOrigin = Origin.unknown
  /// Spans whose events some objectives leave out.
  public var exclusions: [Exclusion] = []
  /// The objectives, in the order of the config; at least one.
  public var objectives: [Objective] = []
  /// The file of deploy markers.
  public var markers: String?
  /// What the daemon does beside counting.
  public var daemon = DaemonSettings()

  /// How short and how long `maxLineBytes` may be.
  package static let lineLimits: ClosedRange<Int64> = 1 << 10...1 << 26
  /// How few and how many `maxKeys` may be.
  package static let keyLimits: ClosedRange<Int64> = 1...100_000_000

  package init() {}
}

/// A rule that gives failed events an origin.
public struct AttributionRule: Sendable {
  /// Which failed events it is about.
  public var when: Expression
  /// Whose fault they are.
  public var origin: Origin
  /// The names of the objectives it is for; nil means all.
  public var objectives: [String]?
}

/// A maintenance window: its events are taken out of the objectives' counts.
public struct Exclusion: Sendable {
  /// The first instant of it.
  public var from: Timestamp
  /// The first instant after it.
  public var to: Timestamp
  /// Why, for the report.
  public var reason: String
  /// The names of the objectives it is for; nil means all.
  public var objectives: [String]?
}
