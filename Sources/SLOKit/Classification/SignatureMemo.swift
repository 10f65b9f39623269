// What events with the same clues were found to be. Bounded: where there are more signatures than
// it holds, which takes an odd log, it is emptied and fills again.

/// The clues of one event as a number; two events with the same one are classified alike.
struct Signature: Hashable, Sendable {
  /// How many bits of clues it holds.
  static let bits = 128

  private(set) var low: UInt64 = 0
  private(set) var high: UInt64 = 0

  /// Adds a clue of `bits` bits, at most eight.
  @inline(__always)
  mutating func append(_ clue: UInt8, bits: Int) {
    let count = UInt64(truncatingIfNeeded: bits)
    high = high &<< count | low &>> (64 &- count)
    low = low &<< count | UInt64(clue)
  }

  /// A place for it in a table.
  @inline(__always)
  fileprivate func hash(seed: UInt64) -> Int {
    let product = (low ^ seed).multipliedFullWidth(by: high ^ 0xE703_7ED1_A0B4_28DB)
    return Int(truncatingIfNeeded: product.high ^ product.low)
  }
}

/// Numbers by signature.
struct SignatureMemo: Sendable {
  private struct Entry: Sendable {
    var signature = Signature()
    /// −1 in a free place.
    var number = -1
  }

  private static let most = 1 << 14

  /// Open addressing, at least half of it free.
  private var entries = [Entry](repeating: Entry(), count: 64)
  private var count = 0
  private let seed = UInt64.random(in: .min ... .max)

  subscript(signature: Signature) -> Int? {
    @inline(__always) get {
      let entries = entries.span
      var place = signature.hash(seed: seed) & (entries.count &- 1)
      while entries[place].number >= 0 {
        if entries[place].signature == signature { return entries[place].number }
        place = (place &+ 1) & (entries.count &- 1)
      }
      return nil
    }
    set {
      guard let newValue else { return }
      if count >= Self.most { self = SignatureMemo() }
      if (count + 1) * 2 > entries.count { grow() }
      place(Entry(signature: signature, number: newValue))
    }
  }

  private mutating func place(_ entry: Entry) {
    var place = entry.signature.hash(seed: seed) & (entries.count - 1)
    while entries[place].number >= 0 { place = (place + 1) & (entries.count - 1) }
    entries[place] = entry
    count += 1
  }

  private mutating func grow() {
    let old = entries
    entries = Array(repeating: Entry(), count: old.count * 2)
    count = 0
    for entry in old where entry.number >= 0 { place(entry) }
  }
}
