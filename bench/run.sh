#!/bin/bash
# bench/run.sh [--only receiver|runner|ledger|constant-time] [--rounds N] [--seconds N]
#              [--also NAME=PROGRAM]... [--peers] [--json | --markdown]
#
# Measures dist/webhook-cgi and dist/spool-runner beside programs that do the same work, and prints
# tables; README.md says how. --also adds a CGI program, an earlier build for instance; --peers adds
# two other receivers and, as root, installs them. $BENCH_FOLDER is a folder on the disk to measure,
# else /var/tmp.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
dist=${DIST:-$here/../dist}
PATH=$PATH:/usr/sbin

peers=
also=()
rest=()
while [ $# -gt 0 ]; do
  case $1 in
    --peers) peers=1 && rest+=(--peers) ;;
    --also) also+=("${2-}") && shift ;;
    --also=*) also+=("${1#*=}") ;;
    *) rest+=("$1") ;;
  esac
  shift
done

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

build() { # NAME COMPILER... of files in this folder
  gcc -O2 -Wall -Wextra -static -s -o "$work/$1" "${@:2}"
}
for name in measure trivial ledger; do build "$name" "$here/$name.c"; done
build reference "$here"/{reference,sha256,json}.c
programs=(webhook-cgi reference trivial spool-runner)
# musl-gcc is gcc with this file, which is in Debian's musl-dev.
specs=$(find /usr/lib -maxdepth 3 -name musl-gcc.specs 2>/dev/null | head -n 1)
if [ -n "$specs" ]; then
  build reference-musl "$here"/{reference,sha256,json}.c -specs "$specs"
  programs+=(reference-musl)
else
  echo "bench: no reference-musl: apt-get install musl-dev" >&2
fi
cp "$here"/*.py "$here/deliver.lua" "$work"
for name in webhook-cgi spool-runner; do
  [ ! -e "$dist/$name" ] || cp "$dist/$name" "$work"
done
for pair in ${also[@]+"${also[@]}"}; do
  name=${pair%%=*}
  if ! [[ $name =~ ^[a-z0-9][a-z0-9.-]*$ && -f ${pair#*=} && ! -e $work/$name ]]; then
    echo "bench: --also takes NAME=PROGRAM and a name that is not taken, not \"$pair\"" >&2
    exit 64
  fi
  cp "${pair#*=}" "$work/$name"
  programs+=("$name")
  rest+=(--also "$name")
done
# Symbols name the function whose instructions are counted.
symbols=$here/../.build/receiver
cp "$([ -e "$symbols" ] && echo "$symbols" || echo "$dist/webhook-cgi")" "$work/webhook-cgi-symbols"
# How a file was written decides in what pieces the kernel keeps and maps it: let all programs be
# read from the disk anew.
for name in "${programs[@]}"; do
  [ ! -e "$work/$name" ] ||
    dd of="$work/$name" oflag=nocache conv=notrunc,fdatasync count=0 status=none
done
[ -z "$peers" ] || "$here/peers/install.sh" "$work/peers"

# All of it as one user without rights, as the units do.
as=()
if [ "$(id -u)" = 0 ]; then
  chown -R nobody: "$work"
  as=(setpriv --reuid nobody --regid nogroup --clear-groups --)
fi
cd "$work"
${as[@]+"${as[@]}"} env PYTHONDONTWRITEBYTECODE=1 \
  python3 bench.py --work "$work" ${rest[@]+"${rest[@]}"}
