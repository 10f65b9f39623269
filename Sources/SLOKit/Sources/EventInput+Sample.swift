// The first events of an input, for looking at what it is.

extension EventInput {
  /// The first lines of the input, decompressed where its name says so, and what kept them from
  /// being read.
  package func sample() -> (sample: EventSample, problem: String?) {
    var sample = EventSample(of: name)
    do throws(SystemError) {
      let problem = try read(into: &sample)
      return (sample, problem)
    } catch {
      return (sample, error.reason)
    }
  }

  private func read(into sample: inout EventSample) throws(SystemError) -> String? {
    switch self {
    case .nothing(_, let reason): return reason
    case .standardInput:
      try readLines(of: try .standardInput(), into: &sample)
      return nil
    case .file(let path, _):
      let file = try FileDescriptor.reading(path, waits: true)
      guard let program = Decompressor.program(for: path) else {
        try readLines(of: file, into: &sample)
        return nil
      }
      guard canExecute(program) else { return "\(program), which reads it, is not installed" }
      let child = try ChildProcess.running(program, ["-dc"], input: file)
      try readLines(of: child.output, into: &sample)
      // One that has more to say would wait for ever; it ends when its pipe is closed.
      return sample.isCut ? nil : child.finish()
    }
  }

  private func readLines(
    of file: borrowing FileDescriptor, into sample: inout EventSample
  ) throws(SystemError) {
    var reader = LineReader(framing: .lines)
    while !sample.isCut {
      let count = try reader.refill(from: file)
      reader.drain { text, line in
        if !line.isTooLong { sample.add((0..<text.byteCount).map { text[byte: $0] }) }
      }
      if count == 0 { return }
    }
  }
}
