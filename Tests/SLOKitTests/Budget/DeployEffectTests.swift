// Whether a deploy made things worse.

import Testing

@testable import SLOKit

struct DeployEffectTests {
  @Test(
    arguments: [
      // Bad and valid before, bad and valid after.
      (0, 1000, 0, 10, false), (0, 1000, 1, 10, true), (10, 1000, 1, 50, false),
      (10, 1000, 5, 50, true), (0, 0, 10, 10, false), (10, 10, 0, 0, false), (5, 10, 10, 10, true),
      // A deploy that mends what was badly broken.
      (500_000, 1_000_000, 10, 1_000_000, false), (5000, 1_000_000, 0, 900_000, false),
      (1000, 1_000_000, 1010, 1_000_000, false), (1000, 1_000_000, 1100, 1_000_000, true),
    ] as [(Int64, Int64, Int64, Int64, Bool)])
  func `it is worse where chance alone would rarely do it`(
    badBefore: Int64, before: Int64, badAfter: Int64, after: Int64, isWorse: Bool
  ) {
    let effect = DeployEffect(
      deploy: DeployMarker(time: Timestamp(nanoseconds: 0)),
      before: Judged(valid: before, good: before - badBefore, bad: badBefore),
      after: Judged(valid: after, good: after - badAfter, bad: badAfter))
    #expect(effect.isWorse == isWorse)
  }
}
