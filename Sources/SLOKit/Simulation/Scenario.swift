// A scenario as a value: the platform, its traffic, and what befalls it. Every share is in billionths,
// every instant of an incident or a deploy is a span after the scenario's start, so that a scenario
// can be moved to any day.

/// A made-up platform and its day.
package struct Scenario: Sendable {
  /// What all drawing starts from.
  package var seed: Int64 = 1
  /// The first instant of it.
  package var start = Timestamp(nanoseconds: 0)
  /// How long it goes on.
  package var length = TimeSpan.days(1)
  /// How much of the traffic each hour of a UTC day has; 24 numbers.
  package var byHour = [Int64](repeating: 1, count: 24)
  /// How much of the traffic each day has, from Monday; 7 numbers.
  package var byWeekday = [Int64](repeating: 1, count: 7)
  /// The names of the customers: the k-th one has 1/k of the first one's traffic.
  package var customers: [String] = []
  /// Where requests are served, and how much of the traffic each place has.
  package var regions: [Weighted] = []
  /// What answers; at least one.
  package var services: [Service] = []
  /// What is rolled out, in the order of the scenario.
  package var deploys: [Deploy] = []
  /// What goes wrong; where two are about one request, the first decides.
  package var incidents: [Trouble] = []
  /// The share of lines that are cut off, and that are written twice.
  package var cutShare: Int64 = 0, repeatedShare: Int64 = 0

  /// The first instant after it.
  package var end: Timestamp { start + length }

  /// A name, and how often it is drawn beside the others.
  package struct Weighted: Sendable {
    package var name: String
    package var weight: Int64
  }

  /// Something that answers requests and logs them.
  package struct Service: Sendable {
    package var name: String
    /// How its JSON lines are laid out.
    package var logger = Logger.flat
    /// How many requests an average hour has.
    package var requestsPerHour: Int64
    /// What it is asked for: `GET /v1/orders`.
    package var routes: [Weighted] = []
    /// What runs until the first deploy.
    package var build: String?
    package var latency = Latency()
    /// The share of requests that fail on an ordinary day, with no word on whose fault it is.
    package var failureShare: Int64 = 0
    /// The share of requests that are answered with 404.
    package var notFoundShare: Int64 = 0
  }

  /// The loggers whose JSON lines there are.
  package enum Logger: String, CaseIterable, Sendable {
    /// `ts`, `status`, `duration_ms`, `customer`, the code of a failure in an object.
    case flat
    /// `http.status` and `tenant.id` in objects, milliseconds since 1970.
    case nested
    /// The attributes of OpenTelemetry's semantic conventions, durations in seconds.
    case otel
    /// `flat` with spaces: all but ASCII escaped, the customer in `tenant.id`, times at +01:00.
    case spaced
    /// `flat` with `error.code` as one name, before all others, and whole milliseconds.
    case dotted
  }

  /// How long requests take: what half, 90 % and 99 % of them do not exceed, and none.
  package struct Latency: Sendable {
    package var p50 = TimeSpan(nanoseconds: 50_000_000)
    package var p90 = TimeSpan(nanoseconds: 150_000_000)
    package var p99 = TimeSpan(nanoseconds: 600_000_000)
    package var longest = TimeSpan(nanoseconds: 2_000_000_000)
  }

  /// A build that takes the place of another.
  package struct Deploy: Sendable {
    package var after: TimeSpan
    package var service: String
    package var build: String
    /// How long it takes until every request meets it.
    package var rollout: TimeSpan
  }

  /// Something that goes wrong: which requests it is about, and what becomes of them.
  package struct Trouble: Sendable {
    package var name: String
    package var after: TimeSpan
    package var length: TimeSpan
    /// Each empty where all are meant.
    package var services: [String] = [], regions: [String] = [], builds: [String] = []
    package var customers: [String] = [], routes: [String] = []
    /// The share of those requests that fail.
    package var failingShare: Int64 = 0
    package var status: Int64 = 503
    /// What failures have as `error.code`.
    package var code: String
    /// Whose fault it truly is.
    package var origin = Origin.infrastructure
    /// What the logger says of that, where it does not tell the truth; empty: nothing.
    package var tag: String?
    /// How long a failure takes; as long as any other request where it is nil.
    package var failuresTake: TimeSpan?
    /// How many times as long a request takes that does not fail.
    package var slowdown: Int64 = 1
    /// How many requests an hour there are beside the ordinary ones.
    package var extraPerHour: Int64 = 0
  }
}
