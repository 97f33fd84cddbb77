#!/bin/bash
# bench/run.sh [--only receiver|runner|ledger|constant-time] [--rounds N] [--seconds N] [--json]
#
# Measures dist/webhook-cgi and dist/spool-runner beside programs that do the same work, and prints
# a table; README.md says how. $BENCH_FOLDER is a folder on the disk to measure, else /var/tmp.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
dist=${DIST:-$here/../dist}
PATH=$PATH:/usr/sbin

for need in nginx fcgiwrap wrk gcc python3 xargs setpriv; do
  command -v "$need" >/dev/null || {
    echo "bench: $need is missing: apt-get install nginx-light fcgiwrap wrk gcc python3" >&2
    exit 69
  }
done

work=$(mktemp -d "${BENCH_FOLDER:-/var/tmp}/webhook-bench.XXXXXX")
trap 'rm -rf "$work"' EXIT
case $(stat -f -c %T "$work") in
  tmpfs | ramfs | overlayfs)
    echo "bench: $work is not on a disk of its own, so a sync costs nothing there;" >&2
    echo "bench: name a folder on a disk in BENCH_FOLDER" >&2
    exit 69
    ;;
esac

for name in measure trivial ledger; do
  gcc -O2 -Wall -Wextra -static -s -o "$work/$name" "$here/$name.c"
done
gcc -O2 -Wall -Wextra -static -s -o "$work/reference" "$here"/{reference,sha256,json}.c
cp "$here"/*.py "$here/deliver.lua" "$work"
for name in webhook-cgi spool-runner; do
  [ ! -e "$dist/$name" ] || cp "$dist/$name" "$work"
done
# Symbols name the function whose instructions are counted.
symbols=$here/../.build/receiver
cp "$([ -e "$symbols" ] && echo "$symbols" || echo "$dist/webhook-cgi")" "$work/webhook-cgi-symbols"
# How a file was written decides in what pieces the kernel keeps and maps it: let all programs be
# read from the disk anew.
for name in webhook-cgi reference trivial spool-runner; do
  [ ! -e "$work/$name" ] || dd of="$work/$name" oflag=nocache conv=notrunc,fdatasync count=0 status=none
done

# All of it as one user without rights, as the units do.
as=()
if [ "$(id -u)" = 0 ]; then
  chown -R nobody: "$work"
  as=(setpriv --reuid nobody --regid nogroup --clear-groups --)
fi
cd "$work"
${as[@]+"${as[@]}"} env PYTHONDONTWRITEBYTECODE=1 python3 bench.py --work "$work" "$@"
