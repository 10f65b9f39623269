// Whether events come in the order in which logs are taken to be written. Where a part of a file was
// left out, because its events are older than what is asked about, that rests on this order; so it is
// watched in what is read.

/// Watches the order of the events of files.
package struct EventOrder: Sendable {
  /// How far behind the newest event before it an event may be.
  package static let tolerance = TimeSpan.minutes(15)

  private var file: String?
  private var newest = Timestamp(nanoseconds: .min)
  /// The files with an event that is further behind, and how far the furthest is.
  package private(set) var disorders: [String: TimeSpan] = [:]

  /// The events that follow are those of `file`; nil where their order does not matter.
  mutating func start(_ file: String?) {
    self.file = file
    newest = Timestamp(nanoseconds: .min)
  }

  /// Notes the next event.
  @inline(__always)
  mutating func note(_ instant: Timestamp) {
    if instant >= newest {
      newest = instant
    } else if let file, newest - instant > Self.tolerance {
      disorders[file] = max(disorders[file] ?? .zero, newest - instant)
    }
  }
}
