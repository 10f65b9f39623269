#!/usr/bin/env python3
"""Measures how long sloctl takes for the last hour of thirty days.

    swift build -c release -Xswiftc -static-executable -Xswiftc -use-ld=lld --scratch-path .build-static
    Benchmarks/lookback.py --bytes 1e9

The data are run.py's, the file is in the page cache. Told are the milliseconds of nine runs, median,
least and greatest, and the ratio to reading all of the file (`budget`), in pairs one after the other.
Milliseconds mean something on an idle machine only; ratios drift less.
"""

import argparse
import statistics
import sys

from run import Bench

RUNS = 9
# What is asked, and how many milliseconds it may take on the file of 10⁹ bytes.
QUESTIONS = [
    ("bad events", ["events", "all", "--last", "1h"], 100),
    ("all failures", ["events", "all", "--last", "1h", "--bad", "--excused"], 100),
    ("good events", ["events", "all", "--last", "1h", "--good"], 100),
    ("good events, raw", ["events", "all", "--last", "1h", "--good", "--raw"], 100),
    ("explain", ["explain", "all", "--last", "1h"], 300),
    ("explain excused ones", ["explain", "all", "--last", "1h", "--excused"], 300),
]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--sloctl", default=".build-static/release/sloctl")
    parser.add_argument("--data", default="/tmp/sloctl-benchmarks")
    parser.add_argument("--bytes", type=float, default=500e6)
    bench = Bench(parser.parse_args())
    file = bench.file("events")
    with open(file, "rb") as events:
        while events.read(1 << 24):
            pass
    config = ["-c", str(bench.data / "one.json")]
    whole = [bench.sloctl, "budget", "all", *config, file]
    print("| question | ms: median | least | greatest | goal | of a whole read |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    missed = False
    for name, words, goal in QUESTIONS:
        command = [bench.sloctl, *words, *config, file]
        bench.once(command)
        times = sorted(bench.once(command) * 1000 for _ in range(RUNS))
        ratio = bench.pairs(command, whole)[0]
        median = statistics.median(times)
        missed = missed or median > goal
        print(f"| {name} | {median:.0f} | {times[0]:.0f} | {times[-1]:.0f} | {goal} | 1 / {1 / ratio:.0f} |",
              flush=True)
    sys.exit(1 if missed and bench.size >= 1e9 else 0)


if __name__ == "__main__":
    main()
