// Events as they were logged, a line each, with the place that an editor can jump to before it.

/// Selected events as text.
package struct EventListing: Sendable {
  /// What a line looks like.
  package enum Form: Sendable {
    /// `FILE:LINE: ` and the line, safe for a terminal.
    case text
    /// The line as it was logged, byte for byte.
    case raw
    /// An object with what was made of it.
    case json
  }

  private let form: Form
  private let plan: ObjectivePlan
  private let colour: Bool

  /// A listing of events of the objective of `plan`.
  package init(_ form: Form, of plan: ObjectivePlan, colour: Bool = false) {
    self.form = form
    self.plan = plan
    self.colour = colour
  }

  /// One event, with its newline.
  package func line(of event: SelectedEvent) -> [UInt8] {
    switch form {
    case .text:
      let place = "\(TextEscaping.terminal(event.place.file)):\(event.place.line):"
      let line = StyledText(place, .strong) + StyledText(" " + TextEscaping.terminal(event.line))
      return Array((line.rendered(colour: colour) + "\n").utf8)
    case .raw: return event.line + [UInt8(ascii: "\n")]
    case .json: return json(event)
    }
  }

  private func json(_ event: SelectedEvent) -> [UInt8] {
    var json = JSONWriter(.line)
    json.object { json in
      json.member("schema", "sloctl/event/v1")
      json.member("objective", plan.objective.name)
      json.member("file", event.place.file)
      json.member("line", Int64(event.place.line))
      json.member("time", event.instant.description)
      json.member("outcome", outcome(event.outcome))
      if case .failed(let origin) = event.outcome {
        json.member("origin", origin.name)
      } else {
        json.member("origin", nil as String?)
      }
      json.member("weight", event.weight)
      json.key("customer")
      event.customer.map { json.string(bytes: $0) } ?? json.null()
      json.key("trace")
      event.trace.map { json.string(bytes: $0) } ?? json.null()
      json.key("text")
      json.string(bytes: event.line)
    }
    return json.drain() + [UInt8(ascii: "\n")]
  }

  private func outcome(_ outcome: Outcome) -> String {
    switch outcome {
    case .unmatched: "unmatched"
    case .excluded: "excluded"
    case .good: "good"
    case .unjudged: "unjudged"
    case .failed(let origin): plan.charge.contains(origin) ? "bad" : "excused"
    }
  }
}
