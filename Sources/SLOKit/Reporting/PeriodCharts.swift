// The pictures of an objective's period, and what each of them says in words.

/// Draws one objective's period.
struct PeriodCharts {
  private let period: ObjectivePeriod

  init(_ period: ObjectivePeriod) { self.period = period }

  private var length: Double {
    Double((period.span.upperBound - period.span.lowerBound).nanoseconds)
  }

  /// Where an instant stands between the period's ends.
  private func x(_ instant: Timestamp) -> Double {
    Double((instant - period.span.lowerBound).nanoseconds) / max(1, length)
  }

  private var dates: [String] {
    let middle = TimeSpan(
      nanoseconds: (period.span.upperBound - period.span.lowerBound).nanoseconds / 2)
    return [period.span.lowerBound, period.span.lowerBound + middle, period.span.upperBound].map {
      String($0.toTheMinute().prefix(length > 4e14 ? 10 : 16))
    }
  }

  // MARK: Burndown

  /// What was left of the period's whole budget as time went by, with the episodes behind it.
  var burndown: Chart? {
    guard let last = period.burndown.last, last.valid > 0 else { return nil }
    let allowed = Double(last.valid) * Double(period.answer.figures.target.allowance) / 1e9
    guard allowed > 0 else { return nil }
    let lefts = period.burndown.map { 1 - Double($0.bad) / allowed }
    let low = max(-1, min(0, lefts.min() ?? 0))
    func y(_ left: Double) -> Double { (max(left, low) - low) / (1 - low) }
    var shapes: [Chart.Shape] = period.episodes.map { episode in
      let (from, to) = (x(episode.span.lowerBound), x(episode.span.upperBound))
      return .rectangle(.shade, x: from, y: 0, width: max(to - from, 0.004), height: 1)
    }
    shapes.append(.line(.ideal, [(0, y(1)), (1, y(0))]))
    let points = zip(period.burndown, lefts).map { (x: x($0.at), y: y($1)) }
    shapes.append(.line(.line, [(x: 0, y: y(1))] + points))
    let text = period.text
    let end = low < 0 ? "\(Int((low * 100).rounded()))%" : "0%"
    return Chart(
      title: "Budget left",
      description: "The budget burns down from 100% to \(text.remaining) at the end of the period. "
        + (period.episodes.first.map { episode in
          "The steepest fall, \(period.share(of: episode)) of it, begins at "
            + "\(episode.span.lowerBound.toTheMinute())."
        } ?? "No stretch was worse than the budget can bear."),
      yLabels: ["100%", end], xLabels: dates, shapes: shapes,
      legend: [(.line, "left"), (.ideal, "an even pace")]
        + (period.episodes.isEmpty ? [] : [(.shade, "episodes")]))
  }

  // MARK: Burn by hour

  /// The burn rates of the hours, in four steps.
  var heat: Chart? {
    guard period.hours.count > 1 else { return nil }
    let steps: [(over: Double, strength: Double)] = [(0, 0.16), (1, 0.4), (6, 0.7), (14.4, 1)]
    var spans: [[(x: Double, width: Double)]] = Array(repeating: [], count: steps.count)
    var counts = Array(repeating: 0, count: steps.count)
    var worst: (rate: Double, start: Timestamp)?
    for (index, hour) in period.hours.enumerated() {
      guard let rate = hour.budget.spent, rate > 0,
        let step = steps.lastIndex(where: { rate > $0.over })
      else { continue }
      let next =
        index + 1 < period.hours.count ? period.hours[index + 1].start : period.span.upperBound
      let from = x(hour.start)
      let width = x(next) - from
      counts[step] += 1
      if let last = spans[step].last, abs(last.x + last.width - from) < 1e-9 {
        spans[step][spans[step].count - 1].width += width
      } else {
        spans[step].append((from, width))
      }
      if rate > worst?.rate ?? 0 { worst = (rate, hour.start) }
    }
    let told = worst.map { worst in
      "\(counts[1] + counts[2] + counts[3]) of \(period.hours.count) hours burned faster than the "
        + "budget lasts, \(counts[3]) of them more than 14.4 times as fast. The worst began at "
        + "\(worst.start.toTheMinute())."
    }
    return Chart(
      title: "Burn rate by hour",
      description: told ?? "In no hour was anything bad.",
      yLabels: [], xLabels: dates,
      shapes: zip(steps, spans).map { .heat(strength: $0.strength, $1) },
      legend: [], note: told ?? "In no hour was anything bad.", isStrip: true)
  }

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
      yLabels: [most.rounded, "0"], xLabels: dates,
      shapes: [
        line(.ideal, \.median), line(.middle, \.ninetieth), line(.line, \.ninetyNinth),
      ], legend: [(.line, "99%"), (.middle, "90%"), (.ideal, "half")])
  }

  // MARK: Origins

  /// The failed events of each day, one origin on top of the other.
  var origins: Chart? {
    let days = period.days
    let order: [(Origin, Chart.Ink)] = [
      (.infrastructure, .mark), (.dependency, .third), (.unknown, .calm), (.customer, .own),
    ]
    let failed = order.filter { period.answer.figures.counts.failed(by: $0.0) > 0 }
    let sums = days.map { day in failed.reduce(0) { $0 + day.counts.failed(by: $1.0) } }
    guard days.count > 1, let most = sums.max(), most > 0 else { return nil }
    var shapes: [Chart.Shape] = []
    for (index, day) in days.enumerated() {
      let from = x(day.start)
      let to = index + 1 < days.count ? x(days[index + 1].start) : 1
      var y = 0.0
      for (origin, ink) in failed {
        let height = Double(day.counts.failed(by: origin)) / Double(most)
        if height == 0 { continue }
        shapes.append(
          .rectangle(
            ink, x: from + (to - from) * 0.15, y: y, width: (to - from) * 0.7, height: height))
        y += height
      }
    }
    let worst = sums.firstIndex(of: most).map { String(days[$0].start.toTheMinute().prefix(10)) }
    return Chart(
      title: "Failed events by day and origin",
      description: "The most, \(NumberText.grouped(most)), failed on \(worst ?? "one day"). "
        + failed.map { origin, _ in
          "\(origin.name): \(NumberText.grouped(period.answer.figures.counts.failed(by: origin)))"
        }.joined(separator: ", ") + ".",
      yLabels: [NumberText.grouped(most), "0"], xLabels: dates, shapes: shapes,
      legend: failed.map { ($0.1, $0.0.name) })
  }

  // MARK: Customers

  /// How much of its budget each customer has spent, the worst first.
  var customers: Chart? {
    guard let keys = period.answer.keys?.keys, keys.count > 2 else { return nil }
    let shown = keys.filter { $0.figures.valid > 0 }.prefix(60)
    let spent = shown.map { min($0.figures.budget.spent ?? 0, 2) }
    guard spent.contains(where: { $0 > 0 }) else { return nil }
    let slot = 1 / Double(max(1, shown.count))
    var shapes: [Chart.Shape] = []
    for (index, share) in spent.enumerated() where share > 0 {
      shapes.append(
        .rectangle(
          share > 1 ? .mark : .own, x: (Double(index) + 0.15) * slot, y: 0, width: slot * 0.7,
          height: share / 2))
    }
    let out = shown.count { $0.figures.budget.isMet == false }
    return Chart(
      title: "Budget spent by customer",
      description:
        "\(out) of \(shown.count) customers shown, the worst first, have spent more than "
        + "their budget. The scale ends at twice the budget.",
      yLabels: ["200%", "100%", "0"], xLabels: ["the worst", ""], shapes: shapes,
      legend: [(.mark, "over budget"), (.own, "within budget")])
  }
}
