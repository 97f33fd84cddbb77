#!/bin/sh
# The gate before the tests: format, imports, prose, scripts, warnings, the built programs.
set -eu
cd "$(dirname "$0")/.."
SWIFT=${SWIFT:-swift}

echo "== format"
"$SWIFT" format lint --strict --parallel -r Package.swift Sources Tests
echo "== imports"
scripts/check-imports.sh
echo "== prose"
scripts/check-prose.sh
if command -v shellcheck >/dev/null; then
  echo "== scripts"
  git ls-files '*.sh' .ci/run | xargs shellcheck
else
  echo "== scripts: shellcheck is not installed; make test installs it" >&2
fi
echo "== build (warnings are errors)"
make --no-print-directory release
echo "check: passed"
