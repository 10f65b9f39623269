// The tables of a scenario: its keys are checked against them and its JSON Schema is written from
// them, as for slos.json.

extension ConfigTable {
  static let scenario = ConfigTable(
    name: "scenario", noun: "the scenario",
    keys: [
      ConfigKey("$schema", .text, "Where this schema is, for editors."),
      ConfigKey("version", .version, "The version of the format: 1."),
      ConfigKey("description", .text, "What happens, for people."),
      ConfigKey(
        "seed", .whole(0...Int64.max), "What all drawing starts from. 1 unless said."),
      ConfigKey(
        "start", .instant, required: true, example: "\"2026-11-20T00:00:00Z\"",
        "Its first instant: a whole second."),
      ConfigKey(
        "lasts", .duration, required: true, example: "\"1d\"",
        "How long it goes on: whole minutes, at most 366d."),
      ConfigKey(
        "byHour", .list(.whole(Scenario.weights), mayBeEmpty: false),
        "How much traffic each hour of a UTC day has, as 24 numbers. All the same unless said."),
      ConfigKey(
        "byWeekday", .list(.whole(Scenario.weights), mayBeEmpty: false),
        "How much traffic each day has, from Monday, as 7 numbers. All the same unless said."),
      ConfigKey("customers", .object(scenarioCustomers), "Who asks. Ten customers unless said."),
      ConfigKey(
        "regions", .map(.whole(Scenario.weights)),
        "Where requests are served, and how much of the traffic each has. Nowhere unless said."),
      ConfigKey(
        "services", .list(.object(scenarioService), mayBeEmpty: false), required: true,
        example: "[{\"name\": \"api\", …}]", "What answers, at least one."),
      ConfigKey(
        "deploys", .list(.object(scenarioDeploy), mayBeEmpty: true), "What is rolled out, and when."
      ),
      ConfigKey(
        "incidents", .list(.object(scenarioIncident), mayBeEmpty: true),
        "What goes wrong; where two are about one request, the first decides."),
      ConfigKey(
        "cut", .share(includesOne: false), "The share of lines that are cut off. None unless said."),
      ConfigKey(
        "repeated", .share(includesOne: false),
        "The share of lines that are written twice. None unless said."),
    ])

  static let scenarioCustomers = ConfigTable(
    name: "customers", noun: "\"customers\"",
    keys: [
      ConfigKey(
        "names", .list(.name, mayBeEmpty: false),
        "The names of the largest customers, the largest first."),
      ConfigKey(
        "count", .whole(1...100_000),
        "How many there are in all: the k-th one has 1/k of the first one's traffic. As many as "
          + "there are names, else 10."),
    ])

  static let scenarioService = ConfigTable(
    name: "service", noun: "a service",
    keys: [
      ConfigKey("name", .name, required: true, example: "\"api\"", "Its name."),
      ConfigKey(
        "requestsPerHour", .whole(Scenario.rates), required: true, example: "600",
        "How many requests an average hour has."),
      ConfigKey(
        "logger", .choice(Scenario.Logger.allCases.map(\.rawValue)),
        "How its JSON lines are laid out. flat unless said."),
      ConfigKey(
        "routes", .map(.whole(Scenario.weights)),
        "What it is asked for, as \"GET /path\", and how often. \"GET /\" unless said."),
      ConfigKey("build", .name, "What runs until the first deploy."),
      ConfigKey("latency", .object(scenarioLatency), "How long requests take."),
      ConfigKey(
        "failures", .share(includesOne: true),
        "The share of requests that fail on an ordinary day, with 500. None unless said."),
      ConfigKey(
        "notFound", .share(includesOne: true),
        "The share of requests that are answered with 404. None unless said."),
    ])

  static let scenarioLatency = ConfigTable(
    name: "latency", noun: "\"latency\"",
    keys: [
      ConfigKey("p50", .duration, "What half of the requests do not exceed. 50ms unless said."),
      ConfigKey("p90", .duration, "What 90% do not exceed. Three times p50 unless said."),
      ConfigKey("p99", .duration, "What 99% do not exceed. Four times p90 unless said."),
      ConfigKey("max", .duration, "What none exceeds. Three times p99 unless said."),
    ])

  static let scenarioDeploy = ConfigTable(
    name: "deploy", noun: "a deploy",
    keys: [
      ConfigKey(
        "after", .duration, required: true, example: "\"6h\"",
        "When it begins, seen from the scenario's start."),
      ConfigKey("service", .name, required: true, example: "\"api\"", "What is deployed to."),
      ConfigKey("build", .name, required: true, example: "\"r911.0\"", "What is deployed."),
      ConfigKey(
        "rollout", .duration, "How long it takes until every request meets it. 0s unless said."),
    ])

  static let scenarioIncident = ConfigTable(
    name: "incident", noun: "an incident",
    keys: [
      ConfigKey("name", .name, required: true, example: "\"failover\"", "What people call it."),
      ConfigKey(
        "after", .duration, required: true, example: "\"9h10m\"",
        "When it begins, seen from the scenario's start."),
      ConfigKey("lasts", .duration, required: true, example: "\"45m\"", "How long it goes on."),
      ConfigKey(
        "services", .list(.name, mayBeEmpty: false), "The services it is about. All unless said."),
      ConfigKey("regions", .list(.name, mayBeEmpty: false), "The regions. All unless said."),
      ConfigKey("builds", .list(.name, mayBeEmpty: false), "The builds. All unless said."),
      ConfigKey("customers", .list(.name, mayBeEmpty: false), "The customers. All unless said."),
      ConfigKey(
        "routes", .list(.name, mayBeEmpty: false),
        "The routes, as \"POST /pay\"; extra requests may be for others. All unless said."),
      ConfigKey(
        "fails", .share(includesOne: true),
        "The share of those requests that fail. None unless said."),
      ConfigKey("status", .whole(100...599), "The status of a failure. 503 unless said."),
      ConfigKey("code", .name, "The error code of a failure. The incident's name unless said."),
      ConfigKey(
        "origin", .choice(origins), "Whose fault it truly is. infrastructure unless said."),
      ConfigKey(
        "tag", .text,
        "What the logger says of that, where it lies: any text; empty for not a word."),
      ConfigKey(
        "failuresTake", .duration,
        "How long a failure takes, more or less. As long as other requests unless said."),
      ConfigKey(
        "slower", .whole(1...1000),
        "How many times as long requests take that do not fail. 1 unless said."),
      ConfigKey(
        "extraPerHour", .whole(0...Scenario.rates.upperBound),
        "How many requests an hour there are beside the ordinary ones: retries, a script. None "
          + "unless said."),
    ])
}

extension Scenario {
  /// What a weight may be.
  static let weights: ClosedRange<Int64> = 0...1_000_000
  /// What requests an hour may be: up to ten thousand a second.
  static let rates: ClosedRange<Int64> = 1...36_000_000
}

/// The JSON Schema of scenarios, pretty-printed, with a newline at its end.
package func scenarioSchema() -> String {
  jsonSchema(
    of: .scenario, title: "A scenario of sloctl simulate",
    about: "A made-up platform, its traffic, and what befalls it.")
}
