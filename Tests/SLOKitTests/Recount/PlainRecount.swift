// A config, files of events, a question and a clock come in; the JSON that the product must answer
// with goes out. The plainest program that does what SEMANTICS says: every line is kept in an
// array, every sum is a loop over it, every comparison is in whole numbers. It knows nothing of the
// product's buckets, ledgers or fast paths, so where the two agree, both are likely right.

import Foundation

struct PlainQuestion {
  /// `budget`, `burn`, `customers` or `gate`.
  var command = "budget"
  /// All, where empty.
  var objectives: [String] = []
  /// The time asked for.
  var at: Int?
  var by: String?
  var top: Int?
  /// Only what fits counts as matched.
  var whereText: String?
  var without: (field: String, value: String)?
  /// A look-back instead of the window.
  var last: String?
  var gate = PlainGate()
}

struct PlainRecount {
  let config: PlainConfig
  let question: PlainQuestion
  /// The clock; it matters to files with events of the future alone.
  let clock: Int

  var input: [(String, Int)] = []
  var judged: [PlainEvent] = []
  var malformed = 0
  /// A, the instant of every answer: it ends a bucket.
  var asOf = 0

  /// - Parameter lines: of all files, in reading order; the same ones for any number of questions.
  init(config: PlainConfig, lines: [PlainEvent.Line], question: PlainQuestion, clock: Int) {
    self.config = config
    self.question = question
    self.clock = clock
    judge(lines)
  }

  init(
    config: PlainJSON, files: [(name: String, bytes: [UInt8])], question: PlainQuestion, clock: Int
  ) throws {
    let config = try PlainConfig(config)
    let lines = Self.lines(of: files, config: config)
    self.init(config: config, lines: lines, question: question, clock: clock)
  }

  // MARK: Reading

  static func lines(
    of files: [(name: String, bytes: [UInt8])], config: PlainConfig
  )
    -> [PlainEvent.Line]
  {
    files.flatMap { file in
      var bytes = file.bytes[...]
      if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
      var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
      // What follows the last newline is a line only where there is something.
      if lines.last?.isEmpty ?? false { lines.removeLast() }
      return lines.map { PlainEvent.read($0, config: config) }
    }
  }

  /// Puts every line into its place in the accounting.
  private mutating func judge(_ lines: [PlainEvent.Line]) {
    var (blank, duplicates, future) = (0, 0, 0)
    var specimens: [PlainEvent] = []
    for line in lines {
      switch line {
      case .blank: blank += 1
      case .malformed: malformed += 1
      case .event(let event): specimens.append(event)
      }
    }
    var keptInstants: [PlainText: [Int]] = [:]
    var kept: [PlainEvent] = []
    for event in specimens {
      if config.roles["id"] != nil, let id = event.key(named: "id") {
        let isDuplicate = (keptInstants[id] ?? []).contains {
          abs($0 - event.instant) <= config.horizon
        }
        if isDuplicate {
          duplicates += event.weight
          continue
        }
        keptInstants[id, default: []].append(event.instant)
      }
      kept.append(event)
    }
    let r = config.resolution
    let newest = kept.map(\.instant).filter { $0 <= clock + config.maxSkew }.max()
    asOf =
      question.at.map { PlainTime.ceiling($0, to: r) }
      ?? newest.map { PlainTime.floor($0, to: r) + r } ?? PlainTime.ceiling(clock, to: r)
    let asked = question.at ?? clock
    for event in kept {
      let isFuture = event.instant >= asOf && event.instant > asked + config.maxSkew
      if isFuture { future += event.weight } else { judged.append(event) }
    }
    let total = specimens.reduce(0) { $0 + $1.weight }
    input = [
      ("lines", lines.count), ("blank", blank), ("headers", 0), ("malformed", malformed),
      ("specimens", specimens.count), ("events", total), ("duplicates", duplicates),
      ("future", future), ("late", 0), ("judged", total - duplicates - future),
      ("duplicateKeys", specimens.reduce(0) { $0 + $1.repeatedKeys }),
    ]
  }

  // MARK: Answering

  /// The whole answer.
  func answer() throws -> Expected {
    let asked = config.objectives.filter {
      question.objectives.isEmpty || question.objectives.contains($0.name)
    }
    let recounts = try config.objectives.map { try PlainObjectiveRecount($0, in: self) }
    let heard = recounts.flatMap(\.heardInstants).sorted()
    var objectives: [Expected] = []
    for recount in recounts where asked.contains(where: { $0.name == recount.objective.name }) {
      objectives.append(.object(try recount.members(heard: heard)))
    }
    var answer: [(String, Expected)] = [
      ("schema", .text("sloctl/\(question.command)/v1")),
      ("asOf", .time(asOf)),
      ("newestEvent", .time(judged.map(\.instant).filter { $0 < asOf }.max())),
      (
        "input",
        .object(input.map { ($0.0, .integer($0.1)) } + [("unreadable", .array([]))])
      ),
      ("objectives", .array(objectives)),
    ]
    if question.command == "gate" {
      answer += try question.gate.members(
        recounts.filter { recount in asked.contains { $0.name == recount.objective.name } },
        malformed: malformed, at: question.at ?? clock)
    }
    return .object(answer)
  }
}
