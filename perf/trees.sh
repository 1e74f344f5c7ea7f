#!/usr/bin/env bash
# Measures copies and mirrors of trees of small files beside rclone, each piece of work in a process of its own, in random order, medians printed as Markdown
# tables. Needs rclone and about 2 GB of disk below TMPDIR (or the directory that is its first argument) and removes what it made.
set -euo pipefail
cd "$(dirname "$0")/.."
runs=${RUNS:-5}
files=${FILES:-100000}
small=${SMALL:-20000}
scratch=$(mktemp -d "${1:-${TMPDIR:-/tmp}}/orbit-trees-XXXXXX")
trap 'rm -rf "$scratch"' EXIT

dotnet build perf/Orbit.Storage.Proofs -c Release -v q --nologo >&2
dotnet publish perf/Orbit.Storage.Proofs -c Release --use-current-runtime -p:PublishAot=true --artifacts-path "$scratch/build" -o "$scratch/native" -v q --nologo >&2
proofs=artifacts/bin/Orbit.Storage.Proofs/release/Orbit.Storage.Proofs
native=$scratch/native/Orbit.Storage.Proofs
value() { sed -n "s/.* $1=\([^ ]*\).*/\1/p" <<<" $2 "; }
median() { sort -n | awk '{ v[NR] = $1 } END { print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'; }
ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2f", a / b }'; }
timed() { local TIMEFORMAT='%R %U'; { time "$@" >/dev/null 2>&1; } 2>&1; }
make() { # directory, number of files: in directories of a thousand, 256 bytes each
  for ((d = 0; d < $2 / 1000; d++)); do
    mkdir -p "$1/dir-$d"
    head -c 256000 /dev/urandom | split -b 256 -a 4 -d - "$1/dir-$d/file-"
  done
}
row() { local s; s=$(cut -d' ' -f1 "$2" | median); echo "| $1 | $s | $(cut -d' ' -f2 "$2" | median) | $(ratio "$s" "$3") |"; }

echo "$(nproc) cores, $(uname -sr), .NET $(dotnet --version) SDK, $(rclone version | head -n 1), load $(cut -d' ' -f1 /proc/loadavg), $runs runs, medians"

# A new target each time, and none removed before the end: ext4 makes a file in five times the time where others were deleted a moment ago.
make "$scratch/small" "$small"
for ((i = 0; i < runs; i++)); do
  for way in $(shuf -e rclone four eight native); do
    mkdir "$scratch/$way-$i"
    case $way in
      rclone) timed rclone copy "$scratch/small" "$scratch/$way-$i" >>"$scratch/t.$way" ;;
      four) timed "$proofs" copy-tree "$scratch/small" "$scratch/$way-$i" 4 >>"$scratch/t.$way" ;;
      native) timed "$native" copy-tree "$scratch/small" "$scratch/$way-$i" 4 >>"$scratch/t.$way" ;;
      eight) timed env DOTNET_TieredPGO=0 "$proofs" copy-tree "$scratch/small" "$scratch/$way-$i" 8 >>"$scratch/t.$way" ;;
    esac
  done
done
base=$(cut -d' ' -f1 "$scratch/t.rclone" | median)
echo
echo "| $small files of 256 bytes, copied | wall s | user s | against rclone |"
echo "| --- | ---: | ---: | ---: |"
row 'rclone copy' "$scratch/t.rclone" "$base"
row 'CopyTreeAsync, 4 at once, native' "$scratch/t.native" "$base"
row 'CopyTreeAsync, 4 at once' "$scratch/t.four" "$base"
row 'CopyTreeAsync, 8 at once, DOTNET_TieredPGO=0' "$scratch/t.eight" "$base"

make "$scratch/many" "$files"
cp -a "$scratch/many" "$scratch/mirror"
for ((i = 0; i < runs; i++)); do
  for way in $(shuf -e rsync orbit orbit-native); do
    case $way in
      rsync) timed rclone sync "$scratch/many" "$scratch/mirror" >>"$scratch/t.$way" ;;
      orbit-native) timed "$native" sync "$scratch/many" "$scratch/mirror" >>"$scratch/t.$way" ;;
      orbit) timed "$proofs" sync "$scratch/many" "$scratch/mirror" >>"$scratch/t.$way" ;;
    esac
  done
done
base=$(cut -d' ' -f1 "$scratch/t.rsync" | median)
echo
echo "| $files files that have not changed, mirrored | wall s | user s | against rclone |"
echo "| --- | ---: | ---: | ---: |"
row 'rclone sync' "$scratch/t.rsync" "$base"
row 'SyncAsync, native' "$scratch/t.orbit-native" "$base"
row 'SyncAsync' "$scratch/t.orbit" "$base"

echo
echo "| entries on both sides, none changed | listing | wall s | peak resident MB |"
echo "| ---: | --- | ---: | ---: |"
for order in ordered unordered; do
  for count in 100000 1000000; do
    line=$("$proofs" sync-generated "$count" "$order")
    echo "| $count | $order | $(value wall_s "$line") | $(value peak_rss_mb "$line") |"
  done
done
