// Which few of many keys have a row in some table beside the one that all keys are in: of a million
// customers not many had an event in the last hour.

/// Rows by key, numbered in the order in which they were made.
struct KeyRows: Sendable {
  /// Keys + 1 in the high half, rows in the low one, by key; 0 for a free place. A power of two
  /// long, at most three quarters full.
  private var places: [UInt64] = []
  /// How many rows there are.
  private(set) var count = 0

  /// The row of `key`; nil where it has none.
  func row(of key: Int) -> Int? {
    if places.isEmpty { return nil }
    let held = places[place(of: key, in: places)]
    return held == 0 ? nil : Int(held & KeyRows.rowHalf)
  }

  /// The row of `key`, which is made where there is none.
  mutating func makeRow(of key: Int) -> Int {
    if (count + 1) * 4 > places.count * 3 { grow() }
    let place = place(of: key, in: places)
    if places[place] == 0 {
      places[place] = UInt64(key + 1) << 32 | UInt64(count)
      count += 1
    }
    return Int(places[place] & KeyRows.rowHalf)
  }

  private static let rowHalf: UInt64 = 0xFFFF_FFFF

  /// Where `key` is, or would be. Keys are numbers that a table gave out, so that nobody chooses
  /// them; a multiplication spreads them (Knuth, "Sorting and Searching", 6.4).
  private func place(of key: Int, in places: [UInt64]) -> Int {
    let mask = places.count - 1
    let wanted = UInt64(key + 1)
    var place = Int(truncatingIfNeeded: (wanted &* 0x9E37_79B9_7F4A_7C15) >> 32) & mask
    while places[place] != 0, places[place] >> 32 != wanted { place = (place + 1) & mask }
    return place
  }

  private mutating func grow() {
    var grown = [UInt64](repeating: 0, count: max(16, places.count * 2))
    for held in places where held != 0 {
      grown[place(of: Int(held >> 32) - 1, in: grown)] = held
    }
    places = grown
  }
}
