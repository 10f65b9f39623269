#!/usr/bin/env python3
"""Kills a daemon at every system call by which it changes files, one after the other, while its log is
rotated, and compares what it knows in the end with a daemon that was never killed: the counts and the
alert log must be the same, whatever the call was in the middle of.

    Tests/soak/calls.py [--program PATH] [--every N]

Needs strace, which kills at the Kth call of a kind (about a fifth of a second a point). Time follows the
events. Ends with 0 and a line for each call, or with 1 and what is different. --every 5 tries each fifth
point. What it last said is in kill.md beside it.
"""
import argparse, json, os, random, shutil, signal, socket, subprocess, sys, tempfile, time

from kill import Daemon, lines_of

CALLS = ["openat", "write", "fsync", "rename", "unlink", "ftruncate"]
LINES = 3000


class TracedDaemon(Daemon):
    """A daemon that dies at the `number`th call of `call`."""

    def begin_traced(self, call, number):
        self.process = subprocess.Popen(
            ["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={call}",
             "-e", f"inject={call}:signal=SIGKILL:when={number}",
             self.program, "daemon", "-c", "slos.json", "--state", "state", "--socket", "socket",
             "--clock", "events"], cwd=self.folder, stderr=subprocess.DEVNULL)

    def is_alive(self):
        return self.process.poll() is None

    def counted(self):
        try:
            with socket.socket(socket.AF_UNIX) as one:
                one.settimeout(10)
                one.connect(f"{self.folder}/socket")
                one.sendall(b'{"ask":"status"}\n')
                reply = b""
                while not reply.endswith(b"\n"):
                    piece = one.recv(1 << 16)
                    if not piece:
                        return 0
                    reply += piece
            return json.loads(reply)["answer"]["input"]["lines"]
        except OSError:
            return 0

    def wait_until(self, lines):
        """Whether it came to so many lines before it died."""
        while self.is_alive():
            if self.counted() >= lines:
                return True
            time.sleep(0.01)
        return False

    def end_traced(self):
        children = f"/proc/{self.process.pid}/task/{self.process.pid}/children"
        for child in open(children).read().split():
            os.kill(int(child), signal.SIGTERM)
        self.process.wait()


def run(program, folder, lines, call, number):
    """What is left by a daemon that died at a call, and whether it did."""
    daemon = TracedDaemon(program, folder)
    half = len(lines) // 2
    log = f"{folder}/log/app.log"
    with open(log, "w") as file:
        file.write("".join(lines[:half]))
    daemon.begin_traced(call, number)
    daemon.wait_until(half)
    # What is rotated away before it has ever saved is nobody's.
    if os.path.exists(f"{folder}/state/checkpoint.0"):
        os.rename(log, f"{log}.1")
    with open(log, "a") as file:
        file.write("".join(lines[half:]))
    is_dead = not daemon.wait_until(len(lines))
    if not is_dead:
        daemon.end_traced()
        # Its last checkpoint has calls, too.
        is_dead = daemon.process.returncode != 0
    daemon.begin()
    found = daemon.wait_for(len(lines))
    daemon.end()
    return found, daemon.alerts(), is_dead


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--program", default=".build/debug/sloctl")
    options.add_argument("--every", type=int, default=1)
    options = options.parse_args()
    program = os.path.abspath(options.program)
    lines = [line + "\n" for line in lines_of(LINES, random.Random(1))]
    scratch = tempfile.mkdtemp(prefix="sloctl-calls-")
    calm = Daemon(program, f"{scratch}/calm")
    with open(f"{scratch}/calm/log/app.log", "w") as file:
        file.write("".join(lines))
    calm.begin()
    expected = calm.wait_for(LINES)
    calm.end()
    alerts = calm.alerts()
    for call in CALLS:
        number, is_dead = 1, True
        points = 0
        while is_dead:
            folder = f"{scratch}/{call}-{number}"
            found, log, is_dead = run(program, folder, lines, call, number)
            if found != expected or log != alerts:
                print(f"{call} {number}: {folder}\n{json.dumps(found)[:600]}\n  wanted "
                      f"{json.dumps(expected)[:600]}\n{len(log)} alert lines, wanted {len(alerts)}")
                return 1
            shutil.rmtree(folder)
            points += is_dead
            number += options.every
        print(f"{call}: {points} points, {LINES} lines and {len(alerts)} alert lines each: the same",
              flush=True)
    shutil.rmtree(scratch)
    return 0


sys.exit(main())
