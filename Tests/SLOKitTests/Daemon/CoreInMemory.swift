// A daemon's core over files in memory and clocks that are moved by hand: it can be run for a while,
// killed at any moment, and begun again on what it has left.

@testable import SLOKit

/// A core and its world.
final class CoreInMemory {
  /// A program that ends at once, with 0 where somebody could be told.
  private final class Told: Errand {
    let result: ErrandResult?

    init(_ isHeard: Bool) { result = ErrandResult(.exit(isHeard ? 0 : 1), output: []) }

    func prepare(_ poll: inout PollSet, now: Int64) {}
    func proceed(_ poll: PollSet, now: Int64) {}
    func cancel() {}
  }

  static let start = SampleEngine.instant("2026-11-01T00:00:00Z")

  let files = SimulatedFiles()
  let configuration: Configuration
  private(set) var core: DaemonCore?
  /// The monotonic clock; the wall clock goes with it.
  var now: Int64 = 0
  var sabotage: Sabotage = []
  var followsEvents = false
  /// Whether nobody can be told of anything.
  var isNobodyThere = false
  /// What the command sink was told, as `id-phase`.
  private(set) var told: [String] = []
  /// What the operator was told.
  private(set) var said: [String] = []

  init(_ objectives: String = CoreInMemory.objective, format: String = "ndjson") throws {
    let text = """
      {"version": 1, "sources": ["/log/app.log"],
       "events": {"format": "\(format)", "fields": {"timestamp": "ts", "customer": "customer"}},
       "objectives": [\(objectives)],
       "daemon": {"alertLog": "/state/alerts.ndjson", "sinks": [{"command": ["/bin/notify"]}]}}
      """
    configuration = try Configuration(json: Array(text.utf8), file: "slos.json", folder: "")
    files.addFolder("/log")
    files.addFolder("/state")
  }

  static let objective = """
    {"name": "api", "good": "ok == true", "target": "99%", "window": "6h", "per": "customer",
     "alerts": {"rules": [{"severity": "page", "factor": 5, "long": "30m", "short": "5m"}]}}
    """

  var wallClock: Timestamp { CoreInMemory.start + TimeSpan(nanoseconds: now) }

  func begin() throws(StateProblem) {
    var settings = DaemonCore.Settings(stateFolder: FilePath("/state"))
    settings.followsEvents = followsEvents
    let say: (String) -> Void = { [unowned self] in said.append($0) }
    let courier = Courier.World(
      wallClock: { [unowned self] in wallClock }, random: { 7 },
      start: { [unowned self] (order, _) throws(SystemError) in
        if !isNobodyThere, let notice = try? JSONValue.parse(order.inputs.first ?? []),
          let id = notice["id"]?.text, let state = notice["state"]?.text
        {
          told.append("\(id)-\(state)")
        }
        return Told(!isNobodyThere)
      }, say: say)
    var world = DaemonCore.World(
      files: files, unpacker: SimulatedUnpacking.unpacker(files),
      wallClock: { [unowned self] in wallClock }, courier: courier, say: say)
    world.sabotage = sabotage
    core = try DaemonCore(configuration, settings, world, now: now)
  }

  /// The process is gone, and what it had in memory with it.
  func die() {
    core = nil
    files.restart()
  }

  /// A turn of the loop.
  func step() {
    guard let core else { return }
    core.proceed(now: now)
    // Whoever died in the middle of it tells nobody.
    if files.isDead { return }
    core.courier.proceed(PollSet(), now: now)
  }

  /// Turns of the loop while `seconds` go by.
  func run(seconds: Int) {
    let end = now + Int64(seconds) * 1_000_000_000
    while now < end {
      now = min(end, now + 2_500_000_000)
      step()
      while let core, !files.isDead {
        let wake = core.wakesAt(now: now)
        // A disk that is waited for takes some milliseconds.
        guard wake <= now + 10_000_000 else { break }
        now = max(now, wake)
        step()
      }
    }
  }

  /// An event's line.
  static func line(_ second: Int64, isGood: Bool = true, customer: String = "acme") -> [UInt8] {
    Array(
      #"{"ts": "\#(start + .seconds(second))", "customer": "\#(customer)", "ok": \#(isGood)}"#.utf8)
      + [.newline]
  }

  /// The lines of the alert log.
  var alertLog: [String] {
    String(decoding: files.bytes("/state/alerts.ndjson") ?? [], as: UTF8.self)
      .split(separator: "\n").map(String.init)
  }
}
