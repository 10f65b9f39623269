"""Drives a headless Chromium over a pipe, as its DevTools protocol says: python's own library only.

    with Chromium() as browser:
        page = browser.page()
        page.size(800, 600)
        page.go("file:///tmp/page.html")
        page.value("document.title")
"""

import base64
import json
import os
import shutil
import subprocess
import tempfile

NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]


def installed():
    """The path of a Chromium; None where there is none."""
    return next((path for path in map(shutil.which, NAMES) if path), None)


class Chromium:
    """A browser of its own profile, which ends with the block."""

    def __enter__(self):
        self.profile = tempfile.TemporaryDirectory(prefix="check-html-")
        to_browser, commands = os.pipe()
        replies, from_browser = os.pipe()
        # The protocol is spoken over the descriptors 3 and 4.
        script = 'exec "$@" 3<&%d 4>&%d' % (to_browser, from_browser)
        self.process = subprocess.Popen(
            ["bash", "-c", script, "bash", installed()]
            + ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
            + ["--hide-scrollbars", "--force-color-profile=srgb", "--font-render-hinting=none"]
            + ["--user-data-dir=" + self.profile.name, "--remote-debugging-pipe", "about:blank"],
            pass_fds=[to_browser, from_browser],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(to_browser)
        os.close(from_browser)
        self.commands = os.fdopen(commands, "wb", buffering=0)
        self.replies = os.fdopen(replies, "rb")
        self.rest = b""
        self.last = 0
        self.events = []
        return self

    def __exit__(self, *_):
        self.commands.close()
        self.process.terminate()
        self.process.wait()
        self.replies.close()
        self.profile.cleanup()

    def page(self):
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        return Page(self, session)

    def message(self):
        while b"\0" not in self.rest:
            chunk = self.replies.read1(1 << 20)
            if not chunk:
                raise RuntimeError("Chromium ended unasked")
            self.rest += chunk
        line, self.rest = self.rest.split(b"\0", 1)
        return json.loads(line)

    def ask(self, method, session=None, **parameters):
        """The reply to one command; what happens meanwhile is kept in `events`."""
        self.last += 1
        command = {"id": self.last, "method": method, "params": parameters}
        if session:
            command["sessionId"] = session
        self.commands.write(json.dumps(command).encode() + b"\0")
        while True:
            message = self.message()
            if message.get("id") == self.last:
                if "error" in message:
                    raise RuntimeError("%s: %s" % (method, message["error"]["message"]))
                return message["result"]
            if "method" in message:
                self.events.append(message)

    def wait(self, method):
        """Until an event that is called `method` has come."""
        while not any(event["method"] == method for event in self.events):
            message = self.message()
            if "method" in message:
                self.events.append(message)


class Page:
    """A tab."""

    def __init__(self, browser, session):
        self.browser, self.session = browser, session
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.ask(domain + ".enable")

    def ask(self, method, **parameters):
        return self.browser.ask(method, self.session, **parameters)

    def size(self, width, height):
        self.ask(
            "Emulation.setDeviceMetricsOverride",
            width=width, height=height, deviceScaleFactor=1, mobile=False,
        )

    def medium(self, medium, theme):
        """`screen` or `print`, in the theme `light` or `dark`."""
        self.ask(
            "Emulation.setEmulatedMedia",
            media=medium, features=[{"name": "prefers-color-scheme", "value": theme}],
        )

    def go(self, address):
        self.browser.events.clear()
        self.ask("Page.navigate", url=address)
        self.browser.wait("Page.loadEventFired")

    def value(self, expression):
        """What a script that the page knows nothing of finds in it."""
        reply = self.ask("Runtime.evaluate", expression=expression, returnByValue=True)
        if "exceptionDetails" in reply:
            raise RuntimeError(json.dumps(reply["exceptionDetails"])[:2000])
        return reply["result"].get("value")

    def messages(self):
        """What the console was told since the page was gone to, and every address it fetched."""
        told, fetched = [], []
        for event in self.browser.events:
            about = event["params"]
            if event["method"] == "Log.entryAdded":
                told.append(about["entry"]["text"])
            elif event["method"] == "Runtime.consoleAPICalled":
                told.append(json.dumps(about["args"]))
            elif event["method"] == "Runtime.exceptionThrown":
                told.append(about["exceptionDetails"]["text"])
            elif event["method"] == "Network.requestWillBeSent":
                fetched.append(about["request"]["url"])
        return told, fetched

    def picture(self, path):
        """The whole page as a PNG file."""
        size = self.ask("Page.getLayoutMetrics")["cssContentSize"]
        clip = {"x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1}
        reply = self.ask(
            "Page.captureScreenshot", format="png", clip=clip, captureBeyondViewport=True
        )
        with open(path, "wb") as file:
            file.write(base64.b64decode(reply["data"]))

    def paper(self, path):
        """The page as it is printed on A4, as a PDF file."""
        reply = self.ask(
            "Page.printToPDF", paperWidth=8.27, paperHeight=11.69, printBackground=False
        )
        with open(path, "wb") as file:
            file.write(base64.b64decode(reply["data"]))

    def tree(self):
        """What a screen reader is told of the page: a list of nodes."""
        return self.ask("Accessibility.getFullAXTree")["nodes"]
