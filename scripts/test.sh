#!/bin/bash
# All tests: unit tests first, then the programs as black boxes.
set -euo pipefail
cd "$(dirname "$0")/.."
Tests/install-dependencies.sh

receiving='not (demo or disk_full or flood or installation or running or schema or storm or PowerCuts or foreign or hard_times)'

echo "== unit tests"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
if ! "${SWIFT:-swift}" test >"$log" 2>&1; then
  # Of a thousand lines only what went wrong, and where.
  grep -E '^(✘|↳|.*error:)' "$log" || tail -n 40 "$log"
  exit 1
fi
grep -E 'Test run with [0-9]+ tests' "$log"
if [ "${REFUSE_SKIPPED:-}" = 1 ] && grep -E '^. Test .* skipped' "$log"; then
  echo "a unit test was skipped" >&2
  exit 1
fi

echo "== end-to-end tests"
make --no-print-directory e2e

# What others than this machine build: the tests that drive the receiver, once more for each.
built=$(readlink .build/receiver)
for kind in glibc ordinary; do
  [ "$kind" != "${built%%/*}" ] || continue
  folder=$PWD/.build/dist-$kind
  status=0
  RECEIVER=$kind scripts/build-receiver.sh "$folder" || status=$?
  [ "$status" != 69 ] || continue
  [ "$status" = 0 ] || exit "$status"
  cp dist/spool-runner "$folder"
  echo "== end-to-end tests: the receiver as $kind"
  DIST=$folder scripts/e2e.sh -k "$receiving"
  /usr/bin/python3 -B Tests/EndToEnd/fuzz_receiver.py --seed 1 --twin "$folder/webhook-cgi"
done
