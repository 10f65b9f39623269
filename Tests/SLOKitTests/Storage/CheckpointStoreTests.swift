// Whether a daemon finds, after anything, the last checkpoint or the one before it, or is told why it
// finds none.

import Glibc
import Testing

@testable import SLOKit

struct CheckpointStoreTests {
  private static func checkpoint(_ number: Int) -> Checkpoint {
    var checkpoint = Checkpoint(sequence: 0, writtenAt: Timestamp(nanoseconds: Int64(number)))
    checkpoint.engine = Array("the state as of \(number)".utf8)
    return checkpoint
  }

  private static func save(_ number: Int, in store: CheckpointStore) throws {
    let checkpoint = checkpoint(number)
    let writer = try store.begin(checkpoint)
    try writer.add(checkpoint.engine)
    while try store.commit(writer) == nil {}
  }

  /// The number of the checkpoint that a new start finds; 0 where there is none.
  private static func found(in files: SimulatedFiles) throws -> Int {
    let store = CheckpointStore(FilePath("/state"), in: files)
    guard let checkpoint = try store.load() else { return 0 }
    let number = Int(checkpoint.writtenAt.nanoseconds)
    #expect(checkpoint.engine == Self.checkpoint(number).engine)
    return number
  }

  private static func folder(saved count: Int = 0) throws -> SimulatedFiles {
    let files = SimulatedFiles()
    files.addFolder("/state")
    let store = CheckpointStore(FilePath("/state"), in: files)
    _ = try store.load()
    for number in 0..<count { try save(number + 1, in: store) }
    return files
  }

  @Test func `the newest is found`() throws {
    for count in 0..<5 { #expect(try Self.found(in: Self.folder(saved: count)) == count) }
  }

  @Test(arguments: 0..<400)
  func `after a loss of power, the last that was committed or a later one is found`(
    _ seed: UInt64
  ) throws {
    var random = SeededGenerator(seed: seed)
    let files = try Self.folder()
    var committed = 0
    var begun = 0
    for _ in 0..<4 {
      let death = random.below(60)
      files.fault = { $0.number % 60 == death ? .dies(random.below(80)) : nil }
      let store = CheckpointStore(FilePath("/state"), in: files)
      do {
        _ = try store.load()
        for _ in 0..<3 {
          begun += 1
          try Self.save(begun, in: store)
          committed = begun
        }
      } catch {}
      if random.chance(60) { files.losePower(&random) } else { files.restart() }
      let found = try Self.found(in: files)
      #expect(found >= committed && found <= begun, "seed \(seed)")
      committed = found
    }
  }

  @Test(arguments: [ENOSPC, EIO, EDQUOT, EROFS])
  func `a save that fails leaves what there was, and the next one goes through`(
    _ code: Int32
  ) throws {
    for call in 0..<12 {
      let files = try Self.folder(saved: 3)
      let store = CheckpointStore(FilePath("/state"), in: files)
      _ = try store.load()
      let first = files.calls
      files.fault = { $0.number == first + call ? .fails(code) : nil }
      let isSaved = (try? Self.save(4, in: store)) != nil
      files.fault = nil
      let found = try Self.found(in: files)
      #expect(isSaved ? found == 4 : found == 3 || found == 4, "call \(call)")
      try Self.save(5, in: store)
      #expect(try Self.found(in: files) == 5, "after call \(call)")
    }
  }

  @Test func `damage is passed over for the one before, and kept`() throws {
    let files = try Self.folder(saved: 4)
    let newest = try #require(files.node("/state/checkpoint.1"))
    newest.bytes[22] ^= 4
    let damaged = newest.bytes
    let store = CheckpointStore(FilePath("/state"), in: files)
    #expect(try store.load()?.writtenAt.nanoseconds == 3)
    #expect(store.notice?.contains("checkpoint.1 is damaged: the checksum") == true)
    #expect(newest.bytes == damaged)
    try Self.save(5, in: store)
    #expect(files.bytes("/state/checkpoint.damaged") == damaged)
    #expect(try Self.found(in: files) == 5)
  }

  @Test func `nothing is begun anew over a state that cannot be read`() throws {
    let files = try Self.folder(saved: 2)
    for number in 0...1 {
      let node = try #require(files.node("/state/checkpoint.\(number)"))
      node.bytes = [UInt8](repeating: 0, count: node.bytes.count)
    }
    let problem = #expect(throws: StateProblem.self) { try Self.found(in: files) }
    #expect(problem?.message.contains("/state/checkpoint.0 is damaged") == true)
    files.removeName("/state/checkpoint.0")
    #expect(throws: StateProblem.self) { try Self.found(in: files) }

    var writer = BinaryWriter()
    CheckpointCodec.magic.forEach { writer.byte($0) }
    writer.fixed32(2)
    writer.fixed32(CRC32C.of(writer.bytes))
    let newer = try Self.folder(saved: 2)
    newer.node("/state/checkpoint.1")?.bytes = writer.bytes
    let refusal = #expect(throws: StateProblem.self) { try Self.found(in: newer) }
    #expect(
      refusal?.message
        == "the checkpoint /state/checkpoint.1 has version 2, and this program knows 1")
    #expect(newer.bytes("/state/checkpoint.1") == writer.bytes)
  }
}
