// The fields by which failures are told apart in reports, read from an event: its route, status and
// error code, and a trace to look it up by. Texts are cut, so that a hostile line costs little.

/// Reads what failures are told apart by.
package struct FailureFields: Sendable {
  /// Where error codes are looked for, unless the question says where.
  package static let codePaths = ["error.code", "error_code", "error.type", "errorCode", "code"]
  /// The longest route or code that is told apart, in bytes.
  private static let maxTextBytes = 200

  /// The route; nil where the role is not mapped.
  let route: EventField?
  private let status: EventField?
  private let trace: EventField?
  private let codes: [EventField]

  /// - Parameter code: The field of error codes; nil looks where they mostly are.
  init(code: FieldReference?, _ fields: inout FieldPlan) {
    route = fields.field(of: .route)
    status = fields.field(of: .status)
    trace = fields.field(of: .trace)
    var codes: [EventField] = []
    for reference in code.map({ [$0] }) ?? FailureFields.codePaths.map({ .path($0) }) {
      codes.append(fields.field(of: reference))
    }
    self.codes = codes
  }

  /// The event's trace id.
  func trace(of fields: EventFields, in line: RawSpan) -> [UInt8]? {
    text(trace, fields, line, limit: ExemplarLog.maxTraceBytes)
  }

  /// What the failure looks like.
  func look(
    of fields: EventFields, in line: RawSpan
  ) -> (route: [UInt8]?, status: [UInt8]?, code: [UInt8]?) {
    (
      text(route, fields, line, limit: FailureFields.maxTextBytes),
      text(status, fields, line, limit: FailureFields.maxTextBytes),
      code(fields, line)
    )
  }

  private func code(_ fields: EventFields, _ line: RawSpan) -> [UInt8]? {
    for field in codes {
      if let code = text(field, fields, line, limit: FailureFields.maxTextBytes) { return code }
    }
    return nil
  }

  private func text(
    _ field: EventField?, _ fields: EventFields, _ line: RawSpan, limit: Int
  ) -> [UInt8]? {
    guard let value = field?.value(in: fields), value.isComparable else { return nil }
    return fields.withBytes(of: value, in: line) { $0.copied(limit: limit) }
  }
}
