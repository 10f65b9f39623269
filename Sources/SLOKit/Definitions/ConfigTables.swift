// The tables of slos.json, from the root down.

extension ConfigTable {
  static let origins = Origin.allCases.map(\.name)

  static let root = ConfigTable(
    name: "slos", noun: "the config",
    keys: [
      ConfigKey("$schema", .text, "Where this schema is, for editors."),
      ConfigKey("version", .version, "The version of the format: 1."),
      ConfigKey(
        "sources", .list(.name, mayBeEmpty: true),
        "Files, globs and folders of events, relative to the config's folder."),
      ConfigKey(
        "resolution", .duration,
        "The length of a counting bucket: 1s to 1h, dividing an hour. 1m unless said."),
      ConfigKey(
        "maxSkew", .duration, "How far ahead of the clock an event may be. 5m unless said."),
      ConfigKey(
        "forecastFrom", .duration,
        "The look-back whose rates the forecast carries on. 1h unless said."),
      ConfigKey(
        "maxLine", .whole(Configuration.lineLimits),
        "The longest line, in bytes; a longer one is malformed. 1048576 unless said."),
      ConfigKey(
        "maxKeys", .whole(Configuration.keyLimits),
        "How many customers, or values of another field, have counts of their own; the rest are "
          + "counted together. 1000000 unless said."),
      ConfigKey(
        "dedupe", .object(dedupe), "How duplicates are found, where the role id is mapped."),
      ConfigKey(
        "events", .object(events), required: true,
        example: "{\"fields\": {\"timestamp\": \"ts\"}}", "How lines become events."),
      ConfigKey("attribution", .object(attribution), "Who caused a failed event."),
      ConfigKey(
        "exclusions", .list(.object(exclusion), mayBeEmpty: true),
        "Maintenance windows, whose events objectives leave out."),
      ConfigKey(
        "alerts", .object(alerts), "What every objective alerts on, where it says nothing itself."),
      ConfigKey(
        "objectives", .list(.object(objective), mayBeEmpty: false), required: true,
        example: "[{\"name\": …}]", "The objectives, at least one."),
      ConfigKey("markers", .name, "The file of deploy markers, relative to the config's folder."),
      ConfigKey("daemon", .object(daemon), "What the daemon does beside counting."),
    ])

  static let dedupe = ConfigTable(
    name: "dedupe", noun: "\"dedupe\"",
    keys: [
      ConfigKey(
        "horizon", .duration,
        "How far apart two events of one id may be and still be duplicates. 1h unless said.")
    ])

  static let events = ConfigTable(
    name: "events", noun: "\"events\"",
    keys: [
      ConfigKey(
        "format", .choice(EventFormat.allCases.map(\.rawValue)),
        "The format of the event files. ndjson unless said."),
      ConfigKey(
        "fields", .object(fields),
        "Where each role is read from; combined sets those that it has itself."),
    ])

  static let fields = ConfigTable(
    name: "fields", noun: "\"fields\"",
    keys: Role.allCases.map { role in
      let path: [ConfigShape] = [.name, .list(.name, mayBeEmpty: false)]
      return switch role {
      case .timestamp:
        ConfigKey(role.rawValue, .either(path + [.object(timestamp)]), aboutRole(role))
      case .duration:
        ConfigKey(role.rawValue, .either(path + [.object(duration)]), aboutRole(role))
      default:
        ConfigKey(role.rawValue, .either(path + [.object(field)]), aboutRole(role))
      }
    })

  private static func aboutRole(_ role: Role) -> String {
    switch role {
    case .timestamp: "When the request finished."
    case .customer: "Who asked."
    case .origin: "Who caused a failure, as the logger tagged it."
    case .status: "The response's status."
    case .duration: "How long the request took."
    case .service: "The service that answered."
    case .route: "The route that was asked for."
    case .method: "The request's method."
    case .trace: "The trace id."
    case .id: "The event's own id, for finding duplicates."
    case .weight: "How many finished requests the line stands for."
    }
  }

  private static let fieldKey = ConfigKey(
    "field", .either([.name, .list(.name, mayBeEmpty: false)]), required: true,
    example: "\"ts\"", "A path, or paths that are tried in order.")

  private static let unitKey = ConfigKey(
    "unit", .choice(TimeUnit.allCases.map(\.rawValue)), "The unit of a number.")

  static let timestamp = ConfigTable(
    name: "timestampField", noun: "the role timestamp",
    keys: [
      fieldKey, unitKey,
      ConfigKey("zone", .name, "The IANA zone of a timestamp that carries none."),
    ])

  static let duration = ConfigTable(
    name: "durationField", noun: "the role duration", keys: [fieldKey, unitKey])

  static let field = ConfigTable(name: "field", noun: "a role", keys: [fieldKey])

  static let attribution = ConfigTable(
    name: "attribution", noun: "\"attribution\"",
    keys: [
      ConfigKey(
        "rules", .list(.object(attributionRule), mayBeEmpty: true),
        "Tried in order; the first that applies to a failed event gives its origin."),
      ConfigKey(
        "aliases", .map(.choice(origins)),
        "What values of the role origin mean, beside the built-in names; letter case is ignored."),
      ConfigKey(
        "default", .choice(origins),
        "The origin of a failed event about which nothing is said. unknown unless said."),
    ])

  static let attributionRule = ConfigTable(
    name: "attributionRule", noun: "an attribution rule",
    keys: [
      ConfigKey(
        "when", .expression, required: true, example: "\"error.code == 'script_timeout'\"",
        "Which failed events it is about."),
      ConfigKey(
        "origin", .choice(origins), required: true, example: "\"customer\"", "Whose fault they are."
      ),
      ConfigKey(
        "objectives", .list(.name, mayBeEmpty: false),
        "The objectives it is for. All unless said."),
    ])

  static let exclusion = ConfigTable(
    name: "exclusion", noun: "an exclusion",
    keys: [
      ConfigKey(
        "from", .instant, required: true, example: "\"2026-10-03T02:00:00Z\"", "Its first instant."),
      ConfigKey(
        "to", .instant, required: true, example: "\"2026-10-03T03:00:00Z\"",
        "The first instant after it."),
      ConfigKey(
        "reason", .name, required: true, example: "\"announced upgrade\"", "Why, for the report."),
      ConfigKey(
        "objectives", .list(.name, mayBeEmpty: false),
        "The objectives it is for. All unless said."),
    ])

  static let daemon = ConfigTable(
    name: "daemon", noun: "\"daemon\"",
    keys: [
      ConfigKey("alertLog", .name, "The alert log, relative to the config's folder."),
      ConfigKey("sinks", .list(.object(sink), mayBeEmpty: true), "Where alerts go."),
      ConfigKey(
        "maxKeys", .whole(Configuration.keyLimits),
        "How many keys have counts of their own. The config's maxKeys unless said."),
      ConfigKey(
        "maxSources", .whole(DaemonSettings.sourceLimits),
        "How many files are tailed at most. 10000 unless said."),
      ConfigKey(
        "maxWaiting", .whole(DaemonSettings.waitingLimits),
        "How many notices wait for one sink at most. 1000 unless said."),
    ])

  static let sink = ConfigTable(
    name: "sink", noun: "a sink",
    keys: [
      ConfigKey("alertmanager", .name, "The URL of an Alertmanager."),
      ConfigKey("webhook", .name, "A URL that gets each alert as JSON."),
      ConfigKey(
        "command", .list(.text, mayBeEmpty: false),
        "A program and its arguments; it gets the alert's JSON on its standard input."),
      ConfigKey("heartbeat", .name, "A URL that is asked for as long as the daemon lives."),
      ConfigKey(
        "headersFile", .name,
        "A file of request headers, one a line, relative to the config's folder."),
      ConfigKey("every", .duration, "How often the heartbeat beats. 1m unless said."),
    ],
    exactlyOneOf: ["alertmanager", "webhook", "command", "heartbeat"])
}
