#!/usr/bin/env python3
"""How often `sloctl explain` finds a cause that was planted, and how often one where there is none.

    Tests/soak/explain.py [--sloctl .build/release/sloctl] [--seeds 200] [--failures 60]

Realistic traffic of a day and an hour: fifteen fields, some frequent values and some rare ones, hosts
in zones, sessions and trace ids, and failures in the last hour, five of six with the cause. What counts
is the first row. The generator shares nothing with that of the tests, which makes the same study with
SLOCTL_SOAK=1 swift test --filter ExplanationTests. What it last said is in explain.md beside it.
"""

import argparse
import json
import random
import subprocess
import sys
import tempfile
from pathlib import Path

FIELDS = [  # name, values, how many of them draw for the least: 0 is even
    ("build", [f"r911.{n}" for n in range(1, 4)], 2),
    ("region", ["us-east-1", "us-west-2", "eu-west-1"], 1),
    ("host", [f"web-{n}" for n in range(12)], 0),
    ("zone", ["a", "b", "c"], 0),
    ("customer", [f"customer-{n}" for n in range(40)], 1),
    ("route", [f"/v1/route-{n}" for n in range(10)], 1),
    ("method", ["GET", "POST", "PUT", "DELETE"], 2),
    ("cache", ["hit", "miss"], 1),
    ("plan", ["free", "pro", "enterprise"], 1),
    ("sdk", [f"sdk/{n}.0" for n in range(6)], 1),
    ("protocol", ["h2", "h1"], 1),
    ("device", ["web", "phone"], 1),
    ("flag", [True, False], 0),
    ("tls", ["1.3", "1.2"], 3),
    ("shard", [f"s{n}" for n in range(8)], 0),
]
CAUSES = {
    "one build in one region": {"build": "r911.3", "region": "eu-west-1"},
    "one customer's one route": {"customer": "customer-3", "route": "/v1/route-4"},
    "a pair neither of which is special": {"protocol": "h2", "device": "web"},
    "a total outage since a build": {"build": "r912.0"},
}
CONFIG = {"version": 1, "events": {"fields": {"timestamp": "ts", "customer": "customer",
                                              "status": "status", "trace": "trace"}},
          "objectives": [{"name": "api", "good": "status < 500", "target": "99%", "window": "1h"}]}


def line(draw, failed, before, given):
    clock = draw.randrange(30, 1430) if before else draw.randrange(1440, 1500)
    day, rest = divmod(clock, 1440)
    event = {"ts": f"2026-11-0{1 + day}T{rest // 60:02}:{rest % 60:02}:{draw.randrange(60):02}Z"}
    for name, values, skew in FIELDS:
        event[name] = given.get(name, values[min(draw.randrange(len(values)) for _ in range(skew + 1))])
    event["status"] = 503 if failed else 200
    event["ms"] = draw.randrange(1, 1001)
    event["session"] = {"id": f"{draw.getrandbits(64):016x}"}
    event["trace"] = f"{draw.getrandbits(64):016x}"
    return json.dumps(event) + "\n"


def events(cause, failures, seed):
    draw = random.Random(f"{cause} {failures} {seed}")
    given = CAUSES.get(cause, {})
    is_outage = given == {"build": "r912.0"}
    planted = failures if is_outage else failures * 5 // 6 if given else 0
    lines = [line(draw, False, is_outage or draw.random() < 0.5, {}) for _ in range(1500)]
    lines += [line(draw, True, False, given if n < planted else {}) for n in range(failures)]
    draw.shuffle(lines)
    return "".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--sloctl", default=".build/release/sloctl")
    parser.add_argument("--seeds", type=int, default=200)
    parser.add_argument("--failures", type=int, default=60, help="with a cause; without, 30, 100, 300")
    options = parser.parse_args()
    cases = [(cause, options.failures) for cause in CAUSES] + [("nothing", n) for n in (30, 100, 300)]
    missed = False
    print("| planted | failures | as it should be |\n| --- | ---: | ---: |")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "slos.json").write_text(json.dumps(CONFIG))
        for cause, failures in cases:
            right = 0
            for seed in range(options.seeds):
                (folder / "events").write_text(events(cause, failures, seed))
                run = subprocess.run(
                    [Path(options.sloctl).resolve(), "explain", "api", "events", "--format", "json",
                     "--at", "2026-11-02T01:00:00Z", "--threads", "1"],
                    cwd=folder, capture_output=True, check=True)
                rows = json.loads(run.stdout)["rows"]
                terms = {t["field"]: t["value"] for t in rows[0]["terms"]} if rows else {}
                right += terms == CAUSES.get(cause, {})
            missed = missed or right < 0.95 * options.seeds
            print(f"| {cause} | {failures} | {right} of {options.seeds} |", flush=True)
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
