// Blocks of whole lines in, counts out, by as many threads as there are. The thread that reads hands
// over blocks in reading order; any thread judges any block; the batches are counted in reading
// order again, by whichever thread brings the next one. So the answer does not hang on the number of
// threads, and there is one engine, however many they are.
//
// Invariants: `lock` guards all that changes, but for two: a block belongs to the thread that took it
// from a list, and `engine`, `countedFile` and `linesBefore` to the one that has set `isCounting`.

/// Threads that judge lines for one engine.
final class CountingCrew: @unchecked Sendable {
  /// Whole lines of one file on their way into the engine.
  final class Block {
    /// What the lines are drained from.
    var lines: LineReader
    fileprivate var batch: EventBatch
    fileprivate var number = 0
    fileprivate var file = File(number: -1, name: "", decoder: nil)

    fileprivate init(_ lines: consuming LineReader, batch: EventBatch) {
      self.lines = lines
      self.batch = batch
    }
  }

  /// A file that blocks are from.
  struct File: Sendable {
    let number: Int
    let name: String
    /// What its lines are decoded with, where that hangs on its first ones.
    var decoder: EventDecoder?
    /// Whether only a part of it is read, where its events are taken to be in order.
    var isPart = false
  }

  /// What a thread judges with.
  private struct Worker {
    var judge: LineJudge
    var decoder: EventDecoder
    var file = -1
  }

  /// How many chunks are read before it is worth to start threads.
  private static let chunksAlone = 4
  /// The smallest chunk, for files that are no larger than a few of them.
  private static let smallestChunkBytes = 1 << 14
  /// How many blocks may wait a thread: enough that none waits for the one that reads.
  private static let waitingPerThread = 2
  /// How many blocks a thread there are at most, on which memory hangs where a thread is held up.
  private static let blocksPerThread = 5

  private let threadCount: Int
  private let chunkBytes: Int
  let configuration: Configuration
  /// From when on events are those of a clock gone wrong.
  let latest: Timestamp
  private let wantsLines: Bool
  private let judge: LineJudge
  let decoder: EventDecoder
  /// The reading thread's own.
  private var reader: Worker

  private let lock = Lock()
  /// Blocks to be judged, in reading order.
  private var waiting: [Block] = []
  /// Blocks to be counted, by number.
  private var judged: [Int: Block] = [:]
  private var free: [Block] = []
  private var fileCount = 0
  private var unreadable: [UnreadableInput] = []
  private var submittedCount = 0
  private var submittedBytes = 0
  private var countedCount = 0
  private var isCounting = false
  private var isEnding = false
  private var threads: [WorkThread] = []

  private var engine: Engine
  private var countedFile = -1
  private var linesBefore = 0

  /// A crew of `threadCount`, the calling thread among them, that counts into `engine`.
  init(_ engine: Engine, threadCount: Int, chunkBytes: Int) {
    wantsLines = engine.wantsLines
    // Who looks at the lines themselves must see them in order.
    self.threadCount = wantsLines ? 1 : max(1, threadCount)
    self.chunkBytes = chunkBytes
    configuration = engine.configuration
    latest = engine.latest
    judge = engine.judge
    decoder = engine.makeDecoder()
    reader = Worker(judge: judge, decoder: decoder)
    self.engine = engine
  }

  /// A reader of the lines of one file, from the one at `offset` on.
  ///
  /// - Parameter sizeBytes: How much there is to read, where that is known: memory that a short file
  ///   does not need is not touched.
  func makeReader(at offset: Int64 = 0, sizeBytes: Int64? = nil) -> LineReader {
    let fitting = Int(clamping: (sizeBytes ?? .max) / 8)
    return makeReader(
      at: offset, chunkBytes: min(chunkBytes, max(fitting, CountingCrew.smallestChunkBytes)))
  }

  private func makeReader(at offset: Int64 = 0, chunkBytes: Int) -> LineReader {
    LineReader(
      framing: configuration.format == .csv ? .csvRecords : .lines,
      maxLineBytes: configuration.maxLineBytes, chunkBytes: chunkBytes, offset: offset)
  }

  /// The next file, `name`, or a part of it, whose blocks follow those of the file before it.
  func startFile(_ name: String, isPart: Bool = false) -> File {
    fileCount += 1
    return File(
      number: fileCount, name: name, decoder: configuration.format == .csv ? decoder : nil,
      isPart: isPart)
  }

  /// Notes an input that could not be read, or not to its end.
  func noteUnreadable(_ path: String, reason: String) {
    unreadable.append(UnreadableInput(path: path, reason: reason))
  }

  /// A block to be filled and submitted.
  func takeBlock() -> Block {
    lock.lock()
    defer { lock.unlock() }
    // It gets its room from the reader that hands over.
    return free.popLast() ?? Block(makeReader(chunkBytes: 1), batch: judge.makeBatch())
  }

  /// Has `block` of `file` judged and counted, now or in a while.
  func submit(_ block: Block, of file: inout File) {
    block.number = submittedCount
    submittedCount += 1
    submittedBytes += block.lines.pendingBytes
    if var decoder = file.decoder, decoder.awaitsHeader {
      block.file = file
      judge(block, judge: &reader.judge, decoder: &decoder)
      file.decoder = decoder
      return
    }
    block.file = file
    lock.lock()
    waiting.append(block)
    lock.wakeAll()
    lock.unlock()
    if threads.isEmpty, submittedBytes > CountingCrew.chunksAlone * chunkBytes { startThreads() }
    while work(&reader, whileWaiting: threads.count * CountingCrew.waitingPerThread) {}
    while !hasRoom() { _ = work(&reader, whileWaiting: 0) }
  }

  /// Waits until something waits or there is room for another block; whether there is.
  private func hasRoom() -> Bool {
    lock.lock()
    defer { lock.unlock() }
    let limit = threadCount * CountingCrew.blocksPerThread
    while waiting.isEmpty, submittedCount - countedCount >= limit { lock.wait() }
    return submittedCount - countedCount < limit
  }

  /// The engine, once all that was submitted is counted.
  func finish() -> Engine {
    while work(&reader, whileWaiting: 0) {}
    lock.lock()
    isEnding = true
    lock.wakeAll()
    lock.unlock()
    for thread in threads { thread.join() }
    precondition(countedCount == submittedCount, "blocks were lost")
    for input in unreadable { engine.noteUnreadable(input.path, reason: input.reason) }
    return engine
  }

  private func startThreads() {
    while threads.count < threadCount - 1 {
      let worker = Worker(judge: judge, decoder: decoder)
      let thread = WorkThread { [self] in
        var worker = worker
        while waitForWork() { _ = work(&worker, whileWaiting: 0) }
      }
      guard let thread else { return }
      threads.append(thread)
    }
  }

  /// Waits until a block waits; false where none will any more.
  private func waitForWork() -> Bool {
    lock.lock()
    defer { lock.unlock() }
    while waiting.isEmpty, !isEnding { lock.wait() }
    return !waiting.isEmpty
  }

  /// Judges one block where more than `count` wait; false where they do not.
  private func work(_ worker: inout Worker, whileWaiting count: Int) -> Bool {
    lock.lock()
    guard waiting.count > count else {
      lock.unlock()
      return false
    }
    let block = waiting.removeFirst()
    lock.unlock()
    if worker.file != block.file.number {
      worker.file = block.file.number
      if let decoder = block.file.decoder { worker.decoder = decoder }
    }
    judge(block, judge: &worker.judge, decoder: &worker.decoder)
    return true
  }

  private func judge(
    _ block: Block, judge: inout LineJudge, decoder: inout EventDecoder
  ) {
    if wantsLines {
      ingest(block, decoder: &decoder)
      deposit(block)
      return
    }
    let name = block.file.name
    var batch = judge.makeBatch()
    swap(&batch, &block.batch)
    batch.removeAll()
    block.lines.drain {
      decoder.readAhead($0)
    } _: { text, window, line in
      judge.judge(text, in: window, line, of: name, decoder: &decoder, into: &batch)
    }
    judge.close(&batch)
    swap(&batch, &block.batch)
    deposit(block)
  }

  /// Counts `block` and all judged ones that follow it, unless an earlier one is missing.
  private func deposit(_ block: Block) {
    lock.lock()
    judged[block.number] = block
    if isCounting {
      lock.unlock()
      return
    }
    isCounting = true
    while let next = judged.removeValue(forKey: countedCount) {
      lock.unlock()
      count(next)
      lock.lock()
      countedCount += 1
      free.append(next)
    }
    isCounting = false
    lock.wakeAll()
    lock.unlock()
  }

  private func count(_ block: Block) {
    startCounting(block)
    engine.count(block.batch, after: linesBefore)
    linesBefore += block.lines.lineCount
  }

  /// Has the engine see the lines of `block`, one by one.
  private func ingest(_ block: Block, decoder: inout EventDecoder) {
    startCounting(block)
    let name = block.file.name
    let before = linesBefore
    var batch = engine.judge.makeBatch()
    block.lines.drain { text, window, line in
      engine.ingest(
        text, in: window, line.following(before), of: name, decoder: &decoder, by: &batch)
    }
  }

  private func startCounting(_ block: Block) {
    guard block.file.number != countedFile else { return }
    countedFile = block.file.number
    linesBefore = 0
    engine.order.start(block.file.isPart ? block.file.name : nil)
  }
}
