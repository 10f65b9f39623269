// Documents in all formats: hostile texts come out harmless, the HTML is well formed and fetches
// nothing, and what is coloured can be read in both themes.

import Foundation
import Testing

@testable import SLOKit

struct DocumentTests {
  /// A document of every kind of block.
  static func document(of names: [[UInt8]]) -> Document {
    let texts = names.map { String(decoding: $0, as: UTF8.self) }
    var page = Document(title: ["Report on ", .name(names[0])])
    for (name, text) in zip(names, texts) {
      page.heading(2, .name(name))
      page.heading(3, Document.Run(text, .bad))
      page.paragraph(Document.Run(text), " and ", .name(name), " and ", Document.Run(text, .good))
      page.blocks.append(.facts([("Left", [.name(name)]), ("Spent", [Document.Run(text, .warn)])]))
      var table = Document.Table(
        caption: text,
        columns: [
          Document.Column("Route", minimum: 8), Document.Column("Count", right: true),
          Document.Column("First", whole: true),
        ], notesTitle: "Traces")
      table.rows.append(([[.name(name)], ["7"], ["2026-10-03 14:20"]], [.name(name)]))
      page.blocks.append(.table(table))
      page.blocks.append(
        .entries([
          Document.Entry(
            title: [.name(name)], aside: [Document.Run(text)], facts: [("Routes", [.name(name)])])
        ]))
      page.blocks.append(
        .chart(
          Chart(
            title: text, description: text, yLabels: [text, "0"], xLabels: .ends([text]),
            shapes: [
              .rectangle(.mark, x: 0, y: 0, width: 0.5, height: 0.25),
              .rectangle(.own, x: 0.5, y: 0, width: 0.5, height: 1),
              .rectangle(.third, x: 0, y: 0, width: 0.1, height: 0.1, says: text),
              .line(.line, [(0, 1), (1, 0.5)]), .line(.moment, [(0, 1), (1, 0.5)], says: text),
              .heat(.mark, strength: 0.33, height: 0.5, [(x: 0, width: 0.1)]),
            ],
            legend: [(.mark, 1, text), (.own, 1, text), (.mark, 0.5, text), (.ideal, 1, "ideal")])))
      page.blocks.append(
        .chart(
          Chart(
            title: text, description: text, yLabels: [], xLabels: .bars([(text, text)]),
            shapes: [], legend: [], note: text, isStrip: true)))
      page.paragraph(
        .name(name).with(.part(0)), Document.Run(text, .bad).with(.badge),
        Document.Run(text, .good).with(.gauge(0.5)), Document.Run(text, .bad).with(.gauge(-1)))
      page.blocks.append(.glossary([(term: text, meaning: text)]))
    }
    return page
  }

  static let plain = document(of: [Array("api".utf8)])
  static let hostile = document(of: Sample.hostileKeys)

  @Test(arguments: [OutputFormat.text, .markdown, .html])
  func `a document reads as recorded`(format: OutputFormat) throws {
    try Snapshot.expect(
      Self.plain.rendered(as: format, options: ReportOptions()),
      matches: "document.\(format.rawValue).txt")
  }

  @Test func `text keeps to 80 columns and holds no control`() {
    let text = Self.hostile.rendered(as: .text, options: ReportOptions())
    for scalar in text.unicodeScalars {
      #expect(scalar == "\n" || !TextEscaping.isUnseen(scalar))
    }
    for line in Self.plain.rendered(as: .text, options: ReportOptions()).split(separator: "\n") {
      #expect(DisplayWidth.of(String(line)) <= 80)
    }
  }

  @Test func `the HTML is well formed, whatever stands in it`() throws {
    for document in [Self.plain, Self.hostile] {
      let html = document.rendered(as: .html, options: ReportOptions())
      let body = html.replacing("<!doctype html>", with: "")
      #expect(try Self.elements(of: body).contains("svg"))
    }
  }

  /// The names of the elements of `text`; a failure where one is not closed in its turn, where an
  /// attribute is not quoted, or where a bare `<` or `&` stands in a text.
  static func elements(of text: String) throws -> Set<String> {
    var names: Set<String> = []
    var open: [Substring] = []
    var rest = text[...]
    while let start = rest.firstIndex(of: "<") {
      let words = rest[..<start]
      #expect(open.last == "style" || !words.contains(">"))
      #expect(words.matches(of: /&(?!(amp|lt|gt|quot|#39);)/).isEmpty)
      let end = try #require(rest[start...].firstIndex(of: ">"))
      let tag = rest[rest.index(after: start)..<end]
      rest = rest[rest.index(after: end)...]
      if tag.hasPrefix("/") {
        #expect(open.popLast() == tag.dropFirst())
        continue
      }
      let found = try #require(tag.wholeMatch(of: /([a-z][a-z0-9]*)( [a-zA-Z-]+="[^"<>]*")*(\/?)/))
      names.insert(String(found.1))
      if found.3.isEmpty { open.append(found.1) }
    }
    #expect(open.isEmpty)
    return names
  }

  @Test func `the HTML runs nothing and fetches nothing`() throws {
    let html = Self.hostile.rendered(as: .html, options: ReportOptions())
    let names = try Self.elements(of: html.replacing("<!doctype html>", with: ""))
    #expect(names.isDisjoint(with: ["script", "link", "img", "iframe", "object", "base", "form"]))
    #expect(html.contains("default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;"))
    for attribute in ["src", "onload", "onclick", "action"] {
      #expect(!html.contains(" \(attribute)="))
    }
    #expect(html.firstMatch(of: /href=(?!"#part-[0-9]+")/) == nil)
    #expect(html.firstMatch(of: /url\((?!#(hatch|dots)\))/) == nil)
  }

  @Test func `every picture has a text, every table a caption, every column a scope`() {
    let html = Self.plain.rendered(as: .html, options: ReportOptions())
    for svg in html.matches(of: /<svg[^>]*>/) {
      let tag = String(svg.output)
      #expect(tag.contains("aria-label=\"") || tag.contains("aria-hidden=\"true\""))
    }
    #expect(html.matches(of: /<table>/).count == html.matches(of: /<caption>/).count)
    #expect(html.matches(of: #/<th /#).count == html.matches(of: #/<th scope="col"/#).count)
    #expect(html.contains("<html lang=\"en\">"))
  }

  // MARK: Contrast (WCAG 2.2, 1.4.3)

  /// The colours of each theme: light, dark, print.
  private static var themes: [[String: String]] {
    DocumentHTML.style.description.components(separatedBy: ":root {").dropFirst().map { part in
      let rules = part.prefix { $0 != "}" }
      return Dictionary(
        uniqueKeysWithValues: String(rules).matches(of: /--([a-z]+): (#[0-9a-f]{6})/).map {
          (String($0.output.1), String($0.output.2))
        })
    }
  }

  private static func luminance(_ colour: String) -> Double {
    let value = Int(colour.dropFirst(), radix: 16) ?? 0
    let parts = [value >> 16, value >> 8 & 255, value & 255].map { part -> Double in
      let share = Double(part) / 255
      return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
  }

  private static func contrast(_ one: String, _ other: String) -> Double {
    let (a, b) = (luminance(one), luminance(other))
    return (max(a, b) + 0.05) / (min(a, b) + 0.05)
  }

  @Test func `text has a contrast of 4.5 on what it stands on, and marks one of 3`() throws {
    #expect(Self.themes.count == 3)
    for (index, theme) in Self.themes.enumerated() {
      let colours = Self.themes[0].merging(theme) { $1 }
      for text in ["text", "dim", "good", "warn", "bad", "accent"] {
        for ground in ["page", "card", "code"] {
          let (one, other) = (try #require(colours[text]), try #require(colours[ground]))
          #expect(Self.contrast(one, other) >= 4.5, "\(text) on \(ground) in theme \(index)")
        }
      }
      for mark in ["mark", "own", "accent"] {
        let (one, other) = (try #require(colours[mark]), try #require(colours["card"]))
        #expect(Self.contrast(one, other) >= 3, "\(mark) on card in theme \(index)")
      }
    }
  }
}
