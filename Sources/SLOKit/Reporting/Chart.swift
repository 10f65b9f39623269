// Pictures of figures, drawn in SVG. A chart is drawn in a square that the page stretches to its
// width; words stand beside it in HTML, so that they are as large on a phone as on a wall. Every
// chart says in a sentence what it shows, for those who do not see it, and nothing differs by colour
// alone: areas have patterns, lines have dashes, heat has height.

/// A chart of a document.
struct Chart {
  /// How an area or line is drawn.
  enum Ink: String {
    /// What is ours to worry about.
    case mark
    /// What is somebody else's: hatched.
    case own
    /// What is a third party's: dotted.
    case third
    /// What nobody can say anything of.
    case calm
    case shade
    case line
    /// A line that stands behind the other: dashed.
    case middle
    /// One that stands behind both: dotted, and paler.
    case ideal
    /// One that is not to be crossed.
    case limit
    /// A moment at which something was done.
    case moment

    /// The pattern that sets its areas apart; nil where they are plain.
    fileprivate var pattern: String? {
      switch self {
      case .own: "hatch"
      case .third: "dots"
      default: nil
      }
    }

    fileprivate var isLine: Bool { stroke != nil }

    /// How a line of it is drawn; nil where it has areas.
    fileprivate var stroke: (colour: String, width: String, dashes: String)? {
      switch self {
      case .line: ("var(--accent)", "2.5", "none")
      case .middle: ("var(--accent)", "1.5", "12 3")
      case .ideal: ("var(--dim)", "1.5", "5 4")
      case .limit: ("var(--bad)", "1.5", "none")
      case .moment: ("var(--dim)", "1.5", "1 3")
      default: nil
      }
    }
  }

  /// What is drawn, in a square from (0, 0), bottom left, to (1, 1), top right.
  enum Shape {
    /// An area; `says` is what a pointer that rests on it is told.
    case rectangle(Ink, x: Double, y: Double, width: Double, height: Double, says: String = "")
    case line(Ink, [(x: Double, y: Double)], says: String = "")
    /// Stretches that stand on the bottom, one as high as the other, the stronger the closer
    /// `strength` is to 1.
    case heat(Ink, strength: Double, height: Double, [(x: Double, width: Double)])
  }

  /// What stands below the picture.
  enum Axis {
    /// From its left edge to its right one, at equal distances.
    case ends([String])
    /// One below each of as many bars, with a count.
    case bars([(label: String, count: String)])
  }

  var title: String
  /// What the picture shows, in sentences.
  var description: String
  /// Labels from the top down, at equal distances.
  var yLabels: [String]
  var xLabels: Axis
  var shapes: [Shape]
  /// What each ink stands for, and how high its heat is, where it has heights.
  var legend: [(ink: Ink, height: Double, text: String)]
  /// What stands below it, where the picture alone would not do.
  var note = ""
  /// Whether it is a low strip rather than a picture.
  var isStrip = false

  private static let size = 1000.0

  func write(to html: inout HTMLWriter) {
    html.element("figure", ["aria-label": title]) { html in
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
          writeFrame(to: &html)
          for shape in shapes { Chart.write(shape, to: &html) }
        }
        writeAxis(to: &html)
      }
      writeLegend(to: &html)
      if !note.isEmpty { html.element("p", ["class": "legend"], text: note) }
    }
  }

  private func writeAxis(to html: inout HTMLWriter) {
    switch xLabels {
    case .ends(let labels):
      html.element("div", ["class": "x", "aria-hidden": "true"]) { html in
        for label in labels { html.element("span", text: label) }
      }
    case .bars(let labels):
      html.element("div", ["class": "x bars", "aria-hidden": "true"]) { html in
        for (label, count) in labels {
          html.element("span") { html in
            html.text(label)
            html.element("b", text: count)
          }
        }
      }
    }
  }

  private func writeLegend(to html: inout HTMLWriter) {
    if legend.isEmpty { return }
    html.element("p", ["class": "legend"]) { html in
      for (ink, height, text) in legend {
        html.element("span") { html in
          // An area shows a corner of itself, so that its pattern can be seen.
          let size = ink.isLine ? "0 0 1000 1000" : "0 0 60 60"
          html.element("svg", ["viewBox": size, "aria-hidden": "true"]) { html in
            if ink.isLine {
              Chart.write(.line(ink, [(0, 0.5), (1, 0.5)]), to: &html)
            } else if height < 1 {
              // As high as it stands in the picture, or nearly so.
              let top = Chart.tenths(60 - 60 * max(height, 0.15))
              html.empty("path", ["d": "M0 60V\(top)H60V60z", "fill": "var(--\(ink.rawValue))"])
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

  /// The patterns that areas have, once a page.
  static func writePatterns(to html: inout HTMLWriter) {
    html.element("svg", ["width": "0", "height": "0", "class": "hidden", "aria-hidden": "true"]) {
      html in
      html.element("pattern", patternSize("hatch", "14", "40")) { html in
        html.empty(
          "rect", ["width": "14", "height": "40", "fill": "var(--own)", "fill-opacity": "0.35"])
        html.empty("path", ["d": "M0 40L14 0", "stroke": "var(--own)", "stroke-width": "3"])
      }
      html.element("pattern", patternSize("dots", "10", "44")) { html in
        html.empty(
          "rect", ["width": "10", "height": "44", "fill": "var(--third)", "fill-opacity": "0.45"])
        html.empty("rect", ["width": "5", "height": "22", "fill": "var(--third)"])
      }
    }
  }

  private static func patternSize(
    _ name: String, _ width: String, _ height: String
  ) -> HTMLWriter.Attributes {
    ["id": name, "width": width, "height": height, "patternUnits": "userSpaceOnUse"]
  }

  /// A bar beside a number: what is left of a budget.
  static func writeGauge(_ share: Double, _ style: TextStyle, to html: inout HTMLWriter) {
    html.element(
      "svg",
      [
        "class": "gauge", "viewBox": "0 0 1000 1000", "preserveAspectRatio": "none",
        "aria-hidden": "true",
      ]
    ) { html in
      html.empty("rect", ["width": "1000", "height": "1000", "fill": "var(--track)"])
      let colour = style == .good ? "good" : style == .bad ? "mark" : "third"
      // Even a little of it is seen, and so is that nothing is left.
      let width = share <= 0 ? 0 : max(0.03, share)
      if width > 0 {
        html.empty(
          "rect", ["width": number(width), "height": "1000", "fill": "var(--\(colour))"])
      } else {
        html.empty("path", ["d": "M0 0H40V1000H0z", "fill": "var(--mark)"])
      }
    }
  }

  private func writeFrame(to html: inout HTMLWriter) {
    let lines = isStrip ? "M0 1000H1000" : "M0 0H1000M0 500H1000M0 1000H1000"
    html.empty(
      "path",
      [
        "d": lines, "stroke": "var(--line)", "fill": "none",
        "vector-effect": "non-scaling-stroke",
      ])
  }

  private static func write(_ shape: Shape, to html: inout HTMLWriter) {
    switch shape {
    case .rectangle(let ink, let x, let y, let width, let height, let says):
      write(
        "rect",
        [
          "x": number(x), "y": number(1 - y - height), "width": number(width),
          "height": number(height), "fill": fill(ink),
        ], says, to: &html)
    case .line(let ink, let points, let says):
      guard let stroke = ink.stroke else { return }
      var path = ""
      for (x, y) in points {
        path += (path.isEmpty ? "M" : "L") + number(x) + " " + number(1 - y)
      }
      write(
        "path",
        [
          "d": path, "fill": "none", "stroke": stroke.colour, "stroke-width": stroke.width,
          "stroke-dasharray": stroke.dashes, "stroke-linejoin": "round",
          "vector-effect": "non-scaling-stroke",
        ], says, to: &html)
    case .heat(let ink, let strength, let height, let stretches):
      if stretches.isEmpty { return }
      // One path for all, since a month has many hours.
      let high = number(height)
      let path = stretches.reduce(into: "") {
        let width = number($1.width)
        $0 += "M\(number($1.x)) 1000v-\(high)h\(width)v\(high)z"
      }
      html.empty(
        "path",
        [
          "d": path, "fill": "var(--\(ink.rawValue))",
          "fill-opacity": NumberText.shortest(strength),
        ])
    }
  }

  private static func write(
    _ name: StaticString, _ attributes: HTMLWriter.Attributes, _ says: String,
    to html: inout HTMLWriter
  ) {
    if says.isEmpty { return html.empty(name, attributes) }
    html.element(name, attributes) { $0.element("title", text: says) }
  }

  private static func fill(_ ink: Ink) -> String {
    ink.pattern.map { "url(#\($0))" } ?? "var(--\(ink.rawValue))"
  }

  /// A place in the square as SVG counts, to a tenth of a thousandth.
  private static func number(_ share: Double) -> String { tenths(min(max(share, -1), 2) * size) }

  private static func tenths(_ value: Double) -> String {
    NumberText.shortest((value * 10).rounded() / 10)
  }
}
