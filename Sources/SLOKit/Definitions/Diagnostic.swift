// A problem that a person must mend: where it is, what was found, what was wanted, what to do.

/// A problem in a config, an expression, an option or a file.
public struct Diagnostic: Error, Equatable, Sendable {
  /// How bad it is.
  public enum Severity: String, Sendable {
    /// The question cannot be answered.
    case error
    /// It can, but perhaps not as meant.
    case warning
  }

  /// A place in a text.
  public struct Place: Equatable, Sendable {
    /// The file, as it was named.
    public var file: String
    /// Counted from 1; 0 where the whole file is meant.
    public var line: Int
    /// Counted in bytes from 1.
    public var column: Int
    /// The text of that line, for the caret; nil where showing it would not help.
    public var source: String?

    /// The place at `line` and `column` of `file`.
    public init(file: String, line: Int = 0, column: Int = 0, source: String? = nil) {
      self.file = file
      self.line = line
      self.column = column
      self.source = source
    }
  }

  /// How bad it is.
  public var severity: Severity
  /// Where it is; nil for a command line.
  public var place: Place?
  /// What was found and what was wanted.
  public var message: String
  /// What to do; nil where the message says it all.
  public var advice: String?

  /// A problem at `place`.
  public init(
    _ severity: Severity = .error, at place: Place? = nil, _ message: String, advice: String? = nil
  ) {
    self.severity = severity
    self.place = place
    self.message = message
    self.advice = advice
  }
}

/// Problems that made an answer impossible: all of one run, in the order of their places.
public struct Diagnostics: Error, Sendable {
  /// At least one, with at least one error.
  public var problems: [Diagnostic]

  /// The failure of `problems`.
  public init(_ problems: [Diagnostic]) { self.problems = problems }
}
