// A seed comes in; a config, files of events and questions about them go out, the same ones for the
// same seed. Everything that the semantics treats specially occurs: disorder, duplicates, lines
// that cannot be read, weights, exclusions, strange origins, absent fields, several spellings of a
// time, windows that begin on the day a clock changes.

import Foundation

struct EventStream {
  let seed: UInt64
  var config: PlainJSON = .null
  var files: [(name: String, bytes: [UInt8])] = []
  var questions: [PlainQuestion] = []

  private var random: SeededGenerator
  private var resolution = "1m"
  /// The instant around which things happen, and how far back they go.
  private var end = 0
  private var span = PlainTime.day
  private var isNumericTime = false
  private var isUTCWithoutZone = false
  private var hasID = false
  private var hasWeight = false

  init(seed: UInt64) {
    self.seed = seed
    random = SeededGenerator(seed: seed &* 0x2545_F491_4F6C_DD1D &+ 1)
    makeConfig()
    let lines = makeLines()
    makeFiles(of: lines)
    makeQuestions()
  }

  // MARK: Config

  private static let zones = [
    // Zone, and a local midnight's date near which its clock changes.
    ("Europe/Berlin", "2024-03-31"), ("Europe/Berlin", "2024-10-27"),
    ("America/New_York", "2024-11-03"), ("America/Sao_Paulo", "2018-11-04"),
    ("America/Sao_Paulo", "2018-02-18"), ("Australia/Lord_Howe", "2024-04-07"),
    ("America/Havana", "2024-03-10"), ("Asia/Beirut", "2022-03-27"),
    ("Pacific/Apia", "2011-12-31"), ("Asia/Kathmandu", "2024-07-01"),
    ("Pacific/Chatham", "2024-09-29"), ("UTC", "2024-01-01"),
  ]

  private mutating func makeConfig() {
    resolution = random.pick(["1s", "10s", "1m", "1m", "1m", "5m"])
    isNumericTime = random.chance(20)
    isUTCWithoutZone = !isNumericTime && random.chance(30)
    hasID = random.chance(60)
    hasWeight = random.chance(40)
    let (zone, date) = random.pick(Self.zones)
    let midnight = PlainTime.instant(PlainText("\(date)T00:00:00Z".utf8)) ?? 0
    end = midnight + (random.below(60) - 24) * PlainTime.hour
    if random.chance(50) { end += random.below(PlainTime.day) }
    let isFine = resolution == "1s" || resolution == "10s"
    let lengths = isFine ? ["1h", "6h"] : ["6h", "1d", "7d", "28d", "30d"]
    let units = isFine ? ["day"] : ["day", "day", "week", "month", "quarter"]
    var objectives: [PlainJSON] = []
    var span = PlainTime.hour
    for index in 0...random.below(3) {
      let window: PlainJSON
      if random.chance(35) {
        let unit = random.pick(units)
        let calendar: PlainJSON = .text(PlainText(unit.utf8))
        window =
          zone == "UTC" && random.chance(50)
          ? ["calendar": calendar]
          : ["calendar": calendar, "zone": .text(PlainText(zone.utf8))]
        let days = ["day": 1, "week": 7, "month": 31, "quarter": 92][unit] ?? 1
        span = max(span, days * PlainTime.day)
      } else {
        let length = random.pick(lengths)
        window = .text(PlainText(length.utf8))
        span = max(span, PlainTime.duration(length) ?? 0)
      }
      objectives.append(makeObjective(index, window: window))
    }
    self.span = span + span / 4
    config = [
      "version": 1, "resolution": .text(key(resolution)),
      "events": ["format": "ndjson", "fields": makeFields()],
      "attribution": makeAttribution(), "exclusions": makeExclusions(),
      "objectives": .array(objectives),
    ]
    add("maxSkew", .text(key(random.pick(["5m", "10s", "1h"]))), percent: 30)
    add("forecastFrom", random.pick(["1h", "30m", "6h"]), percent: 30)
    add("dedupe", ["horizon": random.pick(["1h", "10m"])], percent: 30)
    add("alerts", ["policy": random.pick(["default", "sloth", "workbook"])], percent: 40)
  }

  private func key(_ text: String) -> PlainText { PlainText(text.utf8) }

  private mutating func add(_ name: String, _ value: PlainJSON, percent: Int) {
    guard random.chance(percent), case .object(let members) = config else { return }
    config = .object(members + [(key(name), value)])
  }

  private mutating func makeFields() -> PlainJSON {
    var fields: [(key: PlainText, value: PlainJSON)] = [
      (key("customer"), ["tenant.id", "customer"]), (key("origin"), "origin"),
      (key("status"), "status"),
      (key("duration"), ["field": "duration_ms", "unit": "ms"]), (key("route"), "route"),
    ]
    if isNumericTime {
      fields.append((key("timestamp"), ["field": "ts", "unit": "ms"]))
    } else if isUTCWithoutZone {
      fields.append((key("timestamp"), ["field": "ts", "zone": "UTC"]))
    } else {
      fields.append((key("timestamp"), "ts"))
    }
    if hasID { fields.append((key("id"), "request_id")) }
    if hasWeight { fields.append((key("weight"), "sample_rate")) }
    return .object(fields)
  }

  private mutating func makeAttribution() -> PlainJSON {
    var rules: [PlainJSON] = []
    if random.chance(60) {
      rules.append([
        "when": "error.code in ['script_timeout', 'quota']", "origin": "customer",
        "objectives": ["objective-0"],
      ])
    }
    if random.chance(40) {
      rules.append(["when": "status == 504 or route like '/pay*'", "origin": "dependency"])
    }
    return [
      "rules": .array(rules), "aliases": ["Vendor": "dependency"],
      "default": .text(key(random.pick(["unknown", "infrastructure", "customer"]))),
    ]
  }

  private mutating func makeExclusions() -> PlainJSON {
    var exclusions: [PlainJSON] = []
    for _ in 0..<random.below(3) {
      let from = end - random.below(span)
      let to = from + 1 + random.below(span / 10)
      var exclusion: [(key: PlainText, value: PlainJSON)] = [
        (key("from"), .text(key(PlainTime.text(ofInstant: from)))),
        (key("to"), .text(key(PlainTime.text(ofInstant: to)))),
        (key("reason"), "announced maintenance"),
      ]
      if random.chance(50) { exclusion.append((key("objectives"), ["objective-0"])) }
      exclusions.append(.object(exclusion))
    }
    return .array(exclusions)
  }

  private mutating func makeObjective(_ index: Int, window: PlainJSON) -> PlainJSON {
    var members: [(key: PlainText, value: PlainJSON)] = [
      (key("name"), .text(key("objective-\(index)"))), (key("window"), window),
      (
        key("match"),
        random.pick([
          "service == 'api'", "service == 'api' and not route like '/internal/*'",
          "has service", "method in [\"GET\", 'POST'] or has vip", "route startsWith '/v'",
          "region != 'eu' and service != 'batch'",
        ])
      ),
      (
        key("good"),
        random.pick([
          "status < 500", "status >= 100 and status < 500", "not (status >= 500)",
          "duration <= 300ms", "duration < 0.3e3 and status < 500", "ok == true",
          "status != 503 or error.code == 'quota'", "duration <= 1s and not has error.code",
        ])
      ),
      (
        key("target"),
        random.pick([
          "100%", "99.9999999%", "99.9%", "99%", "95%", "80%", "50%", "33.3333333%",
          .number("0.999"), .number("0.75"),
        ])
      ),
    ]
    if random.chance(40) {
      let charged = PlainConfig.origins.filter { _ in random.chance(60) }
      if !charged.isEmpty {
        members.append((key("charge"), .array(charged.map { .text(key($0)) })))
      }
    }
    let isSliced = random.chance(25)
    if isSliced {
      members.append((key("budgetingMethod"), "timeslices"))
      members.append((key("slice"), random.pick(["5m", "10m"])))
      members.append((key("sliceTarget"), random.pick(["95%", "50%", "100%"])))
      if random.chance(30) { members.append((key("emptySlices"), "good")) }
    } else if random.chance(30) {
      members.append((key("excused"), "good"))
    }
    if random.chance(60) {
      members.append((key("per"), "customer"))
      if random.chance(60) {
        members.append((key("overrides"), ["acme": "99.99%", "café": "50%", "42": "100%"]))
      }
    }
    if random.chance(40) { members.append((key("alerts"), makeAlerts())) }
    return .object(members)
  }

  private mutating func makeAlerts() -> PlainJSON {
    random.pick([
      ["budgetLow": "25%"],
      ["confidence": .number("0.99"), "minBad": 3],
      ["minCustomers": 2],
      [
        "rules": [
          ["severity": "page", "factor": .number("1.5"), "long": "30m", "short": "5m"],
          ["severity": "ticket", "factor": .number("0.1"), "long": "1d", "short": "1h"],
        ], "confidence": .number("0.9"), "minBad": 2,
      ],
    ])
  }

  // MARK: Events

  private mutating func makeLines() -> [[UInt8]] {
    let count = 20 + random.below(280)
    var timed: [(order: Int, line: [UInt8])] = []
    for index in 0..<count {
      let instant = makeInstant()
      // Written a little later than it happened, now and then much later.
      let delay = random.chance(90) ? random.below(5 * PlainTime.second) : random.below(span)
      let line = makeLine(index, instant: instant)
      timed.append((instant + delay, line))
      if random.chance(4) { timed.append((instant + 2 * delay + 1, line)) }
      if random.chance(4) { timed.append((instant + delay, makeBadLine(from: line))) }
      if random.chance(2) {
        timed.append((instant + delay, random.pick([[], [0x20, 0x09], []])))
      }
    }
    return timed.sorted { $0.order < $1.order }.map(\.line)
  }

  private mutating func makeInstant() -> Int {
    let back: Int
    switch random.below(10) {
    case 0...3: back = random.below(PlainTime.hour)
    case 4...5: back = random.below(6 * PlainTime.hour)
    default: back = random.below(span)
    }
    let instant = end - back
    switch random.below(6) {
    // On a bucket's edge, and the nanosecond before.
    case 0: return PlainTime.floor(instant, to: 5 * PlainTime.minute)
    case 1: return PlainTime.floor(instant, to: PlainTime.minute) - (isNumericTime ? 1_000_000 : 1)
    case 2: return PlainTime.floor(instant, to: PlainTime.second)
    default: return PlainTime.floor(instant, to: 1_000_000)
    }
  }

  private mutating func makeTime(_ instant: Int) -> PlainJSON {
    if isNumericTime {
      let milliseconds = PlainTime.floor(instant, to: 1_000_000) / 1_000_000
      let tail = random.chance(20) ? ".25" : random.chance(20) ? "e0" : ""
      return .number("\(milliseconds)\(tail)")
    }
    var text = PlainTime.text(ofInstant: instant)
    switch random.below(8) {
    case 0:
      let offset = random.pick([330, -480, 60, 845, -30, 0])
      text = PlainTime.text(ofInstant: instant + offset * PlainTime.minute)
      let hours = String(format: "%02d:%02d", abs(offset) / 60, abs(offset) % 60)
      text = text.dropLast() + (offset < 0 ? "-" : "+") + hours
    case 1: text = text.lowercased()
    case 2: text = text.replacingOccurrences(of: "T", with: " ")
    case 3 where isUTCWithoutZone: text.removeLast()
    case 4 where text.contains("."): text = text.dropLast() + "0009Z"
    default: break
    }
    return .text(key(text))
  }

  private mutating func makeLine(_ index: Int, instant: Int) -> [UInt8] {
    var members: [(key: PlainText, value: PlainJSON)] = [(key("ts"), makeTime(instant))]
    func isBadTime(_ instant: Int) -> Bool { (instant / PlainTime.hour) % 7 == 0 }
    let isFailing = random.chance(isBadTime(instant) ? 40 : 4)
    func put(_ name: String, _ value: PlainJSON) { members.append((key(name), value)) }
    if random.chance(95) { put("service", random.pick(["api", "api", "checkout", "batch"])) }
    if random.chance(95) {
      put("route", random.pick(["/v1/orders", "/v1/cart", "/internal/health", "/pay", "/"]))
    }
    if random.chance(90) { put("method", random.pick(["GET", "POST", "PUT"])) }
    let status = isFailing ? random.pick([500, 502, 503, 504]) : random.pick([200, 201, 404, 302])
    switch random.below(20) {
    case 0: put("status", .null)
    case 1: put("status", .text(key("\(status)")))
    case 2: put("status", .number("\(status).0"))
    case 3: break
    case 4: put("status", "broken")
    default: put("status", .number("\(status)"))
    }
    switch random.below(12) {
    case 0: break
    case 1: put("duration_ms", "slow")
    case 2: put("duration_ms", .number(random.pick(["300", "3e2", "300.0000001", "299.999999"])))
    default: put("duration_ms", .number("\(random.below(isFailing ? 3000 : 320))"))
    }
    put("ok", .bool(!isFailing))
    makeCustomer().map { members.append($0) }
    if isFailing && random.chance(80) || random.chance(3) {
      put(
        "origin",
        random.pick([
          "infrastructure", "customer", "dependency", "unknown", "infra", "TENANT", "Upstream",
          "vendor", "gremlins", "", .null, 7, ["a"],
        ]))
    }
    if isFailing && random.chance(60) {
      let code = random.pick(["script_timeout", "quota", "E1"])
      if random.chance(50) {
        put("error", ["code": .text(key(code)), "depth": [1, ["x": true]]])
      } else {
        put("error.code", .text(key(code)))
      }
    }
    if hasID && random.chance(90) {
      put("request_id", random.chance(20) ? .number("\(index)") : .text(key("r-\(index)")))
    }
    if hasWeight && random.chance(60) {
      put("sample_rate", random.pick([1, 10, 100, .null, 1_000_000_000]))
    }
    if random.chance(70) { put("region", random.pick(["eu", "us", "ap"])) }
    if random.chance(10) { put("vip", true) }
    if random.chance(2) { put("status", .number("\(status)")) }
    members.shuffle(using: &random)
    let text = PlainJSON.object(members).written(space: random.chance(30) ? " " : "")
    return PlainText(text.utf8)
  }

  private mutating func makeCustomer() -> (key: PlainText, value: PlainJSON)? {
    let names = ["acme", "acme", "acme", "globex", "globex", "café", "zenith", "\u{1F9C1} cakes"]
    let name: PlainJSON = .text(key(random.pick(names)))
    switch random.below(20) {
    case 0: return nil
    case 1: return (key("customer"), .null)
    case 2: return (key("customer"), "")
    case 3: return (key("customer"), 42)
    case 4: return (key("customer"), ["acme"])
    case 5...9: return (key("tenant"), ["id": name, "plan": "gold"])
    default: return (key("customer"), name)
    }
  }

  private mutating func makeBadLine(from line: [UInt8]) -> [UInt8] {
    let text = String(decoding: line, as: UTF8.self)
    switch random.below(7) {
    case 0: return Array(line.dropLast(1 + random.below(line.count - 2)))
    case 1: return key("[1, 2]")
    case 2: return key("{\"service\":\"api\",\"status\":200}")
    case 3: return key("{\"ts\":\"2024-02-30T00:00:00Z\",\"service\":\"api\"}")
    case 4: return key("{\"ts\":true,\"service\":\"api\"}")
    case 5 where hasWeight && !text.contains("sample_rate"):
      let weight = random.pick(["0", "-1", "2.5", "\"many\"", "true", "1000000001"])
      return key(text.dropLast() + ",\"sample_rate\":\(weight)}")
    default: return key(text + "}")
    }
  }

  private mutating func makeFiles(of lines: [[UInt8]]) {
    let count = 1 + random.below(3)
    let newline: [UInt8] = random.chance(15) ? [0x0D, 0x0A] : [0x0A]
    for index in 0..<count {
      let range = lines.count * index / count..<lines.count * (index + 1) / count
      var bytes: [UInt8] = random.chance(10) ? [0xEF, 0xBB, 0xBF] : []
      bytes += lines[range].flatMap { $0 + newline }
      if random.chance(20) { bytes.removeLast(newline.count) }
      files.append(("events-\(index).ndjson", bytes))
    }
  }

  // MARK: Questions

  private mutating func makeQuestions() {
    let names = config["objectives"]?.elements.compactMap { $0["name"]?.string } ?? []
    let at: Int? = random.chance(50) ? end - random.below(span / 4) : nil
    var plain = PlainQuestion()
    plain.at = at
    questions = [plain]

    var burn = plain
    burn.command = "burn"
    questions.append(burn)

    var customers = plain
    customers.command = "customers"
    customers.objectives = [random.pick(names)]
    if random.chance(40) { customers.top = 1 + random.below(3) }
    questions.append(customers)

    var split = plain
    if random.chance(60) { split.by = random.pick(["customer", "region", "route", "status"]) }
    if random.chance(40) { split.whereText = random.pick(["region == 'eu'", "status < 504"]) }
    if random.chance(40) {
      split.without = random.pick([("customer", "acme"), ("status", "503"), ("region", "us")])
    }
    questions.append(split)

    var gate = plain
    gate.command = "gate"
    if random.chance(50) { gate.gate.minRemaining = random.pick(["10%", "50%", "0.5%"]) }
    if random.chance(50) { gate.gate.maxBurn = [random.pick(["1h=2", "6h=1", "page"])] }
    if random.chance(40) { gate.gate.minForecast = random.pick(["24h", "30m"]) }
    if random.chance(40) { gate.gate.maxAge = "30d" }
    if random.chance(30) { gate.gate.minValid = 50 }
    if random.chance(30) { gate.gate.minCoverage = "50%" }
    if random.chance(30) { gate.gate.ignoresMalformed = true }
    if random.chance(20) { gate.gate.isPerCustomer = true }
    if random.chance(20) { gate.gate.charge = ["infrastructure", "unknown"] }
    questions.append(gate)
  }
}

extension PlainQuestion {
  /// The question as somebody types it.
  func arguments(config: String, files: [String]) -> [String] {
    var words = [command, "-c", config, "--format", "json"]
    func option(_ name: String, _ value: String?) {
      if let value { words += [name, value] }
    }
    option("--at", at.map(PlainTime.text(ofInstant:)))
    option("--by", by)
    option("--top", top.map(String.init))
    option("--where", whereText)
    option("--without", without.map { "\($0.field)=\($0.value)" })
    option("--last", last)
    if command == "gate" {
      option("--min-remaining", gate.minRemaining)
      for limit in gate.maxBurn { option("--max-burn", limit) }
      option("--min-forecast", gate.minForecast)
      option("--max-age", gate.maxAge)
      option("--min-valid", gate.minValid.map(String.init))
      option("--min-coverage", gate.minCoverage)
      option("--max-customers-out", gate.maxCustomersOut)
      option("--charge", gate.charge.map { $0.sorted().joined(separator: ",") })
      if gate.ignoresMalformed { words.append("--ignore-malformed") }
      if gate.isPerCustomer { words.append("--per-customer") }
    }
    return words + objectives + files
  }
}
