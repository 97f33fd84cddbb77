#!/bin/bash
# All tests: unit tests first, then the programs as black boxes.
set -euo pipefail
cd "$(dirname "$0")/.."
Tests/install-dependencies.sh

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
