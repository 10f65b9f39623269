// User-uptime in words and digits that tables and Markdown share.

/// User-uptime as text.
struct UptimeText {
  let uptime: UserUptime

  init(_ uptime: UserUptime) { self.uptime = uptime }

  /// `99.12%: up 812d3h and down 7d4h, summed over customers`.
  var words: String {
    guard uptime.sum.all > 0 else { return "unknown: no customer's time could be told" + late }
    return "\(Self.share(uptime.sum)): \(Self.length(uptime.sum.up)) up and "
      + "\(Self.length(uptime.sum.down)) down, summed over customers" + late
  }

  /// What was left out.
  private var late: String {
    if uptime.tooLate == 0 { return "" }
    let events = NumberText.count(uptime.tooLate, "event")
    return "; \(events) came too late to be put in order, and no time is theirs"
  }

  /// The worst look-back of each length that the period holds.
  var worst: [(length: String, share: String, until: String)] {
    uptime.worst.compactMap { worst in
      guard let sum = worst.sum, let at = worst.at else { return nil }
      return (worst.length.description, Self.share(sum), at.description)
    }
  }

  /// The line among an objective's facts.
  func writeSum(to page: inout TextPage) {
    let style: TextStyle = uptime.tooLate > 0 || uptime.sum.all == 0 ? .warn : .plain
    page.prose(words, style, label: "uptime")
  }

  /// The worst look-backs as a table, after an empty line.
  func writeWorst(to page: inout TextPage) {
    let worst = worst
    if worst.isEmpty { return }
    page.line()
    var table = TextTable(
      [
        TextTable.Column("IN THE WORST", .right), TextTable.Column("USER-UPTIME", .right),
        TextTable.Column("UNTIL"),
      ], indent: 2)
    for (length, share, until) in worst {
      table.row([StyledText(length), StyledText(share), StyledText(until)])
    }
    page.table(table)
  }

  /// `99.12%`, never rounded to all or nothing.
  private static func share(_ sum: UserUptime.Sum) -> String {
    RoundedDecimal(sum.up, over: sum.all, places: 4, keepingSideOf: [0, Target.one]).percent
  }

  /// A sum of many customers' time, which may be longer than a span can be: in days from there on.
  private static func length(_ nanoseconds: Int128) -> String {
    guard let span = Int64(exactly: nanoseconds) else {
      return NumberText.grouped(nanoseconds / Int128(TimeSpan.days(1).nanoseconds)) + "d"
    }
    return span == 0 ? "no time" : TimeSpan(nanoseconds: span).brief
  }
}
