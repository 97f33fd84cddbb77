#!/bin/bash
# Installs what the tests need beyond the Swift tool chain (Debian 12). Starts no
# service on this machine. Nothing is done when nothing is missing.
set -euo pipefail

packages=(
  apache2-bin
  btrfs-progs
  busybox
  ca-certificates
  curl
  dbus
  docker-registry
  e2fsprogs
  fcgiwrap
  git
  jq
  lighttpd
  make
  musl-dev
  nginx-light
  nodejs
  openssl
  procps
  python3
  python3-h11
  python3-jsonschema
  python3-pytest
  python3-requests
  shellcheck
  strace
  systemd
  util-linux
  valgrind
  wrk
  xfsprogs
)

missing=()
for package in "${packages[@]}"; do
  status=$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null || true)
  [ "$status" = installed ] || missing+=("$package")
done
[ ${#missing[@]} -gt 0 ] || exit 0

if [ "$(id -u)" != 0 ]; then
  echo "missing: ${missing[*]}; as root run: $(realpath -- "$0")" >&2
  exit 1
fi

# Debian's packages start their services unless this file says no (101).
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
  trap 'rm -f "$policy"' EXIT
  printf '#!/bin/sh\nexit 101\n' >"$policy"
  chmod 0755 "$policy"
elif "$policy" nginx start >/dev/null 2>&1; then
  echo "$policy lets packages start services; install by hand: ${missing[*]}" >&2
  exit 1
fi

export DEBIAN_FRONTEND=noninteractive
install_missing() { apt-get install -q -y --no-install-recommends "${missing[@]}" </dev/null; }
install_missing || { apt-get update -q && install_missing; }
