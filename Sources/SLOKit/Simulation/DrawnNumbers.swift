// Random numbers of a seed: the same on every machine and in every version, since they are what makes
// a scenario the same bytes. Whole numbers only, so that no rounding differs anywhere.

/// SplitMix64 (G. Steele et al., "Fast splittable pseudorandom number generators", OOPSLA 2014).
struct DrawnNumbers {
  private var state: UInt64

  /// The numbers of some other numbers: other ones for each combination.
  init(_ seeds: Int64...) {
    state = 0
    for seed in seeds {
      state ^= UInt64(bitPattern: seed)
      state = next()
    }
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A number from 0 to `limit` − 1, of which there is at least one.
  mutating func below(_ limit: Int64) -> Int64 {
    Int64(clamping: UInt64(limit).multipliedFullWidth(by: next()).high)
  }

  /// True in `billionths` of a billion cases.
  mutating func chance(_ billionths: Int64) -> Bool { below(1_000_000_000) < billionths }

  /// The place in `bounds`, ascending sums of weights, that a drawn number falls into.
  mutating func place(in bounds: [Int64]) -> Int {
    guard let total = bounds.last, total > 0 else { return 0 }
    let drawn = below(total)
    var (low, high) = (0, bounds.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if bounds[middle] <= drawn { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
