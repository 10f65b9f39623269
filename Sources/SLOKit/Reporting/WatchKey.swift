// What a terminal sends for the keys that a live view knows. Bytes in, keys out; what is no key of it
// is left aside, so that a paste or an unknown sequence does nothing.

/// A key of a live view.
package enum WatchKey: String, CaseIterable, Sendable {
  case up, down, top, open, back, sort, explain, quit

  /// The keys that `bytes`, read at once, stand for.
  package static func keys(in bytes: [UInt8]) -> [WatchKey] {
    var keys: [WatchKey] = []
    var rest = bytes[...]
    while let byte = rest.popFirst() {
      if byte == 0x1B {
        keys.append(contentsOf: sequence(&rest))
      } else if let key = plain(byte) {
        keys.append(key)
      }
    }
    return keys
  }

  private static func plain(_ byte: UInt8) -> WatchKey? {
    switch byte {
    case UInt8(ascii: "k"): .up
    case UInt8(ascii: "j"): .down
    case UInt8(ascii: "g"): .top
    case 0x0D, 0x0A, UInt8(ascii: "l"): .open
    case 0x7F, 0x08, UInt8(ascii: "h"): .back
    case UInt8(ascii: "s"): .sort
    case UInt8(ascii: "e"): .explain
    case UInt8(ascii: "q"): .quit
    default: nil
    }
  }

  /// What follows an escape: the key itself where nothing does, else `[` or `O`, parameters, a letter.
  private static func sequence(_ rest: inout ArraySlice<UInt8>) -> [WatchKey] {
    guard let first = rest.first, first == UInt8(ascii: "[") || first == UInt8(ascii: "O") else {
      return [.back]
    }
    rest = rest.dropFirst()
    rest = rest.drop { !(0x40...0x7E).contains($0) }
    guard let last = rest.popFirst() else { return [] }
    switch last {
    case UInt8(ascii: "A"): return [.up]
    case UInt8(ascii: "B"): return [.down]
    case UInt8(ascii: "C"): return [.open]
    case UInt8(ascii: "D"): return [.back]
    case UInt8(ascii: "H"): return [.top]
    default: return []
    }
  }
}
