// Upper tails added up term by term, with neither logarithms nor factorials: each term is its
// neighbour times a ratio, the largest is taken for 1, and the sum of all divides the sum of a tail.

/// The upper tail of a distribution over whole numbers, where it is above 10⁻²⁸⁰.
enum PlainTail {
  /// P(X ≥ `count`) where X is binomial.
  static func binomial(_ count: Int, of trials: Int, probability p: Double) -> Double {
    if count <= 0 { return 1 }
    if count > trials { return 0 }
    return tail(
      from: count, in: 0...trials, mode: min(trials, Int(Double(trials + 1) * p))
    ) { x in
      Double(trials - x) / Double(x + 1) * p / (1 - p)
    }
  }

  /// P(X ≥ `bad`) where X of `allBad` marked ones among `all` are in a sample of `valid`.
  static func hypergeometric(_ bad: Int, of valid: Int, allBad: Int, all: Int) -> Double {
    let support = max(0, valid + allBad - all)...min(valid, allBad)
    if bad <= support.lowerBound { return 1 }
    if bad > support.upperBound { return 0 }
    let mode = Int(Double(valid + 1) * Double(allBad + 1) / Double(all + 2))
    return tail(
      from: bad, in: support, mode: min(max(mode, support.lowerBound), support.upperBound)
    ) { x in
      Double(allBad - x) / Double(x + 1)
        * (Double(valid - x) / Double(all - allBad - valid + x + 1))
    }
  }

  /// `ratio(x)` is the term of x + 1 over that of x.
  private static func tail(
    from first: Int, in support: ClosedRange<Int>, mode: Int, ratio: (Int) -> Double
  ) -> Double {
    var (below, above) = (0.0, 0.0)
    func add(_ term: Double, at x: Int) { if x < first { below += term } else { above += term } }
    add(1, at: mode)
    var term = 1.0
    var x = mode
    while x < support.upperBound, term > 1e-300 {
      term *= ratio(x)
      x += 1
      add(term, at: x)
    }
    term = 1
    x = mode
    while x > support.lowerBound, term > 1e-300 {
      x -= 1
      term /= ratio(x)
      add(term, at: x)
    }
    return above / (above + below)
  }
}
