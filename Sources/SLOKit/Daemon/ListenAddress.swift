// Where a daemon listens for HTTP, as a command line says it. Names are not looked up: who can reach a
// server must not hang on what a resolver says.

/// Where a server listens: an address in numbers and a port.
package struct ListenAddress: Sendable, Equatable {
  package var host: String
  package var port: UInt16

  /// The address that `text` names: `127.0.0.1:7560`, `[::1]:7560`, `localhost:7560`; nil where it
  /// names none.
  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard let colon = bytes.lastIndex(of: .colon),
      let port = UInt16(String(decoding: bytes[(colon + 1)...], as: UTF8.self))
    else { return nil }
    var host = bytes[..<colon]
    if host.first == .openBracket, host.last == .closeBracket {
      host = host.dropFirst().dropLast()
    } else if host.contains(.colon) {
      return nil
    }
    guard !host.isEmpty else { return nil }
    self.port = port
    let name = String(decoding: host, as: UTF8.self)
    self.host = name == "localhost" ? "127.0.0.1" : name
  }

  /// Whether nobody but this machine can reach it.
  package var isLoopback: Bool { host == "::1" || host.utf8.starts(with: "127.".utf8) }

  /// As a URL has it.
  var hostInURL: String { host.utf8.contains(.colon) ? "[\(host)]" : host }
}
