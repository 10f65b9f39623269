// The part of an access log line that must be whole: from the client to the status. The user is
// written by whoever asks, and nginx lets spaces and brackets stand in it, so that the time is
// found from the one thing that both servers escape in everything before it: the quote that opens
// the request.

/// Where the fields up to the status lie.
struct AccessLogHead {
  let client: Range<Int>
  let ident: Range<Int>
  let user: Range<Int>
  let time: Range<Int>
  /// The request line, without its quotes.
  let request: Range<Int>
  let status: Range<Int>

  /// Finds them in `line`.
  static func read(_ line: RawSpan) throws(Malformed) -> AccessLogHead {
    guard let (bracket, quote) = usualTimeAndQuote(line) ?? timeAndQuote(line) else {
      throw Malformed(.accessLogTime, at: 0)
    }
    guard bracket > 0, line[byte: bracket &- 1] == .space,
      let clientEnd = line.firstOffset(of: .space, in: 0..<bracket &- 1), clientEnd > 0,
      let identEnd = line.firstOffset(of: .space, in: clientEnd &+ 1..<bracket &- 1)
    else { throw Malformed(.accessLogNames, at: bracket) }
    guard let closing = line.firstOffsetOfBareQuote(from: quote &+ 1) else {
      throw Malformed(.accessLogRequestOpen, at: quote)
    }
    let status = closing &+ 2..<closing &+ 5
    guard line.hasStatus(at: status) else { throw Malformed(.accessLogStatus, at: closing &+ 1) }
    return AccessLogHead(
      client: 0..<clientEnd, ident: clientEnd &+ 1..<identEnd,
      user: withoutQuotes(identEnd &+ 1..<bracket &- 1, line),
      time: bracket &+ 1..<quote &- 2, request: quote &+ 1..<closing, status: status)
  }

  /// The same as `timeAndQuote` where the first quote is the request's, nothing before it is
  /// escaped, and a time of the usual length stands before it; nil says nothing.
  private static func usualTimeAndQuote(_ line: RawSpan) -> (bracket: Int, quote: Int)? {
    let behindBracket = 28  // 17/May/2015:10:05:03 +0000] and a space
    guard let quote = line.firstOffsetOfBareQuote(from: 0), quote > behindBracket,
      line[unchecked: quote &- 1] == .space, line[unchecked: quote &- 2] == .closeBracket
    else { return nil }
    let bracket = quote &- behindBracket &- 1
    guard line[unchecked: bracket] == .openBracket,
      line.firstOffset(of: .openBracket, in: bracket &+ 1..<quote) == nil,
      line.firstOffset(of: .backslash, in: 0..<quote) == nil
    else { return nil }
    return (bracket, quote)
  }

  /// The bracket that opens the time, and the quote that opens the request behind it: the first
  /// `] "` after a bracket, and the last bracket before it.
  private static func timeAndQuote(_ line: RawSpan) -> (bracket: Int, quote: Int)? {
    var bracket: Int?
    var at = 0
    while at < line.byteCount {
      switch line[unchecked: at] {
      case .openBracket: bracket = at
      case .backslash: at &+= 1
      case .quote:
        if let bracket, at &- bracket > 3, line[unchecked: at &- 1] == .space,
          line[unchecked: at &- 2] == .closeBracket
        {
          return (bracket, at)
        }
      default: break
      }
      at &+= 1
    }
    return nil
  }

  /// Apache writes an empty user as `""`.
  private static func withoutQuotes(_ user: Range<Int>, _ line: RawSpan) -> Range<Int> {
    guard user.count >= 2, line[byte: user.lowerBound] == .quote,
      line[byte: user.upperBound &- 1] == .quote
    else { return user }
    return user.lowerBound &+ 1..<user.upperBound &- 1
  }
}

/// The parts of a request line, where it is one.
struct AccessLogRequest {
  let method: Range<Int>
  let path: Range<Int>
  /// Absent in a request of HTTP/0.9.
  let version: Range<Int>?

  /// The parts of `request`; nil where it is "-" or what is no HTTP at all.
  static func read(_ line: RawSpan, _ request: Range<Int>) -> AccessLogRequest? {
    guard let methodEnd = line.firstOffset(of: .space, in: request) else { return nil }
    let method = request.lowerBound..<methodEnd
    guard !method.isEmpty, line.isToken(method) else { return nil }
    let rest = methodEnd &+ 1..<request.upperBound
    var space = rest.upperBound
    while space > rest.lowerBound, line[byte: space &- 1] != .space { space &-= 1 }
    if line.hasHTTP(at: space), space > rest.lowerBound &+ 1 {
      return AccessLogRequest(
        method: method, path: rest.lowerBound..<space &- 1, version: space..<rest.upperBound)
    }
    guard space == rest.lowerBound, !rest.isEmpty, line[byte: space] == UInt8(ascii: "/") else {
      return nil
    }
    return AccessLogRequest(method: method, path: rest, version: nil)
  }
}

extension RawSpan {
  /// Whether `range` is three digits between a space and the line's end or another space.
  fileprivate func hasStatus(at range: Range<Int>) -> Bool {
    guard range.upperBound <= byteCount, self[byte: range.lowerBound &- 1] == .space else {
      return false
    }
    for offset in range where !self[byte: offset].isDigit { return false }
    return range.upperBound == byteCount || self[byte: range.upperBound] == .space
  }

  /// Whether `range` could be a method: a token of RFC 9110.
  fileprivate func isToken(_ range: Range<Int>) -> Bool {
    for offset in range {
      switch self[byte: offset] {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: continue  // digits and letters
      case 0x21, 0x23...0x27, 0x2A, 0x2B, 0x2D, 0x2E, 0x5E...0x60, 0x7C, 0x7E: continue
      default: return false
      }
    }
    return true
  }

  /// Whether `HTTP/` begins at `start`.
  fileprivate func hasHTTP(at start: Int) -> Bool {
    guard start &+ 5 <= byteCount else { return false }
    return self[byte: start] == UInt8(ascii: "H") && self[byte: start &+ 1] == UInt8(ascii: "T")
      && self[byte: start &+ 2] == UInt8(ascii: "T") && self[byte: start &+ 3] == UInt8(ascii: "P")
      && self[byte: start &+ 4] == UInt8(ascii: "/")
  }
}
