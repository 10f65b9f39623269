// What customers get wrong, for programs. Counts are integers, ratios doubles in full precision, absent
// numbers null; nothing is rounded.

/// The JSON of the report for the product's makers.
enum ProductJSON {
  /// One object, indented.
  static func text(of report: ProductReport) -> String {
    var json = JSONWriter()
    json.object { json in
      json.member("schema", "sloctl/report-product/v1")
      json.member("asOf", report.asOf.description)
      AnswerJSON.write(report.input, to: &json)
      json.members("objectives", of: report.objectives) { json, objective in
        json.object { write(objective, to: &$0) }
      }
    }
    return json.text
  }

  private static func write(_ objective: ProductObjective, to json: inout JSONWriter) {
    json.member("name", objective.objective.name)
    json.member("from", objective.span.lowerBound.description)
    json.member("to", objective.span.upperBound.description)
    json.member("requests", objective.requests)
    json.member("failures", objective.failures)
    json.member("customers", objective.customers)
    json.member("before") { json in
      json.member("from", objective.spanBefore.lowerBound.description)
      json.member("to", objective.spanBefore.upperBound.description)
      json.member("requests", objective.requestsBefore)
      json.member("failures", objective.failuresBefore)
      json.member("customers", objective.customersBefore)
    }
    json.members("kinds", of: objective.kinds) { json, misuse in
      json.object { write(misuse, to: &$0) }
    }
    json.member("otherKinds", objective.others)
  }

  private static func write(_ misuse: Misuse, to json: inout JSONWriter) {
    CustomerJSON.writeLook(of: misuse.kind, to: &json)
    json.member("count", misuse.kind.count)
    json.member("requests", misuse.requests)
    json.member(
      "share",
      misuse.requests > 0
        ? Fraction(Int128(misuse.kind.count), Int128(misuse.requests)).double : nil)
    json.member("customers", misuse.customers)
    json.member("moreCustomers", misuse.hasMoreCustomers)
    json.members("topCustomers", of: misuse.topCustomers) { json, customer in
      json.object { json in
        json.key("customer")
        json.string(bytes: customer.key)
        json.member("count", customer.count)
      }
    }
    json.member("before") { json in
      json.member("count", misuse.before)
      json.member("requests", misuse.requestsBefore)
    }
    json.member("trend", misuse.trend.rawValue)
    json.member("first", misuse.kind.first.description)
    json.member("last", misuse.kind.last.description)
    json.members("traces", of: misuse.kind.traces) { $0.string(bytes: $1) }
  }
}
