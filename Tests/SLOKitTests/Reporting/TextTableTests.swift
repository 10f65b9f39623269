// Tables for people: what leans where, what is cut, and what is coloured.

import Testing

@testable import SLOKit

struct TextTableTests {
  private func table() -> TextTable {
    var table = TextTable([.init("NAME", minimum: 6), .init("SPENT", .right), .init("NOTE")])
    table.row(["api-availability", StyledText("12.3%", .good), "日本"])
    table.row(["größe", "-5%"])
    return table
  }

  @Test func `columns are as wide as their widest cell, and no line ends in a space`() {
    #expect(
      table().rendered(colour: false) == """
        NAME              SPENT  NOTE
        api-availability  12.3%  日本
        größe               -5%

        """)
  }

  @Test func `a column that may be cut is cut to fit, with an ellipsis`() {
    #expect(
      table().rendered(colour: false, maxWidth: 22) == """
        NAME       SPENT  NOTE
        api-avai…  12.3%  日本
        größe        -5%

        """)
  }

  @Test func `a column is not cut below its minimum, even where the line does not fit`() {
    #expect(table().rendered(colour: false, maxWidth: 5).hasPrefix("NAME    SPENT  NOTE\napi-a…  "))
  }

  @Test func `colour changes nothing but colours`() {
    let coloured = table().rendered(colour: true)
    #expect(coloured.contains("\u{1B}[32m12.3%\u{1B}[0m"))
    #expect(coloured.replacing(/\u{1B}\[[0-9]*m/, with: "") == table().rendered(colour: false))
  }

  @Test func `lines between rows heed no column`() {
    var table = TextTable([.init("A"), .init("B")], indent: 2)
    table.showsTitles = false
    table.row(["1", "2"])
    table.line()
    table.line(StyledText("a note that is longer than the table", .dim))
    #expect(table.rendered(colour: false) == "  1  2\n\n  a note that is longer than the table\n")
  }

  @Test(arguments: [
    ("abc", 3, "abc"), ("abcd", 3, "ab…"), ("abcd", 1, "…"), ("日本語", 4, "日…"), ("ab", 0, ""),
  ])
  func `styled text is cut to its columns, the ellipsis among them`(
    text: String, columns: Int, cut: String
  ) {
    #expect(StyledText(text, .bad).truncated(to: columns).text == cut)
  }

  @Test func `text in pieces is cut across them`() {
    let text = StyledText("ab", .good) + StyledText("cd", .bad)
    #expect(text.truncated(to: 3).text == "ab…")
    #expect(text.truncated(to: 2).text == "a…")
    #expect(text.truncated(to: 3).pieces.map(\.style) == [.good, .bad])
  }
}
