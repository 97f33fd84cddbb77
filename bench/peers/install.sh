#!/bin/bash
# bench/peers/install.sh FOLDER
#
# Makes FOLDER with what the peers need: their code, and a Python environment. As root it installs
# Debian's packages that are missing. It starts no service and leaves none enabled; the bench starts
# its own processes and ends them.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
folder=$1

missing=()
for package in postgresql python3-venv webhook; do
  status=$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null || true)
  [ "$status" = installed ] || missing+=("$package")
done

install_missing() {
  if [ "$(id -u)" != 0 ]; then
    echo "bench: --peers needs ${missing[*]}: install them, or run it as root" >&2
    exit 69
  fi
  # Debian's packages start their services unless this file says no (101).
  policy=/usr/sbin/policy-rc.d
  cluster=/etc/postgresql-common/createcluster.d/webhook-bench.conf
  remove=()
  trap 'rm -f "${remove[@]}"' EXIT
  if [ ! -e "$policy" ]; then
    remove+=("$policy")
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod 0755 "$policy"
  elif "$policy" webhook start >/dev/null 2>&1; then
    echo "bench: $policy lets packages start services; install by hand: ${missing[*]}" >&2
    exit 69
  fi
  # Nor a database cluster: the bench makes its own.
  if [ ! -e "$cluster" ]; then
    remove+=("$cluster")
    mkdir -p "${cluster%/*}"
    echo 'create_main_cluster = false' >"$cluster"
  fi
  export DEBIAN_FRONTEND=noninteractive
  get() { apt-get install -q -y --no-install-recommends "${missing[@]}" </dev/null; }
  { get || { apt-get update -q && get; }; } >&2
  # Not started now, and not at the next start of the machine.
  for package in "${missing[@]}"; do
    if [ "$package" != python3-venv ] && [ -e "/lib/systemd/system/$package.service" ]; then
      systemctl disable "$package.service" >&2 || true
    fi
  done
}
[ ${#missing[@]} = 0 ] || install_missing

mkdir "$folder"
cp "$here"/*.py "$folder"
/usr/bin/python3 -m venv "$folder/python"
"$folder/python/bin/pip" install -q --disable-pip-version-check \
  asyncpg fastapi httptools uvicorn uvloop >&2
