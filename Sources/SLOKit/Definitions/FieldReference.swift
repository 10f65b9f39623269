// How a config names what it wants of an event: a role, which it maps to paths, or a path.

/// What a field of an event is to SLOKit.
public enum Role: String, CaseIterable, Sendable {
  /// When the request finished; needed.
  case timestamp
  /// Who asked.
  case customer
  /// Who caused a failure, as the logger tagged it.
  case origin
  /// The response's status.
  case status
  /// How long the request took.
  case duration
  /// The service that answered.
  case service
  /// The route that was asked for.
  case route
  /// The request's method.
  case method
  /// The trace id.
  case trace
  /// The event's own id, for finding duplicates.
  case id
  /// How many finished requests the line stands for.
  case weight
}

/// A field as an expression, `per` or `--by` names it.
public enum FieldReference: Hashable, Sendable {
  /// A mapped role.
  case role(Role)
  /// A path of the event itself.
  case path(String)

  /// As it is written: the role's name or the path.
  public var text: String {
    switch self {
    case .role(let role): role.rawValue
    case .path(let path): path
    }
  }
}
