#!/bin/bash
# power.sh [--cuts N] [--kind KIND]... [--seed N]
#
# Real power cuts under load on ext4, xfs and btrfs; see Tests/PowerCuts/power_cuts.py. Needs root
# and the programs in dist/.
set -euo pipefail
cd "$(dirname "$0")/.."
if [ "$(id -u)" != 0 ]; then
  echo "power cuts need root: they mount images (nothing was tested)" >&2
  exit 1
fi
Tests/install-dependencies.sh
exec "${TEST_PYTHON:-/usr/bin/python3}" Tests/PowerCuts/power_cuts.py "$@"
