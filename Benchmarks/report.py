#!/usr/bin/env python3
"""Measures what a month's report takes beside `budget` on the same file.

    swift build -c release --product sloctl
    Benchmarks/report.py --record Benchmarks/recorded/report.md

The month is simulated: a million events of 10,000 customers, three services and a handful of
incidents, for five objectives with a budget a customer. `budget` and `report --format html` read the
file in turn, in pairs; what is told is the ratio of their times in a pair, since times drift on a
shared machine. Goals: the HTML is at most 500 KB, and a report takes no more than the readings that
it makes, each at the speed of `budget`. Data stay in --data.
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

PAIRS = 5
READINGS = 5
MOST_BYTES = 500_000


def service(name, share, route):
    return {
        "name": name, "requestsPerHour": share, "routes": {route: 3, "POST " + route.split()[1]: 1},
        "latency": {"p50": "60ms", "p90": "200ms", "p99": "900ms"},
        "failures": "0.1%", "notFound": "1%",
    }


def scenario(events):
    hourly = events / 720
    incidents = [
        {"name": "db_failover", "after": "5d9h", "lasts": "40m", "fails": "45%", "slower": 3},
        {"name": "bad_build", "after": "11d14h", "lasts": "2h", "fails": "8%", "services": ["api"]},
        {"name": "region_down", "after": "19d3h", "lasts": "1h", "fails": "30%",
         "regions": ["us-east"]},
        {"name": "slow_burn", "after": "24d", "lasts": "3d", "fails": "0.6%"},
    ]
    return {
        "version": 1, "seed": 42, "start": "2026-10-01T00:00:00Z", "lasts": "30d",
        "customers": {"count": 10_000}, "regions": {"eu-central": 2, "us-east": 1},
        "services": [
            service("api", round(hourly * 0.5), "GET /v1/orders"),
            service("search", round(hourly * 0.3), "GET /search"),
            service("checkout", round(hourly * 0.2), "GET /pay"),
        ],
        "incidents": incidents,
    }


def config():
    def objective(name, match, good, target):
        return {"name": name, "match": match, "good": good, "target": target, "window": "30d",
                "per": "customer"}
    fields = {"timestamp": "ts", "customer": "customer", "origin": "origin", "status": "status",
              "duration": {"field": "duration_ms", "unit": "ms"}, "service": "service",
              "route": "route", "trace": "trace_id"}
    return {"version": 1, "events": {"fields": fields}, "objectives": [
        objective("all", "status >= 100", "status < 500", "99.5%"),
        objective("api", "service == 'api'", "status < 500", "99.5%"),
        objective("api-latency", "service == 'api' and status < 500", "duration <= 500ms", "97%"),
        objective("search", "service == 'search'", "status < 500", "99.5%"),
        objective("checkout", "service == 'checkout'", "status < 500", "99.9%")]}


def seconds(command, output):
    """The processor's time, and the clock's."""
    before, start = os.times(), time.monotonic()
    with open(output, "wb") as file:
        subprocess.run(command, stdout=file, check=True)
    after = os.times()
    used = after.children_user + after.children_system
    return used - before.children_user - before.children_system, time.monotonic() - start


def main():
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--sloctl", default=".build/release/sloctl")
    options.add_argument("--data", default=os.path.join(tempfile.gettempdir(), "sloctl-report"))
    options.add_argument("--events", type=int, default=1_000_000)
    options.add_argument("--threads", default="1")
    options.add_argument("--record")
    options = options.parse_args()
    folder = Path(options.data)
    folder.mkdir(parents=True, exist_ok=True)
    events = folder / ("events-%d.ndjson" % options.events)
    if not events.exists():
        (folder / "scenario.json").write_text(json.dumps(scenario(options.events)))
        with open(events, "wb") as file:
            subprocess.run(
                [options.sloctl, "simulate", folder / "scenario.json"], stdout=file, check=True
            )
    (folder / "slos.json").write_text(json.dumps(config()))
    rest = ["-c", folder / "slos.json", "--threads", options.threads, events]
    ratios, page = [], folder / "report.html"
    for _ in range(PAIRS):
        budget, _ = seconds([options.sloctl, "budget"] + rest, folder / "budget.txt")
        report, clock = seconds([options.sloctl, "report", "--format", "html"] + rest, page)
        ratios.append(report / budget)
        print("budget %.2f s, report %.2f s (%.2f s by the clock)" % (budget, report, clock))
    with open(events, "rb") as file:
        lines = sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(1 << 20), b""))
    size = page.stat().st_size
    ratio = statistics.median(ratios)
    text = (
        "| | |\n| --- | --- |\n"
        "| events | %s lines, %.0f MB, 10,000 customers, 5 objectives |\n"
        "| HTML | %s bytes, %s are allowed: %s |\n"
        "| `report` / `budget`, processor's time | %.2f (%.2f to %.2f), %d are allowed: %s |\n"
        "| machine | %s, %d processors, %s thread |\n"
    ) % (
        format(lines, ","), events.stat().st_size / 1e6,
        format(size, ","), format(MOST_BYTES, ","), "holds" if size <= MOST_BYTES else "FAILS",
        ratio, min(ratios), max(ratios), READINGS, "holds" if ratio <= READINGS else "FAILS",
        platform.machine(), os.cpu_count(), options.threads,
    )
    print(text)
    if options.record:
        Path(options.record).write_text(
            "# A month's report\n\n`Benchmarks/report.py`, %s:\n\n%s"
            % (time.strftime("%Y-%m-%d"), text)
        )
    return 0 if size <= MOST_BYTES and ratio <= READINGS else 1


if __name__ == "__main__":
    raise SystemExit(main())
