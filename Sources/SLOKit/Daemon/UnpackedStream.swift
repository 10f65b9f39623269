// What is in a compressed file, one piece after the other, through the program that knows how. Tests
// have a stream that needs no program.

/// The contents of a compressed file.
package protocol UnpackedStream: AnyObject {
  /// Fills `chunk` from its start; how many bytes, 0 at the end.
  func read(into chunk: inout [UInt8]) throws(SystemError) -> Int
  /// What kept it from being read to its end; nil where nothing did. To be asked once, at the end.
  func finish() -> String?
}

/// Opens the compressed file at a path.
package typealias Unpacker = (FilePath) throws(SystemError) -> any UnpackedStream

/// The contents of a compressed file, through `gzip -dc` or `zstd -dc`.
package final class DecompressedFile: UnpackedStream {
  private var child: ChildProcess?

  /// Opens `path`, whose ending tells the program.
  package init(_ path: FilePath) throws(SystemError) {
    let file = try FileDescriptor.reading(path)
    let program = Decompressor.program(for: path) ?? "gzip"
    child = try ChildProcess.running(program, ["-dc"], input: file)
  }

  package func read(into chunk: inout [UInt8]) throws(SystemError) -> Int {
    try child?.output.read(into: &chunk) ?? 0
  }

  package func finish() -> String? { child.take()?.finish() }
}
