#!/usr/bin/env python3
"""Measures a daemon as its operator meets it: how fast it reads one file, how long a customer's budget
takes meanwhile, how soon a written line is judged, how long it takes to end, what it costs idle.

    Benchmarks/Daemon/daemon.py --sloctl .build-static/release/sloctl [--events 40e6] [--customers 1e6]

A month of events of so many customers, in order, is written to one file (70 bytes a line; some 3 GB for
40 million), and a new daemon is started on it. Once it has read them, lines are appended at half the
speed that it reached, and one connection after the other asks for the budget of a customer drawn at
random. Then the daemon is told to end, is started again on its checkpoint, and is told to end again.
Last, a daemon of 1,000 customers is left alone for a minute. Everything is in one folder, --data, which
is removed. Linux only; nothing else should run.
"""
import argparse
import json
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time

MONTH = 30 * 86400
TICKS = os.sysconf("SC_CLK_TCK")


def config(folder):
    objective = {"name": "api", "good": "status < 500", "target": "99.9%", "window": "30d",
                 "per": "customer"}
    fields = {"timestamp": {"field": "ts", "unit": "ms"}, "customer": "customer", "status": "status"}
    with open(f"{folder}/slos.json", "w") as file:
        json.dump({"version": 1, "sources": ["app.log"], "events": {"fields": fields},
                   "objectives": [objective],
                   "daemon": {"maxKeys": 2_000_000, "alertLog": "alerts.ndjson"}}, file)


def lines(count, first, last, customers, rng):
    """`count` lines in order of time, in pieces of bytes."""
    step, at, left = (last - first) * 1000 / count, 0, count
    while left:
        size = min(left, 20_000)
        keys = rng.choices(range(customers), k=size)
        yield "".join(
            '{"ts":%d,"customer":"customer-%d","status":%d}\n'
            % (first * 1000 + (at + i) * step, key, 503 if key % 997 == i % 997 else 200)
            for i, key in enumerate(keys)).encode()
        at, left = at + size, left - size


class Daemon:
    def __init__(self, program, folder):
        self.folder = folder
        self.began = time.monotonic()
        self.process = subprocess.Popen(
            [program, "daemon", "-c", "slos.json", "--state", "state", "--socket", "socket"],
            cwd=folder, stderr=open(f"{folder}/said", "ab"))

    def ask(self, **question):
        with socket.socket(socket.AF_UNIX) as one:
            one.connect(f"{self.folder}/socket")
            one.sendall(json.dumps(question).encode() + b"\n")
            reply = b""
            while not reply.endswith(b"\n"):
                piece = one.recv(1 << 16)
                if not piece:
                    break
                reply += piece
        return json.loads(reply)

    def status(self):
        return self.ask(ask="status")["answer"]

    def lines(self):
        try:
            return self.status()["input"]["lines"]
        except (OSError, ValueError):
            return 0

    def wait(self, condition):
        while not condition():
            if self.process.poll() is not None:
                raise SystemExit(open(f"{self.folder}/said").read())
            time.sleep(0.02)

    def processor_seconds(self):
        fields = open(f"/proc/{self.process.pid}/stat").read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def memory(self):
        """Resident MiB now and at the most."""
        status = open(f"/proc/{self.process.pid}/status").read()
        return tuple(int(re.search(name + r":\s+(\d+)", status)[1]) / 1024
                     for name in ("VmRSS", "VmHWM"))

    def end(self):
        began = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()
        return time.monotonic() - began


def quantile(times, share):
    return sorted(times)[min(len(times) - 1, int(len(times) * share))] * 1000


def fill(program, folder, options, rng):
    log = f"{folder}/app.log"
    now = int(time.time())
    with open(log, "wb") as file:
        for piece in lines(options.events, now - MONTH + 3600, now, options.customers, rng):
            file.write(piece)
    daemon = Daemon(program, folder)
    daemon.wait(lambda: daemon.lines() >= options.events)
    seconds, processor = time.monotonic() - daemon.began, daemon.processor_seconds()
    print(f"{options.events} lines, {os.path.getsize(log) >> 20} MiB, read in {seconds:.1f} s: "
          f"{options.events / seconds:.0f} lines a second, "
          f"{processor / options.events * 1e9:.0f} ns of processor a line", flush=True)
    now_mib, most = daemon.memory()
    keys = daemon.status()["keys"]
    print(f"{keys} customers, resident {now_mib:.0f} MiB, at most {most:.0f}: "
          f"{now_mib * 1048576 / keys:.0f} B a customer", flush=True)
    return daemon, options.events / seconds


def ask_while_reading(daemon, options, speed, rng):
    """Questions about one customer while lines come at `speed`."""
    stop = threading.Event()
    written = [0]

    def write():
        with open(f"{daemon.folder}/app.log", "ab", buffering=0) as file:
            began = time.monotonic()
            base = [piece for piece in lines(200_000, 0, 1, options.customers, rng)]
            base = [re.sub(rb'"ts":\d+', b'"ts":%013d', piece) for piece in base]
            counts = [piece.count(b"\n") for piece in base]
            turn = 0
            while not stop.is_set():
                count = counts[turn % len(base)]
                piece = base[turn % len(base)].replace(b"%013d", b"%013d" % (time.time() * 1000))
                file.write(piece)
                written[0] += count
                turn += 1
                wait = began + written[0] / speed - time.monotonic()
                if wait > 0:
                    time.sleep(wait)

    writer = threading.Thread(target=write)
    before = daemon.lines()
    began = time.monotonic()
    writer.start()
    times = {"customer": [], "status": []}
    while time.monotonic() - began < options.seconds:
        for name in times:
            start = time.monotonic()
            if name == "status":
                daemon.ask(ask="status")
            else:
                daemon.ask(ask="budget", customer=f"customer-{rng.randrange(options.customers)}")
            times[name].append(time.monotonic() - start)
            time.sleep(0.002)
    stop.set()
    writer.join()
    took = time.monotonic() - began
    lag = before + written[0] - daemon.lines()
    print(f"while {written[0] / took:.0f} lines a second came for {took:.0f} s "
          f"({lag} not read at the end):")
    for name, all in times.items():
        print(f"  {len(all)} questions for {name}: median {quantile(all, 0.5):.2f} ms, "
              f"p99 {quantile(all, 0.99):.2f}, p99.9 {quantile(all, 0.999):.2f}, most {max(all) * 1000:.1f}",
              flush=True)
    daemon.wait(lambda: daemon.lines() >= before + written[0])


def idle(program, folder, rng):
    config(folder)
    now = int(time.time())
    with open(f"{folder}/app.log", "wb") as file:
        for piece in lines(200_000, now - MONTH + 3600, now, 1000, rng):
            file.write(piece)
    daemon = Daemon(program, folder)
    daemon.wait(lambda: daemon.lines() >= 200_000)
    time.sleep(15)
    began, before = time.monotonic(), daemon.processor_seconds()
    with open(f"{folder}/app.log", "ab", buffering=0) as file:
        for _ in range(60):
            stamp = int(time.time() * 1000)
            file.write(b'{"ts":%d,"customer":"customer-1","status":200}\n' % stamp)
            time.sleep(1)
    share = (daemon.processor_seconds() - before) / (time.monotonic() - began)
    print(f"1,000 customers, a line a second: {share:.2%} of a processor, resident "
          f"{daemon.memory()[0]:.1f} MiB, at most {daemon.memory()[1]:.1f}", flush=True)
    # From a line to the decision over the bucket that it is in.
    status = daemon.status()
    print(f"decided up to {status['decidedTo']} at {status['now']}")
    daemon.end()


def main():
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--sloctl", default=".build-static/release/sloctl")
    options.add_argument("--events", type=float, default=40e6)
    options.add_argument("--customers", type=float, default=1e6)
    options.add_argument("--seconds", type=float, default=30)
    options.add_argument("--data", default=None)
    options.add_argument("--only", choices=["large", "idle"])
    options = options.parse_args()
    options.events, options.customers = int(options.events), int(options.customers)
    program = os.path.abspath(options.sloctl)
    folder = tempfile.mkdtemp(prefix="sloctl-daemon-", dir=options.data)
    rng = random.Random(1)
    try:
        if options.only != "idle":
            config(folder)
            daemon, speed = fill(program, folder, options, rng)
            ask_while_reading(daemon, options, speed / 2, rng)
            print(f"ended in {daemon.end():.2f} s with a checkpoint of "
                  f"{max(os.path.getsize(f'{folder}/state/checkpoint.{n}') for n in (0, 1)) >> 20} MiB")
            daemon = Daemon(program, folder)
            daemon.wait(lambda: daemon.lines() > 0)
            print(f"gone on after {time.monotonic() - daemon.began:.2f} s; ended in {daemon.end():.2f} s",
                  flush=True)
        if options.only != "large":
            os.makedirs(f"{folder}/idle")
            idle(program, f"{folder}/idle", rng)
    finally:
        shutil.rmtree(folder)


main()
