#!/bin/sh
# Looks at the built programs: webhook-cgi is fully static and, of Embedded Swift, small;
# spool-runner needs the C library alone.
set -eu
dist=${1:-dist}
bad=0

if readelf -lW "$dist/webhook-cgi" | grep -q INTERP; then
  echo "check-binary: $dist/webhook-cgi is not static" >&2
  bad=1
fi
# Embedded Swift leaves no sections for a runtime; 1.4 MB with musl, 2.1 MB with glibc.
if readelf -SW "$dist/webhook-cgi" | grep -q ' swift5_'; then
  most=12000000
else
  most=2500000
fi
size=$(stat -c %s "$dist/webhook-cgi")
if [ "$size" -gt "$most" ]; then
  echo "check-binary: $dist/webhook-cgi has $size bytes, more than $most" >&2
  bad=1
fi
extra=$(readelf -dW "$dist/spool-runner" | sed -n 's/.*NEEDED.*\[\(.*\)\]/\1/p' |
  grep -vE '^(libc|libm|libgcc_s|libstdc\+\+|libpthread|libdl|ld-linux-.*)\.so' || true)
if [ -n "$extra" ]; then
  echo "check-binary: $dist/spool-runner needs more than Debian's own libraries: $extra" >&2
  bad=1
fi
for program in webhook-cgi spool-runner; do
  if grep -qa 'FoundationEssentials' "$dist/$program"; then
    echo "check-binary: Foundation got into $dist/$program" >&2
    bad=1
  fi
done
exit $bad
