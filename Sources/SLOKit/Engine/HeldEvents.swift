// Events too far ahead of the clock, held until it reaches them: judged already, with their keys as
// bytes, so that nothing of their lines is needed any more. There is room for a few thousand, since
// more of them mean that a clock is wrong; those that find none are told of.

/// Events that wait for the clock.
struct HeldEvents: Sendable {
  /// The most events, and the most bytes of their texts, that are held.
  static let mostEvents = 10_000
  static let mostBytes = 1 << 22

  /// One of them.
  struct Event: Sendable {
    var event: JudgedEvent
    /// Its keys' bytes; nil where it has none.
    var keys: [[UInt8]?]
    var route: [UInt8]?

    var bytes: Int {
      keys.reduce((route?.count ?? 0) + (event.trace?.count ?? 0)) { $0 + ($1?.count ?? 0) }
        + event.place.file.utf8.count
    }
  }

  /// In reading order.
  private(set) var events: [Event] = []
  private var bytes = 0
  /// Events that there was no room for: they stay among the future ones.
  private(set) var refusedCount: Int64 = 0

  init() {}

  init(_ events: [Event], refusedCount: Int64) {
    self.events = events
    self.refusedCount = refusedCount
    bytes = events.reduce(0) { $0 + $1.bytes }
  }

  /// How many are held.
  var count: Int { events.count }

  /// Holds `event` where there is room.
  mutating func hold(_ event: Event) {
    guard events.count < HeldEvents.mostEvents, bytes + event.bytes <= HeldEvents.mostBytes else {
      refusedCount += event.event.head.weight
      return
    }
    bytes += event.bytes
    events.append(event)
  }

  /// Hands over those for which `isFuture` does not hold any more, in reading order.
  mutating func admit(unless isFuture: (Timestamp) -> Bool) -> [Event] {
    if events.isEmpty { return [] }
    let admitted = events.filter { !isFuture($0.event.head.instant) }
    guard !admitted.isEmpty else { return [] }
    events.removeAll { !isFuture($0.event.head.instant) }
    bytes -= admitted.reduce(0) { $0 + $1.bytes }
    return admitted
  }
}
