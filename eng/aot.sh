#!/usr/bin/env bash
# Publishes samples/AotProbe as a native program, every warning of the trimmer and the compiler being an error, and runs it.
# Needs a C compiler and zlib; installs them where it can.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
source eng/lib/packages.sh
output=$(mktemp -d)
trap 'rm -rf "$output"' EXIT

mapfile -t packages < <(linker_packages)
if ((${#packages[@]} > 0)); then
  install_packages "${packages[@]}"
fi
dotnet publish samples/AotProbe --configuration Release --use-current-runtime --output "$output"
answer=$("$output/AotProbe")
echo "$answer"
[[ $answer == OK ]]
