#!/bin/sh
# refresh-addresses [github] [cloudflare]
#
# Fetches the networks that GitHub's webhooks and Cloudflare's proxies come from into LIST.cidr in
# /var/lib/webhook-spool, for "addresses" of a source. Without arguments: both.
#
# A list is replaced as a whole, by a rename, and only by one that looks right. Whatever else
# happens the old list stays, one line says why, and the exit status is 1.
set -u
export LC_ALL=C
umask 022

folder=${WEBHOOK_ADDRESSES_FOLDER:-/var/lib/webhook-spool}
github=${WEBHOOK_GITHUB_META:-https://api.github.com/meta}
cloudflare_v4=${WEBHOOK_CLOUDFLARE_V4:-https://www.cloudflare.com/ips-v4}
cloudflare_v6=${WEBHOOK_CLOUDFLARE_V6:-https://www.cloudflare.com/ips-v6}

# Prints the networks of a file, one a line; at a line that is none it says so and ends. A network
# of more than 16 million IPv4 addresses, or as large a part of IPv6, belongs to nobody.
# shellcheck disable=SC2016 # awk's own $0
only_networks='
  function is_v4(text, parts, i) {
    if (split(text, parts, ".") != 4) return 0
    for (i = 1; i <= 4; i++)
      if (parts[i] !~ /^(0|[1-9][0-9]?[0-9]?)$/ || parts[i] > 255) return 0
    return 1
  }
  function is_v6(text, parts, i, count, used, gaps) {
    if (text !~ /^[0-9a-fA-F:]+$/ || text ~ /:::/ || text ~ /^:[^:]/ || text ~ /[^:]:$/) return 0
    gaps = gsub(/::/, "::", text)
    count = split(text, parts, ":")
    for (i = 1; i <= count; i++) {
      if (length(parts[i]) > 4) return 0
      if (parts[i] != "") used++
    }
    return gaps == 0 ? used == 8 : gaps == 1 && used < 8
  }
  function is_network(text, parts) {
    if (split(text, parts, "/") != 2 || parts[2] !~ /^[1-9][0-9]?[0-9]?$/) return 0
    if (is_v4(parts[1])) return parts[2] >= 8 && parts[2] <= 32
    # All that is given to anybody begins so; ::ffff:0:0/96 would be the whole of IPv4.
    return parts[1] ~ /^[23]/ && is_v6(parts[1]) && parts[2] >= 16 && parts[2] <= 128
  }
  { gsub(/[ \t\r]+$/, "") }
  $0 == "" { next }
  !is_network($0) {
    gsub(/[^ -~]/, "?")
    print "line " NR " is no network: " substr($0, 1, 40) >"/dev/stderr"
    exit 1
  }
  { print }
'

complain() {
  if [ -e "$target" ]; then
    echo "refresh-addresses: $list: $1; the old list stays" >&2
  else
    echo "refresh-addresses: $list: $1; there is no list yet" >&2
  fi
}

# Asks for a URL within 30 seconds; the answer is $work/answer, of at most 4 MiB (the limit is in
# blocks of 512 bytes; curl's own counts only what a server declares).
fetch() {
  status=$(
    ulimit -f 8192
    exec curl -q --silent --show-error --proto =https --connect-timeout 10 --max-time 30 \
      --output "$work/answer" --write-out '%{http_code}' -- "$1" 2>"$work/error"
  )
  ended=$?
  if [ "$ended" -gt 128 ]; then
    complain "$1 answered with more than 4 MiB"
  elif [ "$ended" -ne 0 ]; then
    complain "$1: $(head -n 1 "$work/error")"
  elif [ "$status" != 200 ]; then
    complain "$1 answered with status $status"
  else
    return 0
  fi
  return 1
}

# Adds the networks at a URL, as lines or as the member "hooks" of an object, to $work/list.
take() {
  fetch "$1" || return 1
  if [ "$2" = hooks ]; then
    jq -er '.hooks[]' <"$work/answer" >"$work/lines" 2>/dev/null ||
      { complain "$1 answered without a list of hooks"; return 1; }
  else
    cp "$work/answer" "$work/lines"
  fi
  # The receiver would not take a list with a NUL, and awk might not see it.
  [ "$(tr -d '\001-\377' <"$work/lines" | wc -c)" -eq 0 ] ||
    { complain "$1 answered with binary data"; return 1; }
  said=$(awk "$only_networks" <"$work/lines" 2>&1 >"$work/networks") ||
    { complain "$1, $said"; return 1; }
  [ -s "$work/networks" ] || { complain "$1 answered without a network"; return 1; }
  cat "$work/networks" >>"$work/list"
}

count() { grep -c '^[^#]' "$1"; }

# A list that lost more than half is rather a mistake; who knows better removes the old one.
is_long_enough() {
  [ -e "$target" ] || return 0
  old=$(count "$target")
  new=$(count "$work/list")
  [ $((new * 2)) -ge "$old" ] ||
    { complain "only $new networks instead of $old (if that is right, remove $target)"; return 1; }
}

place() {
  if cmp -s "$work/list" "$target"; then return 0; fi
  if fresh=$(mktemp "$folder/.$list.cidr.XXXXXX") && cp "$work/list" "$fresh" &&
    chmod 0644 "$fresh" && sync "$fresh" && mv -fT "$fresh" "$target" && sync "$folder"; then
    echo "refresh-addresses: $list: $(count "$target") networks"
    return 0
  fi 2>"$work/error"
  [ -z "$fresh" ] || rm -f "$fresh"
  complain "cannot write $target: $(head -n 1 "$work/error")"
  return 1
}

refresh() {
  list=$1
  target=$folder/$list.cidr
  echo "# Kept up to date by refresh-addresses: what is changed here is lost." >"$work/list"
  case $list in
    github) take "$github" hooks || return 1 ;;
    cloudflare) take "$cloudflare_v4" lines && take "$cloudflare_v6" lines || return 1 ;;
    *)
      echo "refresh-addresses: no such list: $list; there are github and cloudflare" >&2
      exit 64
      ;;
  esac
  is_long_enough && place
}

for tool in curl jq; do
  command -v "$tool" >/dev/null || { echo "refresh-addresses: $tool is not installed" >&2; exit 1; }
done
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
# What a run that was killed left over.
find "$folder" -maxdepth 1 -name '.*.cidr.??????' -mmin +60 -delete 2>/dev/null

[ $# -gt 0 ] || set -- github cloudflare
failed=0
for name; do refresh "$name" || failed=1; done
exit "$failed"
