// A period's report for programs. Counts are integers, ratios doubles in full precision, absent
// numbers null; nothing is rounded.

/// The JSON of a period's report.
enum PeriodJSON {
  /// One object, indented.
  static func text(of report: PeriodReport) -> String {
    var json = JSONWriter()
    json.object { json in
      json.member("schema", "sloctl/report/v1")
      AnswerJSON.write(report.input, to: &json)
      json.members("objectives", of: report.objectives) { json, period in
        json.object { write(period, to: &$0) }
      }
    }
    return json.text
  }

  private static func write(_ period: ObjectivePeriod, to json: inout JSONWriter) {
    let answer = period.answer
    json.member("name", answer.objective.name)
    json.member("from", period.span.lowerBound.description)
    json.member("to", period.span.upperBound.description)
    json.member("met", answer.figures.budget.isMet)
    AnswerJSON.write(answer.figures, to: &json)
    json.seconds("covered", answer.covered)
    json.seconds("longestGap", answer.longestGap)
    json.key("before")
    if let before = period.before {
      json.object { json in
        json.member("from", before.span.lowerBound.description)
        json.member("to", before.span.upperBound.description)
        json.member("valid", before.budget.valid)
        json.member("bad", before.budget.bad)
        json.member("ratio", before.budget.ratio)
        json.member("spent", before.budget.spent)
        json.member("remaining", before.budget.remaining)
        json.member("met", before.budget.isMet)
      }
    } else {
      json.null()
    }
    AnswerJSON.write(answer.heavyCustomers, to: &json)
    json.key("latency")
    LatencyJSON.write(period.latency?.whole, to: &json)
    json.members("latencyByDay", of: period.latency?.days ?? []) { json, day in
      json.object { json in
        json.member("from", day.start.description)
        json.key("latency")
        LatencyJSON.write(day.latency, to: &json)
      }
    }
    json.members("burndown", of: period.burndown) { json, point in
      json.object { json in
        json.member("at", point.at.description)
        json.member("valid", point.valid)
        json.member("bad", point.bad)
      }
    }
    json.members("badHours", of: period.hours.filter { $0.budget.bad > 0 }) { json, hour in
      json.object { json in
        json.member("from", hour.start.description)
        json.member("valid", hour.budget.valid)
        json.member("bad", hour.budget.bad)
        json.member("burn", hour.budget.spent)
      }
    }
    json.members("days", of: period.days) { json, day in
      json.object { json in
        json.member("from", day.start.description)
        json.member("origins") { json in
          for origin in Origin.allCases {
            json.member(origin.name, day.counts.failed(by: origin))
          }
        }
      }
    }
    json.members("episodes", of: period.episodes) { json, episode in
      json.object { json in
        EpisodeJSON.write(episode, to: &json)
        json.member(
          "spent",
          ErrorBudget(
            valid: answer.figures.valid, bad: episode.bad, target: answer.figures.target
          ).spent)
        json.member("deploy", period.deploy(nextTo: episode)?.time.description)
      }
    }
    json.member("otherEpisodes") { json in
      json.member("episodes", Int64(period.otherEpisodes.count))
      json.member("bad", period.otherEpisodes.bad)
    }
    write(answer.keys, to: &json)
    json.members("alerts", of: period.alerts ?? []) { json, alert in
      json.object { json in
        AlertJSON.write(alert, to: &json)
        json.member("firingAt", alert.firingAt?.description)
        json.seconds("detectedAfter", period.detection(of: alert))
      }
    }
    json.members("exclusions", of: period.exclusions) { json, exclusion in
      json.object { json in
        json.member("from", exclusion.from.description)
        json.member("to", exclusion.to.description)
        json.member("reason", exclusion.reason)
      }
    }
    json.members("deploys", of: period.deploys) { json, deploy in
      json.object { AlertJSON.write(deploy, to: &$0) }
    }
  }

  private static func write(_ keys: KeyAnswer?, to json: inout JSONWriter) {
    json.key("customersInBudget")
    guard let keys else {
      json.null()
      json.members("customersOut", of: [KeyAnswer]()) { _, _ in }
      return
    }
    json.object { json in
      json.member("inBudget", keys.inBudget)
      json.member("customers", keys.withValid)
      json.member("ratio", keys.ratioInBudget)
    }
    let out = keys.keys.filter { $0.figures.budget.isMet == false }
    json.members("customersOut", of: out) { json, entry in
      json.object { json in
        json.key("key")
        json.string(bytes: entry.key)
        AnswerJSON.write(entry.figures, to: &json)
      }
    }
  }
}
