// A time zone as one table: the seconds at which its offset from UTC changes, and the offsets
// between them. ZoneFile reads it from the system's zoneinfo; the rule that such a file gives for
// the years after its last change is written out up to the end of what a Timestamp holds, so that
// every question is one search of the table.

/// An IANA time zone.
public final class Zone: Sendable {
  /// The name by which it was asked for, such as `Europe/Berlin`.
  public let name: String

  /// The seconds since the epoch at which the offset changes, ascending.
  package let changes: [Int64]

  /// Seconds east of UTC: `offsets[i]` holds up to `changes[i]`, the last one for ever.
  package let offsets: [Int64]

  /// No offset is as large as this.
  static let offsetLimit: Int64 = 26 * 3600

  init(name: String, changes: [Int64] = [], offsets: [Int64] = [0]) {
    precondition(offsets.count == changes.count + 1, "an offset before, between and after changes")
    self.name = name
    self.changes = changes
    self.offsets = offsets
  }

  /// Coordinated universal time.
  public static let utc = Zone(name: "UTC")

  /// How far local clocks are ahead of UTC at `instant`, in seconds; negative in the west.
  package func offsetSeconds(at instant: Timestamp) -> Int {
    Int(offsets[stretch(of: instant.epochSecond)])
  }

  /// The date on local calendars at `instant`.
  package func localDate(at instant: Timestamp) -> CivilDate {
    let local = instant.epochSecond + offsets[stretch(of: instant.epochSecond)]
    return CivilDate(daysSinceEpoch: Int(local.flooredQuotient(by: 86400)))
  }

  /// The second at which local clocks show `local`, a count of seconds since 1970-01-01T00:00:00 on
  /// those clocks. Of two such seconds it is the first; where a change skips that time, it is read
  /// with the offset before the change, as if the clocks had gone on.
  package func epochSecond(ofLocal local: Int64) -> Int64 {
    let stretch = stretch(reaching: local)
    let second = local - offsets[stretch]
    // The clocks jump over `local` where this stretch begins.
    if stretch > 0, second < changes[stretch - 1] { return local - offsets[stretch - 1] }
    return second
  }

  /// The first second at which local clocks show `local` or later. It differs from
  /// `epochSecond(ofLocal:)` where a change skips `local`: then it is the change's second.
  package func firstEpochSecond(atOrAfterLocal local: Int64) -> Int64 {
    let stretch = stretch(reaching: local)
    let second = local - offsets[stretch]
    return stretch > 0 ? max(second, changes[stretch - 1]) : second
  }

  /// The index of the offset that holds at `second`.
  private func stretch(of second: Int64) -> Int {
    var low = 0
    var high = changes.count
    while low < high {
      let middle = (low + high) / 2
      if changes[middle] <= second { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The first stretch before whose end local clocks pass `local`.
  private func stretch(reaching local: Int64) -> Int {
    // Whatever its offset, no earlier stretch gets that far.
    var stretch = stretch(of: local - Self.offsetLimit)
    while stretch < changes.count, local - offsets[stretch] >= changes[stretch] { stretch += 1 }
    return stretch
  }
}
