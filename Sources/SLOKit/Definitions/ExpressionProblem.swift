// What is wrong with an expression, before it is known where the expression stands: in a config,
// on a command line, in a test.

/// The first problem of an expression.
package struct ExpressionProblem: Error, Equatable, Sendable {
  /// Where it is, in bytes from the expression's first.
  package var offsetBytes: Int
  /// What was found and what was wanted.
  package var message: String
  /// What to do.
  package var advice: String?

  package init(at offsetBytes: Int, _ message: String, advice: String? = nil) {
    self.offsetBytes = offsetBytes
    self.message = message
    self.advice = advice
  }

  /// The problem as a diagnostic of `expression`, which is known by `name`: an option, say.
  package func diagnostic(in expression: String, named name: String) -> Diagnostic {
    let source = SourceText(Array(expression.utf8))
    let position = source.position(ofByte: offsetBytes)
    let place = Diagnostic.Place(
      file: name, line: position.line, column: position.column,
      source: String(decoding: source.line(position.line), as: UTF8.self))
    return Diagnostic(at: place, message, advice: advice)
  }
}
