#!/bin/bash
# Takes each sync away in turn, without a rebuild, and shows which tests notice. One that nobody
# notices is either not needed or not tested: then this fails.
set -euo pipefail
cd "$(dirname "$0")/.."
SWIFT=${SWIFT:-swift}

"$SWIFT" build --build-tests 2>&1 | tail -n 1
points=$(sed -n 's/^  case \([a-zA-Z]*\)$/\1/p' Sources/Common/System/SyncPoint.swift)
survivors=0
for point in $points; do
  log=$(SPOOL_MUTANT=$point "$SWIFT" test --skip-build --filter 'CrashTests|SpoolFaultTests' 2>&1 || true)
  killers=$({ grep -oE '✘ Test [A-Za-z0-9]+\(' <<<"$log" || true; } | sed 's/✘ Test //; s/(//' | sort -u | paste -sd ' ' -)
  if [ -n "$killers" ]; then
    printf '%-14s noticed by %s\n' "$point" "$killers"
  else
    printf '%-14s SURVIVED\n' "$point"
    survivors=$((survivors + 1))
  fi
done
total=$(wc -w <<<"$points")
echo "mutants: $((total - survivors)) of $total noticed"
[ "$survivors" = 0 ]
