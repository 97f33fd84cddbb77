#!/bin/bash
# One real delivery from end to end, in a temporary folder: a signed payload, a forgery, a
# duplicate, a file dropped by hand, and one run of the runner. Leaves nothing behind.
set -euo pipefail
cd "$(dirname "$0")/.."

for need in curl openssl; do
  command -v "$need" >/dev/null || { echo "demo: $need is missing: apt-get install $need" >&2; exit 1; }
done

bold=''; plain=''
if [ -t 1 ]; then bold=$(printf '\033[1m') plain=$(printf '\033[0m'); fi
step() { printf '\n%s== %s%s\n' "$bold" "$1" "$plain"; }

here=$PWD
work=$(mktemp -d "${TMPDIR:-/tmp}/webhook-demo.XXXXXX")
listener=''
finish() {
  [ -z "$listener" ] || kill "$listener" 2>/dev/null || true
  rm -rf "$work"
}
trap finish EXIT

step "a spool, one secret, one route"
mkdir -p "$work/spool" "$work/routes.d"
secret=$(openssl rand -hex 20)
export GITHUB_WEBHOOK_SECRET=$secret
# A file of its own: variables alone mean nothing where the gateway is installed.
export WEBHOOK_CONFIG=$work/config.json
cat >"$WEBHOOK_CONFIG" <<EOF
{
  "spool": "$work/spool",
  "sources": {
    "github": {
      "path": "/api/v1/webhooks/github", "scheme": "github",
      "secret": { "env": "GITHUB_WEBHOOK_SECRET" },
    },
  },
}
EOF
cat >"$work/routes.d/demo.json" <<EOF
{
  "routes": [
    {
      "name": "greet",  // every push to any branch
      "match": { "event": "push" },
      "steps": [
        { "name": "say", "run": ["/bin/sh", "-c", "echo \"\$1 was pushed to \$2\"; echo \"\$(wc -c) bytes of event on stdin\"", "demo", "{{payload.ref}}", "{{repository}}"] },
      ],
    },
  ],
}
EOF
cat "$work/routes.d/demo.json"

step "webhook-cgi --listen 127.0.0.1:0"
"$here/dist/webhook-cgi" --listen 127.0.0.1:0 >"$work/listener" &
listener=$!
for _ in $(seq 200); do
  [ -s "$work/listener" ] && break
  kill -0 "$listener" 2>/dev/null || { echo "demo: the listener did not start" >&2; exit 1; }
  sleep 0.02
done
url=$(sed 's/listening on //' "$work/listener")/api/v1/webhooks/github
echo "$url"

payload=$here/examples/demo/push.json
sign() { openssl dgst -sha256 -hmac "$1" -r "$payload" | cut -d' ' -f1; }
post() { # DELIVERY SIGNATURE
  curl -sS --max-time 10 -w '   <- %{http_code}\n' "$url" \
    -H 'Content-Type: application/json' -H 'User-Agent: GitHub-Hookshot/demo' \
    -H 'X-GitHub-Event: push' -H "X-GitHub-Delivery: $1" \
    -H "X-Hub-Signature-256: sha256=$2" --data-binary "@$payload"
}

step "a delivery signed with the secret: on disk before the answer"
post 72d3162e-cc78-11e3-81ab-4c9367dc0958 "$(sign "$secret")"
step "a forgery: signed with another secret"
post 72d3162e-cc78-11e3-81ab-000000000000 "$(sign "not the secret")"
step "the same delivery again"
post 72d3162e-cc78-11e3-81ab-4c9367dc0958 "$(sign "$secret")"

step "a file dropped by hand"
echo '{"event": "push", "repository": "by/hand", "payload": {"ref": "refs/heads/dropped"}}' |
  tee "$work/spool/incoming/dropped.json"

step "what is in the spool now"
(cd "$work/spool" && find incoming -type f | sort)

step "spool-runner run"
"$here/dist/spool-runner" --routes "$work/routes.d" run
"$here/dist/spool-runner" --routes "$work/routes.d" status

step "what the program said"
for task in "$work"/spool/tasks/done/*/*; do
  "$here/dist/spool-runner" --routes "$work/routes.d" show "$(basename "$task")"
done

step "what is in the spool now"
(cd "$work/spool" && find events tasks -type f | sort)

cat <<EOF

${bold}That was it.${plain} To keep a server running here:

  export GITHUB_WEBHOOK_SECRET=... WEBHOOK_SPOOL=\$PWD/spool; mkdir -p spool routes.d
  dist/webhook-cgi --listen 127.0.0.1:8080 &
  dist/spool-runner --routes routes.d run --watch

To install it behind nginx or systemd: README.md, "Install".
EOF
