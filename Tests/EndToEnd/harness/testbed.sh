#!/bin/bash
# testbed.sh [--show DIR]... COMMAND [ARG...]
#
# Boots a private systemd over a copy-on-write view of this machine's root file
# system, with a network of its own (loopback only), and runs COMMAND in it as
# root. Its exit status is COMMAND's; 125 says that the testbed itself failed.
# The checkout, the current folder's mount and every --show DIR can be read
# inside; nothing that is written there stays.
#
# Whatever ends this script, SIGKILL too, ends all of it: the processes live in
# one pid namespace that dies with us, the mounts in one mount namespace, and
# the keeper, which only waits for our death, puts back what is machine-wide.
set -u

fail() {
  echo "testbed: $*" >&2
  exit 125
}

# ------------------------------------------------------------------ the keeper
# Two kernel settings belong to the whole machine, so only one testbed runs at a
# time. The keeper holds that lock until it has put back the old values; should
# it be killed as well, the note it left lets the next run do so.
lock_file=/run/lock/webhook-spool-testbed.lock
note_file=/run/webhook-spool-testbed.old
settings=(fs/protected_hardlinks fs/protected_regular)
debian=(1 2)

set_debian_values() {
  local name i
  if [ ! -s "$note_file" ]; then
    for name in "${settings[@]}"; do cat "/proc/sys/$name"; done >"$note_file.new"
    mv "$note_file.new" "$note_file"
  fi
  for i in "${!settings[@]}"; do
    echo "${debian[$i]}" >"/proc/sys/${settings[$i]}" || return 1
  done
}

put_back() {
  local values i
  mapfile -t values <"$note_file" || return 0
  for i in "${!settings[@]}"; do echo "${values[$i]}" >"/proc/sys/${settings[$i]}"; done
  rm -f "$note_file"
}

# Reads until the supervisor's end of the pipe is closed, that is, until it died.
keeper() {
  trap '' INT TERM HUP PIPE
  cat >/dev/null
  put_back
  remove_remains "$1"
}

# The guest is being killed: its cgroups can go once it is gone.
remove_remains() {
  local work=$1 cgroup=$1/cgroup/${1##*/} try
  for ((try = 0; try < 500; try++)); do
    find "$cgroup" -depth -type d -exec rmdir {} + 2>/dev/null
    [ -d "$cgroup" ] || break
    echo 1 2>/dev/null >"$cgroup/guest/cgroup.kill"
    sleep 0.02
  done
  umount -l "$work/cgroup" 2>/dev/null
  rmdir "$work/cgroup" "$work" 2>/dev/null
}

# ------------------------------------------------------------------- the guest
# Runs as pid 1 of the new namespaces and becomes systemd.
guest() {
  set -e
  local work=$1 checkout=$2 shown root name
  shift 2
  root=$work/root
  mount -t tmpfs -o mode=755 tmpfs "$work"
  mkdir "$root" "$work/upper" "$work/work"
  chmod 755 "$work/upper"
  mount -t overlay -o "lowerdir=/,upperdir=$work/upper,workdir=$work/work" testbed "$root"
  for shown in "$checkout" "$@"; do
    mkdir -p "$root$shown"
    mount -o bind,ro "$shown" "$root$shown"
  done

  mount -t proc proc "$root/proc"
  # The guest must not change the machine's settings: they are not namespaced.
  mount --bind "$root/proc/sys" "$root/proc/sys"
  mount -o remount,bind,ro "$root/proc/sys"
  mount -t sysfs -o ro sysfs "$root/sys"
  mount -t cgroup2 cgroup2 "$root/sys/fs/cgroup"
  mount -t tmpfs -o mode=755 tmpfs "$root/run"
  mount -t tmpfs -o mode=755 tmpfs "$root/dev"
  for name in null zero full random urandom tty; do
    : >"$root/dev/$name"
    mount --bind "/dev/$name" "$root/dev/$name"
  done
  mkdir "$root/dev/pts" "$root/dev/shm"
  mount -t devpts -o newinstance,ptmxmode=666,mode=620,gid=5 devpts "$root/dev/pts"
  mount -t tmpfs -o mode=1777 tmpfs "$root/dev/shm"
  ln -s pts/ptmx "$root/dev/ptmx"
  ln -s /proc/self/fd "$root/dev/fd"
  ln -s /proc/self/fd/0 "$root/dev/stdin"
  ln -s /proc/self/fd/1 "$root/dev/stdout"
  ln -s /proc/self/fd/2 "$root/dev/stderr"
  ln -s /run/systemd/journal/dev-log "$root/dev/log"
  guest_units "$root"

  cd "$root"
  mkdir run/old
  pivot_root . run/old
  umount -l run/old
  rmdir run/old
  mount --make-rshared /
  exec env -i container=webhook-spool PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin \
    /lib/systemd/systemd --system --unit=testbed.target --show-status=no </dev/null >/dev/null 2>&1
}

# A target of our own, and of what every service needs only the journal, the
# users and the temporary files: the rest (udev, sysctl, mounts) is the machine's.
guest_units() {
  local units=$1/run/systemd/system unit name
  mkdir -p "$units" "$1/run/systemd/journald.conf.d" "$1/run/tmpfiles.d" "$1/run/lock"
  for unit in /{lib,etc}/systemd/system/{sysinit,sockets,local-fs}.target.wants/*; do
    name=${unit##*/}
    case $name in
      systemd-journald* | systemd-tmpfiles-setup.service | systemd-sysusers.service) ;;
      dbus.socket | '*') ;;
      *) ln -sf /dev/null "$units/$name" ;;
    esac
  done
  printf '%s\n' '[Unit]' 'Requires=sysinit.target' 'Wants=dbus.socket' 'After=sysinit.target' \
    >"$units/testbed.target"
  # Nothing may be lost to a limit when a test asks the journal.
  printf '%s\n' '[Journal]' 'Storage=volatile' 'RateLimitIntervalSec=0' 'Audit=no' \
    >"$1/run/systemd/journald.conf.d/testbed.conf"
  # Debian's tmp.conf empties /tmp at boot, where the checkout may lie.
  ln -s /dev/null "$1/run/tmpfiles.d/tmp.conf"
  : >"$1/etc/fstab"
  tr -d - </proc/sys/kernel/random/uuid >"$1/etc/machine-id"
}

# -------------------------------------------------------------- the supervisor
case ${1-} in
  --guest) shift; guest "$@"; exit 125 ;;
  --keeper) shift; keeper "$@"; exit ;;
esac

shown=()
while [ "${1-}" = --show ]; do
  shown+=("$(realpath -- "$2")") || fail "no such folder: $2"
  shift 2
done
[ $# -gt 0 ] || fail "usage: testbed.sh [--show DIR]... COMMAND [ARG...]"
[ "$(id -u)" = 0 ] || fail "must be root: it mounts, and makes namespaces"
[ -x /lib/systemd/systemd ] || fail "systemd is missing; run Tests/install-dependencies.sh"
self=$(realpath -- "$0")
checkout=${self%/Tests/EndToEnd/harness/*}

exec 8>>"$lock_file"
flock 8
base=${TMPDIR:-/tmp}/webhook-spool-testbed
for left in "$base".*; do # of a run whose keeper was killed too; we hold the lock
  [ ! -d "$left" ] || remove_remains "$left"
done
work=$(mktemp -d "$base.XXXXXX") || exit 125
mkdir "$work/cgroup"
mount -t cgroup2 cgroup2 "$work/cgroup" || fail "cannot mount cgroup2: needs CAP_SYS_ADMIN"
cgroup=$work/cgroup/${work##*/}
mkdir "$cgroup" "$cgroup/guest" "$cgroup/outer" || fail "cannot make a cgroup"

# In a session of its own, so that a ^C or a kill of our group spares the keeper;
# it alone inherits the lock.
exec 9> >(exec setsid /bin/bash "$self" --keeper "$work" >/dev/null 2>&1)
keeper=$!
finish() {
  local status=$?
  trap '' INT TERM HUP
  exec 9>&-
  [ -z "${booted-}" ] || kill -KILL "$booted" 2>/dev/null
  wait 2>/dev/null
  wait "$keeper" 2>/dev/null
  exit "$status"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
set_debian_values || fail "cannot set fs.protected_*"

# The guest's cgroup must be the namespace's root, so enter it before unsharing.
(
  echo "$BASHPID" >"$cgroup/guest/cgroup.procs"
  exec setpriv --pdeathsig KILL unshare --mount --propagation private --pid --net --ipc --uts \
    --cgroup --fork --kill-child /bin/bash "$self" --guest "$work" "$checkout" \
    ${shown[@]+"${shown[@]}"} 8>&- 9>&-
) &
booted=$!
init=
enter() { nsenter --target "$init" --mount --pid --net --ipc --uts --cgroup -- "$@"; }
for ((try = 0; try < 600; try++)); do
  kill -0 "$booted" 2>/dev/null || fail "the guest did not start"
  read -r init _ 2>/dev/null <"/proc/$booted/task/$booted/children"
  if [ -n "${init:-}" ] && [ "$(cat "/proc/$init/comm" 2>/dev/null)" = systemd ]; then
    state=$(enter systemctl is-system-running 2>/dev/null </dev/null)
    case $state in running | degraded) break ;; esac
  fi
  sleep 0.05
done
[ "${state-}" = running ] || {
  enter systemctl --no-pager --no-legend --failed >&2
  fail "the guest is not running: ${state:-no answer}"
}
# unshare waits outside of the guest's root cgroup, which must hold no process.
echo "$booted" >"$cgroup/outer/cgroup.procs"
enter ip link set lo up 2>/dev/null

# In the background: a shell that waits for a foreground command obeys no signal.
enter env -i WEBHOOK_SPOOL_TESTBED=1 HOME=/root USER=root LANG=C.UTF-8 SYSTEMD_PAGER='' \
  PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
  PYTHONDONTWRITEBYTECODE=1 ${DIST:+DIST="$DIST"} ${RAW_REQUESTS:+RAW_REQUESTS="$RAW_REQUESTS"} \
  ${RANDOM_STATES:+RANDOM_STATES="$RANDOM_STATES"} \
  ${RANDOM_STATE_SEED:+RANDOM_STATE_SEED="$RANDOM_STATE_SEED"} \
  env --chdir="$PWD" "$@" <&0 8>&- 9>&- &
wait "$!"
