#!/bin/sh
# Compares the fast, the general and the plain reading of damaged lines, ten million of JSON and as
# many of logfmt unless told otherwise: Tests/soak/lines.sh [LINES]. Takes some minutes once the
# tests are built for release.
set -eu
cd "$(dirname "$0")/../.."
SLOCTL_FUZZ_LINES=${1:-10000000} exec swift test -c release -Xswiftc -enable-testing \
  --disable-xctest --filter 'JSONFuzzTests|LogfmtLayoutTests'
