// What slos.json says of the daemon: where alerts go and how much it may hold.

/// The daemon's part of a config.
public struct DaemonSettings: Equatable, Sendable {
  /// How few and how many `maxSources` may be.
  package static let sourceLimits: ClosedRange<Int64> = 1...1_000_000
  /// How few and how many `maxWaiting` may be.
  package static let waitingLimits: ClosedRange<Int64> = 1...100_000

  /// Where alerts go.
  public enum Sink: Equatable, Sendable {
    /// An Alertmanager by its URL, and the file of the request headers it needs.
    case alertmanager(url: String, headersFile: String?)
    /// A URL that gets each alert as JSON, and the file of the request headers it needs.
    case webhook(url: String, headersFile: String?)
    /// A program and its arguments, which gets the alert's JSON on its standard input.
    case command([String])
    /// A URL that is asked for as long as the daemon lives, and how often.
    case heartbeat(url: String, headersFile: String?, every: TimeSpan)
  }

  /// The alert log; nil writes none.
  public var alertLog: String?
  /// Where alerts go, in the order of the config.
  public var sinks: [Sink] = []
  /// How many keys have counts of their own; the rest are counted together. Where the config does not
  /// say it of the daemon, its `maxKeys` for everybody.
  public var maxKeys: Int64 = 1_000_000
  /// How many files are tailed; the rest are told of, and left out.
  public var maxSources: Int64 = 10_000
  /// How many news of alerts wait for one sink, at most.
  public var maxWaiting = 1000

  package init() {}
}
