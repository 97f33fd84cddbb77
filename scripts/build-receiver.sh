#!/bin/bash
# build-receiver.sh FOLDER: builds FOLDER/webhook-cgi, fully static, as the first of these that the
# toolchain and this machine allow:
#
#   musl      Embedded Swift with musl (Debian: musl-dev)
#   glibc     Embedded Swift with glibc
#   ordinary  Swift as the runner and the tests are built, with glibc
#
# A small program that is compiled, linked and run tells what they allow; where that works, ours
# failing is a failure and nothing falls back. RECEIVER=musl|glibc|ordinary takes that one, or ends
# with 69 when it is not possible here.
set -euo pipefail
folder=$(realpath -m -- "$1")
cd "$(dirname "$0")/.."
swift=${SWIFT:-swift}
swiftc=$(dirname "$(command -v "$swift")")/swiftc
order=$PWD/scripts/link-order.txt
probe=$PWD/.build/probe
mkdir -p "$folder" "$probe"

about() { # a value of the toolchain's description of its target
  sed -nE "s/^ *\"$1\": \"(.*)\",?$/\1/p" "$probe/target"
}
"$swiftc" -print-target-info >"$probe/target"
triple=$(about triple)
musl_name=$(about arch)-linux-musl
musl=/usr/lib/$musl_name
tables=$(about runtimeResourcePath)/embedded/$triple/libswiftUnicodeDataTables.a

# swiftc asks clang for a program at any address, and clang warns that a static one is none.
static=(-Xclang-linker -static -Xclang-linker -Wno-unused-command-line-argument)

linking() { # prints what swiftc needs to compile and link this kind, one word a line
  # What a request runs stands side by side, so that it touches fewer pages: some 5 %
  # less CPU. link-order.sh says how the list is made.
  printf '%s\n' -use-ld=lld -Xlinker --gc-sections \
    -Xlinker --no-warn-symbol-ordering -Xlinker "--symbol-ordering-file=$order"
  case $1 in
    ordinary) printf '%s\n' -static-executable -cross-module-optimization ;;
    glibc) printf '%s\n' "${static[@]}" -Xlinker "$tables" -Xlinker -lm ;;
    # clang would take glibc's start and library; the folder stands for musl's headers.
    musl)
      printf '%s\n' "${static[@]}" -Xclang-linker -nostdlib -sdk "$probe/musl-sdk"
      printf -- '-Xlinker\n%s\n' "$musl/crt1.o" "$musl/crti.o" "$tables" "$musl/libc.a" \
        "$musl/crtn.o"
      if [ "${2-}" != probe ]; then # its own allocator, of the module RequestMemory
        for name in malloc free calloc realloc posix_memalign aligned_alloc malloc_usable_size; do
          printf -- '-Xlinker\n%s\n' "--defsym=$name=request_$name"
        done
      fi
      ;;
  esac
}

# Compares two spellings of one letter, which takes the Unicode tables, and prints, which takes the
# C library. Nobody tried our code as Embedded Swift of an older compiler.
cat >"$probe/probe.swift" <<'EOF'
#if compiler(<6.3)
  #error("the compiler is older than 6.3")
#endif
@inline(never) func isSame(_ one: String, _ other: String) -> Bool { one == other }
if isSame("e\u{301}", "\u{e9}") { print("works") }
EOF

obstacle() { # prints why this kind cannot be built here; nothing when it can
  local words
  case $1 in
    ordinary) return ;;
    musl)
      for file in "$musl/crt1.o" "$musl/libc.a" "/usr/include/$musl_name/unistd.h"; do
        [ -e "$file" ] || { echo "$file is missing (musl-dev)" && return; }
      done
      mkdir -p "$probe/musl-sdk/usr"
      ln -sfn "/usr/include/$musl_name" "$probe/musl-sdk/usr/include"
      ln -sfn "$musl" "$probe/musl-sdk/usr/lib"
      ;;
  esac
  mapfile -t words < <(linking "$1" probe)
  rm -f "$probe/$1"
  if ! "$swiftc" -enable-experimental-feature Embedded -wmo "${words[@]}" \
    "$probe/probe.swift" -o "$probe/$1" >"$probe/$1.log" 2>&1; then
    echo "the toolchain does not build Embedded Swift for it (.build/probe/$1.log)"
  elif [ "$("$probe/$1" 2>&1)" != works ]; then
    echo "a program of Embedded Swift does not run with it (.build/probe/$1)"
  fi
}

kinds=(musl glibc ordinary)
passed=
if [ -n "${RECEIVER:-}" ]; then kinds=("$RECEIVER"); fi
kind=
for candidate in "${kinds[@]}"; do
  case $candidate in musl | glibc | ordinary) ;; *)
    echo "RECEIVER is musl, glibc or ordinary, not $candidate" >&2
    exit 64
    ;;
  esac
  why=$(obstacle "$candidate")
  if [ -z "$why" ]; then
    kind=$candidate
    break
  fi
  passed+="; not $candidate: $why"
done
if [ -z "$kind" ]; then
  echo "the receiver cannot be built: ${passed#; }" >&2
  exit 69
fi

mapfile -t words < <(linking "$kind")
options=(--scratch-path ".build/$kind" -c release)
for word in "${words[@]}"; do options+=(-Xswiftc "$word"); done
if [ "$kind" != ordinary ]; then export EMBEDDED_FOR=$kind; fi
program=.build/$kind/release/webhook-cgi
# The build does not know that the list changed.
find -L "$(dirname "$program")" -maxdepth 1 -name webhook-cgi ! -newer "$order" -delete \
  2>/dev/null || true
"$swift" build "${options[@]}" --product webhook-cgi
install -s -m 0755 "$program" "$folder/webhook-cgi"
# For the figures, which read symbols.
if [ "$folder" = "$PWD/dist" ]; then ln -sfn "${program#.build/}" .build/receiver; fi

if [ "$kind" != ordinary ] && readelf -SW "$program" | grep -q ' swift5_'; then
  echo "the receiver holds metadata of ordinary Swift's runtime" >&2
  exit 1
fi
case $kind in
  ordinary) echo "receiver: ordinary Swift, static$passed" ;;
  *) echo "receiver: Embedded Swift with $kind, static$passed" ;;
esac
