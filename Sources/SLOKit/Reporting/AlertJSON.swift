// One alert as JSON: a line of the alert log, of `alerts` and an element of `backtest`, the same
// everywhere. Counts are integers, rates doubles in full precision, absent numbers null.

/// The JSON of alerts.
package enum AlertJSON {
  /// One object, in one line that ends with a newline: a line of the alert log.
  package static func line(_ record: AlertRecord) -> String {
    var json = JSONWriter(.line)
    json.object { write(record, to: &$0) }
    return json.text
  }

  /// The members of one alert.
  static func write(_ record: AlertRecord, to json: inout JSONWriter) {
    json.member("id", record.id)
    json.member("kind", record.subject.kind.rawValue)
    json.member("state", record.phase.rawValue)
    json.member("objective", record.subject.objective)
    write(key: record.subject.key, to: &json)
    json.member("severity", record.subject.severity.rawValue)
    json.member("startsAt", record.startsAt.description)
    json.member("endsAt", record.endsAt?.description)
    json.member("at", record.at.description)
    json.key("rule")
    if let rule = record.rule { json.object { write(rule, to: &$0) } } else { json.null() }
    json.members("rules", of: record.rules) { json, rule in json.object { write(rule, to: &$0) } }
    json.member("burn") { json in
      json.member("long", record.long?.rate)
      json.member("short", record.short?.rate)
    }
    json.member("remaining", record.budget.remaining)
    json.key("forecast")
    if let forecast = record.forecast {
      json.object { json in
        json.member("state", forecast.state)
        json.member("at", forecast.instant?.description)
      }
    } else {
      json.null()
    }
    write(record.evidence, to: &json)
    json.member("noData", record.isNoData)
    json.member("late", record.isLate)
  }

  /// The members of a deploy.
  static func write(_ deploy: DeployMarker, to json: inout JSONWriter) {
    json.member("time", deploy.time.description)
    json.member("service", deploy.service)
    json.member("build", deploy.build)
  }

  /// A key; null for an objective's own alert.
  static func write(key: [UInt8]?, to json: inout JSONWriter) {
    json.key("key")
    if let key { json.string(bytes: key) } else { json.null() }
  }

  static func write(_ rule: BurnRule, to json: inout JSONWriter) {
    json.member("factor", rule.factor.value)
    json.member("long", rule.long.description)
    json.member("short", rule.short.description)
  }

  private static func write(_ evidence: AlertEvidence, to json: inout JSONWriter) {
    write(breadth: evidence.breadth, to: &json)
    json.key("origins")
    if let origins = evidence.origins {
      json.object { json in
        for origin in Origin.allCases { json.member(origin.name, origins.failed(by: origin)) }
      }
    } else {
      json.null()
    }
    write(causes: evidence.causes, as: "explain", to: &json)
    if let heavy = evidence.heavyCustomers { AnswerJSON.write(heavy, to: &json) }
    if let deploy = evidence.deploy {
      json.member("deploy") { write(deploy, to: &$0) }
    }
    json.members("exemplars", of: evidence.exemplars) { json, exemplar in
      json.object { json in
        json.member("file", exemplar.file)
        json.member("line", Int64(exemplar.line))
        json.key("trace")
        if let trace = exemplar.trace { json.string(bytes: trace) } else { json.null() }
      }
    }
  }

  /// Who was hit; null where nobody knows.
  static func write(breadth: Breadth?, to json: inout JSONWriter) {
    json.key("breadth")
    guard let breadth else { return json.null() }
    json.object { json in
      json.member("customers", breadth.customers)
      json.member("half", breadth.half)
      json.members("topCustomers", of: breadth.topCustomers) { json, customer in
        json.string(bytes: customer.key)
      }
    }
  }

  /// What many of the failures share, as the member `name`.
  static func write(causes: [AlertCause], as name: String, to json: inout JSONWriter) {
    json.members(name, of: causes) { json, cause in
      json.object { json in
        json.member("field", cause.field)
        json.key("value")
        json.string(bytes: cause.value)
        json.member("failed", cause.failed)
        json.member("of", cause.of)
      }
    }
  }
}
