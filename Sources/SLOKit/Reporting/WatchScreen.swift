// A live view as lines: a picture, where somebody is in it and a size in, at most that many lines of at
// most that many columns out. It reads the same without colour.

/// A live view as lines.
package struct WatchScreen {
  let picture: WatchPicture
  let state: WatchState
  let size: TerminalSize
  private(set) var lines: [StyledText] = []

  /// The smallest terminal that there is a view for.
  package static let smallest = TerminalSize(columns: 40, rows: 8)

  /// The lines of `picture` for a terminal of `size`, as many as it has rows.
  package static func lines(
    of picture: WatchPicture, _ state: WatchState, size: TerminalSize
  ) -> [StyledText] {
    guard size.columns >= smallest.columns, size.rows >= smallest.rows else {
      return [
        StyledText("make it \(smallest.columns)x\(smallest.rows)").truncated(to: size.columns)
      ]
    }
    var screen = WatchScreen(picture: picture, state: state, size: size)
    screen.writeHeading()
    switch state.page {
    case .overview: screen.writeOverview()
    case .objective(let name): screen.writeObjective(name)
    case .customer(let key, let name): screen.writeCustomer(key, of: name)
    case .origin(let origin, let name): screen.writeOrigin(origin, of: name)
    case .explanation(let name): screen.writeExplanation(of: name)
    }
    screen.writeFooting()
    return screen.lines
  }

  // MARK: Lines

  /// How many lines there is room for above the footing.
  var room: Int { size.rows - 1 - lines.count }

  /// Adds a line, cut to the width, where there is room for it.
  mutating func line(_ text: StyledText = "") {
    if room > 0 { lines.append(text.truncated(to: size.columns)) }
  }

  /// Adds a line with something at its right edge.
  mutating func line(_ left: StyledText, right: StyledText) {
    let space = size.columns - left.width - right.width
    guard space >= 1 else { return line(left) }
    line(left + StyledText(String(repeating: " ", count: space)) + right)
  }

  /// Adds a title with an empty line before it, where there is room for it and one line more.
  mutating func title(_ text: String) {
    guard room >= 3 else { return }
    line()
    line(StyledText(text, .heading))
  }

  /// The lines of a table, as wide as the screen.
  func lines(of table: TextTable) -> [StyledText] { table.styledLines(maxWidth: size.columns) }

  // MARK: Heading and footing

  private mutating func writeHeading() {
    let age =
      picture.answer.newestEvent.map { "newest event \((picture.answer.asOf - $0).brief) before" }
      ?? "no event yet"
    let reading = picture.readPercent.map { "reading, \($0)%" }
    line(
      StyledText("sloctl watch", .heading) + StyledText("  \(picture.source)", .dim),
      right: StyledText("\(picture.answer.asOf)"))
    line(
      StyledText("\(NumberText.grouped(picture.answer.input.lines)) lines", .dim)
        + malformed + unreadable, right: StyledText(reading ?? age, reading == nil ? .dim : .warn))
  }

  private var malformed: StyledText {
    let count = picture.answer.input.malformed
    return count == 0
      ? "" : StyledText(", \(NumberText.grouped(count)) malformed", .warn)
  }

  /// What cannot be read: the one input and why, or how many.
  private var unreadable: StyledText {
    let problems = picture.answer.input.unreadable
    guard let first = problems.first else { return "" }
    let words =
      problems.count == 1
      ? "\(TextEscaping.terminal(first.path)): \(TextEscaping.terminal(first.reason))"
      : "\(problems.count) files cannot be read"
    return StyledText(", " + words, .bad)
  }

  private mutating func writeFooting() {
    while lines.count < size.rows - 1 { lines.append("") }
    let keys: String
    switch state.page {
    case .overview:
      keys = "j/k choose  enter open  s sort: \(state.order.rawValue)  e explain  q quit"
    case .objective: keys = "j/k choose  enter open  e explain  h back  q quit"
    case .customer, .origin: keys = "e explain  h back  q quit"
    case .explanation: keys = "j/k scroll  h back  q quit"
    }
    lines.append(StyledText(keys, .dim).truncated(to: size.columns))
  }

  // MARK: What pages share

  /// The newest bad events for which `isMeant` is true, as many as there is room for.
  mutating func writeFailures(_ isMeant: (NewestFailures.Failure) -> Bool) {
    let meant = picture.failures.filter(isMeant)
    title(meant.isEmpty ? "NO BAD EVENT SEEN YET" : "NEWEST BAD EVENTS")
    for failure in meant.prefix(max(0, room)) {
      let clock = "\(failure.instant)".utf8.dropFirst(11).prefix(8)
      let customer = failure.customer.map { TextEscaping.terminal($0) } ?? FigureText.absent
      line(
        StyledText("  " + String(decoding: clock, as: UTF8.self) + "  ")
          + StyledText(DisplayWidth.padded(failure.origin.name, to: 16), .warn)
          + StyledText(customer + "  ", .strong)
          + StyledText(TextEscaping.terminal(Array(failure.line.prefix(400))), .dim))
    }
  }

  /// A bar of `columns`: what is left of a budget, and what is gone.
  static func bar(_ figures: FigureText, _ status: BudgetStatus, columns: Int) -> StyledText {
    let gauge = figures.gauge(columns: columns)
    return StyledText(String(repeating: "█", count: gauge.left), FigureText.style(status))
      + StyledText(String(repeating: "░", count: gauge.gone), .dim)
  }

  /// A bar a look-back, from the shortest: ▁ under a quarter of what the budget allows, █ from 14 times
  /// on, a space where there is no number.
  static func sparkline(_ burn: [Burn]) -> StyledText {
    let steps: [Double] = [0.25, 0.5, 1, 2, 4, 8, 14]
    let bars = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
    return burn.reduce(into: StyledText()) { line, burn in
      guard let rate = burn.rate else { return line += " " }
      let level = steps.count { rate >= $0 }
      line += StyledText(bars[level], level >= 6 ? .bad : level >= 3 ? .warn : .good)
    }
  }
}
