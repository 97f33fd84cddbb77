#!/bin/bash
# fuzz.sh: hands mutants of real samples to every reader of outside bytes, and damaged requests to
# the built receiver.
#
#   FUZZ_SECONDS=600 make fuzz    that long for each target, two at a time (10 s when not set)
#   FUZZ_SEED=N make fuzz         the mutants of one seed again: what a finding or a crash printed
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${FUZZ_SECONDS:-10}
log=$(mktemp)
trap 'rm -f "$log"' EXIT

if [ -n "${FUZZ_SEED:-}" ]; then
  export FUZZ_SEED
  unset FUZZ_SECONDS
else
  export FUZZ_SECONDS=$seconds
fi
"${SWIFT:-swift}" build --build-tests --quiet
# A target that hangs would hang for ever: nothing takes this long.
status=0
timeout $((seconds * 20 + 300)) \
  "${SWIFT:-swift}" test --skip-build --quiet --filter FuzzTests >"$log" 2>&1 || status=$?
if [ "$status" = 0 ]; then
  grep -E 'Test run with [0-9]+ tests' "$log"
  again=(--seconds "$seconds")
  [ -z "${FUZZ_SEED:-}" ] || again=(--seed "$FUZZ_SEED")
  /usr/bin/python3 -B Tests/EndToEnd/fuzz_receiver.py "${again[@]}" || exit 1
  echo "fuzz: nothing found"
  exit 0
fi
echo "fuzz: ended with $status" >&2
# A finding names its seed. After a crash or a hang it is the last seed of one of the targets.
grep -E '^(fuzz: .* round |base64:)|Fatal error' "$log" >&2 || true
grep -qE '^fuzz: .* round ' "$log" || tac "$log" |
  sed -nE 's/^(fuzz: (.*) FUZZ_SEED=[0-9]+)$/\2|\1/p' | sort -s -u -t '|' -k 1,1 |
  cut -d '|' -f 2 >&2
echo "fuzz: again with: FUZZ_SEED=N make fuzz" >&2
exit 1
