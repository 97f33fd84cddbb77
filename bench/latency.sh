#!/bin/bash
# bench/latency.sh [DELIVERIES]
#
# How long after the answer to a POST the route's program runs, when nothing runs before: the real
# units in a private systemd, the installed programs, nginx and fcgiwrap. Needs root, because the
# testbed of the end-to-end tests does; README.md says what the figure leaves out.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
testbed=$here/../Tests/EndToEnd/harness/testbed.sh

cannot() {
  echo "bench: the latency is not measured: $*" >&2
  exit 69
}
[ "$(id -u)" = 0 ] || cannot "the testbed needs root"
[ -x "$testbed" ] || cannot "there is no $testbed"
[ -x /lib/systemd/systemd ] || cannot "systemd is not installed"
for need in nginx fcgiwrap gcc python3; do
  PATH=$PATH:/usr/sbin command -v "$need" >/dev/null || cannot "$need is missing"
done

work=$(mktemp -d /var/tmp/webhook-latency.XXXXXX)
trap 'rm -rf "$work"' EXIT
gcc -O2 -Wall -Wextra -static -s -o "$work/stamp" "$here/stamp.c"
dist=$(cd "${DIST:-$here/../dist}" && pwd)
DIST=$dist "$testbed" --show "$dist" --show "$work" \
  /usr/bin/python3 "$here/latency.py" "$work/stamp" "${1:-50}"
