// `daemon`: the alert log, the sinks, the limits.

extension ConfigDecoder {
  mutating func daemon(_ value: JSONValue) -> DaemonSettings {
    var settings = configuration.daemon
    guard let object = object(value, .daemon, "\"daemon\"") else { return settings }
    settings.alertLog = path(object, "alertLog")
    settings.sinks = elements(object, "sinks").compactMap { sink($0) }
    if let count = whole(object, "maxKeys") { settings.maxKeys = count }
    if let count = whole(object, "maxSources") { settings.maxSources = count }
    if let count = whole(object, "maxWaiting") { settings.maxWaiting = Int(count) }
    return settings
  }

  private mutating func sink(_ value: JSONValue) -> DaemonSettings.Sink? {
    guard let object = object(value, .sink, "a sink") else { return nil }
    let headersFile = path(object, "headersFile")
    let every = duration(object, "every")
    let command = command(object)
    let alertmanager = url(object, "alertmanager")
    let webhook = url(object, "webhook")
    let heartbeat = url(object, "heartbeat")
    if object["every"] != nil, object["heartbeat"] == nil {
      problem(
        at: object.keyPosition("every"), "\"every\" in a sink that is no heartbeat",
        advice: "leave it out")
    }
    if let every, every < .seconds(1), let value = object["every"] {
      problem(at: value.position, "\"every\" is \(shown(value)), wanted at least 1s")
    }
    if object["command"] != nil, object["headersFile"] != nil {
      problem(
        at: object.keyPosition("headersFile"), "\"headersFile\" in a sink that asks no URL",
        advice: "leave it out")
    }
    if let command { return .command(command) }
    if let url = alertmanager { return .alertmanager(url: url, headersFile: headersFile) }
    if let url = webhook { return .webhook(url: url, headersFile: headersFile) }
    return heartbeat.map {
      .heartbeat(url: $0, headersFile: headersFile, every: every ?? .minutes(1))
    }
  }

  private mutating func command(_ object: ConfigObject) -> [String]? {
    guard let value = object["command"] else { return nil }
    let words = elements(object, "command")
    if let first = words.first, first.text?.isEmpty == true {
      problem(at: first.position, "the name of the program is an empty text")
    }
    if value.text != nil { return nil }
    let command = words.compactMap { text($0, "a word of \"command\"") }
    return command.isEmpty ? nil : command
  }

  /// A URL that curl is to be asked for: http or https, no spaces, no controls.
  private mutating func url(_ object: ConfigObject, _ key: String) -> String? {
    guard let text = name(object, key), let value = object[key] else { return nil }
    let prefixes = ["http://", "https://"]
    let prefix = prefixes.first { text.lowercased().utf8.starts(with: $0.utf8) }
    guard let prefix, text.utf8.count > prefix.utf8.count,
      text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
    else {
      problem(
        at: value.position, "\"\(key)\" is \(shown(value)), wanted a URL of http or https",
        advice: "write it whole: \"https://host.example.com/path\"")
      return nil
    }
    return text
  }
}
