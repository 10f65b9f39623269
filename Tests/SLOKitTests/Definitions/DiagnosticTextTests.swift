// Diagnostics as they are printed: the caret under its column whatever stands before it, nothing
// that a terminal obeys, names that were nearly right.

import Testing

@testable import SLOKit

struct DiagnosticTextTests {
  private func text(_ source: String, column: Int) -> String {
    let place = Diagnostic.Place(file: "f", line: 3, column: column, source: source)
    return Diagnostic(at: place, "m", advice: "a").description
  }

  @Test func `without a place or a line only one line is printed`() {
    #expect(Diagnostic(.error, "m").description == "error: m")
    #expect(Diagnostic(.warning, "m", advice: "a").description == "warning: m; a")
    #expect(Diagnostic(at: Diagnostic.Place(file: "f"), "m").description == "f: error: m")
    let place = Diagnostic.Place(file: "f", line: 1, column: 2)
    #expect(Diagnostic(at: place, "m").description == "f:1:2: error: m")
  }

  @Test(arguments: [
    ("abc", 1, "abc", 0), ("abc", 3, "abc", 2), ("abc", 4, "abc", 3), ("\tab", 2, "  ab", 2),
    ("é=1", 3, "é=1", 1), ("日本=1", 7, "日本=1", 4), ("e\u{301}=1", 4, "e\u{301}=1", 1),
    ("é=1", 2, "é=1", 0), ("\u{1b}[31m=", 6, "\\x1b[31m=", 8),
    ("\u{202e}x", 4, "\\u{202e}x", 8), ("a", 9, "a", 1),
  ])
  func `the caret stands under its column`(
    _ source: String, _ column: Int, _ line: String, _ indent: Int
  ) {
    #expect(
      text(source, column: column)
        == "f:3:\(column): error: m; a\n  \(line)\n  \(String(repeating: " ", count: indent))^")
  }

  @Test func `a long line is cut around the caret`() {
    let source = String(repeating: "a", count: 500) + "b" + String(repeating: "c", count: 500)
    let lines = text(source, column: 501).split(separator: "\n").map(String.init)
    let a60 = String(repeating: "a", count: 60)
    #expect(lines[1] == "  …" + a60 + "b" + String(repeating: "c", count: 39) + "…")
    #expect(lines[2] == String(repeating: " ", count: 63) + "^")
  }

  @Test func `what a hostile file or name holds does not reach the terminal`() {
    let place = Diagnostic.Place(file: "a\nb", line: 1, column: 1, source: "\u{7}")
    #expect(
      Diagnostic(at: place, "\u{1b}]0;x\u{7}").description
        == "a\\nb:1:1: error: \\x1b]0;x\\x07\n  \\x07\n  ^")
  }

  @Test(arguments: [
    ("windw", "window"), ("WINDOW", "window"), ("taget", "target"), ("tagret", "target"),
    ("zebra", nil), ("", nil), ("w", nil), ("windowwindow", nil),
    (String(repeating: "x", count: 1_000_000), nil),
  ])
  func `the nearest name is told where one is near`(_ text: String, _ nearest: String?) {
    #expect(nearestName(to: text, in: ["window", "target", "per"]) == nearest)
  }
}
