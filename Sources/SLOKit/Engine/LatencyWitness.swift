// How long the valid events of each objective took, day by day on the clocks of its zone.

/// How long the valid events of a period took.
public struct PeriodLatency: Sendable {
  /// All of them.
  public var whole: Latency
  /// Those of each day that has any; the first and the last day may be cut.
  public var days: [(start: Timestamp, latency: Latency)]
}

/// Watches how long valid events took.
package struct LatencyWitness: EventWitness {
  /// One objective's days, and how long what is valid took in each.
  fileprivate struct Days: Sendable {
    let plan: ObjectivePlan
    let span: Range<Timestamp>
    let starts: [Timestamp]
    var durations: [DurationHistogram]
  }

  private var objectives: [Days]
  private let duration: EventField?
  private let nanosecondDigits: Int

  /// A witness of each objective's window as of `end`.
  package init(
    asOf end: Timestamp, _ plans: [ObjectivePlan], in configuration: Configuration,
    fields: inout FieldPlan
  ) {
    duration = fields.field(of: .duration)
    nanosecondDigits = (configuration.fields[.duration]?.unit ?? .s).nanosecondDigits
    objectives = plans.map { plan in
      let span = plan.span(asOf: end)
      var starts = [span.lowerBound]
      while let last = starts.last {
        let next = CalendarUnit.day.period(of: last, in: plan.objective.window.zone).upperBound
        guard next < span.upperBound else { break }
        starts.append(next)
      }
      return Days(
        plan: plan, span: span, starts: starts,
        durations: Array(repeating: DurationHistogram(), count: starts.count))
    }
  }

  package mutating func see(
    _ outcome: Outcome, of objective: Int, _ event: EventHead, _ fields: EventFields,
    in line: RawSpan, at place: EventPlace
  ) {
    switch outcome {
    case .unmatched, .excluded, .unjudged: return
    case .good, .failed: break
    }
    guard objectives[objective].span.contains(event.instant) else { return }
    var one = Counts()
    one.add(outcome, weight: 1)
    guard objectives[objective].plan.judged(one).valid > 0,
      let value = duration?.value(in: fields), value.isComparable
    else { return }
    let nanoseconds = fields.withBytes(of: value, in: line) {
      DecimalNumber($0)?.floored(scaledByPowerOfTen: nanosecondDigits)
    }
    guard let nanoseconds else { return }
    let day = objectives[objective].day(of: event.instant)
    objectives[objective].durations[day].add(
      TimeSpan(nanoseconds: nanoseconds), weight: event.weight)
  }

  /// How long the valid events of each objective took; nil where they do not say.
  package var latencies: [PeriodLatency?] {
    objectives.map { days in
      var whole = DurationHistogram()
      for durations in days.durations { whole += durations }
      guard let latency = Latency(whole) else { return nil }
      return PeriodLatency(
        whole: latency,
        days: zip(days.starts, days.durations).compactMap { start, durations in
          Latency(durations).map { (start, $0) }
        })
    }
  }
}

extension LatencyWitness.Days {
  /// The number of the last day that begins by `instant`, which is inside the span.
  fileprivate func day(of instant: Timestamp) -> Int {
    var (low, high) = (0, starts.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= instant { low = middle } else { high = middle }
    }
    return low
  }
}
