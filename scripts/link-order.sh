#!/bin/bash
# Writes link-order.txt anew: the functions of the Swift runtime and the C library that one accepted
# request runs. Linked side by side they fill a few pages instead of one page each.
#
# After `make release` with another toolchain; needs valgrind and openssl. A name that is not in a
# library does no harm, one that is missing costs a page fault.
set -euo pipefail
cd "$(dirname "$0")/.."
program=.build/static/release/webhook-cgi
body=examples/demo/push.json
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/spool"

secret=any
signature=$(openssl dgst -sha256 -hmac "$secret" -r "$body" | cut -d' ' -f1)
env -i PATH="$PATH" GATEWAY_INTERFACE=CGI/1.1 REQUEST_METHOD=POST REMOTE_ADDR=127.0.0.1 \
  PATH_INFO=/api/v1/webhooks/github CONTENT_TYPE=application/json \
  CONTENT_LENGTH="$(stat -c %s "$body")" HTTP_USER_AGENT=any HTTP_X_GITHUB_EVENT=push \
  HTTP_X_GITHUB_DELIVERY=any HTTP_X_HUB_SIGNATURE_256="sha256=$signature" \
  WEBHOOK_SPOOL="$work/spool" GITHUB_WEBHOOK_SECRET="$secret" \
  valgrind --quiet --tool=callgrind --demangle=no --callgrind-out-file="$work/calls" \
  "$program" <"$body" >"$work/answer"
grep -q '"status":"accepted"' "$work/answer" || { cat "$work/answer" >&2; exit 1; }

# Our own functions are one section a module, which cannot be taken apart, nor need it be.
sed -nE "s/^c?fn=\([0-9]+\) ([A-Za-z_\$][A-Za-z0-9_\$.]*)('[0-9]+)?\$/\1/p" "$work/calls" |
  awk '!/6Common|11webhook_cgi/ && !seen[$0]++' >scripts/link-order.txt
wc -l scripts/link-order.txt
