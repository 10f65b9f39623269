// A program that is to be run and what became of it, whoever runs it: the system, or a test that is
// the world.

/// What to run, and within which bounds.
package struct ErrandOrder: Sendable, Equatable {
  /// A path, or a name that is looked for in PATH.
  package var program: String
  package var arguments: [String]
  /// What it is to read: the first on its standard input, the others on descriptors 3, 4 and so on.
  package var inputs: [[UInt8]]
  /// How much of what it prints is read, in bytes; it is ended once it prints more.
  package var outputLimit = 1 << 16
  /// How long it may take.
  package var timeLimitNanoseconds: Int64

  package init(
    _ program: String, _ arguments: [String], inputs: [[UInt8]], timeLimitNanoseconds: Int64
  ) {
    self.program = program
    self.arguments = arguments
    self.inputs = inputs
    self.timeLimitNanoseconds = timeLimitNanoseconds
  }
}

/// How a program that was run has ended.
package struct ErrandResult: Sendable, Equatable {
  /// Why it ended.
  package enum End: Sendable, Equatable {
    /// By itself, with this status.
    case exit(Int32)
    /// A signal ended it.
    case signal(Int32)
    /// Its time was up.
    case timeout
    /// It printed more than is read.
    case outputLimit
  }

  package var end: End
  /// What it printed, up to the limit.
  package var output: [UInt8]

  package init(_ end: End, output: [UInt8]) {
    self.end = end
    self.output = output
  }
}

/// A program on its way.
package protocol Errand: LoopMember {
  /// How it ended; nil while it runs.
  var result: ErrandResult? { get }

  /// Ends it at once; its result is of no interest.
  func cancel()
}
