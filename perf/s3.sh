#!/usr/bin/env bash
# Measures the S3 backend against an endpoint in a process of its own, over TLS on the loopback address, beside the SDK's TransferUtility and Debian's rclone and
# aws. Each piece of work is a process, the order is shuffled in each round, medians are printed as Markdown tables. What ends in :native was compiled ahead of
# time (PublishAot), as rclone is; the rest is compiled while it runs. The endpoint is native, so that it costs each client the same from its first second.
#   perf/s3.sh                 all tables
#   perf/s3.sh upload small    some of them: pipe upload latency download jitter list terabytes small
# RUNS (5), GIB_BYTES (the size of files, 1 GiB), PIPES (the lengths from a pipe), TENMILLION (1), SMALL (10000 objects). INSTALL=1 lets it install rclone and awscli.
set -euo pipefail
cd "$(dirname "$0")/.."
runs=${RUNS:-5}
bytes=$((${GIB_BYTES:-1073741824}))
pipes=${PIPES:-1000000000 10000000000 40000000000}
small=${SMALL:-10000}
scratch=$(mktemp -d "${TMPDIR:-/tmp}/orbit-s3-XXXXXX")
tables=${*:-pipe upload latency download jitter list terabytes small}
artifacts=${ArtifactsPath:-artifacts}
proofs=$artifacts/bin/Orbit.Storage.S3.Proofs/release/Orbit.Storage.S3.Proofs
native=$artifacts/native/Orbit.Storage.S3.Proofs
endpoint=$artifacts/native/Orbit.Storage.S3.Endpoint
source eng/lib/packages.sh
source perf/lib/tables.sh
export AWS_ACCESS_KEY_ID=orbit AWS_SECRET_ACCESS_KEY=orbit-double-secret AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1 AWS_EC2_METADATA_DISABLED=true
# Set for the machine it would make rclone fail, whose transport takes no other authority this way.
unset AWS_CA_BUNDLE
server=

stop() { [ -z "$server" ] || { exec 8>&-; wait "$server" || true; server=; }; }
trap 'stop; rm -rf "$scratch"' EXIT

# serve <setting>...: starts the endpoint; its counts are in $scratch/counts when it has stopped.
serve() {
  rm -f "$scratch/in" "$scratch/served"
  mkfifo "$scratch/in"
  "$endpoint" "$@" <"$scratch/in" >"$scratch/served" &
  server=$!
  exec 8>"$scratch/in"
  until [ -s "$scratch/served" ]; do sleep 0.05; done
  read -r PROOF_ENDPOINT PROOF_CA <"$scratch/served"
  export PROOF_ENDPOINT PROOF_CA
  export RCLONE_CONFIG=$scratch/rclone.conf RCLONE_CA_CERT=$PROOF_CA
  printf '[s3]\ntype = s3\nprovider = Other\nenv_auth = true\nregion = us-east-1\nendpoint = %s\nforce_path_style = true\n' "$PROOF_ENDPOINT" >"$RCLONE_CONFIG"
}

# run <who> <verb> <argument>...: the proofs as they are compiled for that row.
run() {
  local who=$1
  shift
  case $who in *:native) "$native" "$@" ;; *) "$proofs" "$@" ;; esac
}

aws=$(PATH=/usr/bin:/usr/local/bin command -v aws || true)

if [ "${INSTALL:-0}" = 1 ]; then
  has rclone && [ -n "$aws" ] || apt-get install -y --no-install-recommends rclone awscli >&2
  mapfile -t linker < <(linker_packages)
  ((${#linker[@]} == 0)) || install_packages "${linker[@]}" >&2
fi

if [ "${BUILD:-1}" != 0 ]; then
  # Native programs keep their objects apart; else each build would undo the other.
  for program in Proofs Endpoint; do
    dotnet publish "perf/Orbit.Storage.S3.$program" -c Release --use-current-runtime -p:PublishAot=true -p:ArtifactsPivots=native -o "$artifacts/native" -v q --nologo >&2
  done
  dotnet build perf/Orbit.Storage.S3.Proofs -c Release -v q --nologo >&2
fi
echo "$(nproc) cores, $(uname -sr), .NET $(dotnet --version) SDK, load $(cut -d' ' -f1 /proc/loadavg), $runs runs, medians; $(rclone version 2>/dev/null | head -1), $("${aws:-true}" --version 2>/dev/null | cut -d' ' -f1)"

table_pipe() {
  echo
  echo "| unknown length from a pipe | peak resident MB | wall s | processor s | allocated MiB |"
  echo "| --- | ---: | ---: | ---: | ---: |"
  serve
  for length in $pipes; do
    [ "$length" -le 10000000000 ] && rounds=$runs || rounds=1
    for who in orbit orbit:native; do
      for ((i = 0; i < rounds; i++)); do run "$who" upload-pipe "$length" >>"$scratch/pipe.$who.$length"; done
      local file="$scratch/pipe.$who.$length"
      echo "| $who, $length bytes, $rounds runs | $(column peak_rss_mb "$file") | $(column wall_s "$file") | $(column cpu_s "$file") | $(column allocated_mb "$file") |"
    done
  done
  stop
}

way_upload() {
  case $1 in
    orbit* | transferutility* | httpclient*) run "$1" upload-file "${1%:*}" "$scratch/source" ;;
    rclone) tool rclone rclone copyto --ignore-times --s3-no-check-bucket --s3-chunk-size 8M --s3-upload-concurrency 8 --s3-upload-cutoff 8M "$scratch/source" s3:virtual/rcloned ;;
    aws) tool aws "$aws" --endpoint-url "$PROOF_ENDPOINT" --ca-bundle "$PROOF_CA" s3 cp --only-show-errors "$scratch/source" s3://virtual/awsed ;;
  esac
}

others() { ! has rclone || echo rclone; [ -z "$aws" ] || echo aws; }

table_upload() {
  echo
  echo "Upload of a file of $bytes bytes over TLS"
  echo
  "$proofs" make-file "$scratch/source" "$bytes"
  serve
  compare upload orbit:native httpclient:native orbit transferutility:native transferutility $(others)
  stop
  rm -f "$scratch/source"
}

way_latency() { run "$1" upload-stream "${1%:*}" "${LATENCY_BYTES:-268435456}"; }

table_latency() {
  echo
  echo "Upload of ${LATENCY_BYTES:-268435456} bytes from a stream, each part answered 100 ms late"
  echo
  serve part-ms=100
  compare latency orbit:native orbit transferutility:native transferutility transferutility-seekable:native
  stop
}

way_download() {
  rm -f "$scratch/target"
  case $1 in
    orbit* | transferutility* | httpclient*) run "$1" download "${1%:*}" "$bytes" "$scratch/target" ;;
    rclone) tool rclone rclone copyto --multi-thread-streams 8 "s3:virtual/object-$bytes" "$scratch/target" ;;
    aws) tool aws "$aws" --endpoint-url "$PROOF_ENDPOINT" --ca-bundle "$PROOF_CA" s3 cp --only-show-errors "s3://virtual/object-$bytes" "$scratch/target" ;;
  esac
}

table_download() {
  echo
  echo "Download of $bytes bytes to a file over TLS"
  echo
  serve "object=$bytes"
  compare download orbit:native httpclient:native orbit transferutility:native transferutility transferutility-parallel:native transferutility-parallel $(others)
  grep -h -o 'who=.*outcome=[^ ]* exact=[^ ]*' "$scratch"/download.* | sed 's/bytes=[0-9]* //' | sort | uniq -c
  stop
}

table_jitter() {
  echo
  echo "Download of $bytes bytes, 5–100 ms before each answer, one reset after each 100 MB: outcomes"
  echo
  for ((i = 1; i <= runs; i++)); do
    for who in $(shuf -e orbit transferutility transferutility-parallel); do
      serve "object=$bytes" "jitter=$i"
      way_download "$who" >>"$scratch/jitter.$who"
      stop
    done
  done
  for who in orbit transferutility transferutility-parallel; do
    echo "| $who | $(grep -o 'outcome=[^ ]* exact=[^ ]*' "$scratch/jitter.$who" | sort | uniq -c | sed 's/^ *//' | paste -sd ';') | wall s $(column wall_s "$scratch/jitter.$who") |"
  done
}

table_list() {
  echo
  echo "| listing, pages held back 5 ms | entries | wall s | sum of page times s | work of the consumer s | heap growth MB | heap growth from the 100,000th on | resident growth from the 100,000th on | peak resident MB |"
  echo "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
  serve page-ms=5
  for ((i = 0; i < runs; i++)); do
    for way in $(shuf -e 1000000:0:orbit 1000000:0:orbit:native 1000000:0:sdk:native 1000000:5:orbit:native 1000000:5:sdk:native); do
      IFS=: read -r keys work who <<<"$way"
      run "$who" list "${who%:*}" "$keys" "$work" >>"$scratch/list.$way"
    done
  done
  [ "${TENMILLION:-1}" = 0 ] || "$native" list orbit 10000000 0 >"$scratch/list.10000000:0:orbit:native"
  for file in "$scratch"/list.*; do
    echo "| ${file##*/list.} | $(column entries "$file") | $(column wall_s "$file") | $(column pages_s "$file") | $(column work_s "$file") | $(column heap_growth_mb "$file") | $(column settled_heap_growth_mb "$file") | $(column settled_rss_growth_mb "$file") | $(column peak_rss_mb "$file") |"
  done
  stop
}

table_terabytes() {
  echo
  serve scaled
  for length in known unknown; do
    "$proofs" terabytes "$length"
    "$proofs" terabytes-scaled "$length"
  done
  stop
}

rate() { awk -v n="$small" -v line="$1" 'BEGIN { match(line, /wall_s=[0-9.]+/); printf "%d", n / substr(line, RSTART + 7, RLENGTH - 7) }'; }

table_small() {
  echo
  echo "| $small objects of 4 KiB, 16 at once, per second | put | get | delete | delete in bulk |"
  echo "| --- | ---: | ---: | ---: | ---: |"
  mkdir "$scratch/many"
  for ((i = 0; i < small; i++)); do printf '%04096d' "$i" >"$scratch/many/object-$i"; done
  for ((i = 0; i < runs; i++)); do
    for who in $(shuf -e orbit orbit-without-pgo orbit:native $(has rclone && echo rclone || true)); do
      # Nothing is removed between runs: ext4 goes round inodes that were freed in the last seconds, and would cost those the most who begin soonest.
      local back=$scratch/back-$who-$i
      mkdir "$back"
      serve
      if [ "$who" != rclone ]; then
        # The runtime watches code for a second or two before it compiles it for good; where all is over by then, a process is faster without.
        DOTNET_TieredPGO=$([ "$who" = orbit-without-pgo ] && echo 0 || echo 1) run "$who" small "$scratch/many" "$back" 16 >>"$scratch/small.$who"
      else
        flags="--transfers 16 --checkers 16 --s3-no-check-bucket --s3-no-head"
        rate "$(tool rclone rclone copy $flags --no-check-dest "$scratch/many" s3:stored/small)" >>"$scratch/small.put"
        echo >>"$scratch/small.put"
        rate "$(tool rclone rclone copy $flags --no-check-dest s3:stored/small "$back")" >>"$scratch/small.get"
        echo >>"$scratch/small.get"
        rate "$(tool rclone rclone delete $flags s3:stored/small)" >>"$scratch/small.delete"
        echo >>"$scratch/small.delete"
      fi
      stop
      sed -n 2p "$scratch/served" >"$scratch/counts.$who"
      diff -rq "$scratch/many" "$back" >&2
    done
  done
  phase() { grep "^$2 " "$scratch/small.$1" >"$scratch/phase"; column per_s "$scratch/phase"; }
  for who in orbit orbit-without-pgo orbit:native; do echo "| $who | $(phase $who put) | $(phase $who get) | $(phase $who delete) | $(phase $who delete-bulk) |"; done
  [ ! -f "$scratch/small.put" ] || echo "| rclone | $(median <"$scratch/small.put") | $(median <"$scratch/small.get") | $(median <"$scratch/small.delete") | |"
  for who in orbit:native rclone; do [ ! -f "$scratch/counts.$who" ] || echo "requests of $who: $(cat "$scratch/counts.$who")"; done
}

for table in $tables; do "table_$table"; done
