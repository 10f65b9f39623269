#!/bin/sh
# Builds the program with a sanitizer and has it read logs of every format, on one thread and on
# several, from files and from a pipe: no report, and one thread's answer each time.
#
#   Tests/soak/sanitizers.sh thread    (or: address). Some minutes, most of them for building.
set -eu
cd "$(dirname "$0")/../.."
kind=${1:-thread}
swift build -c release --sanitize="$kind" --product sloctl --scratch-path ".build-$kind"
sloctl=.build-$kind/release/sloctl
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export TSAN_OPTIONS=halt_on_error=1:exitcode=66 ASAN_OPTIONS=detect_leaks=0:exitcode=66

# compare NAME COMMAND…: the command's answers on 1, 2, 3 and 8 threads, which have to be the same.
compare() {
  name=$1
  shift
  for threads in 1 2 3 8; do
    status=0
    "$@" --threads "$threads" >"$scratch/answer.$threads" || status=$?
    # 3 is an answer too: no verdict.
    case $status in 0 | 3) ;; *) echo "$name: status $status on $threads threads" >&2; exit 1 ;; esac
    cmp "$scratch/answer.1" "$scratch/answer.$threads"
  done
  printf '  %s: %d bytes, the same on 1, 2, 3 and 8 threads\n' "$name" "$(wc -c <"$scratch/answer.1")"
}

for format in ndjson logfmt csv combined; do
  events=
  for seed in 1 2 3 4; do
    "$sloctl" simulate examples/scenarios/failover.json --seed "$seed" --format "$format" \
      >"$scratch/$seed.$format"
    # Some lines that are none, and a last one without a newline.
    printf '{"half": \nx' >>"$scratch/$seed.$format"
    events="$events $scratch/$seed.$format"
  done
  "$sloctl" init -c "$scratch/$format.json" "$scratch/1.$format" >/dev/null
  # Fewer places than customers, so that the worst are sought and all is read twice.
  sed 's/"version": 1,/"version": 1, "maxKeys": 20,/' "$scratch/$format.json" >"$scratch/few.json"
  objective=$(sed -n 's/.*"name": "\([^"]*\)".*/\1/p' "$scratch/$format.json" | head -1)
  du -ch $events | tail -1
  compare "$format, budget" "$sloctl" budget -c "$scratch/$format.json" --format json $events
  compare "$format, burn of statuses" \
    "$sloctl" burn -c "$scratch/$format.json" --by status --format json $events
  compare "$format, maxKeys" "$sloctl" budget -c "$scratch/few.json" --by customer --format json $events
  compare "$format, the last six hours" \
    "$sloctl" customers -c "$scratch/$format.json" "$objective" --last 6h --format json $events
  cat $events >"$scratch/all"
  compare "$format, from a pipe" \
    sh -c 'cat "$0" | "$@" -' "$scratch/all" "$sloctl" budget -c "$scratch/$format.json" --format json
done
