#!/bin/sh
# Writes the pages of the program and its commands anew, as the built program has them. slos.json.5 is
# written by hand.
# Usage: man/generate.sh [SLOCTL]
set -eu
cd "$(dirname "$0")"
sloctl=${1:-../.build/debug/sloctl}
for page in $("$sloctl" help --man pages); do
  "$sloctl" help --man "${page%.*}" >"$page"
done
