// What a loop waits for, gathered anew for each of its turns: descriptors that may be read or
// written, and the earliest deadline. Whoever asked for one looks afterwards what became of it.
// A descriptor that failed or was hung up counts as ready, so that its owner finds out by using it.
//
// Invariants: `poll` is given an array and how many entries it has, and keeps no pointer to it.

internal import Glibc

/// The descriptors and the deadline of one turn of a loop.
///
///     poll.clear()
///     poll.watch(server, for: .reading)
///     poll.wake(at: monotonicNanoseconds() + 1_000_000_000)
///     try poll.wait()
///     if poll.isReady(server, for: .reading) { … }
package struct PollSet: Sendable {
  /// What a descriptor is watched for.
  package enum Interest: Sendable {
    /// Something to read: bytes, a client, an end.
    case reading
    /// Room to write.
    case writing

    fileprivate var event: Int16 { self == .reading ? Int16(POLLIN) : Int16(POLLOUT) }
  }

  private var waiting: [pollfd] = []
  /// Where each descriptor stands in `waiting`.
  private var places: [Int32: Int] = [:]
  /// The earliest instant at which somebody has something to do; nil where nobody has.
  package private(set) var deadline: Int64?

  package init() {}

  /// Forgets everything, for the next turn.
  package mutating func clear() {
    waiting.removeAll(keepingCapacity: true)
    places.removeAll(keepingCapacity: true)
    deadline = nil
  }

  /// Wakes where `descriptor` is ready for `interest`.
  package mutating func watch(_ descriptor: Int32, for interest: Interest) {
    if let place = places[descriptor] {
      waiting[place].events |= interest.event
    } else {
      places[descriptor] = waiting.count
      waiting.append(pollfd(fd: descriptor, events: interest.event, revents: 0))
    }
  }

  /// Wakes no later than at `instant`, in nanoseconds of the monotonic clock.
  package mutating func wake(at instant: Int64) { deadline = min(deadline ?? instant, instant) }

  /// Waits until a descriptor is ready, the deadline has come, or a signal was caught. Without a
  /// deadline it waits for ever.
  package mutating func wait() throws(SystemError) {
    let timeout = Self.milliseconds(until: deadline, from: monotonicNanoseconds())
    let count = nfds_t(waiting.count)
    if unsafe poll(&waiting, count, timeout) >= 0 { return }
    let error = SystemError.last("poll", on: "\(count) descriptors")
    guard error.code == EINTR else { throw error }
    for place in waiting.indices { waiting[place].revents = 0 }
  }

  /// Rounded up, so that nobody wakes before the deadline and turns in vain; -1 without one.
  static func milliseconds(until deadline: Int64?, from now: Int64) -> Int32 {
    guard let deadline else { return -1 }
    if deadline <= now { return 0 }
    let (span, overflows) = deadline.subtractingReportingOverflow(now)
    return overflows ? Int32.max : Int32(clamping: (span - 1) / 1_000_000 + 1)
  }

  /// Whether `descriptor` was watched for `interest` and can be used without waiting.
  package func isReady(_ descriptor: Int32, for interest: Interest) -> Bool {
    guard let place = places[descriptor] else { return false }
    let happened = waiting[place].revents
    return waiting[place].events & interest.event != 0
      && happened & (interest.event | Int16(POLLERR | POLLHUP | POLLNVAL)) != 0
  }
}

/// A part of a program that shares one thread and one `PollSet` with others.
///
/// Neither call waits, and both do a bounded amount of work: a few milliseconds at most.
package protocol LoopMember: AnyObject {
  /// Says what it waits for; called before every wait.
  ///
  /// - Parameter now: The monotonic clock's time.
  func prepare(_ poll: inout PollSet, now: Int64)

  /// Does what can be done now; called after every wait.
  func proceed(_ poll: PollSet, now: Int64)
}
