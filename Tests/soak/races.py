#!/usr/bin/env python3
"""Starts two daemons at once on one state folder, again and again: one has it, and the other ends with
2 and says which process holds it. Then asks the one that is left to read its config anew a thousand
times, which must cost it no descriptor.

    Tests/soak/races.py [--program PATH] [--races N] [--reloads N]

Ends with 0 and what was done, or with 1 and what went wrong. What it last said is in kill.md.
"""
import argparse, os, shutil, signal, subprocess, sys, tempfile, time

from kill import Daemon


def begin(program, folder, number):
    return subprocess.Popen(
        [program, "daemon", "-c", "slos.json", "--state", "state", "--socket", f"socket{number}"],
        cwd=folder, stderr=subprocess.PIPE, text=True)


def race(program, folder):
    """What went wrong; None where nothing did."""
    both = [begin(program, folder, number) for number in (0, 1)]
    deadline = time.monotonic() + 60
    while all(one.poll() is None for one in both) and time.monotonic() < deadline:
        time.sleep(0.001)
    ended = [one for one in both if one.poll() is not None]
    left = [one for one in both if one.poll() is None]
    problem = None
    if len(ended) != 1:
        problem = f"{len(ended)} of two have ended"
    else:
        said = ended[0].stderr.read()
        if ended[0].returncode != 2 or f"process {left[0].pid} holds the state folder" not in said:
            problem = f"status {ended[0].returncode}: {said}"
    for one in left:
        one.kill()
    for one in both:
        one.wait()
        one.stderr.close()
    return problem


def reload(daemon, count):
    """How many descriptors it had before and after `count` reloads."""
    folder = f"/proc/{daemon.process.pid}/fd"
    before = len(os.listdir(folder))
    for _ in range(count):
        daemon.process.send_signal(signal.SIGHUP)
        time.sleep(0.002)
    daemon.ask()
    return before, len(os.listdir(folder))


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--program", default=".build/debug/sloctl")
    options.add_argument("--races", type=int, default=1000)
    options.add_argument("--reloads", type=int, default=1000)
    options = options.parse_args()
    program = os.path.abspath(options.program)
    scratch = tempfile.mkdtemp(prefix="sloctl-races-")
    daemon = Daemon(program, scratch)
    for number in range(options.races):
        if problem := race(program, scratch):
            print(f"race {number}: {problem}")
            return 1
    print(f"{options.races} races: one had the state folder, the other ended with 2 and named it",
          flush=True)
    daemon.begin()
    daemon.wait_for(0)
    before, after = reload(daemon, options.reloads)
    daemon.end()
    # A client or two may be coming or going at that moment.
    if after > before + 5:
        print(f"{before} descriptors, and {after} after {options.reloads} reloads")
        return 1
    print(f"{options.reloads} reloads: {before} descriptors before and {after} after, and an end with 0")
    shutil.rmtree(scratch)
    return 0


sys.exit(main())
