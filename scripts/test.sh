#!/bin/bash
# All tests: unit tests first, then the programs as black boxes.
set -euo pipefail
cd "$(dirname "$0")/.."
Tests/install-dependencies.sh

echo "== unit tests"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
"${SWIFT:-swift}" test 2>&1 | tee "$log" | grep -vE '^(◇|✔|\[[0-9]+/[0-9]+\]) ' || true
grep -qE '^.* Test run with [0-9]+ tests .*passed' "$log" || { echo "unit tests failed" >&2; exit 1; }
if [ "${REFUSE_SKIPPED:-}" = 1 ] && grep -qiE '^.* Test .* skipped' "$log"; then
  echo "a unit test was skipped" >&2
  exit 1
fi

echo "== end-to-end tests"
make --no-print-directory e2e
