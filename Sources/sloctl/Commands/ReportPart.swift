// Which objectives of a report have the same period: a month begins at another instant in another
// zone, and every objective is asked about its own.

import SLOKit

/// Objectives that have the same period, and the question about them.
struct ReportPart {
  var question: Question
  /// The period before, by the objective's name.
  var before: [String: Range<Timestamp>] = [:]

  /// The parts that `--period` divides the objectives into; a single one without it, in which every
  /// objective has its own window.
  static func parts(_ parsed: ParsedCommand, _ inquiry: Inquiry) throws -> [ReportPart] {
    guard let text = parsed.value(of: .period) else {
      return [ReportPart(question: inquiry.question)]
    }
    guard !parsed.isSet(.last) else {
      throw CommandFailure.usage("--period and --last exclude one another")
    }
    guard let period = Period(text) else { throw parsed.refusal(of: text, for: .period) }
    let buckets = inquiry.buckets
    let now = buckets.endRoundingUp(inquiry.time)
    var parts: [(span: Range<Timestamp>, part: ReportPart)] = []
    for objective in inquiry.asked {
      let zone = objective.window.zone
      guard let interval = period.interval(in: zone, now: inquiry.time, buckets: buckets) else {
        throw parsed.refusal(of: text, for: .period, because: "ends before it begins")
      }
      guard interval.lowerBound < now else {
        throw parsed.refusal(of: text, for: .period, because: "lies in the future")
      }
      let span = interval.lowerBound..<min(interval.upperBound, now)
      let index = parts.firstIndex { $0.span == span } ?? parts.endIndex
      if index == parts.endIndex {
        var question = inquiry.question
        question.objectives = []
        question.time = .at(span.upperBound)
        question.lookback = span.upperBound - span.lowerBound
        parts.append((span, ReportPart(question: question)))
      }
      parts[index].part.question.objectives.append(objective.name)
      parts[index].part.before[objective.name] = period.interval(
        before: interval, in: zone, buckets: buckets)
    }
    return parts.map(\.part)
  }
}

extension Inquiry {
  /// The objectives asked about, in the order of the config.
  var asked: [Objective] {
    configuration.objectives.filter {
      question.objectives.isEmpty || question.objectives.contains($0.name)
    }
  }
}
