#!/bin/sh
# Doubled words, trailing spaces and broken links in documents.
set -eu
cd "$(dirname "$0")/.."
bad=0
for file in $(git ls-files '*.md' '*.8' '*.5'); do
  doubled=$(tr -s '[:space:]' '\n' <"$file" | awk 'NR > 1 && $0 == last && $0 ~ /^[a-z]+$/ {print} {last = $0}')
  if [ -n "$doubled" ]; then
    echo "check-prose: $file doubles: $doubled" >&2
    bad=1
  fi
  if grep -n ' $' "$file"; then
    echo "check-prose: $file: spaces at the end of a line" >&2
    bad=1
  fi
  folder=$(dirname "$file")
  missing=$(grep -oE '\]\([^)#: ]+' "$file" | sed 's/](//' | while read -r link; do
    [ -e "$folder/$link" ] || echo "$link"
  done)
  if [ -n "$missing" ]; then
    echo "check-prose: $file links to what is not there: $missing" >&2
    bad=1
  fi
done
exit $bad
