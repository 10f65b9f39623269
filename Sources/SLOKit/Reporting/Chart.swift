// Pictures of figures, drawn in SVG. A chart is drawn in a square that the page stretches to its
// width; words stand beside it in HTML, so that they are as large on a phone as on a wall. Every
// chart says in a sentence what it shows, for those who do not see it, and areas differ by pattern
// as well as by colour.

/// A chart of a document.
struct Chart {
  /// How an area or line is drawn.
  enum Ink: String {
    /// What is ours to worry about.
    case mark
    /// What is somebody else's: hatched.
    case own
    /// What is a third party's.
    case third
    /// What nobody can say anything of.
    case calm
    case line
    /// A line that stands behind the other: dashed.
    case middle
    /// One that stands behind both: dotted, and paler.
    case ideal
    case shade
  }

  /// What is drawn, in a square from (0, 0), bottom left, to (1, 1), top right.
  enum Shape {
    case rectangle(Ink, x: Double, y: Double, width: Double, height: Double)
    case line(Ink, [(x: Double, y: Double)])
    /// Stretches from bottom to top whose ink is stronger the closer `strength` is to 1.
    case heat(strength: Double, [(x: Double, width: Double)])
  }

  var title: String
  /// What the picture shows, in sentences.
  var description: String
  /// Labels from the top down, and from left to right.
  var yLabels: [String]
  var xLabels: [String]
  var shapes: [Shape]
  var legend: [(ink: Ink, text: String)]
  /// What stands below it, where the picture alone would not do.
  var note = ""
  /// Whether it is a low strip rather than a picture.
  var isStrip = false

  private static let size = 1000.0

  func write(to html: inout HTMLWriter) {
    html.element("figure") { html in
      html.element("figcaption", text: title)
      html.element("div", ["class": isStrip ? "plot strip" : "plot"]) { html in
        html.element("div", ["class": "y", "aria-hidden": "true"]) { html in
          for label in yLabels { html.element("span", text: label) }
        }
        html.element(
          "svg",
          [
            "viewBox": "0 0 1000 1000", "preserveAspectRatio": "none", "role": "img",
            "aria-label": description,
          ]
        ) { html in
          Chart.writeFrame(to: &html)
          for shape in shapes { Chart.write(shape, to: &html) }
        }
        html.element("div", ["class": "x", "aria-hidden": "true"]) { html in
          for label in xLabels { html.element("span", text: label) }
        }
      }
      writeLegend(to: &html)
      if !note.isEmpty { html.element("p", ["class": "legend"], text: note) }
    }
  }

  private func writeLegend(to html: inout HTMLWriter) {
    if legend.isEmpty { return }
    html.element("p", ["class": "legend"]) { html in
      for (ink, text) in legend {
        html.element("span") { html in
          // An area shows a corner of itself, so that its pattern can be seen.
          let isLine = ink == .line || ink == .middle || ink == .ideal
          let size = isLine ? "0 0 1000 1000" : "0 0 60 60"
          html.element("svg", ["viewBox": size, "aria-hidden": "true"]) { html in
            if isLine {
              Chart.write(.line(ink, [(0, 0.5), (1, 0.5)]), to: &html)
            } else {
              Chart.write(.rectangle(ink, x: 0, y: 0, width: 1, height: 1), to: &html)
            }
          }
          html.text(text)
        }
      }
    }
  }

  // MARK: Shapes

  /// The pattern that areas of others have, once a page.
  static func writeHatch(to html: inout HTMLWriter) {
    html.element("svg", ["width": "0", "height": "0", "class": "hidden", "aria-hidden": "true"]) {
      $0.element(
        "pattern",
        ["id": "hatch", "width": "14", "height": "40", "patternUnits": "userSpaceOnUse"]
      ) { html in
        html.empty(
          "rect", ["width": "14", "height": "40", "fill": "var(--own)", "fill-opacity": "0.35"])
        html.empty("path", ["d": "M0 40L14 0", "stroke": "var(--own)", "stroke-width": "3"])
      }
    }
  }

  private static func writeFrame(to html: inout HTMLWriter) {
    html.empty(
      "path",
      [
        "d": "M0 0H1000M0 500H1000M0 1000H1000", "stroke": "var(--line)", "fill": "none",
        "vector-effect": "non-scaling-stroke",
      ])
  }

  private static func write(_ shape: Shape, to html: inout HTMLWriter) {
    switch shape {
    case .rectangle(let ink, let x, let y, let width, let height):
      html.empty(
        "rect",
        [
          "x": number(x), "y": number(1 - y - height), "width": number(width),
          "height": number(height), "fill": fill(ink),
        ])
    case .line(let ink, let points):
      var path = ""
      for (x, y) in points {
        path += (path.isEmpty ? "M" : "L") + number(x) + " " + number(1 - y)
      }
      html.empty(
        "path",
        [
          "d": path, "fill": "none", "stroke": ink == .ideal ? "var(--dim)" : "var(--accent)",
          "stroke-width": ink == .line ? "2.5" : "1.5",
          "stroke-dasharray": ink == .line ? "none" : ink == .ideal ? "5 4" : "12 3",
          "stroke-linejoin": "round", "vector-effect": "non-scaling-stroke",
        ])
    case .heat(let strength, let stretches):
      if stretches.isEmpty { return }
      // One path for all, since a month has many hours.
      let path = stretches.reduce(into: "") {
        $0 += "M\(number($1.x)) 0h\(number($1.width))v1000h-\(number($1.width))z"
      }
      html.empty(
        "path", ["d": path, "fill": "var(--mark)", "fill-opacity": NumberText.shortest(strength)])
    }
  }

  private static func fill(_ ink: Ink) -> String {
    ink == .own ? "url(#hatch)" : "var(--\(ink.rawValue))"
  }

  /// A place in the square as SVG counts, to a tenth of a thousandth.
  private static func number(_ share: Double) -> String { tenths(min(max(share, -1), 2) * size) }

  private static func tenths(_ value: Double) -> String {
    NumberText.shortest((value * 10).rounded() / 10)
  }
}
