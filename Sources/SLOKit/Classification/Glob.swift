// `like` patterns: `*` is any run, `?` one character, all else itself. Only the last `*` is ever
// gone back to, so the time is at most pattern × text, whatever the text: no line can stall it.

/// A glob over a whole text.
package struct Glob: Hashable, Sendable {
  private let pattern: [UInt8]

  package init(_ pattern: String) { self.pattern = Array(pattern.utf8) }

  /// Whether all of `text` fits.
  package func matches(_ text: RawSpan) -> Bool {
    var at = 0
    var next = 0
    var afterStar: Int?
    var resume = 0
    while at < text.byteCount {
      if next < pattern.count, pattern[next] == UInt8(ascii: "*") {
        next += 1
        afterStar = next
        resume = at
      } else if next < pattern.count, pattern[next] == UInt8(ascii: "?") {
        at = Glob.characterEnd(in: text, from: at)
        next += 1
      } else if next < pattern.count, pattern[next] == text[byte: at] {
        at += 1
        next += 1
      } else if let star = afterStar {
        resume = Glob.characterEnd(in: text, from: resume)
        at = resume
        next = star
      } else {
        return false
      }
    }
    return pattern[next...].allSatisfy { $0 == UInt8(ascii: "*") }
  }

  /// The offset behind the UTF-8 character at `start`.
  private static func characterEnd(in text: RawSpan, from start: Int) -> Int {
    var end = start + 1
    while end < text.byteCount, text[byte: end] & 0xC0 == 0x80 { end += 1 }
    return end
  }
}
