// Could this be chance? The exact test of "the true rate is no more than p": how likely at least
// that many failures would be if each event failed with probability p.

/// The exact one-sided binomial test.
package enum BinomialTest {
  /// P(X ≥ `count` | X ~ Binomial(`trials`, `probability`)), with a relative error of at most 10⁻¹⁰ up
  /// to some thousand trials, 10⁻⁹ at a million and 10⁻⁵ at a billion.
  ///
  /// It is the regularised incomplete beta function I_p(k, n − k + 1) (Abramowitz and Stegun,
  /// 26.5.24), by its continued fraction (ibid., 26.5.8) with Lentz's method.
  package static func upperTail(of count: Int64, in trials: Int64, probability: Double) -> Double {
    if count <= 0 { return 1 }
    if count > trials || probability <= 0 { return 0 }
    if probability >= 1 { return 1 }
    let a = Double(count)
    let b = Double(trials) - a + 1
    let scale = exponential(
      logGamma(a + b) - logGamma(a) - logGamma(b) + a * naturalLogarithm(probability)
        + b * naturalLogarithm(onePlus: -probability))
    // The fraction converges fast below the mean of the beta distribution, its mirror above it.
    if probability < (a + 1) / (a + b + 2) {
      return min(1, scale * fraction(a, b, probability) / a)
    }
    return max(0, 1 - scale * fraction(b, a, 1 - probability) / b)
  }

  private static func fraction(_ a: Double, _ b: Double, _ x: Double) -> Double {
    let tiny = 1e-300
    func kept(_ value: Double) -> Double { abs(value) < tiny ? tiny : value }
    var c = 1.0
    var d = 1 / kept(1 - (a + b) * x / (a + 1))
    var result = d
    var step = 1.0
    // Some √max(a, b) steps are needed: 100 000 suffice for 10¹⁰ trials.
    while step < 100_000 {
      let even = step * (b - step) * x / ((a + 2 * step - 1) * (a + 2 * step))
      d = 1 / kept(1 + even * d)
      c = kept(1 + even / c)
      result *= d * c
      let odd = -(a + step) * (a + b + step) * x / ((a + 2 * step) * (a + 2 * step + 1))
      d = 1 / kept(1 + odd * d)
      c = kept(1 + odd / c)
      result *= d * c
      if abs(d * c - 1) < 1e-15 { break }
      step += 1
    }
    return result
  }
}
