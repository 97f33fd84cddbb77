#!/bin/bash
# The programs as black boxes, with real nginx, fcgiwrap and systemd. Root, because three users and
# a throw-away system are part of it.
set -euo pipefail
cd "$(dirname "$0")/.."

if [ "$(id -u)" != 0 ]; then
  echo "e2e: needs root (it makes users and boots a throw-away systemd): sudo make e2e" >&2
  exit 1
fi
options=(-q -rs -p no:cacheprovider)
log=$(mktemp)
trap 'rm -f "$log"' EXIT
status=0
/usr/bin/python3 -B -m pytest "${options[@]}" Tests/EndToEnd Tests/PowerCuts "$@" 2>&1 | tee "$log" || status=$?
if [ "${REFUSE_SKIPPED:-}" = 1 ] && grep -qE '[0-9]+ skipped' "$log"; then
  echo "an end-to-end test was skipped" >&2
  exit 1
fi
exit "$status"
