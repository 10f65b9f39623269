// Which of several paths answers for a role.

import Testing

@testable import SLOKit

struct FieldPlanTests {
  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func `the first path that is present and not null is the value`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let kinds: [FieldValue.Kind] = [
      .absent, .null, .false, .true, .number, .text, .object, .array, .absent, .null, .absent,
    ]
    for _ in 0..<100 {
      let paths = (0..<Int.random(in: 1...4, using: &random)).map { "path\($0)" }
      var plan = FieldPlan(mappings: [.customer: FieldMapping(paths: paths)])
      // Other fields have the first slots.
      _ = plan.field(of: .path("other"))
      let field = plan.field(of: .role(.customer))
      var fields = EventFields(count: plan.paths.count)
      for slot in fields.values.indices { fields.values[slot].kind = random.pick(kinds) }
      let found = fields.values[1...].map(\.kind)
      let wanted = found.first { $0 != .absent && $0 != .null } ?? found[0]
      #expect(field.value(in: fields).kind == wanted, "\(found)")
      #expect(field.slots == Array(1...paths.count))
    }
  }

  @Test func `a path has one slot however often it is named`() {
    var plan = FieldPlan(mappings: [
      .status: FieldMapping(paths: ["status", "code"]), .route: FieldMapping(paths: ["code"]),
    ])
    #expect(plan.field(of: .role(.status)).slots == [0, 1])
    #expect(plan.field(of: .path("code")).slots == [1])
    #expect(plan.field(of: .role(.route)).slots == [1])
    #expect(plan.field(of: .path("status")).slots == [0])
    #expect(plan.paths.paths == ["status", "code"])
  }

  @Test func `a role that is not mapped is a path of its own name`() {
    var plan = FieldPlan(mappings: [.customer: FieldMapping(paths: [])])
    #expect(plan.field(of: Role.service)?.slots == nil)
    #expect(plan.field(of: Role.customer)?.slots == nil)
    #expect(plan.field(of: .role(.service)).slots == [0])
    #expect(plan.paths.paths == ["service"])
  }
}
