// Outcomes of matched events, at random.

@testable import SLOKit

extension SeededGenerator {
  /// Good in half of all cases.
  mutating func outcome() -> Outcome {
    switch Int.random(in: 0..<10, using: &self) {
    case 0...4: .good
    case 5: .unjudged
    default: .failed(pick(Origin.allCases))
    }
  }
}
