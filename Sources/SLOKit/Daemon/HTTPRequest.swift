// The head of an HTTP/1.x request (RFC 9112), as a daemon takes it that reads no body: bytes in; a
// request, a wish for more bytes, or the status that refuses it out. What two readers could take for
// different things (bare line feeds, folded lines, spaces before colons, two lengths) is refused.

/// The head of a request.
struct HTTPRequest: Sendable, Equatable {
  /// The longest head, in bytes, and how many headers it may have.
  static let limitBytes = 16 << 10
  static let headerLimit = 64

  /// What bytes are.
  enum Reading: Sendable, Equatable {
    case request(HTTPRequest)
    /// Not yet a whole head.
    case incomplete
    /// Refused, with this status.
    case refused(HTTPStatus)
  }

  var isHead: Bool
  /// Before the question mark, as it was sent.
  var path: String
  /// Behind it.
  var query: [UInt8]
  /// Empty where an HTTP/1.0 request has none.
  var host: String
  /// What the header Authorization says.
  var authorization: [UInt8]?

  /// What `bytes`, all that a client has sent so far, are.
  static func read(_ bytes: [UInt8]) -> Reading {
    guard let end = endOfHead(bytes) else {
      // A line feed that no carriage return precedes will never end a head.
      if hasBareNewline(bytes[...]) { return .refused(.badRequest) }
      return bytes.count > limitBytes ? .refused(.headersTooLarge) : .incomplete
    }
    guard end <= limitBytes else { return .refused(.headersTooLarge) }
    let head = bytes[..<end]
    guard !hasBareNewline(head), !head.contains(0) else { return .refused(.badRequest) }
    var lines = head.split(separator: .newline).map { $0.dropLast() }
    guard !lines.isEmpty else { return .refused(.badRequest) }
    let line = lines.removeFirst()
    if lines.count > headerLimit { return .refused(.headersTooLarge) }
    return read(line, headers: lines)
  }

  /// Behind the last header's end; nil where the empty line has not come yet.
  private static func endOfHead(_ bytes: [UInt8]) -> Int? {
    let end = Array("\r\n\r\n".utf8)
    guard bytes.count >= end.count else { return nil }
    // The first line may not be empty, so that nothing but a head can end a head.
    let limit = min(bytes.count, limitBytes + end.count)
    var place = 0
    while place + end.count <= limit {
      if bytes[place] == end[0], bytes[place..<place + end.count].elementsEqual(end) {
        return place + 2
      }
      place += 1
    }
    return nil
  }

  private static func hasBareNewline(_ bytes: ArraySlice<UInt8>) -> Bool {
    var before: UInt8 = 0
    for byte in bytes {
      if byte == .newline && before != .carriageReturn { return true }
      if before == .carriageReturn && byte != .newline { return true }
      before = byte
    }
    return false
  }

  private static func read(
    _ line: ArraySlice<UInt8>, headers: [ArraySlice<UInt8>]
  ) -> Reading {
    let words = line.split(separator: .space, omittingEmptySubsequences: false)
    guard words.count == 3, isToken(words[0]), let target = words[1].first,
      target == UInt8(ascii: "/"), words[1].allSatisfy({ $0 > 0x20 && $0 < 0x7F }),
      words[2].elementsEqual("HTTP/1.1".utf8) || words[2].elementsEqual("HTTP/1.0".utf8)
    else { return .refused(.badRequest) }
    let isHead = words[0].elementsEqual("HEAD".utf8)
    let mark = words[1].firstIndex(of: UInt8(ascii: "?")) ?? words[1].endIndex
    var request = HTTPRequest(
      isHead: isHead, path: String(decoding: words[1][..<mark], as: UTF8.self),
      query: Array(words[1][mark...].dropFirst()), host: "")
    var hosts = 0
    for header in headers {
      guard let colon = header.firstIndex(of: .colon), isToken(header[..<colon]) else {
        return .refused(.badRequest)
      }
      let name = String(decoding: header[..<colon].map(\.smallLetter), as: UTF8.self)
      let value = trimmed(header[(colon + 1)...])
      guard value.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == .tab }) else {
        return .refused(.badRequest)
      }
      switch name {
      case "host":
        hosts += 1
        request.host = String(decoding: value, as: UTF8.self)
      case "authorization":
        if request.authorization != nil { return .refused(.badRequest) }
        request.authorization = Array(value)
      case "transfer-encoding": return .refused(.badRequest)
      case "content-length": if !value.elementsEqual("0".utf8) { return .refused(.badRequest) }
      default: continue
      }
    }
    let needsHost = words[2].elementsEqual("HTTP/1.1".utf8)
    guard hosts == 1 || hosts == 0 && !needsHost else { return .refused(.badRequest) }
    guard isHead || words[0].elementsEqual("GET".utf8) else {
      return .refused(.methodNotAllowed)
    }
    return .request(request)
  }

  private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let isBlank = { (byte: UInt8) in byte == .space || byte == .tab }
    let rest = bytes.drop(while: isBlank)
    return rest.lastIndex { !isBlank($0) }.map { rest[...$0] } ?? []
  }

  /// Whether `bytes` are a token (RFC 9110, 5.6.2).
  private static func isToken(_ bytes: ArraySlice<UInt8>) -> Bool {
    !bytes.isEmpty
      && bytes.allSatisfy {
        $0.isDigit || (0x61...0x7A).contains($0.smallLetter) || "!#$%&'*+-.^_`|~".utf8.contains($0)
      }
  }
}
