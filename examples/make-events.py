#!/usr/bin/env python3
"""Writes events.ndjson and deploys.ndjson: thirty days of a small, believable platform.

Nothing comes in but a seed; the same bytes go out on every machine (whole numbers and
random.Random(seed).random(), nothing that depends on a version, a locale or the clock).

    make-events.py              writes both files beside this script
    make-events.py --out FILE   writes the events to FILE alone ("-": standard output)
    make-events.py --check      compares both with the files beside this script; 1 if they differ

What happened, in UTC, until 2026-11-20T12:00:00Z:
    31 Oct  02:00-03:00  announced maintenance: everything answers 503 (an exclusion)
     5 Nov  13:00-15:30  a script of Ironbridge Media times out, request after request
    12 Nov  09:10-09:55  a database failover: every customer gets 5xx from api and search
    16 Nov  18:20-19:20  the payment provider is down: checkout fails
    18 Nov  07:00        the sale begins: four times the traffic
    20 Nov  05:00        its last day: twelve times the traffic
    20 Nov  06:10        build r911.0 of api: slower, and more 5xx
"""

import argparse
import datetime
import os
import random
import sys

SEED = 911
END = 1795176000  # 2026-11-20T12:00:00Z
DAY = 86400
START = END - 30 * DAY

# Zipf: the k-th customer has 1/k of the first one's traffic.
CUSTOMERS = [
    "northgate-retail",
    "granite-bank",
    "fennel-foods",
    "eastfield-clinic",
    "Ironbridge Media",
    "harbourline",
    "cobalt-robotics",
    "juniper-travel",
    "Müller & Söhne",
    "dunmore-books",
]
REGIONS = ["eu-central", "eu-central", "us-east", "ap-south"]


def at(text):
    """Seconds since 1970 of a UTC time."""
    when = datetime.datetime.strptime(text, "%Y-%m-%dT%H:%M:%S")
    return int((when - datetime.datetime(1970, 1, 1)).total_seconds())


def stamp(milliseconds, zone_hours=0):
    """RFC 3339, in UTC or at an offset."""
    moment = datetime.datetime(1970, 1, 1) + datetime.timedelta(
        milliseconds=milliseconds + zone_hours * 3600000
    )
    text = moment.strftime("%Y-%m-%dT%H:%M:%S") + ".%03d" % (milliseconds % 1000)
    return text + ("+%02d:00" % zone_hours if zone_hours else "Z")


MAINTENANCE = (at("2026-10-31T02:00:00"), at("2026-10-31T03:00:00"))
SCRIPT = (at("2026-11-05T13:00:00"), at("2026-11-05T15:30:00"))
FAILOVER = (at("2026-11-12T09:10:00"), at("2026-11-12T09:55:00"))
PROVIDER = (at("2026-11-16T18:20:00"), at("2026-11-16T19:20:00"))
SALE = at("2026-11-18T07:00:00")
RUSH = at("2026-11-20T05:00:00")
ROLLOUT = at("2026-11-20T06:10:00")

DEPLOYS = [
    ("2026-11-03T10:05:00Z", "api", "r909.2"),
    ("2026-11-10T09:30:00Z", "checkout", "c418.0"),
    ("2026-11-20T06:10:00Z", "api", "r911.0"),
]


class Platform:
    """Draws requests, and tells how each of them went."""

    def __init__(self):
        self.random = random.Random(SEED)
        self.number = 0
        weights = [2520 // (rank + 1) for rank in range(len(CUSTOMERS))]
        self.customers = [(name, sum(weights[: i + 1])) for i, name in enumerate(CUSTOMERS)]

    def below(self, limit):
        """A whole number in 0 ..< limit."""
        return int(self.random.random() * limit)

    def chance(self, per_thousand):
        return self.below(1000) < per_thousand

    def pick(self, choices):
        return choices[self.below(len(choices))]

    def customer(self):
        draw = self.below(self.customers[-1][1])
        return next(name for name, bound in self.customers if draw < bound)

    def hex(self, digits):
        return "".join("0123456789abcdef"[self.below(16)] for _ in range(digits))

    def request(self, second, service=None, customer=None):
        """One finished request as a dictionary, without the spelling of any logger."""
        service = service or self.pick(["api"] * 6 + ["checkout"] * 2 + ["search"] * 2)
        self.number += 1
        event = {
            "ms": second * 1000 + self.below(1000),
            "service": service,
            "customer": customer or self.customer(),
            "region": self.pick(REGIONS),
            "request": "%s-%06x" % (service[0], self.number * 40503 % 16777216),
            "trace": self.hex(16),
            "origin": None,
            "code": None,
        }
        getattr(self, service)(event, second)
        return event

    def fail(self, event, status, origin, code, slowest):
        event.update(status=status, origin=origin, code=code)
        event["duration"] = slowest - self.below(slowest // 4)

    def api(self, event, second):
        is_new = second >= ROLLOUT and self.below(9000) < second - ROLLOUT + 900
        old = "r909.2" if second >= at("2026-11-03T10:05:00") else "r908.7"
        event["build"] = "r911.0" if is_new else old
        event["method"], event["route"] = self.pick(
            [
                ("GET", "/v1/orders"),
                ("GET", "/v1/orders/{id}"),
                ("POST", "/v1/orders"),
                ("GET", "/v1/reports"),
                ("GET", "/internal/health"),
            ]
        )
        event["status"] = 404 if self.chance(25) else 201 if event["method"] == "POST" else 200
        event["duration"] = 24 + self.below(150) + (self.below(900) if self.chance(14) else 0)
        if is_new:
            event["duration"] += 90 + self.below(210)
        if MAINTENANCE[0] <= second < MAINTENANCE[1]:
            self.fail(event, 503, "infra", "maintenance", 20)
        elif FAILOVER[0] <= second < FAILOVER[1] and self.chance(420):
            self.fail(
                event, self.pick([503, 503, 504]), "infrastructure", "db_failover", 4800
            )
        elif is_new and self.chance(100) and event["route"] != "/internal/health":
            self.fail(event, 500, None, "nil_discount", 700)
        elif event["customer"] == "granite-bank" and self.chance(20):
            self.fail(event, 500, "tenant", "query_too_costly", 9000)

    def checkout(self, event, second):
        event["build"] = "c418.0" if second >= at("2026-11-10T09:30:00") else "c417.3"
        event["method"], event["route"] = self.pick(
            [("POST", "/pay"), ("POST", "/pay"), ("GET", "/cart")]
        )
        event["status"] = 402 if self.chance(20) else 200
        event["duration"] = 90 + self.below(260)
        if MAINTENANCE[0] <= second < MAINTENANCE[1]:
            self.fail(event, 503, "infra", "maintenance", 20)
        elif PROVIDER[0] <= second < PROVIDER[1] and event["route"] == "/pay":
            if self.chance(650):
                self.fail(event, 502, self.pick(["upstream", "psp"]), "provider_down", 10000)

    def search(self, event, second):
        event["build"] = "s77.1"
        event["method"], event["route"] = "GET", "/search"
        event["status"] = 200
        event["duration"] = 40 + self.below(240) + (self.below(1500) if self.chance(10) else 0)
        if FAILOVER[0] <= second < FAILOVER[1] and self.chance(400):
            self.fail(event, 503, "infra", "db_failover", 3000)

    def timeline(self):
        """The instants of ordinary requests: more by day, on working days and in the sale week."""
        by_hour = [2, 1, 1, 1, 1, 2, 4, 7, 10, 12, 13, 12, 11, 12, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3]
        for hour in range(START, END, 3600):
            weekday = hour // DAY % 7  # 0 is a Thursday
            share = by_hour[hour % DAY // 3600] * (5 if weekday in (2, 3) else 10)
            share *= 120 if hour >= RUSH else 40 if hour >= SALE else 10
            count, rest = divmod(share * 590, 100000)
            count += 1 if self.below(100000) < rest else 0
            for _ in range(count):
                yield hour + self.below(3600)

    def events(self):
        events = [self.request(second) for second in self.timeline()]
        for _ in range(12):
            second = MAINTENANCE[0] + self.below(3600)
            events.append(self.request(second, self.pick(["api", "api", "checkout"])))
        for _ in range(230):
            second = SCRIPT[0] + self.below(SCRIPT[1] - SCRIPT[0])
            event = self.request(second, "api", "Ironbridge Media")
            event["method"], event["route"] = "POST", "/v1/scripts/run"
            if self.chance(900):
                code = "script_timeout" if self.chance(800) else "query_too_costly"
                # The gateway blames the platform for what the customer's own script does.
                self.fail(event, 504, self.pick([None, "platform", None]), code, 30000)
            events.append(event)
        # Clients retry while it fails.
        for begin, end, service, count in [
            (FAILOVER[0], FAILOVER[1], "api", 56),
            (FAILOVER[0], FAILOVER[1], "search", 24),
            (PROVIDER[0], PROVIDER[1], "checkout", 22),
        ]:
            for _ in range(count):
                events.append(self.request(begin + self.below(end - begin), service))
        # The last bucket is not empty.
        events.append(self.request(END - 7, "api", "northgate-retail"))
        return events


def quoted(text, is_ascii):
    """JSON text; one of the loggers escapes whatever is not ASCII."""
    if is_ascii:
        text = "".join(c if ord(c) < 128 else "\\u%04x" % ord(c) for c in text)
    return '"' + text + '"'


def gateway(event):
    """api: compact, the failure's code in an object."""
    parts = [
        '"ts":"%s"' % stamp(event["ms"]),
        '"service":"api","route":"%s","method":"%s"' % (event["route"], event["method"]),
        '"status":%d,"duration_ms":%d' % (event["status"], event["duration"]),
        '"customer":%s' % quoted(event["customer"], False),
    ]
    if event["origin"]:
        parts.append('"origin":"%s"' % event["origin"])
    if event["code"]:
        parts.append('"error":{"code":"%s"}' % event["code"])
    parts.append('"trace_id":"%s","request_id":"%s"' % (event["trace"], event["request"]))
    parts.append('"build":"%s","region":"%s"' % (event["build"], event["region"]))
    return "{" + ",".join(parts) + "}"


def shop(event):
    """checkout: spaced, in Berlin's winter time, the customer in an object and escaped."""
    parts = [
        '"service": "checkout"',
        '"tenant": {"id": %s}' % quoted(event["customer"], True),
        '"request_id": "%s"' % event["request"],
        '"method": "%s"' % event["method"],
        '"route": "%s"' % event["route"],
        '"status": %d' % event["status"],
        '"duration_ms": %d.%d' % (event["duration"], event["ms"] % 10),
        '"build": "%s"' % event["build"],
        '"region": "%s"' % event["region"],
        '"ts": "%s"' % stamp(event["ms"], 1),
        '"trace_id": "%s"' % event["trace"],
    ]
    if event["code"]:
        parts += ['"error.code": "%s"' % event["code"], '"origin": "%s"' % event["origin"]]
    return "{" + ", ".join(parts) + "}"


def finder(event):
    """search: the failure first, everything else in an order of its own."""
    failure = ""
    if event["code"]:
        failure = '"origin":"%s", "error.code":"%s", ' % (event["origin"], event["code"])
    return (
        "{%s" % failure
        + '"status":%d, "ts":"%s", ' % (event["status"], stamp(event["ms"]))
        + '"service":"search", "method":"GET", "route":"/search", '
        + '"customer":%s, ' % quoted(event["customer"], False)
        + '"duration_ms":%d, "region":"%s", ' % (event["duration"], event["region"])
        + '"request_id":"%s", "trace_id":"%s", ' % (event["request"], event["trace"])
        + '"build":"%s"}' % event["build"]
    )


def make_events():
    platform = Platform()
    spell = {"api": gateway, "checkout": shop, "search": finder}
    # In the order in which they were written: up to four seconds late, so a little out of order.
    written = sorted(
        (event["ms"] + platform.below(4000), number, spell[event["service"]](event))
        for number, event in enumerate(platform.events())
    )
    lines = [line for _, _, line in written]
    third = len(lines) // 3
    lines.insert(third + 4, lines[third])  # written twice
    lines.insert(2 * third, lines[2 * third][:97])  # the writer was stopped in the middle
    lines.insert(2 * third + 200, "")
    return "\n".join(lines) + "\n"


def make_deploys():
    line = '{"time":"%s","kind":"deploy","service":"%s","build":"%s"}\n'
    return "".join(line % deploy for deploy in DEPLOYS)


def main():
    parser = argparse.ArgumentParser(description="Writes the example events.")
    parser.add_argument("--out", metavar="FILE", help="write the events there instead")
    parser.add_argument("--check", action="store_true", help="compare with the files that exist")
    options = parser.parse_args()
    folder = os.path.dirname(os.path.abspath(__file__))
    files = {"events.ndjson": make_events(), "deploys.ndjson": make_deploys()}
    if options.out == "-":
        sys.stdout.buffer.write(files["events.ndjson"].encode("utf-8"))
        return 0
    if options.out:
        with open(options.out, "wb") as out:
            out.write(files["events.ndjson"].encode("utf-8"))
        return 0
    for name, text in files.items():
        path = os.path.join(folder, name)
        if options.check:
            with open(path, "rb") as existing:
                if existing.read() != text.encode("utf-8"):
                    print("%s is not what make-events.py makes" % name, file=sys.stderr)
                    return 1
        else:
            with open(path, "wb") as out:
                out.write(text.encode("utf-8"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
