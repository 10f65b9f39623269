#!/usr/bin/env python3
"""Makes the pictures of pages of HTML that README.md shows, and says whether they are of today's pages.

    html-png.py FOLDER           FOLDER holds the built sloctl: are the pictures of what it makes now?
    html-png.py FOLDER --write   makes them anew, in a headless Chromium

Fonts and browsers differ, so that pictures cannot be compared; but each carries the SHA-256 of the
HTML that it was made of, in a chunk of text, and that must be the page's of today. No browser is
needed to see whether it is.
"""

import base64
import hashlib
import os
import struct
import subprocess
import sys
import tempfile
import zlib

import chromium

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
REPORT = ["report", "-c", "examples/slos.json", "--format", "html", "--at", "2026-11-20T12:00:00Z"]
# The picture, the command, the theme, and how much of the page is shown, in pixels.
PICTURES = [
    ("docs/report-light.png", REPORT, "light", (960, 1130)),
    ("docs/report-dark.png", REPORT, "dark", (960, 1130)),
]
KEYWORD = b"HTML-SHA-256\0"
SIGNATURE = b"\x89PNG\r\n\x1a\n"


def chunks(png):
    place = len(SIGNATURE)
    while place < len(png):
        (length,) = struct.unpack(">I", png[place : place + 4])
        yield png[place + 4 : place + 8], png[place + 8 : place + 8 + length]
        place += 12 + length


def written(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def marked(png, digest):
    """The picture with the digest in a chunk behind its header."""
    parts = [written(*chunk) for chunk in chunks(png)]
    parts.insert(1, written(b"tEXt", KEYWORD + digest.encode()))
    return SIGNATURE + b"".join(parts)


def digest_in(png):
    for kind, data in chunks(png):
        if kind == b"tEXt" and data.startswith(KEYWORD):
            return data[len(KEYWORD) :].decode()
    return None


def photograph(browser, html, theme, size, path):
    with tempfile.TemporaryDirectory() as folder:
        file = os.path.join(folder, "page.html")
        with open(file, "wb") as out:
            out.write(html)
        page = browser.page()
        page.size(*size)
        page.medium("screen", theme)
        page.go("file://" + file)
        reply = page.ask("Page.captureScreenshot", format="png")
    with open(path, "wb") as out:
        out.write(marked(base64.b64decode(reply["data"]), hashlib.sha256(html).hexdigest()))


def main():
    sloctl = os.path.join(os.path.abspath(sys.argv[1]), "sloctl")
    stale = []
    for path, words, theme, size in PICTURES:
        html = subprocess.run([sloctl] + words, cwd=ROOT, stdout=subprocess.PIPE, check=True).stdout
        place = os.path.join(ROOT, path)
        if "--write" in sys.argv:
            with chromium.Chromium() as browser:
                photograph(browser, html, theme, size, place)
        with open(place, "rb") as file:
            if digest_in(file.read()) != hashlib.sha256(html).hexdigest():
                stale.append(path)
    for path in stale:
        print("%s shows another page than sloctl makes now: see CONTRIBUTING.md" % path)
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
