// One finished request of a scenario, before any logger has spelled it.

/// A finished request.
package struct SimulatedRequest: Sendable, Equatable {
  /// When it finished, in milliseconds since 1970.
  package var millisecond: Int64
  package var service: String
  package var logger: Scenario.Logger
  package var method: String
  package var route: String
  package var status: Int64
  package var duration: TimeSpan
  package var customer: String
  package var region: String?
  package var build: String?
  /// What its logger says of whose fault its failure is; nil where it says nothing.
  package var tag: String?
  /// The code of its failure.
  package var code: String?
  package var trace: UInt64
  package var id: UInt64
}
