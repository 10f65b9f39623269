// What a scenario knows of itself, in the forms that other commands read: its incidents for
// `backtest --incidents`, its deploys for the config's `markers`.

extension Scenario {
  /// Its incidents, a JSON object a line, by time. Those whose failures nobody is to be woken for,
  /// since the customer causes them, are left out.
  package var incidentLines: [UInt8] {
    let ours = incidents.filter { $0.origin != .customer && $0.failingShare > 0 }
    return ours.sorted { ($0.after, $0.length, $0.name) < ($1.after, $1.length, $1.name) }
      .reduce(into: []) { lines, trouble in
        var json = JSONWriter(.line)
        json.object { json in
          json.member("from", (start + trouble.after).description)
          json.member("to", (start + trouble.after + trouble.length).description)
          json.member("name", trouble.name)
        }
        lines += json.drain() + [UInt8(ascii: "\n")]
      }
  }

  /// Its deploys as markers, by time.
  package var deployLines: [UInt8] {
    let markers = deploys.map {
      DeployMarker(time: start + $0.after, service: $0.service, build: $0.build)
    }
    return markers.sorted { $0.time < $1.time }.reduce(into: []) { $0 += $1.line }
  }
}
