// Half an hour in the life of a daemon, from one seed: an application writes and rotates its log, the
// disk is full or fails, nobody can be told, the process dies in the middle of any call, the machine
// loses its power. What the daemon says in the end is compared with a plain count of what was written,
// and with the alerts of a daemon to which nothing happened.

@testable import SLOKit

/// A daemon, its world, and what becomes of both.
final class DaemonSimulation {
  /// Seconds between two events, and how many there are.
  private static let interval: Int64 = 20
  private static let eventCount = 100
  /// While half of the requests fail.
  private static let trouble = 480..<960 as Range<Int64>

  let memory: CoreInMemory
  private var random: SeededGenerator
  private var node: SimulatedFiles.Node
  private var generation = 0
  /// The plain count of what was written.
  private var lines: Int64 = 0
  private var good: Int64 = 0
  private var bad: Int64 = 0
  /// What is still to be written of the last line.
  private var rest: [UInt8] = []
  /// How often another file took the place of one that was counted, or one was cut off: nothing was
  /// lost, but whoever comes later cannot know.
  private var replacements: Int64 = 0
  /// Whether anything ever goes wrong.
  private let isDisturbed: Bool
  private var problems: [String] = []

  init(
    seed: UInt64, isDisturbed: Bool = true, _ sabotage: Sabotage = [],
    omitting omitted: Set<SimulatedFiles.Omission> = []
  ) throws {
    memory = try CoreInMemory()
    memory.sabotage = sabotage
    memory.files.omitted = omitted
    random = SeededGenerator(seed: seed)
    node = memory.files.addFile("/log/app.log")
    self.isDisturbed = isDisturbed
  }

  /// What is left in the end.
  struct Outcome {
    /// What the daemon and the plain count disagree about.
    var problems: [String]
    /// The alert log.
    var log: [String]
    /// Who was told what, each once.
    var told: Set<String>
  }

  /// Lives through it all.
  func run() -> Outcome {
    begin()
    // What is rotated away before it has saved for the first time is nobody's.
    memory.run(seconds: 1)
    for index in 0..<Self.eventCount {
      let second = Int64(index) * Self.interval
      write(second: second)
      if isDisturbed { disturb(second: second) }
      // What befell it has taken some seconds; the next event comes at its time.
      memory.run(seconds: Int(second + Self.interval - memory.now / 1_000_000_000))
      if memory.files.isDead { restart() }
    }
    memory.files.fault = nil
    endLine()
    memory.run(seconds: 120)
    judge()
    return Outcome(
      problems: problems,
      log: memory.alertLog.map(Self.comparable),
      told: Set(memory.told))
  }

  /// A line of the alert log without what may differ: who decides again after a crash may find that
  /// it is late, and where its events lie is told by rotation.
  private static func comparable(_ line: String) -> String {
    var line = line.replacing(#""late":true"#, with: #""late":false"#)
    if let places = line.firstRange(of: #""exemplars":["#),
      let end = line[places.upperBound...].firstIndex(of: "]")
    {
      line.removeSubrange(places.lowerBound...end)
    }
    return line
  }

  private func begin() {
    do throws(StateProblem) {
      try memory.begin()
    } catch {
      problems.append("does not start: \(error.message)")
    }
  }

  private func restart() {
    memory.die()
    begin()
  }

  private func judge() {
    guard let core = memory.core, let answer = try? core.answer(to: Question()) else {
      return problems.append("does not answer")
    }
    let figures = answer.objectives[0].figures
    let found = [answer.input.lines, figures.good, figures.bad]
    if found != [lines, good, bad] {
      problems.append("counted \(found) lines, good, bad of \([lines, good, bad])")
    }
    let status = core.status()
    if status.gaps > replacements || status.gapBytes > 0 {
      problems.append(
        "misses \(status.gapBytes) bytes in \(status.gaps) gaps, of which \(replacements) may be")
    }
  }

  // MARK: The application

  private func write(second: Int64) {
    endLine()
    let isGood = !(Self.trouble.contains(second) && second / Self.interval % 2 == 0)
    let line = CoreInMemory.line(second, isGood: isGood, customer: "c\(second % 7)")
    lines += 1
    if isGood { good += 1 } else { bad += 1 }
    guard isDisturbed, random.chance(30) else { return memory.files.append(line, to: node) }
    // The rest comes later.
    let count = random.below(line.count)
    memory.files.append(Array(line[..<count]), to: node)
    rest = Array(line[count...])
  }

  private func endLine() {
    if rest.isEmpty { return }
    memory.files.append(rest, to: node)
    rest = []
  }

  private func rotate() {
    endLine()
    generation += 1
    memory.files.rename("/log/app.log", "/log/app.log.\(generation)")
    node = memory.files.addFile("/log/app.log")
  }

  /// Another file comes to have the inode of the one that is gone, perhaps with lines in it.
  private func replace() {
    node = memory.files.addFile("/log/app.log")
    guard random.chance(50) else { return }
    let head = Array("# another run of the same program, with a banner of its own\n".utf8)
    let lines = random.below(30)
    for _ in 0..<lines { memory.files.append(head, to: node) }
    self.lines += Int64(lines)
  }

  // MARK: What happens

  private func disturb(second: Int64) {
    // When alerts begin and end there is most to be done wrong.
    let isBusy = (540..<780).contains(second) || (1020..<1500).contains(second)
    guard random.chance(isBusy ? 60 : 25) else { return }
    let files = memory.files
    let call = files.calls + random.below(60)
    switch random.below(11) {
    case 0: rotate()
    case 1:
      // All is counted and saved, so that nothing is lost.
      endLine()
      settle()
      files.truncate(node)
      replacements += 1
    case 2:
      endLine()
      settle()
      memory.die()
      files.removeName("/log/app.log")
      replace()
      replacements += 1
      begin()
    case 3: restart()
    case 4, 5:
      let taken = random.below(200)
      files.fault = { $0.number >= call ? .dies(taken) : nil }
    case 6:
      files.keepUnlost("/log")
      memory.run(seconds: 3)
      files.losePower(&random)
      memory.die()
      begin()
    case 7:
      endLine()
      memory.die()
      generation += 1
      let packed = Array("GZ".utf8) + node.bytes
      files.addFile("/log/app.log.\(generation).gz", packed)
      files.removeName("/log/app.log")
      replace()
      begin()
    case 8:
      memory.isNobodyThere = true
      memory.run(seconds: 5)
      if random.chance(70) { restart() }
      memory.run(seconds: 5)
      memory.isNobodyThere = false
    case 9:
      let until = call + random.below(400)
      files.fault = { $0.name == "write" && $0.number < until ? .fails(28) : nil }
    default:
      files.fault = {
        $0.number % 3 == 0 && $0.name == "write" ? .takes(7) : nil
      }
    }
  }

  /// Lets the daemon read and save all there is.
  private func settle() {
    memory.files.fault = nil
    if memory.files.isDead { restart() }
    memory.run(seconds: 3)
    memory.core?.finish(now: memory.now)
  }
}
