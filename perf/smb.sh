#!/usr/bin/env bash
# Measures the SMB backend beside Debian's smbclient on the same Samba servers, whose share lies in memory. Each piece of work is a process, measured whole, its start included; the order is shuffled in
# each round, medians are printed as Markdown tables. "orbit" is compiled ahead of time, "orbit-jit" is not.
#   perf/smb.sh                    all tables
#   perf/smb.sh large stat         some of them: large link stat list small
# RUNS (5), GIB_BYTES (the large file, 1 GiB), LINK_BYTES (256 MiB), SMALL (10000 files of 4 KiB). Those over a link want `LINK=up.sh`, a script that makes the network namespaces linkc (10.77.0.2) and
# links (10.77.0.1) with the milliseconds each way that it is given, and a `down.sh` beside it. Needs root, samba and smbclient.
set -euo pipefail
cd "$(dirname "$0")/.."
runs=${RUNS:-5}
bytes=$((${GIB_BYTES:-1073741824}))
link_bytes=$((${LINK_BYTES:-268435456}))
small=${SMALL:-10000}
tables=${*:-large link stat list small}
scratch=$(mktemp -d /dev/shm/orbit-smb-XXXXXX)
built=${ArtifactsPath:-artifacts}/publish/Orbit.Storage.Smb.Proofs
jit=$built/jit/Orbit.Storage.Smb.Proofs
aot=$built/aot/Orbit.Storage.Smb.Proofs
export TMPDIR=$scratch
linked=
trap 'stop_all' EXIT

stop_all() {
  [ -z "$linked" ] || "$(dirname "$LINK")/down.sh" || true
  eng/servers/samba.sh stop "$scratch/samba" || true
  rm -rf "$scratch"
}

value() { sed -n "s/.* $1=\([^ ]*\).*/\1/p" <<<" $2 "; }
median() { sort -n | awk '{ v[NR] = $1 } END { print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'; }
column() { while read -r line; do value "$1" "$line"; done <"$2" | median; }
spread() { while read -r line; do value "$1" "$line"; done <"$2" | sort -n | sed -n '1p;$p' | paste -sd ' ' | sed 's/ /–/'; }

# whole <command>...: runs a program and prints its time and processor time, its start included, then what it printed itself.
whole() {
  local TIMEFORMAT='%R %U %S' times
  times=$({ time "$@" >"$scratch/tool.log" 2>&1 || touch "$scratch/tool.failed"; } 2>&1)
  if [ -f "$scratch/tool.failed" ]; then
    echo "$1 $2 failed:" >&2
    cat "$scratch/tool.log" >&2
    exit 1
  fi
  awk '{ printf "x whole_s=%.3f whole_cpu_s=%.3f ", $1, $2 + $3 }' <<<"$times"
  grep -m1 'wall_s=' "$scratch/tool.log" || echo
}

# work <who> <verb>...: the same work by either.
work() {
  local who=$1 verb=$2
  shift 2
  case $who in
    orbit) whole $inside "$aot" "$verb" "$@" ;;
    orbit-jit) whole $inside "$jit" "$verb" "$@" ;;
    orbit-window-1) whole $inside env PROOF_WINDOW=1 "$aot" "$verb" "$@" ;;
    smbclient) smbclient_"${verb//-/_}" "$@" ;;
  esac
}

peer() { whole $inside smbclient -p "$port" -U "$ORBIT_TEST_SMB_USER%$ORBIT_TEST_SMB_PASSWORD" "//$host/data" -c "$1"; }
smbclient_put() { peer "put $1 $2"; }
smbclient_get() { peer "get $1 $2"; }
smbclient_list() { peer "cd $1; ls"; }
smbclient_small_put() { peer "mkdir $2; cd $2; lcd $1; prompt off; mput *"; }
smbclient_small_get() { peer "cd $1; lcd $2; prompt off; mget *"; }

# server <variant>: sets what the work goes to.
server() {
  local name=ORBIT_TEST_SMB_PORT_${1^^}
  port=${!name}
  export PROOF_URI=smb://$ORBIT_TEST_SMB_USER:$ORBIT_TEST_SMB_PASSWORD@$host:$port/data
}

# compare <file> <verb and arguments> -- <who>...
rounds() {
  local file=$1 verb=() who
  shift
  while [ "$1" != -- ]; do verb+=("$1"); shift; done
  shift
  for ((i = 0; i < runs; i++)); do
    for who in $(shuf -e "$@"); do
      before "$who"
      work "$who" "${verb[@]}" >>"$scratch/$file.$who"
    done
  done
}
before() { :; }

table_large() {
  echo
  echo "| 1 file of $bytes bytes, loopback | who | MB/s | wall s | least–most | processor s | allocated MiB | peak resident MB |"
  echo "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |"
  head -c "$bytes" /dev/urandom >"$scratch/source"
  for variant in signing encrypted; do
    server $variant
    for verb in put get; do
      if [ $verb = put ]; then rounds "$variant.$verb" put "$scratch/source" large -- orbit orbit-jit smbclient
      else rounds "$variant.$verb" get large "$scratch/copy" -- orbit orbit-jit smbclient; fi
      [ $verb = put ] || cmp "$scratch/source" "$scratch/copy"
      rows "$variant, $verb" "$variant.$verb" "$bytes" orbit orbit-jit smbclient
    done
  done
  rm -f "$scratch/source" "$scratch/copy" "$ORBIT_TEST_SMB_ROOT/large"
}

rows() {
  local what=$1 file=$2 size=$3 who
  shift 3
  for who in "$@"; do
    local of=$scratch/$file.$who
    echo "| $what | $who | $(awk -v b="$size" -v s="$(column whole_s "$of")" 'BEGIN { printf "%.0f", b / s / 1e6 }') | $(column whole_s "$of") | $(spread whole_s "$of") | $(column whole_cpu_s "$of") | $(column allocated_mb "$of") | $(column peak_rss_mb "$of") |"
  done
}

over_link() {
  [ -n "${LINK:-}" ] || { echo "LINK is not set; no tables over a link." >&2; return 1; }
  [ -n "$linked" ] || { "$LINK" 10 >&2; linked=yes; }
  eng/servers/samba.sh stop "$scratch/samba"
  rm -rf "$scratch/samba"
  # The servers bind to what the namespace has.
  SAMBA_ADDRESS=10.77.0.1 ip netns exec links eng/servers/samba.sh start "$scratch/samba"
  source "$scratch/samba/samba.env"
  host=10.77.0.1
  inside='ip netns exec linkc'
}

table_link() {
  over_link || return 0
  echo
  echo "| 1 file of $link_bytes bytes, 20 ms round trip | who | MB/s | wall s | least–most | processor s | allocated MiB | peak resident MB |"
  echo "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |"
  head -c "$link_bytes" /dev/urandom >"$scratch/source"
  for variant in signing encrypted; do
    server $variant
    rounds "link.$variant.put" put "$scratch/source" large -- orbit orbit-window-1 smbclient
    rounds "link.$variant.get" get large "$scratch/copy" -- orbit orbit-window-1 smbclient
    cmp "$scratch/source" "$scratch/copy"
    rows "$variant, put" "link.$variant.put" "$link_bytes" orbit orbit-window-1 smbclient
    rows "$variant, get" "link.$variant.get" "$link_bytes" orbit orbit-window-1 smbclient
  done
}

table_stat() {
  over_link || return 0
  server signing
  echo x >"$ORBIT_TEST_SMB_ROOT/file"
  rounds stat stat file 100 -- orbit
  echo
  echo "A stat at a round trip of 20 ms, 100 in a row: $(column each_ms "$scratch/stat.orbit") ms each."
}

table_list() {
  echo
  echo "| listing, signed, loopback | who | wall s | least–most | processor s | allocated MiB | peak resident MB | growth after the first 10,000, MB |"
  echo "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |"
  server signing
  for count in 10000 100000; do
    mkdir "$ORBIT_TEST_SMB_ROOT/list$count"
    (cd "$ORBIT_TEST_SMB_ROOT/list$count" && seq -f 'a file with a longer name %g' "$count" | tr '\n' '\0' | xargs -0 touch)
    rounds "list$count" list "list$count" -- orbit orbit-jit smbclient
    for who in orbit orbit-jit smbclient; do
      local of=$scratch/list$count.$who
      echo "| $count entries | $who | $(column whole_s "$of") | $(spread whole_s "$of") | $(column whole_cpu_s "$of") | $(column allocated_mb "$of") | $(column peak_rss_mb "$of") | $(column settled_rss_growth_mb "$of") |"
    done
    rm -rf "$ORBIT_TEST_SMB_ROOT/list$count"
  done
}

table_small() {
  over_link || return 0
  server signing
  mkdir "$scratch/files" "$scratch/back"
  for ((i = 0; i < small; i++)); do head -c 4096 /dev/zero >"$scratch/files/f$i"; done
  before() { rm -rf "$ORBIT_TEST_SMB_ROOT/small" "$scratch/back"; mkdir "$scratch/back"; }
  rounds small.put small-put "$scratch/files" small 64 -- orbit smbclient
  before() { rm -rf "$scratch/back"; mkdir "$scratch/back"; }
  rounds small.get small-get small "$scratch/back" 64 -- orbit smbclient
  before() { :; }
  echo
  echo "| $small files of 4 KiB, 20 ms round trip | who | wall s | least–most | processor s |"
  echo "| --- | --- | ---: | ---: | ---: |"
  for verb in put get; do
    for who in orbit smbclient; do
      echo "| $verb | $who | $(column whole_s "$scratch/small.$verb.$who") | $(spread whole_s "$scratch/small.$verb.$who") | $(column whole_cpu_s "$scratch/small.$verb.$who") |"
    done
  done
}

if [ "${BUILD:-1}" != 0 ]; then
  dotnet publish perf/Orbit.Storage.Smb.Proofs -c Release --use-current-runtime --no-self-contained -p:PublishAot=false -v q --nologo -o "$built/jit" >&2
  dotnet publish perf/Orbit.Storage.Smb.Proofs -c Release --use-current-runtime -v q --nologo -o "$built/aot" >&2
fi
host=127.0.0.1
inside=
eng/servers/samba.sh start "$scratch/samba"
source "$scratch/samba/samba.env"
echo "$(nproc) cores, $(uname -sr), .NET $(dotnet --version) SDK, $(smbclient --version), load $(cut -d' ' -f1 /proc/loadavg), $runs runs, medians"
for table in $tables; do table_"$table"; done
