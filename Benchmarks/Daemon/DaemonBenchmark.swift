// A month of a million customers through the engine that runs for ever: what an event costs once the
// window is full, what a customer takes, what a checkpoint holds up, how long questions take. See
// README.md for how it is built and what it has said.
//
//     daemon-benchmark [CUSTOMERS [EVENTS-A-MINUTE [DAYS]]]

import SLOKit

/// The measurements, one behind the other on one engine.
@main
struct DaemonBenchmark: ~Copyable {
  private static let config = #"""
    {"version": 1,
     "events": {"fields": {"timestamp": {"field": "ts", "unit": "ms"}, "customer": "customer"}},
     "daemon": {"maxKeys": 2000000},
     "objectives": [{"name": "api", "good": "status < 500", "target": "99.9%", "window": "30d",
       "per": "customer"}]}
    """#

  private var engine: ContinuousEngine
  private var decoder: EventDecoder
  private var clock: Timestamp
  private var random: UInt64 = 88_172_645_463_325_252
  private let customers: UInt64
  private let eventsAMinute: Int
  /// The lines of one minute, made before the time that they take is measured, and their reader.
  private var lines: [UInt8] = []
  private var reader = LineReader(framing: .lines)

  static func main() throws {
    let numbers = CommandLine.arguments.dropFirst().compactMap { Int($0) }
    var run = try DaemonBenchmark(
      customers: numbers.first ?? 1_000_000, eventsAMinute: numbers.dropFirst().first ?? 926)
    run.fill(days: numbers.dropFirst(2).first ?? 30)
    run.ingest(minutes: 1440)
    run.save()
    try run.ask()
  }

  private init(customers: Int, eventsAMinute: Int) throws {
    self.customers = UInt64(customers)
    self.eventsAMinute = eventsAMinute
    clock = Timestamp(epochSecond: 1_790_000_040)
    engine = ContinuousEngine(
      try Configuration(json: Array(Self.config.utf8), file: "slos.json", folder: ""),
      clock: clock)
    decoder = engine.makeDecoder()
  }

  /// Xorshift: fast enough not to be what is measured. (G. Marsaglia, JSS 2003.)
  private mutating func next() -> UInt64 {
    random ^= random << 13
    random ^= random >> 7
    random ^= random << 17
    return random
  }

  /// Makes the next minute's lines, in order of time.
  private mutating func makeLines() {
    lines.removeAll(keepingCapacity: true)
    let start = clock.nanoseconds / 1_000_000
    for index in 0..<eventsAMinute {
      let time = start + Int64(index) * 60_000 / Int64(eventsAMinute)
      let status = next() % 1000 == 0 ? 503 : 200
      let customer = "customer-\(next() % customers)"
      let line = #"{"ts":\#(time),"customer":"\#(customer)","status":\#(status)}"#
      lines += Array(line.utf8) + [UInt8(ascii: "\n")]
    }
  }

  /// Counts one minute's lines and ends the minute; how many nanoseconds that takes.
  private mutating func minute() -> Int64 {
    let start = monotonicNanoseconds()
    unsafe reader.restart(with: lines.span.bytes, offset: 0, number: 1, isAtEnd: true)
    reader.drain { text, window, line in
      engine.ingest(text, in: window, line, of: "events", decoder: &decoder)
    }
    clock = clock + .minutes(1)
    _ = engine.advance(to: clock + .seconds(5))
    return monotonicNanoseconds() - start
  }

  /// Fills the window, and says what the engine holds then.
  private mutating func fill(days: Int) {
    let before = ThisProcess.residentBytes ?? 0
    for _ in 0..<(days * 1440) {
      makeLines()
      _ = minute()
    }
    let bytes = (ThisProcess.residentBytes ?? 0) - before
    let keys = Int64(max(1, engine.keyCount))
    print("\(engine.accounting.judged) events of \(keys) customers in \(days) days")
    print("resident \(bytes >> 20) MiB: \(bytes / keys) B a customer")
  }

  /// What an event costs: all of it, and what it costs once its line is read.
  private mutating func ingest(minutes: Int) {
    var (whole, reading) = (0 as Int64, 0 as Int64)
    for _ in 0..<minutes {
      makeLines()
      let start = monotonicNanoseconds()
      unsafe reader.restart(with: lines.span.bytes, offset: 0, number: 1, isAtEnd: true)
      reader.drain { text, window, _ in _ = try? decoder.decode(text, in: window) }
      reading += monotonicNanoseconds() - start
      whole += minute()
    }
    let count = Int64(minutes * eventsAMinute)
    print("an event, from its line into all windows: \(whole / count) ns")
    print("an event, once its line is read, into all windows: \((whole - reading) / count) ns")
  }

  /// How long counting waits for a checkpoint that is made between minutes.
  private mutating func save() {
    var usual: Int64 = 0
    for _ in 0..<60 {
      makeLines()
      usual = max(usual, minute())
    }
    let start = monotonicNanoseconds()
    let snapshot = engine.snapshot()
    let taken = monotonicNanoseconds() - start
    var (longestPart, longestMinute, bytes) = (0 as Int64, 0 as Int64, 0)
    for part in 0..<snapshot.partCount {
      var writer = BinaryWriter()
      let start = monotonicNanoseconds()
      snapshot.encode(part: part, into: &writer)
      longestPart = max(longestPart, monotonicNanoseconds() - start)
      bytes += writer.bytes.count
      makeLines()
      longestMinute = max(longestMinute, minute())
    }
    print("a checkpoint of \(bytes >> 20) MiB in \(snapshot.partCount) parts:")
    print("  taken in \(microseconds(taken)), its longest part in \(microseconds(longestPart))")
    print(
      "  a minute's events meanwhile in at most \(microseconds(longestMinute)), before in "
        + microseconds(usual))
  }

  /// How long questions take.
  private mutating func ask() throws {
    var question = Question()
    question.keys = .by(.role(.customer))
    let times = try (0..<10_000).map { _ in
      question.customer = Array("customer-\(next() % customers)".utf8)
      return try nanoseconds { _ = try engine.answer(to: question) }
    }.sorted()
    print("the budget of one customer: p99 \(microseconds(times[times.count * 99 / 100]))")
    for days in [1, 30] as [Int64] {
      var question = Question()
      question.lookback = .days(days)
      let best = try (0..<20).map { _ in
        try nanoseconds { _ = try engine.answer(to: question) }
      }.min()
      print("the budget over \(days) days: \(microseconds(best ?? 0))")
    }
  }

  private func nanoseconds(of work: () throws -> Void) rethrows -> Int64 {
    let start = monotonicNanoseconds()
    try work()
    return monotonicNanoseconds() - start
  }

  private func microseconds(_ nanoseconds: Int64) -> String { "\(nanoseconds / 1000) µs" }
}
