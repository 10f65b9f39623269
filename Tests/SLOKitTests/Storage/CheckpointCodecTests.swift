// Whether a checkpoint is read as it was written or not at all.

import Testing

@testable import SLOKit

extension Checkpoint {
  /// A checkpoint with something in every part.
  static func sample(_ random: inout SeededGenerator, sources: Int = 3) -> Checkpoint {
    func bytes(_ limit: Int) -> [UInt8] {
      (0..<random.below(limit)).map { _ in UInt8(random.below(256)) }
    }
    var checkpoint = Checkpoint(
      sequence: random.next() >> 1, writtenAt: Timestamp(nanoseconds: Int64(random.below(1 << 60))))
    checkpoint.positions = (0..<sources).map { number in
      var position = SourcePosition(
        path: FilePath("/log/\(number)"), device: random.next(), inode: random.next(),
        isPacked: random.chance(50))
      position.offsetBytes = Int64(random.below(1 << 40))
      position.lineNumber = random.below(1 << 30)
      position.mark = ContentMark(head: bytes(5000), tail: bytes(5000))
      position.seenBytes = Int64(random.below(1 << 40))
      position.isFinished = random.chance(50)
      return position
    }
    checkpoint.gaps.note(FilePath("/log/x"), bytes: 12, because: "gone")
    checkpoint.pendingLog = [PendingLogLine(id: "a", state: "firing", line: bytes(100))]
    checkpoint.outbox = bytes(100)
    checkpoint.engine = bytes(200) + [1]
    return checkpoint
  }

  /// What is written of it, its engine's state in two parts.
  func encoded() throws -> [UInt8] {
    let files = SimulatedFiles()
    let writer = try CheckpointWriter(self, at: FilePath("/file"), in: files)
    try writer.add(Array(engine.prefix(engine.count / 2)))
    try writer.add(Array(engine.dropFirst(engine.count / 2)))
    var sizeBytes: Int64?
    while sizeBytes == nil {
      try writer.wait()
      sizeBytes = try writer.commit()
    }
    #expect(sizeBytes == Int64(files.bytes("/file")?.count ?? -1))
    return try #require(files.bytes("/file"))
  }
}

struct CheckpointCodecTests {
  @Test(arguments: 0..<20)
  func `what was written is read`(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let checkpoint = Checkpoint.sample(&random, sources: random.below(5))
    #expect(try CheckpointCodec.decode(checkpoint.encoded()) == checkpoint)
  }

  @Test func `every flipped bit and every missing byte is found`() throws {
    var random = SeededGenerator(seed: 1)
    var checkpoint = Checkpoint.sample(&random, sources: 2)
    checkpoint.outbox = Array("outbox".utf8)
    let bytes = try checkpoint.encoded()
    for bit in 0..<(8 * bytes.count) {
      var flipped = bytes
      flipped[bit / 8] ^= 1 << UInt8(bit % 8)
      #expect(throws: CheckpointCodec.Problem.self, "bit \(bit)") {
        try CheckpointCodec.decode(flipped)
      }
    }
    for count in bytes.indices {
      #expect(throws: CheckpointCodec.Problem.self, "\(count) bytes") {
        try CheckpointCodec.decode(Array(bytes[..<count]))
      }
    }
    #expect(throws: CheckpointCodec.Problem.self) { try CheckpointCodec.decode(bytes + [0]) }
    #expect(throws: CheckpointCodec.Problem.self) {
      try CheckpointCodec.decode([UInt8](repeating: 0, count: bytes.count))
    }
  }

  @Test func `a later version is told from damage`() throws {
    var writer = BinaryWriter()
    CheckpointCodec.magic.forEach { writer.byte($0) }
    writer.fixed32(7)
    writer.fixed32(CRC32C.of(writer.bytes))
    let later = writer.bytes + Array("whatever comes".utf8)
    #expect(throws: CheckpointCodec.Problem.newer(7)) { try CheckpointCodec.decode(later) }
    var damaged = later
    damaged[8] ^= 1
    #expect(
      performing: { try CheckpointCodec.decode(damaged) },
      throws: { error in
        if case .damaged = error as? CheckpointCodec.Problem { true } else { false }
      })
  }

  @Test(arguments: 0..<300)
  func `no bytes are too hostile`(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var bytes = try Checkpoint.sample(&random).encoded()
    for _ in 0...random.below(4) { bytes[random.below(bytes.count)] = UInt8(random.below(256)) }
    // The checksum made right again: the parts themselves must hold out.
    bytes.removeLast(4)
    var writer = BinaryWriter()
    writer.fixed32(CRC32C.of(bytes))
    _ = try? CheckpointCodec.decode(bytes + writer.bytes)
  }
}
