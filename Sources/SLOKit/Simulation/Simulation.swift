// A scenario played: the requests of any minute of it, each drawn from the scenario's seed and the
// minute's number alone, so that a minute is the same whichever ones were asked for before it. Memory
// is that of one minute.

/// A scenario that is played.
package struct Simulation: Sendable {
  package let scenario: Scenario
  private let customerBounds: [Int64]
  private let regionBounds: [Int64]
  private let routeBounds: [[Int64]]
  /// Requests of each service by the hour of a week from Monday, in billionths a second.
  private let rates: [[Int64]]

  package init(_ scenario: Scenario) {
    self.scenario = scenario
    // Zipf: the k-th has 1/k of the first.
    customerBounds = Self.bounds((1...max(1, scenario.customers.count)).map { 1 << 40 / Int64($0) })
    regionBounds = Self.bounds(scenario.regions.map(\.weight))
    routeBounds = scenario.services.map { Self.bounds($0.routes.map(\.weight)) }
    let (hours, days) = (scenario.byHour, scenario.byWeekday)
    let mean = max(1, hours.reduce(0, +) * days.reduce(0, +))
    rates = scenario.services.map { service in
      (0..<7 * 24).map { hour in
        let weight = hours[hour % 24] * days[hour / 24] * 7 * 24
        // 10⁹ billionths over 3600 seconds, times weight over mean: 128 bits, then one division.
        let product = Int128(service.requestsPerHour) * Int128(weight) * 1_000_000_000
        return Int64(clamping: product / (Int128(mean) * 3600))
      }
    }
  }

  /// How many minutes it has.
  package var minutes: Int64 { scenario.length.nanoseconds / TimeSpan.minutes(1).nanoseconds }

  /// The requests that finish in its minute `minute`, counted from 0, in the order in which their
  /// loggers write them: up to four seconds late, so a little out of order.
  package func requests(ofMinute minute: Int64) -> [SimulatedRequest] {
    var drawn: [(written: Int64, request: SimulatedRequest)] = []
    for (index, service) in scenario.services.enumerated() {
      var numbers = DrawnNumbers(scenario.seed, minute, Int64(index))
      let rate = rates[index][hourOfWeek(minute)]
      Self.forEachArrival(at: rate, &numbers) { millisecond, numbers in
        let at = firstMillisecond(of: minute) + millisecond
        let request = ordinary(service, at: at, route: nil, index, &numbers)
        drawn.append((at + numbers.below(4000), request))
      }
    }
    for (index, trouble) in scenario.incidents.enumerated() where trouble.extraPerHour > 0 {
      var numbers = DrawnNumbers(scenario.seed, minute, -1 - Int64(index))
      let rate = trouble.extraPerHour * 1_000_000_000 / 3600
      Self.forEachArrival(at: rate, &numbers) { millisecond, numbers in
        let at = firstMillisecond(of: minute) + millisecond
        guard holds(trouble, at: at) else { return }
        let request = extra(trouble, at: at, &numbers)
        drawn.append((at + numbers.below(4000), request))
      }
    }
    return drawn.sorted { ($0.written, $0.request.id) < ($1.written, $1.request.id) }.map(\.request)
  }

  // MARK: Time

  private func firstMillisecond(of minute: Int64) -> Int64 {
    scenario.start.nanoseconds / 1_000_000 + minute * 60_000
  }

  private func hourOfWeek(_ minute: Int64) -> Int {
    let hour = firstMillisecond(of: minute) / 3_600_000
    // 1970 began on a Thursday.
    let day = (hour / 24 + 3) % 7
    return Int(clamping: (day < 0 ? day + 7 : day) * 24 + ((hour % 24) + 24) % 24)
  }

  /// Calls `body` with the milliseconds of a minute in which something arrives: `rate` billionths a
  /// second, in slots of so little time that two in one can be left out of account.
  private static func forEachArrival(
    at rate: Int64, _ numbers: inout DrawnNumbers, _ body: (Int64, inout DrawnNumbers) -> Void
  ) {
    let slots = rate / 125_000_000 + 1
    for second in 0..<Int64(60) {
      for slot in 0..<slots where numbers.chance(rate / slots) {
        let (from, to) = (slot * 1000 / slots, (slot + 1) * 1000 / slots)
        body(second * 1000 + from + numbers.below(max(1, to - from)), &numbers)
      }
    }
  }

  private func holds(_ trouble: Scenario.Trouble, at millisecond: Int64) -> Bool {
    let from = scenario.start + trouble.after
    let instant = Timestamp(nanoseconds: millisecond * 1_000_000)
    return from <= instant && instant < from + trouble.length
  }

  // MARK: Requests

  /// A request of `service`, its `index`-th, to `route` or to one that is drawn.
  private func ordinary(
    _ service: Scenario.Service, at millisecond: Int64, customer: String? = nil,
    region: String? = nil, route: String?, _ index: Int, _ numbers: inout DrawnNumbers
  ) -> SimulatedRequest {
    let route = route ?? service.routes[numbers.place(in: routeBounds[index])].name
    let words = route.utf8.split(separator: UInt8(ascii: " ")).map { String(Substring($0)) }
    let drawnCustomer = scenario.customers[numbers.place(in: customerBounds)]
    let place = numbers.place(in: regionBounds)
    let drawnRegion = scenario.regions.isEmpty ? nil : scenario.regions[place].name
    var request = SimulatedRequest(
      millisecond: millisecond, service: service.name, logger: service.logger,
      method: words.first ?? "GET", route: words.last ?? "/", status: 200,
      duration: Self.draw(service.latency, &numbers), customer: customer ?? drawnCustomer,
      region: region ?? drawnRegion, build: build(of: service, at: millisecond, &numbers), tag: nil,
      code: nil, trace: numbers.next(), id: numbers.next())
    if numbers.chance(service.notFoundShare) { request.status = 404 }
    if numbers.chance(service.failureShare) {
      (request.status, request.code) = (500, "internal")
    }
    befall(&request, route, &numbers)
    return request
  }

  /// A request beside the ordinary ones, of those that `trouble` is about.
  private func extra(
    _ trouble: Scenario.Trouble, at millisecond: Int64, _ numbers: inout DrawnNumbers
  ) -> SimulatedRequest {
    func one(of names: [String]) -> String? {
      names.isEmpty ? nil : names[Int(clamping: numbers.below(Int64(names.count)))]
    }
    let name = one(of: trouble.services)
    let index = scenario.services.firstIndex { $0.name == name } ?? 0
    let (customer, region) = (one(of: trouble.customers), one(of: trouble.regions))
    return ordinary(
      scenario.services[index], at: millisecond, customer: customer, region: region,
      route: one(of: trouble.routes), index, &numbers)
  }

  /// What the first incident that is about `request` does to it.
  private func befall(
    _ request: inout SimulatedRequest, _ route: String, _ numbers: inout DrawnNumbers
  ) {
    for trouble in scenario.incidents where holds(trouble, at: request.millisecond) {
      guard isMember(request.service, of: trouble.services),
        isMember(request.region ?? "", of: trouble.regions),
        isMember(request.build ?? "", of: trouble.builds),
        isMember(request.customer, of: trouble.customers), isMember(route, of: trouble.routes)
      else { continue }
      if numbers.chance(trouble.failingShare) {
        (request.status, request.code) = (trouble.status, trouble.code)
        let tag = trouble.tag ?? trouble.origin.name
        request.tag = tag.isEmpty ? nil : tag
        if let span = trouble.failuresTake {
          let shorter = numbers.below(max(1, span.nanoseconds / 4))
          request.duration = TimeSpan(nanoseconds: span.nanoseconds - shorter)
        }
      } else {
        request.duration = request.duration * trouble.slowdown
      }
      return
    }
  }

  private func isMember(_ name: String, of names: [String]) -> Bool {
    names.isEmpty || names.contains { $0.utf8.elementsEqual(name.utf8) }
  }

  private func build(
    of service: Scenario.Service, at millisecond: Int64, _ numbers: inout DrawnNumbers
  ) -> String? {
    var build = service.build
    for deploy in scenario.deploys where deploy.service == service.name {
      let since = millisecond * 1_000_000 - (scenario.start + deploy.after).nanoseconds
      if since < 0 { continue }
      let rollout = deploy.rollout.nanoseconds
      if since >= rollout || numbers.below(rollout) < since { build = deploy.build }
    }
    return build
  }

  /// A duration whose quantiles are those of `latency`: evenly drawn between one and the next.
  private static func draw(
    _ latency: Scenario.Latency, _ numbers: inout DrawnNumbers
  ) -> TimeSpan {
    let half = latency.p50.nanoseconds
    let steps: [(upTo: Int64, from: Int64, to: Int64)] = [
      (500, half / 4, half), (900, half, latency.p90.nanoseconds),
      (990, latency.p90.nanoseconds, latency.p99.nanoseconds),
      (1000, latency.p99.nanoseconds, latency.longest.nanoseconds),
    ]
    let drawn = numbers.below(1000)
    let step = steps.first { drawn < $0.upTo } ?? steps[3]
    return TimeSpan(nanoseconds: step.from + numbers.below(max(1, step.to - step.from)))
  }

  private static func bounds(_ weights: [Int64]) -> [Int64] {
    var sum: Int64 = 0
    return weights.map { weight in
      sum += weight
      return sum
    }
  }
}
