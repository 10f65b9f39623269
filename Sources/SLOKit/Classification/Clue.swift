// A classification hangs on what some comparisons say, and on whom a tag blames: its clues. Two
// events whose clues agree are classified alike, whatever else they hold.

/// Something about an event on which its classification hangs.
enum Clue: Hashable, Sendable {
  case truth(of: Predicate)
  /// Whom the event's own tag, the field, blames.
  case origin(EventField)

  /// How many bits its answer has.
  static let bits = 2

  /// The field that alone decides; nil where two do.
  var field: EventField? {
    switch self {
    case .origin(let field): field
    case .truth(let predicate): predicate.fieldOfComparison
    }
  }
}

extension Predicate {
  /// The field of a comparison that has but one.
  fileprivate var fieldOfComparison: EventField? {
    switch self {
    case .has(let field), .compare(let field, _, _), .within(let field, _), .like(let field, _),
      .text(let field, _, _):
      field
    case .constant, .and, .or, .not, .compareFields: nil
    }
  }

  /// The comparisons that it is made of.
  fileprivate var comparisons: [Predicate] {
    switch self {
    case .constant: []
    case .and(let left, let right), .or(let left, let right): left.comparisons + right.comparisons
    case .not(let inner): inner.comparisons
    case .has, .compare, .compareFields, .within, .like, .text: [self]
    }
  }
}

extension Classifier {
  /// All that its outcomes hang on, exclusions aside; some clues may be there twice.
  var clues: [Clue] {
    let predicates = (match.map { [$0] } ?? []) + exceptions + [good]
    let comparisons = (predicates + attribution.rules.map(\.when)).flatMap(\.comparisons)
    return comparisons.map { .truth(of: $0) } + (attribution.tag.map { [.origin($0)] } ?? [])
  }
}
