// Are failures more frequent in one group of events than in another? The exact test: of all ways to
// deal the failures out over the events, how many give the first group at least that many.

/// Fisher's exact test, one-sided.
package enum FisherTest {
  /// P(X ≥ `bad`), X being how many of `allBad` failures among `all` events fall into a group of
  /// `valid` events: the upper tail of the hypergeometric distribution (R. A. Fisher, "On the
  /// interpretation of χ² from contingency tables", JRSS 85, 1922).
  package static func upperTail(
    bad: Int64, valid: Int64, allBad: Int64, all: Int64
  ) -> Double {
    let most = min(valid, allBad)
    if bad <= max(0, valid + allBad - all) { return 1 }
    if bad > most { return 0 }
    // Far below the mean the terms of the upper tail vanish before they grow; there the lower tail is
    // the small one: as many failures, or more, in the other group.
    if Int128(bad) * Int128(all) <= Int128(valid) * Int128(allBad) {
      return max(0, 1 - sum(from: allBad - bad + 1, all - valid, allBad, all))
    }
    return min(1, sum(from: bad, valid, allBad, all))
  }

  /// The terms from `bad` on, which is above the mean.
  private static func sum(
    from bad: Int64, _ valid: Int64, _ allBad: Int64, _ all: Int64
  ) -> Double {
    let most = Double(min(valid, allBad))
    let (n, k, total) = (Double(valid), Double(allBad), Double(all))
    var x = Double(bad)
    // Each term is the one before times a ratio that falls, here from 1 or less.
    var term = exponential(
      logChoose(k, x) + logChoose(total - k, n - x) - logChoose(total, n))
    var sum = term
    while x < most {
      term *= (k - x) * (n - x) / ((x + 1) * (total - k - n + x + 1))
      x += 1
      sum += term
      if term <= sum * 1e-17 { break }
    }
    return sum
  }

  private static func logChoose(_ n: Double, _ k: Double) -> Double {
    logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1)
  }
}
