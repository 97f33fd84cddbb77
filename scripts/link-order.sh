#!/bin/bash
# Writes link-order.txt anew: the functions, ours and the libraries', that one accepted request runs.
# Linked side by side they fill a few pages instead of one page each.
#
# With another toolchain or before a version; needs valgrind and openssl. Of every kind of receiver
# that was built here (RECEIVER=musl|glibc|ordinary make release), the leanest first: a name that is
# not there does no harm, one that is missing costs at most a page fault.
set -euo pipefail
cd "$(dirname "$0")/.."
body=examples/demo/push.json
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/spool"

# A configuration as people have it, so that what reads it is in the list.
secret=any
echo "$secret" >"$work/secret"
cat >"$work/config.json" <<EOF
{ "spool": "$work/spool",
  "sources": { "github": { "path": "/hooks/github", "scheme": "github", "events": ["push"],
                           "secret": { "file": "$work/secret" } } } }
EOF
signature=$(openssl dgst -sha256 -hmac "$secret" -r "$body" | cut -d' ' -f1)
for kind in musl glibc ordinary; do
  program=.build/$kind/release/webhook-cgi
  [ -e "$program" ] || continue
  # shellcheck disable=SC2094 # the body is only read
  env -i PATH="$PATH" GATEWAY_INTERFACE=CGI/1.1 REQUEST_METHOD=POST REMOTE_ADDR=127.0.0.1 \
    PATH_INFO=/hooks/github CONTENT_TYPE=application/json \
    CONTENT_LENGTH="$(stat -c %s "$body")" HTTP_USER_AGENT=any HTTP_X_GITHUB_EVENT=push \
    HTTP_X_GITHUB_DELIVERY="$kind" HTTP_X_HUB_SIGNATURE_256="sha256=$signature" \
    WEBHOOK_CONFIG="$work/config.json" \
    valgrind --quiet --tool=callgrind --demangle=no --callgrind-out-file="$work/calls" \
    "$program" <"$body" >"$work/answer"
  grep -q '"status":"accepted"' "$work/answer" || { cat "$work/answer" >&2; exit 1; }
  sed -nE "s/^c?fn=\([0-9]+\) ([A-Za-z_\$][A-Za-z0-9_\$.]*)('[0-9]+)?\$/\1/p" "$work/calls"
  printf '%s: %s instructions\n' "$kind" "$(sed -n 's/^summary: //p' "$work/calls")" >&2
done | awk '!seen[$0]++' >scripts/link-order.txt
wc -l scripts/link-order.txt
