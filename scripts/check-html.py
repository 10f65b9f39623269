#!/usr/bin/env python3
"""Looks at every page of HTML that sloctl makes as a reader's browser shows it.

    check-html.py FOLDER                   FOLDER holds the built sloctl
    check-html.py FOLDER --pictures OUT    leaves pictures of every page in the folder OUT, too
    check-html.py FOLDER --axe axe.min.js  asks axe-core as well

The examples' reports and the page of a daemon are opened in a headless Chromium, light, dark and as
on paper, 400, 800 and 1600 pixels wide. Nothing may be wider than the page, say a word on the
console or fetch anything; each text has a contrast of at least 4.5 : 1 (3 : 1 where it is large) to
what it stands on, whatever is a picture, a link, a table or scrolls has a name, and headings skip no
level. Without Chromium it says so and ends with 0.
"""

import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request

import chromium

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
LOOKS = [("screen", "light"), ("screen", "dark"), ("print", "light")]
WIDTHS = [400, 800, 1600]
# The width of a sheet of paper between its margins, in pixels of CSS.
A4 = 718
ASK = ["-c", "examples/slos.json", "--format", "html", "--at", "2026-11-20T12:00:00Z"]
PAGES = {
    "report": ["report"] + ASK,
    "report-week": ["report", "--period", "2026-W46"] + ASK,
    "report-customer": ["report", "--customer", "granite-bank"] + ASK,
    "report-product": ["report", "--for", "product"] + ASK,
}

# What is wrong with the page that is open, as sentences.
FINDINGS = r"""
(() => {
  const wrong = [];
  const root = document.documentElement;
  const name = (element) =>
    element.tagName.toLowerCase() + (element.className && element.className.baseVal === undefined
      ? "." + element.className : "") + " '" + element.textContent.trim().slice(0, 40) + "'";
  const shown = (element) => element.checkVisibility({visibilityProperty: true, opacityProperty: true});

  // Width: of the page, and of what hangs out of it without scrolling by itself.
  if (root.scrollWidth > innerWidth)
    wrong.push(`the page is ${root.scrollWidth} wide in ${innerWidth}`);
  for (const element of document.querySelectorAll("body *")) {
    const picture = element.parentElement.closest("svg");
    if (!shown(element) || element.closest(".hidden")
        || picture && getComputedStyle(picture).overflowX === "hidden") continue;
    const scroller = element.closest(".scroll");
    const box = element.getBoundingClientRect();
    if (!scroller && (box.right > innerWidth + 0.5 || box.left < -0.5))
      wrong.push(`${name(element)} reaches from ${box.left} to ${box.right}`);
    const style = getComputedStyle(element);
    if (style.overflowX === "hidden" && !element.closest("svg")
        && element.scrollWidth > element.clientWidth + 1)
      wrong.push(`${name(element)} is cut off`);
  }

  // Contrast (WCAG 2.2, 1.4.3): every text on what is painted behind it.
  const parse = (text) => {
    const parts = text.match(/[\d.]+/g).map(Number);
    return text.startsWith("color(srgb")
      ? [...parts.slice(0, 3).map((part) => part * 255), parts[3] ?? 1]
      : [parts[0], parts[1], parts[2], parts[3] ?? 1];
  };
  const over = (top, below) =>
    [0, 1, 2].map((i) => top[i] * top[3] + below[i] * (1 - top[3])).concat(1);
  const ground = (element) => {
    const layers = [];
    for (let at = element; at; at = at.parentElement)
      layers.push(parse(getComputedStyle(at).backgroundColor));
    return layers.reverse().reduce((below, top) => over(top, below), [255, 255, 255, 1]);
  };
  const luminance = (colour) => {
    const [r, g, b] = colour.map((part) => part / 255)
      .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, other) => {
    const [a, b] = [luminance(one), luminance(other)];
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let looked = 0;
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || !shown(element) || element.closest("svg, style")) continue;
    const style = getComputedStyle(element);
    const size = parseFloat(style.fontSize);
    const isLarge = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
    const below = ground(element);
    const found = contrast(over(parse(style.color), below), below);
    looked += 1;
    if (found < (isLarge ? 3 : 4.5)) wrong.push(`${name(element)} has a contrast of ${found.toFixed(2)}`);
    if (size < 9) wrong.push(`${name(element)} is ${size} pixels high`);
  }
  if (looked < 20) wrong.push(`there are but ${looked} texts`);

  // Names and structure.
  const named = (element) => (element.getAttribute("aria-label") || "").trim();
  if (!root.lang) wrong.push("the page has no language");
  if (!document.title.trim()) wrong.push("the page has no title");
  if (document.querySelectorAll("main").length !== 1) wrong.push("there is not one main part");
  if (document.querySelectorAll("h1").length !== 1) wrong.push("there is not one first heading");
  for (const svg of document.querySelectorAll("svg")) {
    if (svg.getAttribute("aria-hidden") === "true") continue;
    if (svg.getAttribute("role") !== "img" || named(svg).length < 20)
      wrong.push("a picture has no text: " + svg.outerHTML.slice(0, 80));
  }
  for (const table of document.querySelectorAll("table")) {
    if (!table.caption || !table.caption.textContent.trim()) wrong.push("a table has no caption");
    for (const cell of table.querySelectorAll("th"))
      if (!cell.scope || !cell.textContent.trim()) wrong.push("a column's title lacks scope or text");
  }
  for (const element of document.querySelectorAll("[tabindex], [role=group], figure"))
    if (!named(element)) wrong.push(`${name(element)} has no name`);
  for (const link of document.querySelectorAll("a")) {
    if (!link.textContent.trim()) wrong.push("a link has no text");
    if (!document.querySelector(link.getAttribute("href"))) wrong.push(`${link.href} leads nowhere`);
  }
  for (const element of document.querySelectorAll("[aria-hidden=true] a, [aria-hidden=true] [tabindex]"))
    wrong.push(`${name(element)} can be reached but not heard`);
  let last = 0;
  for (const heading of document.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
    const level = Number(heading.tagName[1]);
    if (level > last + 1) wrong.push(`${name(heading)} comes after a heading of level ${last}`);
    if (!heading.textContent.trim()) wrong.push("a heading is empty");
    last = level;
  }
  const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
  if (new Set(ids).size !== ids.length) wrong.push("two elements have one id");
  return wrong;
})()
"""


def unnamed(tree):
    """The nodes that a screen reader would announce without a name."""
    wants = {"image", "link", "heading", "table", "group", "figure", "columnheader"}
    for node in tree:
        role = node.get("role", {}).get("value")
        if not node.get("ignored") and role in wants and not node.get("name", {}).get("value"):
            yield role


def looked_at(page, address, name, pictures, axe):
    """What is wrong with the page at `address`, as sentences with where it was seen."""
    found = []
    for medium, theme in LOOKS:
        look = theme if medium == "screen" else medium
        page.medium(medium, theme)
        page.go(address)
        for width in WIDTHS if medium == "screen" else [A4]:
            place = "%s-%s-%d" % (name, look, width)
            page.size(width, 900)
            wrong = page.value(FINDINGS)
            if axe and medium == "screen":
                wrong += asked(page, axe)
            found += ["%s: %s" % (place, sentence) for sentence in wrong]
            if pictures:
                page.picture(os.path.join(pictures, place + ".png"))
        wrong = ["%s has no name" % role for role in unnamed(page.tree())]
        told, fetched = page.messages()
        wrong += ["the console was told: " + text for text in told]
        wrong += ["it fetched " + what for what in fetched if what != address]
        found += ["%s-%s: %s" % (name, look, sentence) for sentence in wrong]
    if pictures:
        page.paper(os.path.join(pictures, name + ".pdf"))
    return found


def asked(page, axe):
    """What axe-core finds."""
    page.value(axe)
    reply = page.ask(
        "Runtime.evaluate",
        expression="axe.run().then((found) => JSON.stringify(found.violations))",
        awaitPromise=True, returnByValue=True,
    )
    for rule in json.loads(reply["result"]["value"]):
        for node in rule["nodes"]:
            yield "axe: %s: %s" % (rule["id"], node["html"][:160])


def daemon_page(sloctl, folder):
    """A daemon of the examples' events, and the address of its page once it has read them."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        place = "127.0.0.1:%d" % free.getsockname()[1]
    command = [sloctl, "daemon", "-c", "examples/slos.json", "--clock", "events", "--dry-run"]
    command += ["--state", os.path.join(folder, "state"), "--listen", place]
    command += ["--socket", os.path.join(folder, "socket")]
    daemon = subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
    )
    for _ in range(3000):
        try:
            with urllib.request.urlopen("http://%s/readyz" % place, timeout=10):
                return daemon, "http://%s/" % place
        except OSError:
            time.sleep(0.1)
    daemon.terminate()
    sys.exit("check-html.py: the daemon was not ready within five minutes")


def option(name):
    return sys.argv[sys.argv.index(name) + 1] if name in sys.argv else None


def main():
    sloctl = os.path.join(os.path.abspath(sys.argv[1]), "sloctl")
    if not os.access(sloctl, os.X_OK):
        sys.exit("check-html.py: there is no " + sloctl)
    if not chromium.installed():
        print("no Chromium: the pages of HTML were not looked at")
        return 0
    pictures, axe = option("--pictures"), option("--axe")
    if pictures:
        os.makedirs(pictures, exist_ok=True)
    if axe:
        with open(axe, encoding="utf-8") as file:
            axe = file.read()
    wrong, count = [], 0
    with tempfile.TemporaryDirectory() as folder, chromium.Chromium() as browser:
        page = browser.page()
        for name, words in PAGES.items():
            path = os.path.join(folder, name + ".html")
            with open(path, "wb") as file:
                subprocess.run([sloctl] + words, cwd=ROOT, stdout=file, check=True)
            wrong += looked_at(page, "file://" + path, name, pictures, axe)
            count += 1
        daemon, address = daemon_page(sloctl, folder)
        try:
            wrong += looked_at(page, address, "daemon", pictures, axe)
            count += 1
        finally:
            daemon.terminate()
            daemon.wait()
    for sentence in wrong:
        print(sentence)
    if wrong:
        return 1
    print(
        "%d pages of HTML, light, dark and printed, %s pixels wide: nothing sticks out, nothing is "
        "said on the console, all has contrast and a name" % (count, ", ".join(map(str, WIDTHS)))
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
