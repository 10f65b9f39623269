#!/usr/bin/env python3
"""A daemon between a real Prometheus and a real Alertmanager, killed again and again.

    Tests/soak/alertmanager.py [--restarts 20] [SLOCTL]

Needs prometheus, promtool and prometheus-alertmanager (Debian's packages of these names), which it
starts on loopback with folders of their own, and curl. An objective burns; the alert must reach
Alertmanager, be grouped, and be told to its webhook once; the daemon is then killed (SIGKILL) and
started again while the alert fires, 20 times, which must tell nobody anything; then the failures end,
and the alert must be resolved once. Meanwhile Prometheus scrapes the daemon. Ends with 0 where all
of that came about. What it last said is in alertmanager.md beside it. Two to three minutes.
"""
import argparse
import http.server
import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import urllib.request
from datetime import datetime, timezone
from pathlib import Path

PATIENCE_SECONDS = 120
ROOT = Path(__file__).resolve().parents[2]


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def wait(what, condition):
    """Waits until `condition` gives something true, and gives it."""
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        try:
            if found := condition():
                return found
        except OSError:
            pass
        time.sleep(0.05)
    raise SystemExit(f"it did not come about in {PATIENCE_SECONDS} s: {what}")


def get(url):
    with urllib.request.urlopen(url, timeout=10) as reply:
        return reply.read().decode()


class Receiver(http.server.BaseHTTPRequestHandler):
    """Alertmanager's webhook: keeps what it is told."""

    told = []

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        Receiver.told.append(json.loads(body))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_):
        pass


class Logger(threading.Thread):
    """An application: a hundred requests a second, of which a half fail while `is_failing`."""

    def __init__(self, path):
        super().__init__(daemon=True)
        self.path, self.is_failing, self.count = path, True, 0

    def run(self):
        dice = random.Random(1)
        with open(self.path, "a", buffering=1) as file:
            while True:
                now = datetime.now(timezone.utc).isoformat(timespec="milliseconds")
                status = 503 if self.is_failing and dice.random() < 0.5 else 200
                file.write(json.dumps({"ts": now, "status": status, "customer": "acme"}) + "\n")
                self.count += 1
                time.sleep(0.01)


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--restarts", type=int, default=20)
    arguments.add_argument("sloctl", nargs="?", default=str(ROOT / ".build/debug/sloctl"))
    arguments = arguments.parse_args()
    for program in ("prometheus", "promtool", "prometheus-alertmanager", "curl"):
        if not shutil.which(program):
            print(f"skipped: there is no {program}")
            return
    folder = Path(tempfile.mkdtemp(prefix="sloctl-soak-"))
    processes = []

    def start(name, *words):
        output = open(folder / f"{name}.log", "a")
        process = subprocess.Popen(words, stdout=output, stderr=output, cwd=folder)
        processes.append(process)
        return process

    try:
        soak(arguments, folder, start)
    except BaseException:
        print(f"what was said is in {folder}", file=sys.stderr)
        raise
    else:
        shutil.rmtree(folder, ignore_errors=True)
    finally:
        for process in processes:
            process.kill()


def soak(arguments, folder, start):
    ports = {name: free_port() for name in ("alertmanager", "prometheus", "sloctl", "receiver")}
    url = {name: f"http://127.0.0.1:{port}" for name, port in ports.items()}
    receiver = http.server.ThreadingHTTPServer(("127.0.0.1", ports["receiver"]), Receiver)
    threading.Thread(target=receiver.serve_forever, daemon=True).start()

    (folder / "alertmanager.yml").write_text(f"""
route:
  receiver: pager
  group_by: [objective, severity]
  group_wait: 1s
  group_interval: 1s
  repeat_interval: 4h
receivers:
  - name: pager
    webhook_configs: [{{url: "{url['receiver']}", send_resolved: true}}]
""")
    rules = ROOT / "contrib/prometheus-rules.yml"
    (folder / "prometheus.yml").write_text(f"""
global: {{scrape_interval: 1s, evaluation_interval: 1s}}
rule_files: ["{rules}"]
scrape_configs:
  - job_name: sloctl
    static_configs: [{{targets: ["127.0.0.1:{ports['sloctl']}"]}}]
""")
    (folder / "slos.json").write_text(json.dumps({
        "version": 1, "resolution": "1s", "sources": ["events.ndjson"],
        "events": {"fields": {"timestamp": "ts", "status": "status", "customer": "customer"}},
        "objectives": [{
            "name": "api", "good": "status < 500", "target": "99%", "window": "1d",
            "labels": {"team": "platform"},
            "alerts": {"rules": [
                {"severity": "page", "factor": 10, "long": "20s", "short": "5s"}],
                "keepFiringFor": "5s"}}],
        "daemon": {"alertLog": "alerts.ndjson", "sinks": [{"alertmanager": url["alertmanager"]}]},
    }))
    logger = Logger(folder / "events.ndjson")
    logger.start()
    start("alertmanager", "prometheus-alertmanager", "--config.file=alertmanager.yml",
          "--storage.path=alertmanager", "--cluster.listen-address=",
          f"--web.listen-address=127.0.0.1:{ports['alertmanager']}")
    start("prometheus", "prometheus", "--config.file=prometheus.yml", "--storage.tsdb.path=tsdb",
          f"--web.listen-address=127.0.0.1:{ports['prometheus']}")
    wait("Alertmanager is ready", lambda: get(url["alertmanager"] + "/-/ready"))
    wait("Prometheus is ready", lambda: get(url["prometheus"] + "/-/ready"))

    def start_daemon():
        return start("sloctl", arguments.sloctl, "daemon", "-c", "slos.json", "--state", "state",
                     "--socket", "sloctl.sock", "--listen", f"127.0.0.1:{ports['sloctl']}")

    def status():
        reply = subprocess.run(
            [arguments.sloctl, "status", f"--daemon={folder}/sloctl.sock", "--format", "json"],
            capture_output=True, text=True)
        return json.loads(reply.stdout) if reply.returncode == 0 else None

    def notified(state):
        return [note for note in Receiver.told if note["status"] == state]

    daemon = start_daemon()
    wait("the daemon is ready", status)
    wait("the alert reaches the webhook", lambda: notified("firing"))
    alert = notified("firing")[0]["alerts"][0]
    assert alert["labels"]["alertname"] == "ErrorBudgetBurn", alert["labels"]
    assert alert["labels"]["team"] == "platform", alert["labels"]
    assert notified("firing")[0]["groupLabels"] == {"objective": "api", "severity": "page"}
    checked = subprocess.run(["promtool", "check", "metrics"], text=True, capture_output=True,
                             input=get(url["sloctl"] + "/metrics"))
    assert checked.returncode == 0 and not checked.stdout + checked.stderr, checked

    dice = random.Random(2)
    longest = 0.0
    for _ in range(arguments.restarts):
        daemon.send_signal(signal.SIGKILL)
        daemon.wait()
        time.sleep(dice.uniform(0, 2))
        began = time.monotonic()
        daemon = start_daemon()
        found = wait("the daemon is ready again", lambda: (s := status()) and s["decidedTo"] and s)
        longest = max(longest, time.monotonic() - began)
        assert found["alerts"]["firing"] == 1, found["alerts"]
        # Long enough for what it would tell to be told.
        time.sleep(dice.uniform(0, 2))
    firing = len(notified("firing"))
    print(f"{arguments.restarts} times killed and started while an alert fired: "
          f"{firing} notification at Alertmanager's webhook; ready after {longest:.2f} s at most")
    assert firing == 1, Receiver.told

    query = urllib.parse.urlencode({"query": 'max_over_time(sloctl_alerts{state="firing"}[10m])'})
    found = json.loads(get(f"{url['prometheus']}/api/v1/query?{query}"))["data"]["result"]
    assert [sample["value"][1] for sample in found] == ["1"], found
    query = urllib.parse.urlencode({"query": 'count_over_time(sloctl_ready[10m])'})
    found = json.loads(get(f"{url['prometheus']}/api/v1/query?{query}"))["data"]["result"]
    print(f"Prometheus scraped it {found[0]['value'][1]} times; promtool finds nothing to say")

    logger.is_failing = False
    wait("the alert is resolved", lambda: notified("resolved"))
    wait("Alertmanager has no alert left",
         lambda: get(url["alertmanager"] + "/api/v2/alerts?active=true").strip() == "[]")
    assert (len(notified("firing")), len(notified("resolved"))) == (1, 1), Receiver.told
    log = [json.loads(line) for line in open(folder / "alerts.ndjson")]
    assert [line["state"] for line in log] == ["firing", "resolved"], log
    daemon.terminate()
    assert daemon.wait(PATIENCE_SECONDS) == 0
    print("resolved once; the alert log has its two lines; ended by SIGTERM with 0")


if __name__ == "__main__":
    main()
