// What is said of the parts of files that were not read, and of files that were read whole because
// they are not in order.

extension Accounting {
  /// A sentence, and whether something is wrong.
  package typealias Note = (text: String, isWarning: Bool)

  /// How many files are named.
  private static let namedCount = 3

  /// What to say of what was left out, safe for a terminal; of a few files, unless `all` are wanted.
  package func lookBackNotes(all: Bool = false) -> [Note] {
    var notes: [Note] = []
    let named = leftOut.prefix(all ? .max : Self.namedCount)
    for input in named {
      let path = TextEscaping.terminal(input.path)
      notes.append(
        (
          "left out: \(input.span.brief), \(input.isWhole ? "all " : "")"
            + "\(NumberText.bytes(input.bytes)) of \(path), outside the look-back", false
        ))
    }
    let rest = leftOut.dropFirst(named.count)
    if !rest.isEmpty {
      let bytes = rest.reduce(0) { $0 + $1.bytes }
      notes.append(
        (
          "left out: \(NumberText.bytes(bytes)) of \(NumberText.count(Int64(rest.count), "more file")),"
            + " outside the look-back (-v names them)", false
        ))
    }
    for input in disordered {
      notes.append(
        (
          "\(TextEscaping.terminal(input.path)) is out of order by \(input.disorder.brief), and was"
            + " read whole", true
        ))
    }
    return notes
  }

  /// Writes what was left out and what was not in order, where there is any.
  func writeLookBack(to json: inout JSONWriter) {
    if !leftOut.isEmpty {
      json.members("leftOut", of: leftOut) { json, input in
        json.object { json in
          json.member("path", input.path)
          json.member("bytes", input.bytes)
          json.member("seconds", input.span.nanoseconds / 1_000_000_000)
          json.member("whole", input.isWhole)
        }
      }
    }
    if !disordered.isEmpty {
      json.members("disordered", of: disordered) { json, input in
        json.object { json in
          json.member("path", input.path)
          json.member("seconds", input.disorder.nanoseconds / 1_000_000_000)
        }
      }
    }
  }
}
