// The daemon without its process: lines of tailed files go into the engine, time goes by, alerts are
// decided, and all of it is saved so that a crash at any moment changes nothing. One order holds:
// what was decided is first in a checkpoint, together with the counts and positions that it was
// decided on, then in the alert log, then on its way to whoever is to be told. Every call does a
// bounded amount of work and waits for nothing but the disk; files, clocks, programs and the operator
// are given to it.

/// Counts, decides, saves and answers, a step at a time.
///
///     let core = try DaemonCore(configuration, settings, world, now: now)
///     while true { core.proceed(now: now) }    // at `wakesAt`, or sooner
package final class DaemonCore {
  /// What the core needs of the world, so that a test can be the world.
  package struct World {
    package var files: any FileSystem
    /// Opens compressed files.
    package var unpacker: Unpacker
    package var wallClock: () -> Timestamp
    package var courier: Courier.World
    /// Tells the operator, a line at a time.
    package var say: (String) -> Void
    /// How much memory the process holds, in bytes; nil where nobody says.
    package var memoryBytes: () -> Int64? = { nil }
    /// What is done wrong on purpose.
    package var sabotage: Sabotage = []

    package init(
      files: any FileSystem, unpacker: @escaping Unpacker, wallClock: @escaping () -> Timestamp,
      courier: Courier.World, say: @escaping (String) -> Void
    ) {
      self.files = files
      self.unpacker = unpacker
      self.wallClock = wallClock
      self.courier = courier
      self.say = say
    }
  }

  /// What the command line says.
  package struct Settings: Sendable {
    /// The folder of the checkpoints, which this process holds the lock of.
    package var stateFolder: FilePath
    /// What is tailed instead of the config's sources; empty: those.
    package var words: [String] = []
    /// Whether nobody is told of alerts and nothing is logged, but said what would be.
    package var isDryRun = false
    /// Whether the time is that of the newest event, for runs that must be repeatable.
    package var followsEvents = false
    /// What `status` says they are.
    package var configPath = ""
    package var version = ""

    package init(stateFolder: FilePath) { self.stateFolder = stateFolder }
  }

  package internal(set) var configuration: Configuration
  let settings: Settings
  let world: World
  /// Tells those outside; a part of the same loop that the core is in.
  package let courier: Courier
  var engine: ContinuousEngine
  let tails: TailSet
  let saver: CheckpointSaver
  let log: AlertLogKeeper
  /// When it started, on the clock that it answers by.
  var startedAt: Timestamp
  /// Why the last config was refused; nil where it was not.
  var reloadProblem: String?

  /// The file whose lines come at this moment, with what decodes them.
  var current: CurrentSource?
  /// The newest event's time, where the clock follows events.
  var eventClock: Timestamp?
  /// What only finds out an event's time, where the clock follows events.
  var clockDecoder: EventDecoder

  /// What is to be looked at again, and when names and sizes are looked at next in any case.
  var hints = FileWatch.Hints()
  var hintsAt = Int64.max
  var nextLook = Int64.min
  /// When the last look began, and the beginning of the last look all of whose finds were read.
  var lookedAt = Int64.min
  var readTo = Int64.min

  /// Since when a decision has been due; nil where none is.
  var dueSince: Int64?
  /// What was decided since the last checkpoint was begun.
  var undeclared: [AlertRecord] = []
  /// The engine's state a step ago, where checkpoints are to be wrong.
  var staleSnapshot: EngineSnapshot?
  /// What the state was when it was last saved, to tell whether there is anything new.
  var savedMark = StateMark()

  /// Goes on from the newest checkpoint in the state folder, else begins.
  ///
  /// - Throws: Where there is a checkpoint and it cannot be gone on from.
  package init(
    _ configuration: Configuration, _ settings: Settings, _ world: World, now: Int64
  ) throws(StateProblem) {
    self.configuration = configuration
    self.settings = settings
    self.world = world
    startedAt = world.wallClock()
    let store = CheckpointStore(settings.stateFolder, in: world.files)
    let last = try store.load()
    saver = CheckpointSaver(store, last: last, now: now)
    let clock = settings.followsEvents ? last?.writtenAt ?? startedAt : startedAt
    startedAt = clock
    tails = TailSet(
      TailSet.Settings(configuration, words: settings.words, world.sabotage), in: world.files,
      unpacker: world.unpacker)
    var said: [String] = []
    do throws(BinaryDamage) {
      courier = try Courier(
        configuration.daemon, saved: last?.outbox, isDryRun: settings.isDryRun,
        world: world.courier)
      if let last {
        var reader = BinaryReader(last.engine)
        (engine, said) = try ContinuousEngine.decode(
          &reader, configuration: configuration, clock: clock)
      } else {
        engine = ContinuousEngine(configuration, clock: clock)
      }
    } catch {
      throw StateProblem(
        "the newest checkpoint in \(settings.stateFolder.text) is whole, but not one of this "
          + "program: \(error.text)",
        advice: "use the program that wrote it, or start with another state folder")
    }
    // Before the first event there is no time that follows events.
    let hasEvents = engine.accounting.events > 0
    eventClock = settings.followsEvents && hasEvents ? last?.writtenAt : nil
    log = AlertLogKeeper(
      settings.isDryRun ? nil : configuration.daemon.alertLog.map { FilePath($0) },
      owed: last?.pendingLog ?? [], in: world.files, world.sabotage)
    clockDecoder = engine.makeDecoder()
    if let last {
      tails.resume(from: last.positions, gaps: last.gaps)
      savedMark = stateMark
      courier.standing(firingNotices())
      // All of it was durable before this process began.
      courier.release()
      world.say("goes on from the checkpoint of \(last.writtenAt)")
    }
    if let notice = store.notice { world.say(notice) }
    for sentence in said { world.say(sentence) }
  }

  /// The time as of which answers are.
  var clock: Timestamp {
    settings.followsEvents ? eventClock ?? engine.clock : world.wallClock()
  }

  /// The folders in which something may happen to the files that are tailed.
  package var watchedFolders: Set<FilePath> { tails.folders }

  /// Whether what was written before it began has been read.
  package var hasCaughtUp: Bool { tails.hasCaughtUp }

  /// When there is something to do at the latest, on the monotonic clock; not later than `now` where
  /// there is at once.
  package func wakesAt(now: Int64) -> Int64 {
    if tails.hasMore { return now }
    var wake = min(nextLook, hintsAt)
    if let saving = saver.wakesAt(now: now) { wake = min(wake, saving) }
    if let deadline = log.deadline { wake = min(wake, deadline) }
    if isUrgent, !saver.isWriting { wake = min(wake, saver.urgentAt) }
    if dueSince != nil { return now }
    let untilDecision = engine.nextDecision.nanoseconds.subtractingReportingOverflow(
      clock.nanoseconds)
    if !settings.followsEvents, !untilDecision.overflow {
      wake = min(wake, now &+ max(0, untilDecision.partialValue))
    }
    return wake
  }

  /// Does what can be done now, and no more than a few milliseconds of it.
  package func proceed(now: Int64) {
    look(now: now)
    if world.sabotage.contains(.offsetsAfterCounts) { staleSnapshot = engine.snapshot() }
    read(now: now)
    decide(now: now)
    save(now: now)
    log.write(now: now)
  }

  /// Saves what there is, whatever has to wait for it, as the last thing that a process does.
  package func finish(now: Int64) {
    // What is half decided is decided anew, on what was saved before.
    if !isDecidingBacklog || undeclared.isEmpty {
      saver.giveUp()
      beginSaving(now: now)
    }
    while saver.isWriting {
      saver.wait()
      saveOn(now: now)
    }
    log.write(now: now)
  }
}

extension TailSet.Settings {
  /// What `configuration` says of the files to be tailed, which are `words` where there are any.
  init(_ configuration: Configuration, words: [String], _ sabotage: Sabotage) {
    self.init(words: words.isEmpty ? configuration.sources : words)
    framing = configuration.format == .csv ? .csvRecords : .lines
    maxLineBytes = configuration.maxLineBytes
    maxSources = Int(clamping: configuration.daemon.maxSources)
    self.sabotage = sabotage
  }
}
