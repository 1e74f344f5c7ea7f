#!/usr/bin/env bash
# Trees between every pair of stores, and the program killed and resumed, at the full scale of the proof: a file of 1 GiB, 5,000 small ones, 50 kills.
# Starts the servers, runs the tests of tests/Orbit.Storage.Transfers.Tests one after the other, and prints what they measured as Markdown tables.
#
#   transfers.sh [pairs|kills|faults]...     default: pairs kills. FROM=Local,S3 takes the pairs of these sources alone; SCALE=modest the sizes of the test run.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly project=tests/Orbit.Storage.Transfers.Tests
readonly servers=(ceph openssh samba)
scratch=$(mktemp -d)
status=0
trap clean_up EXIT

clean_up() {
  local name
  for name in "${servers[@]}"; do
    eng/servers/"$name".sh stop "$scratch/$name" || true
  done
  rm -rf "$scratch"
}

# measure NAME WHERE: the rows that the tests noted, or what was wrong. WHERE is NUnit's selection; VSTest's own does not bear the brackets of a test's arguments.
measure() {
  local name=$1 where=$2
  : > "$scratch/$name.rows"
  if ! ORBIT_TEST_TRANSFERS=${SCALE:-full} ORBIT_TEST_FIGURES=$scratch/$name.rows \
    dotnet test "$project" --configuration Release --no-build -- NUnit.NumberOfTestWorkers=1 NUnit.Where="$where" > "$scratch/$name.log" 2>&1 \
    || grep -q 'No test ' "$scratch/$name.log"; then
    grep -E '^ +Failed|^ +(Expected|But was)|Skipped!|Failed!' "$scratch/$name.log" >&2 || tail -20 "$scratch/$name.log" >&2
    status=1
  fi
  cat "$scratch/$name.rows"
}

pairs() {
  local kind
  echo '| from | to | files | MiB | s | MiB/s | names refused |'
  echo '| --- | --- | ---: | ---: | ---: | ---: | ---: |'
  for kind in $(tr , " " <<< "${FROM:-Local,Memory,S3,Sftp,Smb}"); do
    measure "pairs-$kind" "namespace =~ 'Pairs' and test =~ 'Identical.$kind,'"
  done
}

kills() {
  echo '| to | kills | rounds | runs | MiB | MiB sent | sent again | of which under way when killed | above that, of the whole | left to the sweeper | s |'
  echo '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |'
  measure kills "namespace =~ 'Kills'"
}

faults() {
  measure faults "namespace =~ 'Faults'"
}

(($# > 0)) || set -- pairs kills
dotnet build "$project" --configuration Release > "$scratch/build.log" || { cat "$scratch/build.log" >&2; exit 1; }
for name in "${servers[@]}"; do
  eng/servers/"$name".sh start "$scratch/$name" > /dev/null 2>&1
  source "$scratch/$name/$name.env"
done
for table in "$@"; do
  "$table"
  echo
done
exit "$status"
