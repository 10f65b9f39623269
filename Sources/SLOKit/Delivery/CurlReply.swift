// What curl brought back: how the exchange ended, and what the server said of it. The server is
// not trusted: its reply is at most 64 KiB of any bytes.

/// What came of a request that curl made.
struct CurlReply: Sendable, Equatable {
  /// The status; nil where there was no answer.
  var status: Int?
  /// For how long the server wants to be left alone.
  var retryAfter: TimeSpan?
  /// How curl ended.
  private let end: ErrandResult.End

  /// The reply that `result` is, read at the instant `now`.
  init(_ result: ErrandResult, at now: Timestamp) {
    end = result.end
    var rest = result.output[...]
    while rest.starts(with: "HTTP/".utf8) {
      let head = Self.takeHead(from: &rest)
      status = Self.status(head)
      retryAfter = Self.retryAfter(head, at: now)
      // Provisional answers come before the answer.
      guard let status, (100..<200).contains(status) else { return }
      self.status = nil
    }
  }

  /// The lines up to the first empty one, which are taken off `bytes`.
  private static func takeHead(from bytes: inout ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    var lines: [ArraySlice<UInt8>] = []
    while let end = bytes.firstIndex(of: .newline) {
      var line = bytes[..<end]
      if line.last == .carriageReturn { line = line.dropLast() }
      bytes = bytes[(end + 1)...]
      if line.isEmpty { return lines }
      lines.append(line)
    }
    bytes = []
    return lines
  }

  private static func status(_ head: [ArraySlice<UInt8>]) -> Int? {
    let words = head.first?.split(separator: .space) ?? []
    guard words.count > 1, words[1].count == 3 else { return nil }
    return Int(String(decoding: words[1], as: UTF8.self))
  }

  /// Seconds, or an HTTP date (RFC 9110, 10.2.3).
  private static func retryAfter(_ head: [ArraySlice<UInt8>], at now: Timestamp) -> TimeSpan? {
    let name = Array("retry-after:".utf8)
    let line = head.first {
      $0.count > name.count && zip($0, name).allSatisfy { $0.smallLetter == $1 }
    }
    guard let line else { return nil }
    let value = String(decoding: line.dropFirst(name.count), as: UTF8.self).trimmed
    if let seconds = Int64(value) { return seconds < 0 ? nil : .seconds(seconds) }
    return Timestamp.parse(httpDate: value).map { max(.zero, $0 - now) }
  }

  /// What it means for what was sent.
  var outcome: DeliveryOutcome {
    guard let status else { return .failed(problem, after: nil) }
    switch status {
    case 200..<300: return .delivered
    case 300..<400:
      return .failed(
        "it answers \(status), a redirect, which is not followed: give its new address",
        after: retryAfter)
    // The request itself is wrong, and will be the next time.
    case 400, 413, 414, 415, 422: return .refused("it answers \(status)")
    case 401, 403, 407:
      return .failed("it answers \(status): does it want a headersFile?", after: retryAfter)
    default: return .failed("it answers \(status)", after: retryAfter)
    }
  }

  /// Why there was no answer, from curl's own statuses (EXIT CODES in curl(1)).
  private var problem: String {
    switch end {
    case .timeout: return "no answer in time"
    case .outputLimit: return "an answer that is too long and has no status"
    case .signal(let signal): return "signal \(signal) ended curl"
    case .exit(let code):
      switch code {
      case 5: return "its proxy's name is not known"
      case 6: return "its name is not known"
      case 7: return "nobody answers there"
      case 28: return "no answer in \(CurlRequest.exchangeSeconds) s"
      case 35: return "no TLS connection came about"
      case 51, 60: return "its certificate is not trusted"
      case 52: return "an empty answer"
      case 55, 56: return "the connection broke"
      default: return "curl ended with status \(code)"
      }
    }
  }
}

extension String {
  /// Without spaces and tabs at its ends.
  fileprivate var trimmed: String {
    let isBlank = { (byte: UInt8) in byte == .space || byte == .tab }
    let bytes = Array(utf8).drop(while: isBlank)
    let end = bytes.lastIndex { !isBlank($0) }
    return end.map { String(decoding: bytes[...$0], as: UTF8.self) } ?? ""
  }
}
