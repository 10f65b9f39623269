// The pictures of an objective's period, and what each of them says in words: how the budget went, and
// how fast, hour by hour.

/// Draws one objective's period.
struct PeriodCharts {
  let period: ObjectivePeriod

  init(_ period: ObjectivePeriod) { self.period = period }

  private var length: Double {
    Double((period.span.upperBound - period.span.lowerBound).nanoseconds)
  }

  /// Where an instant stands between the period's ends.
  func x(_ instant: Timestamp) -> Double {
    Double((instant - period.span.lowerBound).nanoseconds) / max(1, length)
  }

  /// Five instants at equal distances; narrow pages show every other one.
  var dates: Chart.Axis {
    let whole = (period.span.upperBound - period.span.lowerBound).nanoseconds
    let labels = (0...4).map { quarter in
      let instant =
        period.span.lowerBound + TimeSpan(nanoseconds: whole / 4 * Int64(quarter))
      // Days alone, where five of them differ.
      return String(instant.toTheMinute().prefix(length > 4e14 ? 10 : 16))
    }
    return .ends(labels)
  }

  // MARK: Burndown

  /// What was left of the period's whole budget as time went by, with the episodes behind it.
  var burndown: Chart? {
    guard let last = period.burndown.last, last.valid > 0 else { return nil }
    let allowed = Double(last.valid) * Double(period.answer.figures.target.allowance) / 1e9
    guard allowed > 0 else { return nil }
    let lefts = period.burndown.map { 1 - Double($0.bad) / allowed }
    // Below nothing in whole halves, so that the scale has round ends; the worst is cut off.
    let low = max(-1, ((min(0, lefts.min() ?? 0)) * 2).rounded(.down) / 2)
    func y(_ left: Double) -> Double { (max(left, low) - low) / (1 - low) }
    var shapes: [Chart.Shape] = period.episodes.map { episode in
      let (from, to) = (x(episode.span.lowerBound), x(episode.span.upperBound))
      return .rectangle(
        .shade, x: from, y: 0, width: max(to - from, 0.004), height: 1,
        says: "\(episode.span.lowerBound.toTheMinute()): \(period.share(of: episode)) of the budget"
      )
    }
    for deploy in period.deploys.suffix(Self.shownDeploys) {
      shapes.append(
        .line(
          .moment, [(x(deploy.time), 0), (x(deploy.time), 1)],
          says: deploy.description))
    }
    if low < 0 { shapes.append(.line(.limit, [(0, y(0)), (1, y(0))])) }
    shapes.append(.line(.ideal, [(0, y(1)), (1, y(0))]))
    let points = zip(period.burndown, lefts).map { (x: x($0.at), y: y($1)) }
    shapes.append(.line(.line, [(x: 0, y: y(1))] + points))
    var legend: [(Chart.Ink, Double, String)] = [(.line, 1, "left"), (.ideal, 1, "an even pace")]
    if low < 0 { legend.append((.limit, 1, "nothing left")) }
    if !period.episodes.isEmpty { legend.append((.shade, 1, "episodes")) }
    if !period.deploys.isEmpty { legend.append((.moment, 1, "deploys")) }
    return Chart(
      title: "Budget left",
      description: "The budget burns down from 100% to \(period.text.remaining) at the end of the "
        + "period. "
        + (period.episodes.first.map { episode in
          "The steepest fall, \(period.share(of: episode)) of it, begins at "
            + "\(episode.span.lowerBound.toTheMinute())."
        } ?? "No stretch was worse than the budget can bear."),
      yLabels: [1, (1 + low) / 2, low].map { "\(Int(($0 * 100).rounded()))%" }, xLabels: dates,
      shapes: shapes, legend: legend)
  }

  /// How many deploys are drawn: the last ones of more.
  private static let shownDeploys = 50

  // MARK: Burn by hour

  /// The burn rates of the hours in four steps, and hours in which nothing was bad.
  var heat: Chart? {
    guard period.hours.count > 1 else { return nil }
    let steps = Self.heatSteps
    var spans: [[(x: Double, width: Double)]] = Array(repeating: [], count: steps.count)
    var counts = Array(repeating: 0, count: steps.count)
    var worst: (rate: Double, start: Timestamp)?
    for (index, hour) in period.hours.enumerated() {
      guard let rate = hour.budget.spent else { continue }
      let step = rate > 0 ? steps.lastIndex { rate > $0.over } ?? 0 : 0
      let next =
        index + 1 < period.hours.count ? period.hours[index + 1].start : period.span.upperBound
      let from = x(hour.start)
      // An hour of a whole quarter is seen, too.
      let width = max(x(next) - from, step == 0 ? 0 : 0.0025)
      counts[step] += 1
      if let last = spans[step].last, last.x + last.width >= from - 1e-9 {
        spans[step][spans[step].count - 1].width = from + width - last.x
      } else {
        spans[step].append((from, width))
      }
      if rate > worst?.rate ?? 0 { worst = (rate, hour.start) }
    }
    let silent = period.hours.count - counts.reduce(0, +)
    let told =
      (worst.map { worst in
        "\(counts[2...].reduce(0, +)) of \(period.hours.count) hours burned faster than the "
          + "budget lasts, \(counts[4]) of them more than 14.4 times as fast. The worst began at "
          + "\(worst.start.toTheMinute())."
      } ?? "In no hour was anything bad.")
      + (silent > 0 ? " \(NumberText.count(Int64(silent), "hour")) had no events." : "")
    return Chart(
      title: "Burn rate by hour", description: told, yLabels: [], xLabels: dates,
      shapes: zip(steps, spans).map { step, spans in
        .heat(step.ink, strength: step.strength, height: step.height, spans)
      }, legend: steps.map { ($0.ink, $0.height, $0.text) }, note: told, isStrip: true)
  }

  /// Above which rate each step begins, and how it is drawn. The factors are those of the pages of
  /// the default policy at 30 days.
  private static let heatSteps:
    [(over: Double, ink: Chart.Ink, strength: Double, height: Double, text: String)] = [
      (-1, .calm, 1, 0.05, "nothing bad"), (0, .mark, 0.45, 0.3, "up to 1×"),
      (1, .mark, 0.65, 0.55, "up to 6×"), (6, .mark, 0.85, 0.8, "up to 14.4×"),
      (14.4, .mark, 1, 1, "more"),
    ]

  // MARK: Latency

  /// How long the valid events of each day took: what half, 90 and 99 of a hundred did not exceed.
  var latency: Chart? {
    guard let latency = period.latency, latency.days.count > 1 else { return nil }
    let most = latency.days.map(\.latency.ninetyNinth).max() ?? .zero
    let worst = latency.days.first { $0.latency.ninetyNinth == most }
    guard most.nanoseconds > 0, let worst else { return nil }
    let starts = latency.days.map(\.start)
    func line(_ ink: Chart.Ink, _ quantile: KeyPath<Latency, TimeSpan>) -> Chart.Shape {
      .line(
        ink,
        latency.days.indices.map { index in
          let end = index + 1 < starts.count ? starts[index + 1] : period.span.upperBound
          let height = Double(latency.days[index].latency[keyPath: quantile].nanoseconds)
          // A day stands in the middle of its hours.
          return ((x(starts[index]) + x(end)) / 2, height / Double(most.nanoseconds))
        })
    }
    return Chart(
      title: "Time taken by day",
      description: "Over the whole period half took up to \(latency.whole.median.rounded), 90% "
        + "up to \(latency.whole.ninetieth.rounded), 99% up to \(latency.whole.ninetyNinth.rounded). The "
        + "slowest day, with \(most.rounded) for 99%, was "
        + "\(String(worst.start.toTheMinute().prefix(10))).",
      yLabels: [most.rounded, TimeSpan(nanoseconds: most.nanoseconds / 2).rounded, "0"],
      xLabels: dates,
      shapes: [
        line(.ideal, \.median), line(.middle, \.ninetieth), line(.line, \.ninetyNinth),
      ], legend: [(.line, 1, "99%"), (.middle, 1, "90%"), (.ideal, 1, "half")])
  }
}
