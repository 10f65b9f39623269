// Three-valued logic after Kleene: what cannot be known stays unknown until something else decides.

/// The value of a predicate for one event.
package enum Truth: Sendable, Equatable {
  case no, yes, unknown

  init(_ value: Bool) { self = value ? .yes : .no }

  static prefix func ! (truth: Truth) -> Truth {
    switch truth {
    case .no: .yes
    case .yes: .no
    case .unknown: .unknown
    }
  }
}
