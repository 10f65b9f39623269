#!/usr/bin/env python3
"""Measures sloctl beside other programs that do the same job, and against its goals.

    swift build -c release -Xswiftc -static-executable -Xswiftc -use-ld=lld --scratch-path .build-static
    Benchmarks/run.py --sloctl .build-static/release/sloctl --record Benchmarks/recorded/DATE.md

First every program must print the same figures. Then pairs of programs run in turn, five times, and
what is told of is the ratio of their times in one pair: the median, the least, the greatest. Times
drift on a shared machine; ratios of neighbours hardly do. A program that is not installed is left
out and named. Data are made once, in --data, and kept.
"""

import argparse
import csv
import io
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

HERE = Path(__file__).resolve().parent
SERVICES = ["checkout", "gateway", "identity", "payments", "search"]
FIELDS = {"timestamp": "ts", "customer": "customer", "origin": "origin", "status": "status"}
RULES = [{"severity": "page", "factor": 14.4, "long": "1h", "short": "5m"},
         {"severity": "page", "factor": 6, "long": "6h", "short": "30m"},
         {"severity": "ticket", "factor": 1, "long": "3d", "short": "6h"}]
PAIRS = 5


def objective(name, match):
    rest = {"good": "status < 500", "charge": ["infrastructure"], "excused": "good",
            "target": "99.9%", "window": "31d", "per": "customer", "alerts": {"rules": RULES}}
    return {"name": name} | ({"match": match} if match else {}) | rest


def config(objectives, form="ndjson"):
    events = {"format": form} if form == "combined" else {"format": form, "fields": FIELDS}
    return {"version": 1, "maxSkew": "520w", "events": events, "objectives": objectives}


CONFIGS = {
    "services": config([objective(s, f"service == '{s}'") for s in SERVICES]),
    "one": config([objective("all", None)]),
    "five": config([
        objective("all", None),
        objective("writes", "method in ['POST', 'PUT', 'PATCH', 'DELETE']"),
        objective("money", "service in ['checkout', 'payments'] and not route like '/v1/*'"),
        objective("asked", "status < 400 or status >= 500"),
        objective("europe", "region startsWith 'eu-' and has duration_ms")]),
    "logfmt": config([objective("all", None)], "logfmt"),
    "combined": config([objective("all", None)], "combined"),
}


class Bench:
    def __init__(self, options):
        self.data = Path(options.data)
        self.data.mkdir(parents=True, exist_ok=True)
        self.sloctl = str(Path(options.sloctl).resolve())
        self.size = options.bytes
        self.lines = []
        self.goals = []
        self.failed = False
        for name, content in CONFIGS.items():
            (self.data / f"{name}.json").write_text(json.dumps(content))

    def say(self, text=""):
        print(text, flush=True)
        self.lines.append(text)

    # Programs

    def file(self, name, form="ndjson", share=1.0, *more):
        path = self.data / f"{name}-{int(self.size)}"
        if not path.exists():
            part = path.with_suffix(".part")
            made = subprocess.run(
                [sys.executable, HERE / "make-events.py", "--bytes", str(self.size * share),
                 "--form", form, "--out", part, *more])
            if made.returncode != 0:
                sys.exit("make-events.py failed; it needs numpy")
            part.rename(path)
        return str(path)

    def burn(self, file, threads):
        return [self.sloctl, "burn", "-c", self.data / "services.json", "--by", "customer", "--top",
                "20", "--format", "json", "--threads", str(threads), file]

    def budget(self, file, name, threads, *more):
        return [self.sloctl, "budget", "-c", self.data / f"{name}.json", "--threads", str(threads),
                "--format", "json", *more, file]

    def peers(self):
        """Name → file and threads → command, of those that are here."""
        found = {}
        source, program = HERE / "peers" / "simdjson.cpp", self.data / "simdjson"
        compiler = shutil.which("c++") or shutil.which("g++")
        if compiler and (not program.exists() or program.stat().st_mtime < source.stat().st_mtime):
            subprocess.run([compiler, "-O3", "-march=native", "-std=c++17", "-DNDEBUG", source,
                            "-lsimdjson", "-lpthread", "-o", program], stderr=subprocess.DEVNULL)
        if program.exists():
            found["simdjson"] = lambda f, n: [program, f, str(n)]
        else:
            self.say("simdjson: left out, needs a C++ compiler and libsimdjson-dev")
        for name in ("duckdb", "polars", "chdb"):
            script = HERE / "peers" / f"{name}.py"
            probe = subprocess.run([sys.executable, "-c", f"import {name}"], cwd="/",
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            if probe.returncode == 0:
                found[name] = lambda f, n, script=script: [sys.executable, script, f, str(n)]
            else:
                self.say(f"{name}: left out, pip install {name}")
        if shutil.which("mawk"):
            found["mawk"] = lambda f, n: ["mawk", "-f", HERE / "peers" / "mawk.awk", f]
        else:
            self.say("mawk: left out, not installed")
        return found

    # Measuring

    def once(self, command):
        start = time.perf_counter()
        status = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode
        took = time.perf_counter() - start
        if status != 0:
            sys.exit(f"{' '.join(map(str, command))}: status {status}")
        return took

    def pairs(self, ours, theirs):
        """Median, least and greatest of ours / theirs, and the median times."""
        self.once(ours)
        times = [(self.once(ours), self.once(theirs)) for _ in range(PAIRS)]
        ratios = sorted(a / b for a, b in times)
        return (statistics.median(ratios), ratios[0], ratios[-1],
                statistics.median(a for a, _ in times), statistics.median(b for _, b in times))

    def peak(self, command):
        """The largest resident set in MiB; None without GNU time."""
        if not os.access("/usr/bin/time", os.X_OK):
            return None
        result = subprocess.run(["/usr/bin/time", "-f", "%M", *command], stdout=subprocess.DEVNULL,
                                stderr=subprocess.PIPE, text=True)
        return int(result.stderr.split()[-1]) / 1024

    def goal(self, what, limit, pair=None, value=None, unit="", inverted=False, note=""):
        """Notes a goal's ratio, and whether it holds: at most `limit`, inverted at least."""
        if pair:
            median, least, greatest = pair[:3]
            shown = f"{median:.2f} ({least:.2f} to {greatest:.2f})"
        else:
            median, shown = value, f"{value:.1f} {unit}".strip()
        holds = median >= limit if inverted else median <= limit
        sign = "≥" if inverted else "≤"
        row = f"| {what} | {sign} {limit} {unit} | {shown} | {'pass' if holds else '**miss**'} | {note} |"
        self.goals.append(row)
        print(row, flush=True)

    # What is compared

    def figures(self, file):
        """What the peers print, from sloctl's own answers."""
        burn = json.loads(subprocess.check_output(self.burn(file, 2)))
        rows = []
        for o in burn["objectives"]:
            spans = " ".join(f"{b['bad']}/{b['valid']}" for b in o["burn"])
            rows.append(f"{o['name']} {o['valid']} {o['bad']} {spans}")
        table = subprocess.check_output(
            [self.sloctl, "budget", "-c", self.data / "services.json", "--by", "customer", "--format",
             "csv", file])
        pairs = [0, 0, 0, 0]
        for row in csv.DictReader(io.StringIO(table.decode())):
            if row["by"] != "customer":
                continue
            valid, bad = int(row["valid"]), int(row["bad"])
            figure = (1, valid, bad, valid * valid * len(row["key"]) + bad * valid)
            pairs = [a + b for a, b in zip(pairs, figure)]
        return sorted(rows) + ["customers " + " ".join(map(str, pairs))]

    def check(self, file, peers):
        ours = self.figures(file)
        for name, command in peers.items():
            theirs = subprocess.run(command(file, 2), capture_output=True, text=True).stdout.split("\n")
            same = [line for line in theirs if line] == ours
            self.say(f"{name}: {'the same figures' if same else 'OTHER FIGURES'}")
            if not same:
                self.failed = True
                print("\n".join(ours), "\n".join(theirs), sep="\n\n")
        one = subprocess.check_output(self.burn(file, 1))
        same = all(subprocess.check_output(self.burn(file, n)) == one for n in (2, 3, 8))
        self.say(f"1, 2, 3 and 8 threads: {'the same bytes' if same else 'OTHER BYTES'}")
        self.failed |= not same

    def table_of_peers(self, file, peers):
        self.say()
        self.say("| program, 2 threads | its wall / sloctl's | peak RSS |")
        self.say("| --- | --- | --- |")
        ours = self.burn(file, 2)
        self.say(f"| sloctl | 1 | {self.peak(ours) or 0:.0f} MiB |")
        results = {}
        for name, command in peers.items():
            theirs = command(file, 2)
            median, least, greatest, *_ = results[name] = self.pairs(theirs, ours)
            self.say(f"| {name} | {median:.2f} ({least:.2f} to {greatest:.2f}) | "
                     f"{self.peak(theirs) or 0:.0f} MiB |")
        return results

    def run(self):
        self.say(f"# {date.today()}, commit {commit()}")
        self.say()
        self.say(f"{machine()}; files of {self.size / 1e6:.0f} MB in the page cache; "
                 f"median of {PAIRS} pairs (least to greatest).")
        self.say()
        peers = self.peers()
        events = self.file("events")
        self.check(self.file("small", share=0.1), peers)
        results = self.table_of_peers(events, peers)
        print()
        simdjson = peers.get("simdjson")
        one, two = self.burn(events, 1), self.burn(events, 2)
        if simdjson:
            self.goal("1 thread, wall / simdjson's on 1", 0.65, self.pairs(one, simdjson(events, 1)))
            self.goal("2 threads, wall / simdjson's on 1", 0.38, self.pairs(two, simdjson(events, 1)))
            self.goal("2 threads, wall / simdjson's on 2", 0.65, self.pairs(two, simdjson(events, 2)))
        self.goal("1 thread, wall / `wc -l`", 3.5, self.pairs(one, ["wc", "-l", events]))
        if "duckdb" in results:
            self.goal("DuckDB's wall / ours, 2 threads each", 5, results["duckdb"], inverted=True)
        if simdjson:
            shuffled = self.file("shuffled", "shuffled")
            self.goal("keys shuffled, 1 thread, wall / simdjson's", 1.1,
                      self.pairs(self.burn(shuffled, 1), simdjson(shuffled, 1)))
        million = self.file("million", "ndjson", 1.0, "--customers", "1000000", "--skew", "0.8",
                            "--seed", "7")
        by_customer = ["--by", "customer", "--top", "20"]
        many = lambda n: self.budget(million, "services", n, *by_customer)  # noqa: E731
        if simdjson:
            for n in (1, 2):
                self.goal(f"a million customers, {n} thread{'s' * (n > 1)}, wall / simdjson's on {n}",
                          0.6, self.pairs(many(n), simdjson(million, n)))
        self.goal("a million customers, 2 threads / 1 thread", 1, self.pairs(many(2), many(1)))
        self.goal("five objectives with expressions / one", 1.25,
                  self.pairs(self.budget(events, "five", 1), self.budget(events, "one", 1)))
        for form in ("logfmt", "combined"):
            other = self.file(form, form)
            median, least, greatest, *_ = self.pairs(
                self.budget(events, "one", 1), self.budget(other, form, 1))
            share = os.path.getsize(other) / os.path.getsize(events)
            self.goal(f"{form}, bytes a second / NDJSON's", 0.7,
                      (median * share, least * share, greatest * share), inverted=True)
        for name, limit, command in (("10,000 customers", 24, two), ("a million customers", 120, many(2))):
            peak = self.peak(command)
            if peak:
                self.goal(f"peak RSS at {name}, 2 threads", limit, value=peak, unit="MiB")
        self.starts(events)
        for row in ("daemon: one event into all windows at a million customers | ≤ 140 ns",
                    "daemon: state a customer there | ≤ 330 B",
                    "daemon: one customer's budget through the socket while reading, p99 | ≤ 5 ms",
                    "daemon: a 30-day question / a 1-day one | 1"):
            self.goals.append(f"| {row} | | not yet | see Benchmarks/README.md |")
        self.say()
        self.say("| goal | wanted | ratio | | |")
        self.say("| --- | --- | --- | --- | --- |")
        for row in self.goals:
            self.say(row)
        return "\n".join(self.lines) + "\n"

    def starts(self, events):
        few = self.data / "few.ndjson"
        with open(events, "rb") as source:
            few.write_bytes(b"".join(source.readline() for _ in range(1000)))
        command = [self.sloctl, "budget", "-c", str(self.data / "one.json"), str(few)]
        took, floor = spawned(command), spawned([shutil.which("true")])
        self.goal("start to exit of `budget` on 1,000 lines", 3, value=took * 1000, unit="ms",
                  note=f"`true` takes {floor * 1000:.1f} ms here")


def spawned(command, times=60):
    """The median time from start to exit, without Python's own work around it."""
    out = os.open(os.devnull, os.O_WRONLY)
    actions = [(os.POSIX_SPAWN_DUP2, out, 1), (os.POSIX_SPAWN_DUP2, out, 2)]
    took = []
    for _ in range(times):
        start = time.perf_counter()
        child = os.posix_spawn(command[0], command, os.environ, file_actions=actions)
        os.waitpid(child, 0)
        took.append(time.perf_counter() - start)
    os.close(out)
    return statistics.median(took)


def commit():
    result = subprocess.run(["git", "-C", HERE, "describe", "--always", "--dirty", "--abbrev=10"],
                            capture_output=True, text=True)
    return result.stdout.strip() or "unknown"


def machine():
    model = "unknown processor"
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            model = line.split(":", 1)[1].strip()
            break
    total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} × {model}, {total:.0f} GiB, Linux {platform.release()}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--sloctl", default=".build-static/release/sloctl", help="the program measured")
    parser.add_argument("--data", default="/tmp/sloctl-benchmarks", help="where data are made and kept")
    parser.add_argument("--bytes", type=float, default=500e6, help="how long a file is to be")
    parser.add_argument("--record", help="write what was measured to this file too")
    options = parser.parse_args()
    if not os.access(options.sloctl, os.X_OK):
        sys.exit(f"{options.sloctl}: no such program; build it first, as in --help")
    bench = Bench(options)
    text = bench.run()
    if options.record:
        Path(options.record).parent.mkdir(parents=True, exist_ok=True)
        Path(options.record).write_text(text)
    sys.exit(1 if bench.failed else 0)


if __name__ == "__main__":
    main()
