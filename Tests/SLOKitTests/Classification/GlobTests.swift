// Globs against the definition by recursion, and patterns made to be slow.

import Testing

@testable import SLOKit

struct GlobTests {
  /// The definition, over characters as Unicode scalars.
  private static func fits(
    _ pattern: ArraySlice<Unicode.Scalar>, _ text: ArraySlice<Unicode.Scalar>
  ) -> Bool {
    guard let first = pattern.first else { return text.isEmpty }
    let rest = pattern.dropFirst()
    switch first {
    case "*": return fits(rest, text) || (!text.isEmpty && fits(pattern, text.dropFirst()))
    case "?": return !text.isEmpty && fits(rest, text.dropFirst())
    default: return text.first == first && fits(rest, text.dropFirst())
    }
  }

  private func matches(_ pattern: String, _ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return unsafe Glob(pattern).matches(bytes.span.bytes)
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func `a glob matches what the definition says`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    func text(of letters: String, upTo length: Int) -> String {
      let scalars = Array(letters.unicodeScalars)
      var view = String.UnicodeScalarView()
      for _ in 0..<Int.random(in: 0...length, using: &random) { view.append(random.pick(scalars)) }
      return String(view)
    }
    for _ in 0..<1000 {
      let pattern = text(of: "ab**??é", upTo: 7)
      let subject = text(of: "aabé", upTo: 9)
      #expect(
        matches(pattern, subject)
          == Self.fits(Array(pattern.unicodeScalars)[...], Array(subject.unicodeScalars)[...]),
        "\(subject) like \(pattern)")
    }
  }

  @Test(arguments: [
    ("", "", true), ("*", "", true), ("?", "", false), ("", "a", false), ("***", "a", true),
    ("/internal/*", "/internal/", true), ("/internal/*", "/internal", false), ("?", "é", true),
    ("?", "\u{1F600}", true), ("??", "\u{1F600}", false), ("??", "e\u{301}", true),
    ("é", "e\u{301}", false), ("*é", "éé", true), ("[ab]", "a", false), ("[ab]", "[ab]", true),
    ("a\\*", "a\\b", true), ("*.js", "a.js.js", true), ("A", "a", false),
  ])
  func `the whole text must fit, and only stars and question marks are special`(
    pattern: String, text: String, fits: Bool
  ) {
    #expect(matches(pattern, text) == fits)
  }

  /// By trying all ways this would take longer than the universe has.
  @Test(arguments: ["a", "ab", "é", "?"])
  func `no pattern takes long on a long text`(unit: String) {
    let pattern = String(repeating: "*\(unit)", count: 40) + "*c"
    let text = String(repeating: unit == "?" ? "x" : unit, count: 5000)
    #expect(!matches(pattern, text))
    #expect(matches(pattern, text + "c"))
  }
}
