// Instants as HTTP writes them in headers: `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, 5.6.7). The two
// obsolete forms are not taken.

extension Timestamp {
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// The instant of an HTTP date; nil where it is none. The day of the week is not looked at.
  package static func parse(httpDate text: String) -> Timestamp? {
    let words = text.utf8.split(separator: UInt8(ascii: " ")).map { String(Substring($0)) }
    guard words.count == 6, words[5] == "GMT",
      let month = months.firstIndex(of: words[2]), words[1].utf8.count == 2,
      words[3].utf8.count == 4, words[4].utf8.count == 8
    else { return nil }
    let number = month < 9 ? "0\(month + 1)" : "\(month + 1)"
    return parse("\(words[3])-\(number)-\(words[1])T\(words[4])Z")
  }
}
