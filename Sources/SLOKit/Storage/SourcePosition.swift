// How far a source file was counted, and how it is known again after a restart: by its inode as long
// as its contents agree, and by its contents where it was copied or compressed.

/// How far a file was counted.
package struct SourcePosition: Equatable, Sendable {
  /// The name it had last.
  package var path: FilePath
  package var device: UInt64
  package var inode: UInt64
  /// The end of the last complete line that was counted; in a compressed file, in what it holds.
  package var offsetBytes: Int64 = 0
  /// The number of the physical line that starts there, from 1.
  package var lineNumber = 1
  /// What lies before the offset.
  package var mark = ContentMark.nothing
  /// Its size when it was last looked at; what is between the offset and this was seen and not
  /// counted.
  package var seenBytes: Int64 = 0
  /// Whether it goes through a program that decompresses it.
  package var isPacked = false
  /// Whether nothing more is wanted of it: all was counted, and it will not grow.
  package var isFinished = false

  package init(path: FilePath, device: UInt64, inode: UInt64, isPacked: Bool = false) {
    self.path = path
    self.device = device
    self.inode = inode
    self.isPacked = isPacked
  }
}

extension SourcePosition {
  func write(to writer: inout BinaryWriter) {
    writer.text(path.bytes)
    writer.unsigned(device)
    writer.unsigned(inode)
    writer.unsigned(UInt64(offsetBytes))
    writer.unsigned(UInt64(lineNumber))
    writer.unsigned(UInt64(mark.headBytes))
    writer.fixed64(mark.headHash)
    writer.unsigned(UInt64(mark.tailBytes))
    writer.fixed32(mark.tailCRC)
    writer.unsigned(UInt64(seenBytes))
    writer.bool(isPacked)
    writer.bool(isFinished)
  }

  init(_ reader: inout BinaryReader) throws(BinaryDamage) {
    path = FilePath(bytes: try reader.text())
    device = try reader.unsigned()
    inode = try reader.unsigned()
    offsetBytes = try reader.whole()
    lineNumber = Int(try reader.whole())
    mark = ContentMark(
      headBytes: Int(try reader.whole(upTo: Int64(ContentMark.spanBytes))),
      headHash: try reader.fixed64(),
      tailBytes: Int(try reader.whole(upTo: Int64(ContentMark.spanBytes))),
      tailCRC: try reader.fixed32())
    seenBytes = try reader.whole()
    isPacked = try reader.bool()
    isFinished = try reader.bool()
  }
}
