// Who caused a failed event.

/// Who caused a failed event.
public enum Origin: Int, CaseIterable, Sendable {
  /// The platform itself.
  case infrastructure
  /// The customer's own script, query or request.
  case customer
  /// Someone else's service.
  case dependency
  /// Nobody said.
  case unknown

  /// As config and output spell it.
  public var name: String {
    switch self {
    case .infrastructure: "infrastructure"
    case .customer: "customer"
    case .dependency: "dependency"
    case .unknown: "unknown"
    }
  }

  /// The origin of that exact name.
  public init?(name: String) {
    guard let origin = Origin.allCases.first(where: { $0.name == name }) else { return nil }
    self = origin
  }
}

/// A set of origins, such as an objective's `charge` list.
public struct OriginSet: OptionSet, Hashable, Sendable {
  /// One bit an origin.
  public let rawValue: UInt8

  /// The set whose bits are `rawValue`.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// The set of `origins`.
  public init(_ origins: some Sequence<Origin>) {
    self.init(rawValue: origins.reduce(0) { $0 | 1 << UInt8($1.rawValue) })
  }

  /// What an objective charges that names nothing: every origin but the customer. A failure that
  /// nobody attributed is ours until shown otherwise.
  public static let standard = OriginSet([.infrastructure, .dependency, .unknown])

  /// Whether `origin` is in the set.
  public func contains(_ origin: Origin) -> Bool { rawValue & 1 << UInt8(origin.rawValue) != 0 }

  /// The origins of the set, in the order of `Origin`.
  public var origins: [Origin] { Origin.allCases.filter { contains($0) } }
}
