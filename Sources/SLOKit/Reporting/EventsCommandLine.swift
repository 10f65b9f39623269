// Which command lists the events behind a number. It is printed to be pasted into a shell, so it is
// quoted for one, says as of when, and is never broken over lines.

/// The `events` commands that lead from the numbers of an answer down to the requests.
package struct EventsCommandLine: Sendable {
  /// A number of an objective and the command that lists what was counted.
  struct Row {
    let count: Int64
    let name: String
    let command: String
  }

  /// Words before the kind of event, such as `-c slos.json`, quoted for a shell.
  private let options: String
  /// The event files, quoted for a shell.
  private let files: String
  /// The condition that the answer's events meet; nil where they meet none.
  private let condition: Expression?
  /// The instant of the answer.
  private let end: Timestamp
  /// Whether an event may stand for several requests.
  private let isWeighted: Bool

  /// The commands of an answer.
  ///
  /// - Parameters:
  ///   - options: What the answer's command line said beside objectives, files and the condition.
  ///   - condition: The condition that the answer's events meet.
  ///   - files: The event files that it named; empty means the config's sources.
  ///   - end: The instant as of which it is.
  ///   - isWeighted: Whether the config maps a weight. Lines are then not what is to be counted.
  package init(
    options: [[UInt8]] = [], condition: Expression? = nil, files: [[UInt8]] = [],
    asOf end: Timestamp, isWeighted: Bool = false
  ) {
    self.end = end
    self.options = options.map { " " + TextEscaping.shellWord($0) }.joined()
    self.files = files.map { " " + TextEscaping.shellWord($0) }.joined()
    self.condition = condition
    self.isWeighted = isWeighted
  }

  /// The option that asks for one customer's events, with a space before it. It has an equals sign,
  /// since a name may begin with a hyphen.
  static func customer(_ name: [UInt8]) -> String {
    " --customer=" + TextEscaping.shellWord(name)
  }

  /// The command that lists events of `objective`.
  ///
  /// - Parameters:
  ///   - which: The options that say which of them, quoted for a shell.
  ///   - lookback: The look-back; nil is that of the answer.
  ///   - instant: As of when; nil is the answer's.
  ///   - own: A condition of its own.
  func text(
    _ objective: String, _ which: String, last lookback: TimeSpan? = nil,
    asOf instant: Timestamp? = nil, where own: Expression? = nil
  ) -> String {
    let last = lookback.map { " --last \($0)" } ?? ""
    return "sloctl events \(TextEscaping.shellWord(Array(objective.utf8)))\(options)\(last)"
      + " --at \(instant ?? end)\(filter(own)) \(which)\(files)"
  }

  /// The command whose output is as many lines as there are events, or the sum where that is not so.
  private func counting(
    _ objective: ObjectiveAnswer, _ which: String, where own: Expression? = nil
  ) -> String {
    text(objective.objective.name, which, where: own)
      + (isWeighted ? " --format json | jq -s 'map(.weight) | add // 0'" : "")
  }

  private func filter(_ own: Expression?) -> String {
    let both: Expression? =
      switch (condition, own) {
      case (let condition?, let own?): .and(condition, own)
      case (let condition, let own): condition ?? own
      }
    return both.map { " --where " + TextEscaping.shellWord(Array($0.description.utf8)) } ?? ""
  }

  /// A row for every count of `objective` that is shown.
  func rows(of objective: ObjectiveAnswer) -> [Row] {
    let figures = objective.figures
    let valid = objective.objective.excusedAreValid ? "--good --bad --excused" : "--good --bad"
    let failed = Origin.allCases.filter { figures.counts.failed(by: $0) > 0 }
    var rows = [
      row(figures.events?.bad ?? figures.bad, "bad", objective, "--bad"),
      row(figures.events?.valid ?? figures.valid, "valid", objective, valid),
    ]
    rows += failed.map {
      row(figures.counts.failed(by: $0), $0.name, objective, "--origin \($0.name)")
    }
    rows += [
      row(figures.unjudged, "unjudged", objective, "--unjudged"),
      row(objective.excluded, "excluded", objective, "--excluded"),
      row(objective.outside, "outside", objective, "--outside"),
      row(objective.unmatched, "unmatched", objective, "--unmatched"),
    ].filter { $0.count > 0 }
    guard let keys = objective.keys else { return rows }
    return rows
      + keys.keys.flatMap { self.rows(of: $0.key, $0.figures, keys.field, valid, objective) }
  }

  /// The rows of one key.
  private func rows(
    of key: [UInt8], _ figures: Figures, _ field: FieldReference, _ valid: String,
    _ objective: ObjectiveAnswer
  ) -> [Row] {
    let name = TextEscaping.terminal(key)
    var customer = ""
    var condition: Expression?
    if field == .role(.customer) {
      customer = Self.customer(key)
    } else {
      condition = .field(field, hasKey: String(decoding: key, as: UTF8.self))
    }
    func row(_ count: Int64, _ kind: String, _ which: String) -> Row {
      Row(
        count: count, name: "\(name) \(kind)",
        command: counting(objective, which + customer, where: condition))
    }
    return [
      row(figures.events?.bad ?? figures.bad, "bad", "--bad"),
      row(figures.events?.valid ?? figures.valid, "valid", valid),
    ]
  }

  private func row(
    _ count: Int64, _ name: String, _ objective: ObjectiveAnswer, _ which: String
  ) -> Row {
    Row(count: count, name: name, command: counting(objective, which))
  }
}

extension TextPage {
  /// The commands that list the events behind the counts of `objective`.
  mutating func commands(of objective: ObjectiveAnswer, _ command: EventsCommandLine?) {
    guard let command else { return }
    line()
    prose("the requests behind these counts:", .dim)
    var table = TextTable(
      [TextTable.Column("", .right), TextTable.Column(""), TextTable.Column("")], indent: 2)
    table.showsTitles = false
    for row in command.rows(of: objective) {
      table.row([
        StyledText(NumberText.grouped(row.count)), StyledText(row.name),
        StyledText(row.command, .dim),
      ])
    }
    self.table(table)
  }
}
