#!/usr/bin/env bash
# Measures the local backend beside the tools of the system, each piece of work in a process of its own, runs in random order, medians printed as
# Markdown tables. Needs about 15 GB of disk below TMPDIR (or the directory that is its first argument) and removes what it made.
set -euo pipefail
cd "$(dirname "$0")/.."
runs=${RUNS:-5}
scratch=$(mktemp -d "${1:-${TMPDIR:-/tmp}}/orbit-perf-XXXXXX")
trap 'rm -rf "$scratch"' EXIT

dotnet build perf/Orbit.Storage.Proofs -c Release -v q --nologo >&2
proofs=artifacts/bin/Orbit.Storage.Proofs/release/Orbit.Storage.Proofs
value() { sed -n "s/.* $1=\([^ ]*\).*/\1/p" <<<" $2 "; }
median() { sort -n | awk '{ v[NR] = $1 } END { print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'; }
ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2f", a / b }'; }
wall() { local TIMEFORMAT=%R; { time "$@" >/dev/null; } 2>&1; }

echo "$(nproc) cores, $(uname -sr), $(df --output=fstype "$scratch" | tail -n 1), .NET $(dotnet --version) SDK, load $(cut -d' ' -f1 /proc/loadavg), $runs runs, medians"

echo
echo "| a 4 GiB file, copied, medians of $((2 * runs + 1)) | wall s | against cp |"
echo "| --- | --- | --- |"
dd if=/dev/urandom of="$scratch/source" bs=1M count=4096 status=none
cat "$scratch/source" >/dev/null
# In a new order each time: what a run finds in the page cache and has to wait for depends on the one before it.
copies=$((2 * runs + 1))
for ((i = 0; i < copies; i++)); do
  for way in $(shuf -e cp copy process through); do
    rm -f "$scratch"/copy*
    case $way in
      cp) wall cp "$scratch/source" "$scratch/copy" >>"$scratch/t.cp" ;;
      copy) line=$("$proofs" copy "$scratch/source" "$scratch/copy"); value wall_s "$line" >>"$scratch/t.copy" ;;
      process) wall "$proofs" copy "$scratch/source" "$scratch/copy" >>"$scratch/t.process" ;;
      through) line=$("$proofs" copy-through "$scratch/source" "$scratch/copy"); value wall_s "$line" >>"$scratch/t.through"; value peak_rss_mb "$line" >>"$scratch/t.throughrss" ;;
    esac
  done
done
cmp "$scratch/source" "$scratch/copy"
rm -f "$scratch/source" "$scratch"/copy*
cp_s=$(median <"$scratch/t.cp")
row() { local s; s=$(median <"$scratch/$2"); echo "| $1 | $s | $(ratio "$s" "$cp_s") |"; }
row 'cp' t.cp
row 'CopyAsync (in the kernel), the operation' t.copy
row 'CopyAsync, the whole process with the start of .NET' t.process
row "a read that feeds a write (peak RSS $(median <"$scratch/t.throughrss") MB)" t.through

echo
echo "| 10 GB of unknown length from a pipe | median of $runs |"
echo "| --- | --- |"
mkdir "$scratch/pump"
for ((i = 0; i < runs; i++)); do "$proofs" pump "$scratch/pump" 10000000000 >>"$scratch/t.pump"; done
column() { while read -r line; do value "$1" "$line"; done <"$2" | median; }
echo "| peak resident memory of the process, MB | $(column peak_rss_mb "$scratch/t.pump") |"
echo "| wall, s | $(column wall_s "$scratch/t.pump") |"
echo "| processor, s | $(column cpu_s "$scratch/t.pump") |"

echo
echo "| 1,000,000 files listed with size and time | median of $runs | against find |"
echo "| --- | --- | --- |"
mkdir "$scratch/many"
(cd "$scratch/many" && seq -f 'file-%07g.dat' 1000000 | xargs touch)
find "$scratch/many" -printf '%s %T@\n' >/dev/null
for ((i = 0; i < runs; i++)); do
  wall find "$scratch/many" -printf '%s %T@\n' >>"$scratch/t.find"
  "$proofs" list "$scratch/many" >>"$scratch/t.list"
done
mkdir "$scratch/tenth"
(cd "$scratch/tenth" && seq -f 'file-%07g.dat' 100000 | xargs touch)
for ((i = 0; i < runs; i++)); do "$proofs" list "$scratch/tenth" >>"$scratch/t.tenth"; done
find_s=$(median <"$scratch/t.find")
list_s=$(column wall_s "$scratch/t.list")
echo "| find -printf '%s %T@\\n', wall s | $find_s | 1.00 |"
echo "| ListAsync, wall s | $list_s | $(ratio "$list_s" "$find_s") |"
echo "| growth of the managed heap, MB | $(column heap_growth_mb "$scratch/t.list") | |"
echo "| growth of the managed heap from the 100,000th entry on, MB | $(column settled_heap_growth_mb "$scratch/t.list") | |"
echo "| peak resident memory of the process, MB | $(column peak_rss_mb "$scratch/t.list") | |"
echo "| peak resident memory of the process that lists a tenth of the files, MB | $(column peak_rss_mb "$scratch/t.tenth") | |"
echo "| growth of resident memory to its peak, the start of .NET's compiler and collector included, MB | $(column rss_growth_mb "$scratch/t.list") | |"
echo "| growth of resident memory to its peak from the 100,000th entry on, MB | $(column settled_rss_growth_mb "$scratch/t.list") | |"
