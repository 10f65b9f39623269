// Where the lines of tailed files go. Whoever takes them may say after each that it wants no more
// for now: the position is then just behind that line, and nothing is held anywhere.

/// Takes the lines of tailed files.
package protocol LineSink: AnyObject {
  /// Takes one line of `tail`, whose position is behind it already and with which `window` begins;
  /// whether more may come at once.
  func take(
    _ text: RawSpan, in window: RawSpan, _ line: LineReader.Line, of tail: FileTail
  ) -> Bool
  /// Is told that `tail` begins anew, or for the first time: what was known of its header is void.
  func begin(_ tail: FileTail)
}
