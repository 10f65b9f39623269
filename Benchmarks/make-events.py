#!/usr/bin/env python3
"""Writes made-up request events for benchmarks: the same options, the same bytes.

    make-events.py --bytes 500e6 --out events.ndjson
    make-events.py --bytes 500e6 --customers 1000000 --skew 0.8 --out million.ndjson
    make-events.py --bytes 500e6 --form logfmt|combined|csv|shuffled --out events.log

Thirty days of five services behind one gateway, nearly in the order of time: three events of a
hundred are written up to three minutes late. Two loggers write them, with keys in different orders
and one with a space after colons and commas; `shuffled` writes the keys of each event in an order
of its own. Some user agents need escapes. Requests fail more often in some dozen incidents, and
say then who caused it. Needs numpy.
"""

import argparse
import sys

import numpy as np

SERVICES = ["gateway", "checkout", "identity", "payments", "search"]
SERVICE_SHARES = [0.38, 0.22, 0.18, 0.12, 0.10]
THINGS = ["orders", "carts", "items", "users", "sessions", "invoices", "refunds", "reviews"]
ROUTES = [f"/v{v}/{t}{s}" for v in (1, 2) for t in THINGS for s in ("", "/{id}", "/{id}/lines")]
METHODS, METHOD_SHARES = ["GET", "POST", "PUT", "PATCH", "DELETE"], [0.7, 0.18, 0.06, 0.03, 0.03]
ANSWERS = [200, 201, 204, 301, 400, 401, 403, 404, 409, 429]
ANSWER_SHARES = [0.81, 0.07, 0.03, 0.01, 0.02, 0.01, 0.005, 0.03, 0.005, 0.01]
FAILURES, FAILURE_SHARES = [500, 502, 503, 504], [0.4, 0.2, 0.25, 0.15]
ORIGINS, ORIGIN_SHARES = ["infrastructure", "dependency", "customer"], [0.6, 0.25, 0.15]
REGIONS = ["eu-1", "eu-2", "us-1", "ap-1"]
AGENTS = [
    "okhttp/4.12.0", "curl/8.5.0", "Go-http-client/2.0", "sdk-java/2.9 jvm/21",
    r"sdk-py/3.1 (\"pixel 8\")", "sdk-js/7.2 node/22", r"caf\u00e9-pos\\2.1", "Mozilla/5.0 (X11)",
]
AGENT_SHARES = [0.2, 0.12, 0.15, 0.2, 0.05, 0.2, 0.03, 0.05]
START = np.datetime64("2026-10-01T00:00:00.000", "ms")
DAYS = 30
CHUNK = 100_000


def customer_names(count):
    """Distinct names of 8 to 15 bytes."""
    tails = ["", "k", "x7", "mq0", "s2vd", "zzp41"]
    return [f"acct-{i * 7919 % 36**5 + 36**5:x}{tails[i % 6]}" for i in range(count)] \
        if count <= 36**5 else sys.exit("too many customers")


def incidents(rng, span_ms):
    found = []
    for _ in range(16):
        length = int(rng.integers(5, 100)) * 60_000
        start = int(rng.integers(0, span_ms - length))
        found.append((int(rng.integers(0, 5)), start, start + length, float(rng.uniform(0.02, 0.3))))
    # Two that are under way at the end.
    return found + [(0, span_ms - 45 * 60_000, span_ms, 0.05), (3, span_ms - 240_000, span_ms, 0.1)]


class Writer:
    """One event's fields in, its line out."""

    def __init__(self, form, rng):
        self.form = form
        self.rng = rng

    def lines(self, e):
        return getattr(self, self.form)(e)

    def fields(self, e, i):
        """The fields of event i as JSON text, in the first logger's order."""
        pairs = [("ts", f'"{e.ts[i]}Z"'), ("service", f'"{SERVICES[e.service[i]]}"'),
                 ("customer", f'"{e.customer[i]}"'), ("method", f'"{METHODS[e.method[i]]}"'),
                 ("route", f'"{ROUTES[e.route[i]]}"'), ("status", f"{e.status[i]}")]
        if e.status[i] >= 500:
            pairs.append(("origin", f'"{ORIGINS[e.origin[i]]}"'))
        return pairs + [
            ("duration_ms", f"{e.duration[i]}"), ("trace_id", f'"{e.trace[32 * i:32 * i + 32]}"'),
            ("region", f'"{REGIONS[e.region[i]]}"'), ("user_agent", f'"{AGENTS[e.agent[i]]}"'),
            ("bytes", f"{e.bytes[i]}")]

    def ndjson(self, e):
        for i in range(e.count):
            origin = f'"origin":"{ORIGINS[e.origin[i]]}",' if e.status[i] >= 500 else ""
            if e.service[i] == 4:
                origin = origin.replace(":", ": ").replace(",", ", ")
                yield (f'{{"service": "search", "route": "{ROUTES[e.route[i]]}", '
                       f'"customer": "{e.customer[i]}", {origin}"status": {e.status[i]}, '
                       f'"ts": "{e.ts[i]}Z", "trace_id": "{e.trace[32 * i:32 * i + 32]}", '
                       f'"http": {{"method": "{METHODS[e.method[i]]}", "bytes": {e.bytes[i]}}}, '
                       f'"region": "{REGIONS[e.region[i]]}", "duration_ms": {e.duration[i]}}}\n')
            else:
                yield (f'{{"ts":"{e.ts[i]}Z","service":"{SERVICES[e.service[i]]}",'
                       f'"customer":"{e.customer[i]}","method":"{METHODS[e.method[i]]}",'
                       f'"route":"{ROUTES[e.route[i]]}","status":{e.status[i]},{origin}'
                       f'"duration_ms":{e.duration[i]},"trace_id":"{e.trace[32 * i:32 * i + 32]}",'
                       f'"region":"{REGIONS[e.region[i]]}","user_agent":"{AGENTS[e.agent[i]]}",'
                       f'"bytes":{e.bytes[i]}}}\n')

    def shuffled(self, e):
        for i in range(e.count):
            pairs = self.fields(e, i)
            order = self.rng.permutation(len(pairs))
            yield "{" + ",".join(f'"{pairs[k][0]}":{pairs[k][1]}' for k in order) + "}\n"

    def logfmt(self, e):
        for i in range(e.count):
            yield " ".join(f"{key}={value}" if " " in value or "\\" in value
                           else f"{key}={value.strip(chr(34))}"
                           for key, value in self.fields(e, i)) + "\n"

    def csv(self, e):
        for i in range(e.count):
            origin = ORIGINS[e.origin[i]] if e.status[i] >= 500 else ""
            agent = AGENTS[e.agent[i]].replace('\\"', '""')
            yield (f"{e.ts[i]}Z,{SERVICES[e.service[i]]},{e.customer[i]},{METHODS[e.method[i]]},"
                   f"{ROUTES[e.route[i]]},{e.status[i]},{origin},{e.duration[i]},"
                   f'{e.trace[32 * i:32 * i + 32]},{REGIONS[e.region[i]]},"{agent}",{e.bytes[i]}\n')

    def combined(self, e):
        months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        for i in range(e.count):
            t = e.ts[i]
            stamp = f"{t[8:10]}/{months[int(t[5:7]) - 1]}/{t[:4]}:{t[11:19]} +0000"
            yield (f"10.{e.agent[i]}.{e.region[i]}.{e.route[i]} - {e.customer[i]} [{stamp}] "
                   f'"{METHODS[e.method[i]]} /{SERVICES[e.service[i]]}{ROUTES[e.route[i]]} HTTP/1.1" '
                   f'{e.status[i]} {e.bytes[i]} "https://app.example.com/" "{AGENTS[e.agent[i]]}"\n')


class Events:
    """The fields of a chunk of events, by column."""

    def __init__(self, rng, first, count, total, names, shares, hits):
        span = DAYS * 86_400_000
        self.count = count
        at = (first + np.arange(count) + rng.random(count)) / total
        # Busier by day than by night.
        ms = np.clip((at + 0.36 / (2 * np.pi * DAYS) * np.sin(2 * np.pi * at * DAYS)) * span, 0, span - 1)
        service = rng.choice(5, count, p=SERVICE_SHARES)
        rate = np.full(count, 0.002)
        for hit, start, end, share in hits:
            rate[(service == hit) & (ms >= start) & (ms < end)] = share
        failed = rng.random(count) < rate
        late = np.where(rng.random(count) < 0.03, rng.integers(1000, 180_000, count), 0)
        ms = np.maximum(ms.astype(np.int64) - late, 0)
        self.ts = np.datetime_as_string(START + ms.astype("timedelta64[ms]"), unit="ms").tolist()
        self.service = service.tolist()
        self.status = np.where(
            failed, rng.choice(FAILURES, count, p=FAILURE_SHARES),
            rng.choice(ANSWERS, count, p=ANSWER_SHARES)).tolist()
        self.origin = rng.choice(3, count, p=ORIGIN_SHARES).tolist()
        chosen = np.searchsorted(shares, rng.random(count)).clip(0, len(names) - 1).tolist()
        self.customer = [names[k] for k in chosen]
        self.method = rng.choice(5, count, p=METHOD_SHARES).tolist()
        self.route = rng.integers(0, len(ROUTES), count).tolist()
        self.duration = np.round(rng.lognormal(3.2, 0.9, count), 3).tolist()
        self.trace = rng.bytes(16 * count).hex()
        self.region = rng.integers(0, 4, count).tolist()
        self.agent = rng.choice(8, count, p=AGENT_SHARES).tolist()
        self.bytes = rng.integers(80, 60_000, count).tolist()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--bytes", type=float, default=500e6, help="about how long the file is to be")
    parser.add_argument("--out", required=True)
    parser.add_argument("--form", default="ndjson",
                        choices=["ndjson", "shuffled", "logfmt", "csv", "combined"])
    parser.add_argument("--customers", type=int, default=10_000)
    parser.add_argument("--skew", type=float, default=1.05, help="Zipf's exponent of their traffic")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    rng = np.random.default_rng(options.seed)
    names = customer_names(options.customers)
    shares = np.cumsum(1.0 / np.arange(1, options.customers + 1) ** options.skew)
    shares /= shares[-1]
    hits = incidents(rng, DAYS * 86_400_000)
    per_line = {"ndjson": 266, "shuffled": 267, "logfmt": 228, "csv": 145, "combined": 153}
    total = max(1, int(options.bytes / per_line[options.form]))
    writer = Writer(options.form, np.random.default_rng(options.seed + 1))
    with open(options.out, "wb", buffering=1 << 20) as out:
        if options.form == "csv":
            out.write(b"ts,service,customer,method,route,status,origin,duration_ms,trace_id,region,"
                      b"user_agent,bytes\n")
        for first in range(0, total, CHUNK):
            events = Events(rng, first, min(CHUNK, total - first), total, names, shares, hits)
            out.write("".join(writer.lines(events)).encode())


main()
