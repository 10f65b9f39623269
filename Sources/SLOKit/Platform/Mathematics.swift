// The few functions of the C library's mathematics that the statistics need.
//
// Invariants: `lgamma_r` writes one sign, into a value of its own: it is the form that threads may
// call.

internal import Glibc

/// The natural logarithm.
package func naturalLogarithm(_ x: Double) -> Double { Glibc.log(x) }

/// The natural logarithm of 1 + x, exact for small x.
package func naturalLogarithm(onePlus x: Double) -> Double { Glibc.log1p(x) }

/// e to the power of x.
package func exponential(_ x: Double) -> Double { Glibc.exp(x) }

/// ln Γ(x) for x > 0.
package func logGamma(_ x: Double) -> Double {
  var sign: Int32 = 0
  return unsafe lgamma_r(x, &sign)
}
