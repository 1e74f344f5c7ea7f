#!/usr/bin/env bash
# Publishes samples/AotProbe as a native program, every warning of the trimmer and the compiler being an error, and runs it.
# Needs a C compiler and zlib; installs them where it can.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
output=$(mktemp -d)
trap 'rm -rf "$output"' EXIT

install_linker() {
  if { command -v clang || command -v gcc; } > /dev/null && [[ -f /usr/include/zlib.h ]]; then
    return
  fi
  if [[ $(id -u) != 0 ]] || ! command -v apt-get > /dev/null; then
    echo "A native program needs a C compiler and zlib: apt-get install gcc zlib1g-dev" >&2
    return 1
  fi
  apt-get update
  DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends gcc libc6-dev zlib1g-dev
}

install_linker
dotnet publish samples/AotProbe --configuration Release --use-current-runtime --output "$output"
answer=$("$output/AotProbe")
echo "$answer"
[[ $answer == OK ]]
