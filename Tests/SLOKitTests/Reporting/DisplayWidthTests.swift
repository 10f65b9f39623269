// How wide text is on a terminal.

import Testing

@testable import SLOKit

struct DisplayWidthTests {
  @Test(arguments: [
    ("", 0), ("acme", 4), ("–", 1), ("größe", 5), ("e\u{301}", 1), ("a\u{200B}b", 2),
    ("日本語", 6), ("ｆｕｌｌ", 8), ("한국", 4), ("\u{1112}\u{1161}\u{11AB}", 2), ("ไทย", 3),
    ("नि", 1), ("😀", 2), ("👍🏽", 2), ("👩‍👩‍👧", 2), ("🇩🇪", 2), ("☁", 1), ("☁\u{FE0F}", 2), ("→", 1),
    ("\u{AD}", 1), ("\u{1B}[31m", 4), ("\r\n", 0), ("\u{7F}", 0),
  ])
  func `a text takes the columns of what is drawn`(text: String, columns: Int) {
    #expect(DisplayWidth.of(text) == columns)
  }

  @Test(arguments: [
    ("abc", 2, "ab"), ("abc", 3, "abc"), ("abc", 0, ""), ("日本", 3, "日"), ("日本", 1, ""),
    ("e\u{301}a", 1, "e\u{301}"), ("👩‍👩‍👧a", 2, "👩‍👩‍👧"),
  ])
  func `a start keeps to its columns and cuts no character`(
    text: String, columns: Int, start: String
  ) {
    #expect(DisplayWidth.prefix(of: text, columns: columns) == start)
  }

  @Test func `padding fills to either side and never cuts`() {
    #expect(DisplayWidth.padded("日", to: 4) == "日  ")
    #expect(DisplayWidth.padded("7", to: 3, right: true) == "  7")
    #expect(DisplayWidth.padded("long", to: 2) == "long")
  }
}
