// The tables of an objective, its window and its alerts.

extension ConfigTable {
  static let objective = ConfigTable(
    name: "objective", noun: "an objective",
    keys: [
      ConfigKey(
        "name", .name, required: true, example: "\"api-availability\"",
        "By which people ask for it; unique."),
      ConfigKey("description", .text, "What it promises, in a sentence."),
      ConfigKey("labels", .map(.text), "Labels for alert routing."),
      ConfigKey("annotations", .map(.text), "Annotations for alerts, such as a runbook."),
      ConfigKey("match", .expression, "Which events it is about. All unless said."),
      ConfigKey(
        "good", .expression, required: true, example: "\"status < 500\"", "Which of them are good."),
      ConfigKey(
        "charge", .list(.choice(origins), mayBeEmpty: false),
        "The origins whose failures spend the budget. Every origin but customer unless said."),
      ConfigKey(
        "excused", .choice(["excluded", "good"]),
        "Whether excused failures leave the denominator or count as good. excluded unless said."),
      ConfigKey(
        "target", .share(includesOne: true), required: true, example: "\"99.9%\"",
        "The wanted ratio of good events."),
      ConfigKey(
        "window", .either([.duration, .object(calendarWindow)]), required: true,
        example: "\"30d\"", "The span over which the budget runs: rolling or calendar."),
      ConfigKey(
        "budgetingMethod", .choice(["occurrences", "timeslices"]),
        "What is counted: events or slices of time. occurrences unless said."),
      ConfigKey("slice", .duration, "The length of a slice. 1m unless said."),
      ConfigKey(
        "sliceTarget", .share(includesOne: true), "The ratio below which a slice is bad."),
      ConfigKey(
        "emptySlices", .choice(["excluded", "good"]),
        "What a slice without valid events is. excluded unless said."),
      ConfigKey("per", .name, "The field, or role, each of whose values has a budget of its own."),
      ConfigKey(
        "overrides", .map(.share(includesOne: true)), "Targets of named values of the field."),
      ConfigKey(
        "staleAfter", .duration,
        "After how long a silence of its events an alert is raised. Never unless said."),
      ConfigKey("alerts", .object(alerts), "What it alerts on, where that differs from the rest."),
    ])

  static let calendarWindow = ConfigTable(
    name: "calendarWindow", noun: "a calendar window",
    keys: [
      ConfigKey(
        "calendar", .choice(CalendarUnit.allCases.map(\.rawValue)), required: true,
        example: "\"month\"", "The period."),
      ConfigKey("zone", .name, "The IANA zone of its midnights. UTC unless said."),
    ])

  static let alerts = ConfigTable(
    name: "alerts", noun: "\"alerts\"",
    keys: [
      ConfigKey(
        "policy", .choice(BurnPolicy.allCases.map(\.rawValue)),
        "The burn-rate rules of the catalogue to use. default unless said."),
      ConfigKey(
        "rules", .list(.object(burnRule), mayBeEmpty: true),
        "Burn-rate rules of one's own, in place of a policy; an empty list raises none."),
      ConfigKey(
        "keepFiringFor", .duration,
        "How long after a rule last held its alert is resolved. 5m unless said."),
      ConfigKey(
        "minBad", .whole(1...1_000_000_000),
        "The fewest bad events in the long look-back. 2 for the policy default, else 1."),
      ConfigKey(
        "minCustomers", .whole(1...1_000_000_000),
        "The fewest customers with a bad event in the long look-back. 1 unless said."),
      ConfigKey(
        "confidence", .either([.whole(0...0), .share(includesOne: false)]),
        "How sure it must be that the true rate is above the threshold; 0 does not ask. "
          + "0.95 for the policy default, else 0."),
      ConfigKey(
        "budgetLow", .share(includesOne: false),
        "Raise an alert when less than this share of the budget remains. Never unless said."),
      ConfigKey(
        "budgetExhausted", .bool,
        "Raise an alert when nothing of the budget remains. true beside budgetLow, else false, "
          + "unless said."),
      ConfigKey(
        "exhaustionForecast", .duration,
        "Raise an alert when exhaustion is forecast within this. Never unless said."),
      ConfigKey("keys", .bool, "Whether values of per are alerted on too. false unless said."),
    ],
    atMostOneOf: ["policy", "rules"])

  static let burnRule = ConfigTable(
    name: "burnRule", noun: "an alert rule",
    keys: [
      ConfigKey(
        "severity", .choice(Severity.allCases.map(\.rawValue)), required: true,
        example: "\"page\"", "How loud."),
      ConfigKey(
        "factor", .factor, required: true, example: "14.4",
        "The burn rate that must be exceeded; 1 spends the whole budget in one window."),
      ConfigKey(
        "long", .duration, required: true, example: "\"1h\"", "The long look-back."),
      ConfigKey(
        "short", .duration, required: true, example: "\"5m\"",
        "The short look-back, which ends the alert soon after the burn."),
      ConfigKey(
        "for", .duration, "How long it must have held before the alert fires. 0s unless said."),
    ])
}
