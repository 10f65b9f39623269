#!/usr/bin/env python3
"""Runs what README.md and the tutorial show on a terminal and compares.

    check-readme.py FOLDER           FOLDER holds the built sloctl
    check-readme.py FOLDER --write   puts what was printed into the documents instead

Each line of a ```console block that starts with "$ " is run by bash with its continuation lines: in
the package's folder for README.md, for the tutorial in a folder of its own that has the scenarios.
What it prints must be what stands below it, up to the next command. Also, every relative link must
lead to a file.
"""

import difflib
import os
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
TUTORIAL = os.path.join("Sources", "SLOKit", "SLOKit.docc", "FirstHour.md")


def run(command, folder, place):
    environment = dict(os.environ, PATH=folder + os.pathsep + os.environ["PATH"], LANG="C.UTF-8")
    for name in ("SLOCTL_CONFIG", "NO_COLOR"):
        environment.pop(name, None)
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=place,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    return done.stdout.decode("utf-8")


def replayed(block, folder, place):
    """`block` with the output that its commands have now in the folder `place`."""
    text, lines = "", block.splitlines()
    while lines:
        line = lines.pop(0)
        if not line.startswith("$ "):
            continue
        command = [line[2:]]
        while command[-1].endswith("\\") and lines:
            command.append(lines.pop(0))
        text += "$ " + "\n".join(command) + "\n" + run("\n".join(command), folder, place)
        while lines and not lines[0].startswith("$ "):
            lines.pop(0)
    return text


def check(name, folder, place, is_writing):
    """How often the document `name` shows a terminal; None where it shows something else."""
    path = os.path.join(ROOT, name)
    with open(path, encoding="utf-8") as file:
        old = file.read()
    blocks = re.compile(r"(?<=^```console\n)(.*?)(?=^```$)", re.M | re.S)
    count = len(blocks.findall(old))
    if count == 0:
        sys.exit("check-readme.py: %s shows no terminal" % name)
    new = blocks.sub(lambda block: replayed(block.group(1), folder, place), old)
    if is_writing:
        with open(path, "w", encoding="utf-8") as file:
            file.write(new)
        old = new
    broken = [
        target
        for target in re.findall(r"\]\(([^)#]+)\)", old) + re.findall(r'src(?:set)?="([^"]+)"', old)
        if "://" not in target and not os.path.exists(os.path.join(os.path.dirname(path), target))
    ]
    for target in broken:
        print("%s: there is no %s" % (name, target))
    difference = difflib.unified_diff(
        old.splitlines(), new.splitlines(), name, "what is printed now", lineterm="", n=1
    )
    for line in difference:
        print(line)
    return None if broken or old != new else count


def main():
    folder = os.path.abspath(sys.argv[1])
    if not os.access(os.path.join(folder, "sloctl"), os.X_OK):
        sys.exit("check-readme.py: there is no sloctl in " + folder)
    is_writing = "--write" in sys.argv
    with tempfile.TemporaryDirectory() as scratch:
        shutil.copytree(
            os.path.join(ROOT, "examples", "scenarios"), os.path.join(scratch, "scenarios")
        )
        counts = [
            check("README.md", folder, ROOT, is_writing),
            check(TUTORIAL, folder, scratch, is_writing),
        ]
    if None in counts:
        return 1
    print("README.md and the tutorial: what they show is what %d terminals print" % sum(counts))
    return 0


if __name__ == "__main__":
    sys.exit(main())
