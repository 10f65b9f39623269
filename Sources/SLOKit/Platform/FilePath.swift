// A path as the system has it: bytes, which need not be UTF-8. A String would repair such a name,
// and then name another file.

/// A path of any bytes but NUL.
public struct FilePath: Hashable, Sendable {
  /// Its bytes.
  public let bytes: [UInt8]

  /// The path whose bytes are the UTF-8 of `text`.
  public init(_ text: String) { bytes = Array(text.utf8) }

  /// The path of `bytes`.
  public init(bytes: [UInt8]) { self.bytes = bytes }

  /// For messages: what is not UTF-8 is replaced by U+FFFD.
  public var text: String { String(decoding: bytes, as: UTF8.self) }

  /// The path as the C library takes it.
  package var cString: [CChar] { bytes.map { CChar(bitPattern: $0) } + [0] }

  /// The path of `name` in this folder.
  package func appending(_ name: [UInt8]) -> FilePath {
    if bytes.isEmpty { return FilePath(bytes: name) }
    let separator = bytes.last == UInt8(ascii: "/") ? [] : [UInt8(ascii: "/")]
    return FilePath(bytes: bytes + separator + name)
  }

  /// The folder it lies in; empty where it names none.
  package var folder: FilePath {
    let slash = bytes.lastIndex(of: UInt8(ascii: "/"))
    return FilePath(bytes: slash.map { Array(bytes[...$0]) } ?? [])
  }

  /// The bytes behind its folder.
  package var name: [UInt8] { Array(bytes.dropFirst(folder.bytes.count)) }

  /// Whether its last bytes are those of `ending`.
  package func ends(with ending: String) -> Bool {
    bytes.count >= ending.utf8.count && bytes.suffix(ending.utf8.count).elementsEqual(ending.utf8)
  }
}

extension FilePath: Comparable {
  /// By bytes.
  public static func < (lhs: FilePath, rhs: FilePath) -> Bool {
    lhs.bytes.lexicographicallyPrecedes(rhs.bytes)
  }
}
