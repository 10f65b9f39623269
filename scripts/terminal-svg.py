#!/usr/bin/env python3
"""Draws a terminal: text with ANSI colours comes in, a self-contained SVG goes out.

    sloctl budget --color always | terminal-svg.py 'sloctl budget' > picture.svg

The argument is the command that the picture shows above the text. The same text gives the same
bytes. Every run of one style has its place and its length in the picture, so that columns stay
columns whatever monospaced font the reader has.
"""

import re
import sys
import unicodedata
from xml.sax.saxutils import escape

CELL_WIDTH, LINE_HEIGHT, MARGIN, BAR = 8.4, 19, 20, 34
# The sequences that sloctl writes; anything else is an error, lest a style get lost unseen.
STYLES = {"1": "strong", "2": "dim", "31": "red", "32": "green", "33": "yellow"}
CSS = """
  text { font: 14px ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
         fill: #d4d8df; white-space: pre; }
  .strong { fill: #ffffff; font-weight: 600; }
  .dim { fill: #838b99; }
  .red { fill: #ff7b72; }
  .green { fill: #6fce7f; }
  .yellow { fill: #e3b341; }
"""


def runs(line):
    """The pieces of `line`: (style or None, text)."""
    style = None
    for part in re.split(r"(\x1b\[[0-9;]*m)", line):
        if part.startswith("\x1b["):
            code = part[2:-1]
            style = None if code in ("", "0") else STYLES[code]
        elif "\x1b" in part:
            raise ValueError("not a colour: %r" % part)
        elif part:
            yield style, part


def columns(text):
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def draw(lines):
    """The text elements of `lines`, and how many columns the longest one has."""
    elements, widest = [], 0
    for row, line in enumerate(lines):
        column, y = 0, BAR + MARGIN + row * LINE_HEIGHT
        for style, text in runs(line):
            width = columns(text)
            if text.strip():
                elements.append(
                    '<text x="%.1f" y="%d" textLength="%.1f"%s xml:space="preserve">%s</text>'
                    % (
                        MARGIN + column * CELL_WIDTH,
                        y,
                        width * CELL_WIDTH,
                        ' class="%s"' % style if style else "",
                        escape(text),
                    )
                )
            column += width
        widest = max(widest, column)
    return elements, widest


def main():
    command = sys.argv[1]
    text = sys.stdin.buffer.read().decode("utf-8")
    if not text:
        sys.exit("terminal-svg.py: there is nothing to draw")
    prompt = "\x1b[2m$\x1b[0m \x1b[1m%s\x1b[0m" % command
    elements, widest = draw([prompt, ""] + text.rstrip("\n").split("\n"))
    width = round(2 * MARGIN + widest * CELL_WIDTH)
    height = BAR + MARGIN + (text.rstrip("\n").count("\n") + 3) * LINE_HEIGHT
    lights = "".join(
        '<circle cx="%d" cy="18" r="5.5" fill="%s"/>' % (MARGIN + 6 + 20 * i, colour)
        for i, colour in enumerate(["#ff5f57", "#febc2e", "#28c840"])
    )
    sys.stdout.buffer.write(
        (
            '<svg xmlns="http://www.w3.org/2000/svg" width="{w}" height="{h}" '
            'viewBox="0 0 {w} {h}" role="img" aria-label="{label}">\n'
            "<style>{css}</style>\n"
            '<rect width="{w}" height="{h}" rx="9" fill="#15181e"/>\n{lights}\n{body}\n</svg>\n'
        )
        .format(
            w=width,
            h=height,
            label=escape("The output of " + command, {'"': "&quot;"}),
            css=CSS,
            lights=lights,
            body="\n".join(elements),
        )
        .encode("utf-8")
    )


if __name__ == "__main__":
    main()
