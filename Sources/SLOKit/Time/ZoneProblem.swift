// Why a zone cannot be had, in the words that a config's reader needs.

/// Why there is no zone of a name.
package enum ZoneProblem: Error, Equatable, Sendable {
  /// The name is no IANA name: `what` says why.
  case badName(what: String)
  /// The zone's file cannot be read.
  case unreadable(path: String, why: String)
  /// The file is not a TZif file, or a damaged one: `what` is wrong at byte `offset`.
  case damaged(what: String, offset: Int)
  /// The file counts leap seconds (a `right/` zone), which no log's clock does.
  case countsLeapSeconds

  /// What was found and what to do, said after the zone's name and a colon.
  package var text: String {
    switch self {
    case .badName(let what): "\(what); write an IANA name such as Europe/Berlin"
    case .unreadable(let path, let why):
      "no such time zone here: \(path): \(why); write an IANA name such as Europe/Berlin, or "
        + "install the system's tzdata"
    case .damaged(let what, let offset):
      "not a whole time zone file: \(what) at byte \(offset); write an IANA name such as "
        + "Europe/Berlin, or reinstall the system's tzdata"
    case .countsLeapSeconds:
      "this zone counts leap seconds, which log clocks do not; write its name without right/"
    }
  }
}
