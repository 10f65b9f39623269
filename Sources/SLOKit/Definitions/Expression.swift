// The predicates of a config as a tree: `service == 'api' and not route like '/internal/*'`.
// Three-valued: a comparison with an absent or null field, an object or an array is unknown.

/// A predicate over the fields of an event.
public indirect enum Expression: Hashable, Sendable {
  /// `true` or `false`.
  case constant(Bool)
  /// Both hold; unknown where neither is false and one is unknown.
  case and(Expression, Expression)
  /// One holds; unknown where neither is true and one is unknown.
  case or(Expression, Expression)
  /// The other way round; unknown stays unknown.
  case not(Expression)
  /// The field is present and not null; never unknown.
  case has(FieldReference)
  /// `field == literal` and its kin; a literal on the left is turned round by the parser.
  case compare(FieldReference, Comparison, Literal)
  /// `field == field` and its kin.
  case compareFields(FieldReference, Comparison, FieldReference)
  /// `field in [a, b]`: one of the comparisons `==` is true.
  case within(FieldReference, [Literal])
  /// `like`, `startsWith`, `endsWith`, `contains` over the field's text.
  case text(FieldReference, TextTest, String)

  /// How two values compare.
  public enum Comparison: String, CaseIterable, Sendable {
    case equal = "=="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
  }

  /// How a text is tested.
  public enum TextTest: String, CaseIterable, Sendable {
    /// A glob over the whole text: `*` any run, `?` one character.
    case like
    case startsWith
    case endsWith
    case contains
  }

  /// A value written in an expression.
  public enum Literal: Hashable, Sendable {
    /// In single or double quotes. Text that is a JSON number is a number.
    case text(String)
    /// A JSON number, as written.
    case number(String)
    /// A duration such as `300ms`: only beside the role `duration`.
    case duration(TimeSpan)
    case bool(Bool)
    case null
  }
}

extension Expression {
  /// Whether the key of an event in `field` is `text`. Keys are shown as texts, booleans too.
  package static func field(_ field: FieldReference, hasKey text: String) -> Expression {
    switch text {
    case "true", "false": .within(field, [.text(text), .bool(text == "true")])
    default: .compare(field, .equal, .text(text))
    }
  }
}
