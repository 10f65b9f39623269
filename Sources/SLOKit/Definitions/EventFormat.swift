// How lines become fields, and fields become roles.

/// The format of event files.
public enum EventFormat: String, CaseIterable, Sendable {
  /// One JSON object a line.
  case ndjson
  /// `key=value key="quoted value"`.
  case logfmt
  /// RFC 4180 with a header line.
  case csv
  /// The combined access log of Apache and nginx.
  case combined
}

/// The unit of a number that counts time.
public enum TimeUnit: String, CaseIterable, Sendable {
  /// Seconds.
  case s
  /// Milliseconds.
  case ms
  /// Microseconds.
  case us
  /// Nanoseconds.
  case ns

  /// How many decimal digits a nanosecond count has more than one in this unit: 9, 6, 3, 0.
  public var nanosecondDigits: Int {
    switch self {
    case .s: 9
    case .ms: 6
    case .us: 3
    case .ns: 0
    }
  }
}

/// The paths that a role is read from.
public struct FieldMapping: Sendable {
  /// Tried in order; the first that is present and not null is the value.
  public var paths: [String]
  /// The unit of a numeric timestamp or duration; nil where the config names none.
  public var unit: TimeUnit?
  /// The zone of a timestamp that carries none; nil means that such a timestamp is malformed.
  public var zone: Zone?

  /// A mapping to `paths`.
  public init(paths: [String], unit: TimeUnit? = nil, zone: Zone? = nil) {
    self.paths = paths
    self.unit = unit
    self.zone = zone
  }
}
