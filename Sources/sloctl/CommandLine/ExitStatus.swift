// What a run ends with. Scripts read these: a number, once given, keeps its meaning.

/// The exit status of a run.
enum ExitStatus: Int32, CaseIterable {
  /// Answered. `gate`: go. `check`: right.
  case answered = 0
  /// The answer is no: the gate refuses, the config is wrong.
  case no = 1
  /// The question was wrong: unknown option or objective, unreadable or invalid config.
  case wrongQuestion = 2
  /// No verdict: no data, stale or insufficient data, or an input that could not be read.
  case noVerdict = 3
}
