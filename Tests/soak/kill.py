#!/usr/bin/env python3
"""Kills a daemon with SIGKILL again and again, at random moments, while its log is written and
rotated, and compares what it knows in the end with a daemon that read the same lines and was never
killed: the answers and the alert log must be the same.

    Tests/soak/kill.py [--program PATH] [--kills N] [--seed N] [--compress]

With --compress rotated files are compressed one rotation later, as logrotate's `delaycompress` does.

Time follows the events (--clock events), so that both daemons decide at the same instants. Ends
with 0 and one line that says what was done, or with 1 and what is different.
"""
import argparse, gzip, json, os, random, shutil, signal, subprocess, sys, tempfile, threading, time

HOUR = 3600
START = 1793491200  # 2026-11-01T00:00:00Z
CONFIG = {
    "version": 1, "sources": ["log/app.log"],
    "events": {"fields": {"timestamp": {"field": "ts", "unit": "s"}, "customer": "customer"}},
    "objectives": [{
        "name": "api", "good": "ok == true", "target": "99%", "window": "6h", "per": "customer",
        "alerts": {"budgetLow": "20%", "rules": [
            {"severity": "page", "factor": 5, "long": "30m", "short": "5m"},
            {"severity": "ticket", "factor": 2, "long": "2h", "short": "15m"}]}}],
    "daemon": {"alertLog": "alerts.ndjson"},
}


def lines_of(count, rng):
    """Requests every fifteen seconds, with twenty minutes of trouble every two hours."""
    for index in range(count):
        second = index * 15
        bad = second % (2 * HOUR) >= 2 * HOUR - 1200 and rng.random() < 0.5
        yield json.dumps({"ts": START + second, "customer": f"c{rng.randrange(20)}", "ok": not bad})


class Daemon:
    def __init__(self, program, folder):
        self.program, self.folder = program, folder
        os.makedirs(f"{folder}/log", exist_ok=True)
        with open(f"{folder}/slos.json", "w") as file:
            json.dump(CONFIG, file)

    def begin(self):
        self.process = subprocess.Popen(
            [self.program, "daemon", "-c", "slos.json", "--state", "state", "--socket", "socket",
             "--clock", "events"], cwd=self.folder, stderr=open(f"{self.folder}/said", "ab"))

    def kill(self):
        if self.process.poll() is not None:
            raise SystemExit(f"the daemon ended by itself: {open(self.folder + '/said').read()[-500:]}")
        self.process.kill()
        self.process.wait()

    def end(self):
        self.process.terminate()
        if self.process.wait(60) != 0:
            raise SystemExit(f"the daemon ended with {self.process.returncode}")

    def ask(self):
        done = subprocess.run(
            [self.program, "budget", "--daemon=socket", "--by", "customer", "--format", "json"], cwd=self.folder, capture_output=True)
        if done.returncode == 2:
            raise SystemExit(done.stderr.decode())
        return json.loads(done.stdout) if done.stdout else None

    def wait_for(self, lines):
        """The answer once so many lines were counted."""
        deadline = time.monotonic() + 300
        answer = None
        while time.monotonic() < deadline:
            answer = self.ask() or answer
            if answer and answer["input"]["lines"] >= lines:
                time.sleep(0.3)  # What is one too many must have time to show.
                return self.ask()
            time.sleep(0.05)
        return answer

    def alerts(self):
        """The alert log without where its events lie: files are renamed."""
        records = []
        with open(f"{self.folder}/alerts.ndjson") as file:
            for line in file:
                record = json.loads(line)
                record.pop("exemplars", None)
                records.append(record)
        return records


def compress(path):
    """As gzip does: the compressed file is there before the other goes."""
    with open(path, "rb") as whole, gzip.open(f"{path}.new", "wb") as packed:
        packed.write(whole.read())
    os.rename(f"{path}.new", f"{path}.gz")
    os.remove(path)


def write(lines, log, rng, pause, is_done, compresses):
    """Writes the lines as an application does that is rotated, some of them in pieces."""
    file, size, number = open(log, "ab", buffering=0), 0, 0
    while lines:
        chunk = "".join(line + "\n" for line in lines[: rng.randrange(1, 40)]).encode()
        del lines[: chunk.count(b"\n")]
        cut = rng.randrange(len(chunk) + 1) if rng.random() < 0.3 else len(chunk)
        file.write(chunk[:cut])
        if cut < len(chunk):
            time.sleep(pause * rng.random())
            file.write(chunk[cut:])
        size += len(chunk)
        if size > 20_000:
            number += 1
            # None is ever deleted: on a busy machine a daemon may die hundreds of times in a row
            # before it gets to save, and what is gone by then is nobody's fault.
            for old in range(number, 0, -1):
                for ending in ("", ".gz"):
                    if os.path.exists(f"{log}.{old}{ending}"):
                        os.rename(f"{log}.{old}{ending}", f"{log}.{old + 1}{ending}")
            os.rename(log, f"{log}.1")
            if compresses and os.path.exists(f"{log}.2"):
                compress(f"{log}.2")
            file.close()
            file, size = open(log, "ab", buffering=0), 0
        time.sleep(pause * rng.random())
    is_done.set()


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--program", default=".build/debug/sloctl")
    options.add_argument("--kills", type=int, default=2000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--compress", action="store_true")
    options = options.parse_args()
    rng = random.Random(options.seed)
    program = os.path.abspath(options.program)
    count = options.kills * 60
    lines = list(lines_of(count, rng))
    scratch = tempfile.mkdtemp(prefix="sloctl-kill-")
    began = time.monotonic()

    calm = Daemon(program, f"{scratch}/calm")
    with open(f"{scratch}/calm/log/app.log", "w") as file:
        file.write("".join(line + "\n" for line in lines))
    calm.begin()
    expected = calm.wait_for(count)
    calm.end()

    killed = Daemon(program, f"{scratch}/killed")
    is_done = threading.Event()
    # About as long as the kills take.
    writer = threading.Thread(
        target=write, daemon=True,
        args=(list(lines), f"{scratch}/killed/log/app.log", random.Random(options.seed + 1),
              options.kills * 0.055 / (count / 20) * 2, is_done, options.compress))
    killed.begin()
    while not os.path.exists(f"{scratch}/killed/state/checkpoint.0"):
        time.sleep(0.01)  # What is rotated away before it has begun is not followed.
    killed.kill()
    writer.start()
    for _ in range(options.kills):
        killed.begin()
        time.sleep(rng.random() * (0.02 if rng.random() < 0.3 else 0.1))
        killed.kill()
    killed.begin()
    is_done.wait()
    found = killed.wait_for(count)
    killed.end()

    problems = []
    if found != expected:
        problems.append(f"counts: {json.dumps(found)[:600]}\n  wanted {json.dumps(expected)[:600]}")
    ours, theirs = killed.alerts(), calm.alerts()
    if ours != theirs:
        first = next((i for i, (a, b) in enumerate(zip(ours, theirs)) if a != b), min(len(ours), len(theirs)))
        problems.append(f"alert log: {len(ours)} lines, wanted {len(theirs)}; line {first + 1} is "
                        f"{json.dumps(ours[first:first + 1])}\n  wanted {json.dumps(theirs[first:first + 1])}")
    if problems:
        print(f"seed {options.seed}, {scratch}:\n" + "\n".join(problems))
        return 1
    shutil.rmtree(scratch)
    how = ", compressed" if options.compress else ""
    print(f"{options.kills} kills{how}, {count} lines, {len(theirs)} alert lines, "
          f"{time.monotonic() - began:.0f} s: nothing lost, nothing doubled, the same alert log")
    return 0


if __name__ == "__main__":
    sys.exit(main())
