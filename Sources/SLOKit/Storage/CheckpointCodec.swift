// A checkpoint as bytes. In front stand a magic text, the version and a checksum of the two, so that
// a file of a later version is told from a damaged one; then the parts, each behind its length; at
// the end the checksum of everything. A file with one bit flipped or one byte missing is refused.
//
//     magic 8 · version 4 · CRC of the 12 bytes 4 · (length 4 · part)… · 0 4 · CRC of all 4
//
// The first part is the head; the engine's state is all the parts behind it, one behind the other.

/// Checkpoints to bytes and back.
package enum CheckpointCodec {
  /// The version that is written, and the only one that is read.
  package static let version: UInt32 = 1

  static let magic = Array("sloctlCP".utf8)

  /// What kept a checkpoint from being read.
  package enum Problem: Error, Equatable, Sendable {
    /// Not what was written.
    case damaged(String)
    /// Written by a later program.
    case newer(UInt32)
  }

  /// What stands before the parts.
  static func opening() -> [UInt8] {
    var writer = BinaryWriter()
    magic.forEach { writer.byte($0) }
    writer.fixed32(version)
    writer.fixed32(CRC32C.of(writer.bytes))
    return writer.bytes
  }

  /// The head of `checkpoint`: all of it but the engine's state.
  static func head(of checkpoint: Checkpoint) -> [UInt8] {
    var writer = BinaryWriter()
    writer.unsigned(checkpoint.sequence)
    writer.signed(checkpoint.writtenAt.nanoseconds)
    writer.array(checkpoint.positions) { $1.write(to: &$0) }
    writer.signed(checkpoint.gaps.count)
    writer.signed(checkpoint.gaps.bytes)
    writer.optional(checkpoint.gaps.last) { $0.text($1) }
    writer.array(checkpoint.pendingLog) { writer, line in
      writer.text(line.id)
      writer.text(line.state)
      writer.text(line.line)
    }
    writer.text(checkpoint.outbox)
    return writer.bytes
  }

  /// `part` behind its length.
  static func framed(_ part: [UInt8]) -> [UInt8] {
    var writer = BinaryWriter()
    writer.fixed32(UInt32(part.count))
    return writer.bytes + part
  }

  /// What stands behind the parts; `crc` is that of all before it.
  static func closing(after crc: UInt32) -> [UInt8] {
    var writer = BinaryWriter()
    writer.fixed32(0)
    let crc = CRC32C.of(writer.bytes, after: crc)
    writer.fixed32(crc)
    return writer.bytes
  }

  /// The checkpoint that `bytes` hold.
  package static func decode(_ bytes: [UInt8]) throws(Problem) -> Checkpoint {
    do throws(BinaryDamage) {
      return try decoded(bytes)
    } catch {
      if let version = laterVersion(of: bytes) { throw .newer(version) }
      throw .damaged("\(error.text) at byte \(error.offsetBytes)")
    }
  }

  /// The version of a file that a later program wrote; nil for any other.
  private static func laterVersion(of bytes: [UInt8]) -> UInt32? {
    guard bytes.starts(with: magic) else { return nil }
    var reader = BinaryReader(Array(bytes.dropFirst(magic.count).prefix(8)))
    guard let found = try? reader.fixed32(), let crc = try? reader.fixed32(), found > version,
      crc == CRC32C.of(Array(bytes.prefix(magic.count + 4)))
    else { return nil }
    return found
  }

  private static func decoded(_ bytes: [UInt8]) throws(BinaryDamage) -> Checkpoint {
    let opening = opening()
    guard bytes.starts(with: opening) else {
      throw BinaryDamage("no checkpoint of version \(version)", at: 0)
    }
    // The parts first, and the checksum of all, before a value is believed.
    var parts: [Range<Int>] = []
    var offset = opening.count
    func word(at offset: Int) throws(BinaryDamage) -> Int {
      guard offset + 4 <= bytes.count else {
        throw BinaryDamage("the bytes end too early", at: offset)
      }
      var reader = BinaryReader(Array(bytes[offset..<(offset + 4)]))
      return Int(try reader.fixed32())
    }
    while true {
      let length = try word(at: offset)
      offset += 4
      if length == 0 { break }
      guard length <= bytes.count - offset else {
        throw BinaryDamage("a part of \(length) bytes in \(bytes.count - offset)", at: offset)
      }
      parts.append(offset..<(offset + length))
      offset += length
    }
    let found = UInt32(truncatingIfNeeded: try word(at: offset))
    guard offset + 4 == bytes.count else {
      throw BinaryDamage("bytes behind the end", at: offset + 4)
    }
    let wanted = unsafe CRC32C.of(bytes.span.bytes.extracting(0..<offset))
    guard found == wanted, let head = parts.first else {
      throw BinaryDamage("the checksum is \(found), wanted \(wanted)", at: offset)
    }
    var checkpoint = try checkpoint(head: Array(bytes[head]))
    checkpoint.engine.reserveCapacity(offset - head.upperBound)
    for part in parts.dropFirst() { checkpoint.engine.append(contentsOf: bytes[part]) }
    return checkpoint
  }

  private static func checkpoint(head: [UInt8]) throws(BinaryDamage) -> Checkpoint {
    var reader = BinaryReader(head)
    var checkpoint = Checkpoint(
      sequence: try reader.unsigned(), writtenAt: Timestamp(nanoseconds: try reader.signed()))
    checkpoint.positions = try reader.array(ofAtLeast: 20) { reader throws(BinaryDamage) in
      try SourcePosition(&reader)
    }
    checkpoint.gaps.count = try reader.signed()
    checkpoint.gaps.bytes = try reader.signed()
    checkpoint.gaps.last = try reader.optional { reader throws(BinaryDamage) in
      try reader.string()
    }
    checkpoint.pendingLog = try reader.array(ofAtLeast: 3) { reader throws(BinaryDamage) in
      PendingLogLine(
        id: try reader.string(), state: try reader.string(), line: try reader.text())
    }
    checkpoint.outbox = try reader.text()
    try reader.expectEnd()
    return checkpoint
  }
}
