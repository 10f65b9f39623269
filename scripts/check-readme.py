#!/usr/bin/env python3
"""Runs what README.md shows on a terminal and compares.

    check-readme.py FOLDER           FOLDER holds the built sloctl
    check-readme.py FOLDER --write   puts what was printed into README.md instead

Each line of a ```console block that starts with "$ " is run by bash in the package's folder, with
its continuation lines; what it prints must be what stands below it, up to the next command.
Also, every relative link must lead to a file.
"""

import difflib
import os
import re
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
README = os.path.join(ROOT, "README.md")


def run(command, folder):
    environment = dict(os.environ, PATH=folder + os.pathsep + os.environ["PATH"], LANG="C.UTF-8")
    for name in ("SLOCTL_CONFIG", "NO_COLOR"):
        environment.pop(name, None)
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    return done.stdout.decode("utf-8")


def replayed(block, folder):
    """`block` with the output that its commands have now."""
    text, lines = "", block.splitlines()
    while lines:
        line = lines.pop(0)
        if not line.startswith("$ "):
            continue
        command = [line[2:]]
        while command[-1].endswith("\\") and lines:
            command.append(lines.pop(0))
        text += "$ " + "\n".join(command) + "\n" + run("\n".join(command), folder)
        while lines and not lines[0].startswith("$ "):
            lines.pop(0)
    return text


def main():
    folder = os.path.abspath(sys.argv[1])
    if not os.access(os.path.join(folder, "sloctl"), os.X_OK):
        sys.exit("check-readme.py: there is no sloctl in " + folder)
    with open(README, encoding="utf-8") as file:
        old = file.read()
    blocks = re.compile(r"(?<=^```console\n)(.*?)(?=^```$)", re.M | re.S)
    count = len(blocks.findall(old))
    if count == 0:
        sys.exit("check-readme.py: README.md shows no terminal")
    new = blocks.sub(lambda block: replayed(block.group(1), folder), old)
    if "--write" in sys.argv:
        with open(README, "w", encoding="utf-8") as file:
            file.write(new)
        old = new
    broken = [
        target
        for target in re.findall(r"\]\(([^)#]+)\)", old)
        if "://" not in target and not os.path.exists(os.path.join(ROOT, target))
    ]
    for target in broken:
        print("README.md: there is no %s" % target)
    difference = difflib.unified_diff(
        old.splitlines(), new.splitlines(), "README.md", "what is printed now", lineterm="", n=1
    )
    for line in difference:
        print(line)
    if broken or old != new:
        return 1
    print("README.md: what it shows is what %d terminals print" % count)
    return 0


if __name__ == "__main__":
    sys.exit(main())
