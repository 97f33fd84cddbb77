#!/bin/sh
# The arrows between folders, enforced: who may import what, and which folder may name whose types.
set -eu
cd "$(dirname "$0")/.."
bad=0

complain() {
  echo "check-imports: $1" >&2
  bad=1
}

# Only the System folders speak to the kernel, and the allocator.
imports='^ *(internal |package |public |private |@[_a-z]+ )*import '
found=$(grep -rlE "${imports}Glibc" Sources | grep -vE '/System/|^Sources/RequestMemory/' || true)
[ -z "$found" ] || complain "only System folders may import Glibc: $found"

# Embedded Swift's own module Glibc stands on the C library's headers, and nothing else does.
found=$(grep -rlE "${imports}CLibrary" Sources | grep -v '^Sources/Glibc/' || true)
[ -z "$found" ] || complain "only Sources/Glibc may import CLibrary: $found"

# No Foundation in the programs, and nothing but Common and the C library anywhere.
found=$(grep -rhE "$imports" Sources | sed 's/.*import //' |
  sort -u | grep -vxE 'Common|Glibc|CLibrary' || true)
[ -z "$found" ] || complain "unexpected imports: $found"

# There is no C of ours: of the C library only declarations.
found=$(find Sources -type f ! -name '*.swift' ! -path 'Sources/CLibrary/library.h' \
  ! -path 'Sources/CLibrary/module.modulemap')
[ -z "$found" ] || complain "not Swift: $found"

# Common imports nothing but the kernel.
found=$(grep -rlE '^[a-z ]*import Common' Sources/Common || true)
[ -z "$found" ] || complain "Common imports itself: $found"

# Inside Common: Checks -> Config; Config and Journal -> Spool -> System; JSON -> Crypto, which uses nothing.
types() { # every type that a folder of Common declares
  grep -rhoE '^(package |public |internal |final |indirect )*(struct|enum|class|protocol) [A-Z][A-Za-z0-9]*' \
    "Sources/Common/$1" | awk '{print $NF}' | sort -u
}
forbid() { # FOLDER must not name a type of the folders after it
  folder=$1
  shift
  for other; do
    [ -d "Sources/Common/$other" ] || continue
    for type in $(types "$other"); do
      if sed -e 's://.*$::' -e 's/"[^"]*"//g' "Sources/Common/$folder"/*.swift | grep -qw "$type"; then
        complain "Common/$folder names $type of Common/$other"
      fi
    done
  done
}
forbid Crypto System JSON Spool Config Journal Checks
forbid JSON System Spool Config Journal Checks
forbid System Crypto JSON Spool Config Journal Checks
forbid Spool Config Journal Checks
forbid Config Checks
forbid Journal Config Checks

# Access: everything is package or internal.
found=$(grep -rnE '^ *public ' Sources || true)
[ -z "$found" ] || complain "public appears: $found"
exit $bad
