// A request over HTTP, as curl is told of it. Everything goes to curl on its standard input, where
// no list of processes shows it, and the body on a descriptor of its own. curl reads no config of
// its user, follows no redirect, speaks nothing but HTTP, and has a limited time.

/// A request that curl is to make.
package struct CurlRequest: Sendable, Equatable {
  package var url: String
  package var headers: [String] = []
  /// What is posted; nil asks with GET.
  package var body: [UInt8]?

  /// How long a connection and a whole exchange may take, in seconds.
  static let connectSeconds = 5, exchangeSeconds = 15
  /// How long curl may take, beyond which it is ended.
  private static let patienceNanoseconds: Int64 = 20_000_000_000

  package init(_ url: String, headers: [String] = [], body: [UInt8]? = nil) {
    self.url = url
    self.headers = headers
    self.body = body
  }

  /// What is to be run.
  package var order: ErrandOrder {
    ErrandOrder(
      "curl", ["--disable", "--config", "-"],
      inputs: [Array(config.utf8)] + (body.map { [$0] } ?? []),
      timeLimitNanoseconds: Self.patienceNanoseconds)
  }

  private var config: String {
    var lines = [
      "url = \(Self.quoted(url))", "globoff", "silent", "no-location", "proto = \"=http,https\"",
      "max-time = \(Self.exchangeSeconds)", "connect-timeout = \(Self.connectSeconds)",
      // What came back: the headers, then the body.
      "dump-header = \"-\"", "suppress-connect-headers", "user-agent = \"sloctl\"",
    ]
    if body != nil {
      // A body of any size is sent at once, without asking whether it is welcome.
      lines += ["data-binary = \"@/dev/fd/3\"", "header = \"Expect:\""]
    }
    lines += headers.map { "header = \(Self.quoted($0))" }
    return lines.map { $0 + "\n" }.joined()
  }

  /// `text` as a word of curl's config.
  static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\r": quoted += "\\r"
      case "\t": quoted += "\\t"
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }

  /// The request headers that the secret file `path` holds, a header a line; empty lines and lines
  /// that begin with `#` are none.
  static func headers(from path: String?) throws(SinkProblem) -> [String] {
    guard let path else { return [] }
    let bytes: [UInt8]
    do throws(SecretFileProblem) {
      bytes = try readSecretFile(FilePath(path))
    } catch {
      throw SinkProblem("the headers: \(error.text)")
    }
    var headers: [String] = []
    let lines = bytes.split(separator: .newline, omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      let text = line.last == .carriageReturn ? line.dropLast() : line
      if text.isEmpty || text.first == UInt8(ascii: "#") { continue }
      guard let colon = text.firstIndex(of: .colon), colon > text.startIndex,
        text.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == .tab }),
        text[..<colon].allSatisfy({ $0 > 0x20 && $0 < 0x7F }),
        let header = String(validating: text, as: UTF8.self)
      else {
        // The line itself may be half a secret.
        throw SinkProblem("line \(index + 1) of \(path) is no header: wanted \"Name: value\"")
      }
      headers.append(header)
    }
    return headers
  }

  /// Scheme, host and port of `url`: what may be shown of it, since paths and queries hold secrets.
  static func place(of url: String) -> String {
    let parts = url.utf8.split(separator: UInt8(ascii: "/"), maxSplits: 3)
    guard parts.count > 1 else { return "?" }
    let authority = parts[1].prefix { !"?#".utf8.contains($0) }
    let host = authority.split(separator: UInt8(ascii: "@")).last ?? authority
    return String(Substring(parts[0])) + "//" + String(Substring(host))
  }
}
