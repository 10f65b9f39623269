// Pictures of whose failures a period had, and of how its customers fared.

extension PeriodCharts {
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
    for (index, day) in days.enumerated() where sums[index] > 0 {
      let from = x(day.start)
      let to = index + 1 < days.count ? x(days[index + 1].start) : 1
      var y = 0.0
      for (origin, ink) in failed {
        let count = day.counts.failed(by: origin)
        if count == 0 { continue }
        let height = Double(count) / Double(most)
        shapes.append(
          .rectangle(
            ink, x: from + (to - from) * 0.15, y: y, width: (to - from) * 0.7, height: height,
            says: "\(date(day.start)): \(origin.name) \(NumberText.grouped(count))"))
        y += height
      }
    }
    let worst = sums.firstIndex(of: most).map { date(days[$0].start) }
    return Chart(
      title: "Failed events by day and origin",
      description: "The most, \(NumberText.grouped(most)), failed on \(worst ?? "one day"). "
        + failed.map { origin, _ in
          "\(origin.name): \(NumberText.grouped(period.answer.figures.counts.failed(by: origin)))"
        }.joined(separator: ", ") + ".",
      yLabels: most.isMultiple(of: 2)
        ? [most, most / 2, 0].map { NumberText.grouped($0) } : [NumberText.grouped(most), "0"],
      xLabels: dates, shapes: shapes, legend: failed.map { ($0.1, 1, $0.0.name) })
  }

  private typealias Customer = (key: [UInt8], figures: Figures, burn: [Burn])

  /// The day in the objective's zone that begins at `start`.
  private func date(_ start: Timestamp) -> String { String(start.toTheMinute().prefix(10)) }

  // MARK: Customers

  /// How many customers have a bar of their own; more are told by how much they have spent.
  private static let customersWithBars = 40

  /// How much of its budget each customer has spent.
  var customers: Chart? {
    guard let keys = period.answer.keys?.keys, period.answer.keys?.otherKeyCount == 0 else {
      return nil
    }
    let counted = keys.filter { $0.figures.valid > 0 }
    guard counted.count > 2, counted.contains(where: { $0.figures.bad > 0 }) else { return nil }
    return counted.count > Self.customersWithBars ? distribution(counted) : ranking(counted)
  }

  /// A bar a customer, the worst first.
  private func ranking(_ customers: [Customer]) -> Chart {
    let slot = 1 / Double(customers.count)
    let shapes = customers.enumerated().compactMap { index, customer -> Chart.Shape? in
      let spent = min(customer.figures.budget.spent ?? 0, 2)
      if spent == 0 { return nil }
      let text = FigureText(customer.figures, low: nil)
      return .rectangle(
        customer.figures.budget.isMet == false ? .mark : .own, x: (Double(index) + 0.15) * slot,
        y: 0, width: slot * 0.7, height: spent / 2,
        says: String(decoding: customer.key, as: UTF8.self) + ": \(text.spent) spent")
    }
    let out = customers.count { $0.figures.budget.isMet == false }
    return Chart(
      title: "Budget spent by customer",
      description:
        "\(out) of \(customers.count) customers, the worst first, have spent more than "
        + "their budget. The scale ends at twice the budget.",
      yLabels: ["200%", "100%", "0"], xLabels: .ends(["the worst", "the best"]),
      shapes: shapes + [.line(.limit, [(0, 0.5), (1, 0.5)])],
      legend: [(.mark, 1, "over budget"), (.own, 1, "within budget")])
  }

  /// How many customers have spent how much.
  private func distribution(_ customers: [Customer]) -> Chart {
    // Up to which share of the budget; the last ones have spent more than all before.
    let ends: [(share: Double, label: String)] = [
      (0, "none"), (0.25, "≤ 25%"), (0.5, "≤ 50%"), (0.75, "≤ 75%"), (1, "≤ 100%"),
      (1.5, "≤ 150%"), (2, "≤ 200%"), (.infinity, "more"),
    ]
    var counts = Array(repeating: Int64(0), count: ends.count)
    for customer in customers {
      let spent = customer.figures.budget.spent ?? 0
      counts[ends.firstIndex { spent <= $0.share } ?? ends.count - 1] += 1
    }
    let most = Double(max(1, counts.max() ?? 1))
    let slot = 1 / Double(ends.count)
    let shapes = counts.enumerated().compactMap { index, count -> Chart.Shape? in
      if count == 0 { return nil }
      return .rectangle(
        ends[index].share > 1 ? .mark : .own, x: (Double(index) + 0.15) * slot, y: 0,
        width: slot * 0.7, height: max(0.01, Double(count) / most),
        says: "\(ends[index].label): \(NumberText.count(count, "customer"))")
    }
    let out = counts[5...].reduce(0, +)
    return Chart(
      title: "Customers by budget spent",
      description:
        "\(NumberText.grouped(out)) of \(NumberText.grouped(Int64(customers.count))) customers have "
        + "spent more than their budget, \(NumberText.grouped(counts[0])) nothing of it.",
      yLabels: [NumberText.grouped(Int64(most)), "0"],
      xLabels: .bars(zip(ends, counts).map { ($0.label, NumberText.grouped($1)) }),
      shapes: shapes, legend: [(.mark, 1, "over budget"), (.own, 1, "within budget")])
  }
}
