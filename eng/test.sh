#!/usr/bin/env bash
# Installs what the tests need, builds everything, starts servers to test against, runs every test and every sample.
# The last line is "N passed, N failed, N skipped"; the exit status is zero only if nothing failed and nothing was left out.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
source eng/lib/packages.sh
source eng/lib/trx.sh

readonly configuration=Release
readonly servers=(ceph swift openssh proftpd samba)
readonly results=artifacts/test-results
readonly server_absent='server absent:'
scratch=$(mktemp -d)
surroundings=
trap clean_up EXIT

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

problems=()

problem() {
  problems+=("$1")
  printf 'PROBLEM: %s\n' "$1" >&2
}

# phase NAME COMMAND...: runs the command and prints how long it took, whatever came of it.
phase() {
  local name=$1 start=$SECONDS status=0
  shift
  printf -- '--- %s\n' "$name"
  "$@" || status=$?
  printf -- '--- %s: %d s\n' "$name" $((SECONDS - start))
  return "$status"
}

check_sdk() {
  if ! command -v dotnet > /dev/null; then
    echo "The .NET SDK named in global.json is needed: https://dotnet.microsoft.com/download" >&2
    return 1
  fi
  dotnet --version
}

# Runs beside the build. What is being done is let finish when this is told to end, so that nothing is left half started.
prepare_surroundings() {
  trap 'exit 143' TERM
  local name packages

  # One test watches the order of a durable write's system calls, some ask an independent client what a server holds.
  mapfile -t packages < <(missing_packages strace s3cmd $(for name in "${servers[@]}"; do "eng/servers/$name.sh" packages; done) && linker_packages)
  if ((${#packages[@]} > 0)); then
    phase packages install_packages "${packages[@]}"
  fi
  for name in "${servers[@]}"; do
    phase "$name" "eng/servers/$name.sh" start "$scratch/$name"
  done
}

await_surroundings() {
  local status=0 name
  wait "$surroundings" || status=$?
  surroundings=
  cat "$scratch/surroundings.log"
  if ((status != 0)); then
    problem "a package or a server is missing (status $status)"
  fi
  for name in "${servers[@]}"; do
    if [[ -f $scratch/$name/$name.env ]]; then
      source "$scratch/$name/$name.env"
    fi
  done
}

clean_up() {
  local name
  if [[ -n $surroundings ]] && kill -TERM "$surroundings" 2> /dev/null; then
    wait "$surroundings" || true
  fi
  for name in "${servers[@]}"; do
    "eng/servers/$name.sh" stop "$scratch/$name" || true
  done
  rm -rf "$scratch"
}

build() {
  dotnet build Orbit.Storage.sln --configuration "$configuration"
}

# A hung test is ended after 15 minutes without progress, so that the run always closes with a count.
run_tests() {
  local name=$1 status=0
  dotnet test "tests/$name/$name.csproj" --configuration "$configuration" --no-build \
    --results-directory "$results" --logger "trx;LogFileName=$name.trx" \
    --blame-hang-timeout 15m --blame-hang-dump-type none || status=$?

  local trx=$results/$name.trx
  if [[ ! -s $trx ]]; then
    problem "$name wrote no results (exit status $status)"
    return
  fi

  local passed failed skipped
  read -r passed failed skipped < <(trx_totals "$trx")
  if ((failed > 0)); then
    problem "$name: $failed failed"
  elif ((status != 0)); then
    problem "$name: the test host ended early (exit status $status)"
  elif ((passed + skipped == 0)); then
    problem "$name ran no test"
  fi
}

# Each sample runs as a user would start it, on little data.
run_samples() {
  local tree=$scratch/tree
  mkdir -p "$tree/one/two" "$tree/empty"
  head -c 20M /dev/urandom > "$tree/one/large.bin"
  head -c 100K /dev/urandom > "$tree/one/two/small.bin"
  : > "$tree/empty.txt"

  run_sample QuickStart "$tree"
  run_sample HostApp
  run_streaming_sample "$tree/one/large.bin"
  run_console_sample "$tree"
}

run_console_sample() {
  local tree=$1
  local copy=$scratch/mirror
  local orbit=(timeout 300 dotnet run --project samples/Orbit.Cli --configuration "$configuration" --no-build --)
  "${orbit[@]}" sync "$tree" "$copy" --journal "$scratch/mirror.journal" --resume &&
    "${orbit[@]}" verify "$tree" "$copy" &&
    diff -r "$tree" "$copy" || problem "sample Orbit.Cli ended with status $?"
}

run_streaming_sample() {
  local content=$1
  local directory=$scratch/bucket
  mkdir "$directory"
  timeout 300 dotnet run --project samples/StreamToBucket --configuration "$configuration" --no-build -- "file://$directory" copy.bin < "$content" &&
    cmp "$content" "$directory/copy.bin" || problem "sample StreamToBucket ended with status $?"
}

# From the sample's own folder, where a host looks for appsettings.json.
run_sample() {
  local name=$1
  shift
  [[ -f samples/$name/Program.cs ]] || return 0
  (cd "samples/$name" && timeout 300 dotnet run --configuration "$configuration" --no-build -- "$@" < /dev/null) ||
    problem "sample $name ended with status $?"
}

# An ignored test says why. A server that is absent is a fault of this script, which should have started it.
report_not_passed() {
  local outcome test reason
  while IFS=$'\t' read -r outcome test reason; do
    printf '%s: %s: %s\n' "${outcome/NotExecuted/Skipped}" "$test" "${reason:-no reason given}"
    if [[ $outcome == NotExecuted && $reason == "$server_absent"* ]]; then
      problem "$test was ignored: $reason"
    fi
  done < <(trx_not_passed "$@")
}

phase sdk check_sdk
prepare_surroundings > "$scratch/surroundings.log" 2>&1 &
surroundings=$!
phase build build
phase 'waiting for packages and servers' await_surroundings

rm -rf "$results"
mkdir -p "$results"
for project in tests/*/*.csproj; do
  name=$(basename "$project" .csproj)
  phase "$name" run_tests "$name"
done
phase samples run_samples
phase aot ./eng/aot.sh || problem "the native program did not build or run"

shopt -s nullglob
trx_files=("$results"/*.trx)
passed=0 failed=0 skipped=0
if ((${#trx_files[@]} > 0)); then
  report_not_passed "${trx_files[@]}"
  read -r passed failed skipped < <(trx_totals "${trx_files[@]}")
fi

printf 'total: %d s\n' "$SECONDS"
if ((${#problems[@]} > 0)); then
  printf '%d problem(s):\n' "${#problems[@]}"
  printf '  %s\n' "${problems[@]}"
fi
printf '%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
((${#problems[@]} == 0 && failed == 0 && passed > 0))
