#!/usr/bin/env bash
# Measures the SMB backend beside Debian's smbclient on the same Samba servers, whose share lies in memory. Each piece of work is a process, measured whole, its start included; the order is shuffled in
# each round, medians are printed as Markdown tables. "orbit" is compiled ahead of time, "orbit-jit" is not.
#   perf/smb.sh                    all tables
#   perf/smb.sh large stat         some of them: large delay link stat list small
# RUNS (5), GIB_BYTES (the large file, 1 GiB), LINK_BYTES (256 MiB), SMALL (10000 files of 4 KiB). "delay" holds bytes back in a proxy; "link", "stat" and "small" go over an IP link of two network namespaces
# (perf/link). Needs root, samba and smbclient, and for those four a C compiler, iproute2 and /dev/net/tun.
set -euo pipefail
cd "$(dirname "$0")/.."
source perf/lib/tables.sh
runs=${RUNS:-5}
bytes=$((${GIB_BYTES:-1073741824}))
link_bytes=$((${LINK_BYTES:-268435456}))
small=${SMALL:-10000}
tables=${*:-large delay link stat list small}
scratch=$(mktemp -d /dev/shm/orbit-smb-XXXXXX)
built=${ArtifactsPath:-artifacts}/publish/Orbit.Storage.Smb.Proofs
jit=$built/jit/Orbit.Storage.Smb.Proofs
aot=$built/aot/Orbit.Storage.Smb.Proofs
export TMPDIR=$scratch
linked=
trap 'stop_all' EXIT

stop_all() {
  [ ! -s "$scratch/proxy.pid" ] || kill "$(cat "$scratch/proxy.pid")" || true
  [ -z "$linked" ] || LINK_RUN=$scratch/link perf/link/link.sh down orbit-smb || true
  eng/servers/samba.sh stop "$scratch/samba" || true
  rm -rf "$scratch"
}

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
      # Each get makes a new file: what it replaced would be counted for one and used again by the other.
      before() { [ $verb = put ] || rm -f "$scratch/copy"; }
      if [ $verb = put ]; then rounds "$variant.$verb" put "$scratch/source" large -- orbit orbit-jit smbclient
      else rounds "$variant.$verb" get large "$scratch/copy" -- orbit orbit-jit smbclient; fi
      [ $verb = put ] || cmp "$scratch/source" "$scratch/copy"
      rows "$variant, $verb" "$variant.$verb" "$bytes" orbit orbit-jit smbclient
    done
  done
  before() { :; }
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
  [ -z "$linked" ] || return 0
  LINK_RUN=$scratch/link perf/link/link.sh up orbit-smb 10 >&2
  linked=yes
  eng/servers/samba.sh stop "$scratch/samba"
  rm -rf "$scratch/samba"
  # The servers bind to what the namespace has.
  SAMBA_ADDRESS=10.77.0.1 ip netns exec orbit-smb-server eng/servers/samba.sh start "$scratch/samba"
  source "$scratch/samba/samba.env"
  host=10.77.0.1
  inside='ip netns exec orbit-smb-client'
}

# far <title> <prefix> <variant>...: the same four transfers, wherever the server is.
far() {
  echo
  echo "| 1 file of $link_bytes bytes, $1 | who | MB/s | wall s | least–most | processor s | allocated MiB | peak resident MB |"
  echo "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |"
  head -c "$link_bytes" /dev/urandom >"$scratch/source"
  for variant in signing encrypted; do
    server $variant
    [ "$2" = link ] || proxied
    rounds "$2.$variant.put" put "$scratch/source" large -- orbit orbit-window-1 smbclient
    before() { rm -f "$scratch/copy"; }
    rounds "$2.$variant.get" get large "$scratch/copy" -- orbit orbit-window-1 smbclient
    before() { :; }
    cmp "$scratch/source" "$scratch/copy"
    rows "$variant, put" "$2.$variant.put" "$link_bytes" orbit orbit-window-1 smbclient
    rows "$variant, get" "$2.$variant.get" "$link_bytes" orbit orbit-window-1 smbclient
  done
}

# Puts a proxy before the server that holds every byte back for 10 ms, each way.
proxied() {
  [ ! -s "$scratch/proxy.pid" ] || kill "$(cat "$scratch/proxy.pid")"
  cc -O2 -pthread -o "$scratch/proxy" perf/link/proxy.c
  "$scratch/proxy" "$host" "$port" 10 >"$scratch/proxy.port" &
  echo $! >"$scratch/proxy.pid"
  until [ -s "$scratch/proxy.port" ]; do sleep 0.05; done
  port=$(cat "$scratch/proxy.port")
  export PROOF_URI=smb://$ORBIT_TEST_SMB_USER:$ORBIT_TEST_SMB_PASSWORD@$host:$port/data
}

table_delay() { far "20 ms round trip by a proxy" delay; }

table_link() { over_link; far "20 ms round trip by an IP link" link; }

table_stat() {
  over_link
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
  over_link
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
