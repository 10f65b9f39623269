// Puts outcomes into the order of their instants, as far as its room allows: they come in as the
// files have them and leave by instant. When the room is full the older half leaves, so an outcome
// that comes behind at most `reach` younger ones is in order. What comes later than that leaves out
// of order: whoever takes it has to tell.

/// Outcomes of customers on their way into order.
package struct OutcomeQueue: Sendable {
  /// One outcome: 16 bytes, since many wait.
  package struct Entry: Sendable {
    /// In nanoseconds since 1970.
    package let instant: Int64
    private let customerAndOutcome: UInt32
    private let events: UInt32

    /// - Parameters:
    ///   - customer: The number of a key, below 2³¹.
    ///   - weight: How many events it stands for, below 2³².
    package init(at instant: Timestamp, customer: Int, isDown: Bool, weight: Int64) {
      self.instant = instant.nanoseconds
      customerAndOutcome = UInt32(truncatingIfNeeded: customer) << 1 | (isDown ? 1 : 0)
      events = UInt32(truncatingIfNeeded: weight)
    }

    package var customer: Int { Int(customerAndOutcome >> 1) }
    package var isDown: Bool { customerAndOutcome & 1 == 1 }
    package var weight: Int64 { Int64(events) }
  }

  /// How many younger outcomes one may come behind and still be put in order.
  package let reach: Int
  private var waiting: [Entry] = []

  /// A queue of 4 MiB, unless told otherwise.
  package init(reach: Int = 1 << 17) {
    precondition(reach > 0)
    self.reach = reach
  }

  /// Takes `entry` in; where that fills the room, the older half is returned, by instant.
  package mutating func add(_ entry: Entry) -> [Entry] {
    waiting.append(entry)
    guard waiting.count >= 2 * reach else { return [] }
    // Files are nearly in order, and such arrays are sorted in nearly one walk.
    waiting.sort { $0.instant < $1.instant }
    let older = Array(waiting[..<reach])
    waiting.removeFirst(reach)
    return older
  }

  /// Everything that still waits, by instant.
  package mutating func drain() -> [Entry] {
    waiting.sort { $0.instant < $1.instant }
    defer { waiting = [] }
    return waiting
  }
}
