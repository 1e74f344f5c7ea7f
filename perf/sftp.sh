#!/usr/bin/env bash
# Measures the SFTP backend against OpenSSH's server, beside OpenSSH's own sftp, SSH.NET as it is, and Debian's rclone: whole processes, the same server in the same run, the
# order shuffled in each round, medians as Markdown tables. Files are on tmpfs. Needs root, openssh-server, and for the long ways a C compiler, iproute2 and /dev/net/tun.
#   perf/sftp.sh                    all tables
#   perf/sftp.sh write read         some of them: write read far-write far-read ranges list far-list small memory rekey cancel
# WHO names whom to compare in transfers and listings (all). RUNS (5), GIB_BYTES (1 GiB), FAR_BYTES (256 MiB), ENTRIES (100000), FILES (10000), FLOW_BYTES (10 GiB), AOT=1 to compile ahead of time too, INSTALL=1 to install rclone.
set -euo pipefail
cd "$(dirname "$0")/.."
source perf/lib/tables.sh
runs=${RUNS:-5}
bytes=$((${GIB_BYTES:-1073741824}))
far_bytes=$((${FAR_BYTES:-268435456}))
entries=${ENTRIES:-100000}
files=${FILES:-10000}
flow=${FLOW_BYTES:-10737418240}
scratch=$(mktemp -d "${MEMORY:-/dev/shm}/orbit-sftp-XXXXXX")
tables=${*:-write read far-write far-read ranges list far-list small memory rekey cancel}
jit=${ArtifactsPath:-artifacts}/bin/Orbit.Storage.Ssh.Proofs/release/Orbit.Storage.Ssh.Proofs
aot=${AOT_DIRECTORY:-$scratch/aot}/Orbit.Storage.Ssh.Proofs
link=
inside=()

cleanup() {
  for pid in "$scratch"/*.pid; do [ ! -s "$pid" ] || kill "$(cat "$pid")" 2>/dev/null || true; done
  [ -z "$link" ] || LINK_RUN=$scratch/link perf/link/link.sh down orbit-sftp || true
  eng/servers/openssh.sh stop "$scratch/openssh" || true
  rm -rf "$scratch"
}
trap cleanup EXIT
# A shell that is told to end cleans up too.
trap 'exit 143' TERM INT

if [ "${INSTALL:-0}" = 1 ]; then has rclone || apt-get install -y --no-install-recommends rclone >&2; fi
[ "${BUILD:-1}" = 0 ] || dotnet build perf/Orbit.Storage.Ssh.Proofs -c Release -v q --nologo >&2
if [ "${AOT:-1}" = 1 ] && [ ! -x "$aot" ]; then
  dotnet publish perf/Orbit.Storage.Ssh.Proofs -c Release --use-current-runtime -p:PublishAot=true --artifacts-path "$scratch/build" -o "$(dirname "$aot")" -v q --nologo >&2
fi

TMPDIR=$scratch eng/servers/openssh.sh start "$scratch/openssh"
# The way to the server's files leads through a directory that is mktemp's, for its owner alone.
chmod 755 "$scratch"
source "$scratch/openssh/openssh.env"
data=$ORBIT_TEST_SSH_ROOT
echo "$(nproc) cores, $(uname -sr), .NET SDK $(dotnet --version), $(ssh -V 2>&1 | cut -d, -f1), $(rclone version 2>/dev/null | head -1), load $(cut -d' ' -f1 /proc/loadavg), $runs runs, medians"

# serve FILE ADDRESS [LINE...] -- [COMMAND...]: another listener of the same server, with lines of its own, in front of which the command stands.
serve() {
  local name=$1 address=$2
  { printf '%s\n' "ListenAddress $address" "PidFile $scratch/$name.pid"; printf '%s\n' "${@:3}"; grep -v -e '^ListenAddress' -e '^PidFile' "$scratch/openssh/sshd_config"; } >"$scratch/$name.conf"
  "${inside[@]/client/server}" /usr/sbin/sshd -f "$scratch/$name.conf" -E "$scratch/$name.log"
  until [ -s "$scratch/$name.pid" ]; do sleep 0.05; done
  sed "s/\[127.0.0.1\]/[$address]/" "$scratch/openssh/known_hosts" >>"$scratch/known_hosts"
  export ORBIT_TEST_SSH_HOST=$address ORBIT_TEST_SSH_KNOWN_HOSTS=$scratch/known_hosts
  configure
}

# far MILLISECONDS: a server behind a link of that many milliseconds each way; nothing for the one on the loopback.
far() {
  near
  LINK_RUN=$scratch/link perf/link/link.sh up orbit-sftp "$1" >&2
  link=$1
  inside=(ip netns exec orbit-sftp-client)
  serve far 10.77.0.1
}

near() {
  if [ -n "$link" ]; then
    kill "$(cat "$scratch/far.pid")" 2>/dev/null || true
    rm -f "$scratch/far.pid"
    LINK_RUN=$scratch/link perf/link/link.sh down orbit-sftp
    link=
  fi
  inside=()
  export ORBIT_TEST_SSH_HOST=127.0.0.1 ORBIT_TEST_SSH_KNOWN_HOSTS=$scratch/openssh/known_hosts
  configure
}

configure() {
  export RCLONE_CONFIG=$scratch/rclone.conf
  rclone_sftp there >"$RCLONE_CONFIG"
}

sftp_batch() {
  sftp -q -b - -F none -o Ciphers=aes128-gcm@openssh.com -o "UserKnownHostsFile=$ORBIT_TEST_SSH_KNOWN_HOSTS" -i "$ORBIT_TEST_SSH_KEY" \
    -P "$ORBIT_TEST_SSH_PORT" "$ORBIT_TEST_SSH_USER@$ORBIT_TEST_SSH_HOST" <<<"$1"
}
export -f sftp_batch

# proof WHO VERB WHO ARGUMENT...: a process of the proofs, timed from outside: the start of .NET is in it. WHO says how it is compiled.
proof() {
  local who=$1 program=$jit line
  shift
  [[ $who != *+aot ]] || program=$aot
  line=$(tool "$who" "${inside[@]}" "$program" "$@")
  echo "$line $(tr ' ' '\n' <"$scratch/tool.log" | grep -v -e '^wall_s=' -e '^cpu_s=' | paste -sd ' ')"
}

content() { head -c "$1" /dev/urandom >"$scratch/source"; }
exact() { cmp "$scratch/source" "$1" >&2; rm -f "$1"; }

way_write() {
  case $1 in
    sftp) tool sftp "${inside[@]}" bash -c "sftp_batch 'put $scratch/source $data/target'" ;;
    rclone) tool rclone "${inside[@]}" rclone copyto --ignore-times "$scratch/source" "there:$data/target" ;;
    *) proof "$1" write "${1%+aot}" "$scratch/source" target ;;
  esac
  exact "$data/target"
}

way_read() {
  case $1 in
    sftp) tool sftp "${inside[@]}" bash -c "sftp_batch 'get $data/source $scratch/target'" ;;
    rclone) tool rclone "${inside[@]}" rclone copyto --ignore-times "there:$data/source" "$scratch/target" ;;
    *) proof "$1" read "${1%+aot}" source "$scratch/target" ;;
  esac
  exact "$scratch/target"
}

ahead() { [ "${AOT:-1}" = 0 ] || printf '%s+aot\n' "$@"; }
rclones() { ! has rclone || echo rclone; }

wanted() { for who in "$@"; do [[ " ${WHO:-$who} " != *" $who "* ]] || echo "$who"; done; }

# transfers TITLE WAY WHO...
transfers() {
  echo
  echo "$1"
  echo
  # Reads are of a file that nobody has changed for some time, as those of a store mostly are.
  [ "$2" = write ] || { cp "$scratch/source" "$data/source"; touch -d '1 hour ago' "$data/source"; }
  rm -f "$scratch/$2".*
  compare "$2" $(wanted "${@:3}")
  rm -f "$data/source"
}

table_write() { near; content "$bytes"; transfers "Write of $bytes bytes, loopback" write sftp $(rclones) sshnet orbit orbit-direct $(ahead sshnet orbit orbit-direct); }
table_read() { near; content "$bytes"; transfers "Read of $bytes bytes, loopback" read sftp sshnet orbit orbit-direct $(ahead sshnet orbit orbit-direct); }
far_ways="sftp orbit-1 orbit-direct-1 orbit $(rclones) $(ahead orbit orbit-1)"
table_far-write() { far 25; content "$far_bytes"; transfers "Write of $far_bytes bytes at 50 ms" write $far_ways; }
table_far-read() { far 25; content "$far_bytes"; transfers "Read of $far_bytes bytes at 50 ms" read $far_ways; }

received() { ip netns exec orbit-sftp-client cat /proc/net/dev | awk '/orbit-sftp-a/ { print $2 }'; }

table_ranges() {
  echo
  echo "| ranges of 1 MiB at random of a file of 1 GiB, 50 ms | p50 ms | p90 ms | bytes on the link for each asked |"
  echo "| --- | ---: | ---: | ---: |"
  far 25
  truncate -s 1G "$data/source"
  touch -d '1 hour ago' "$data/source"
  for ((i = 0; i < runs; i++)); do
    local before line
    before=$(received)
    line=$(proof orbit-1 ranges orbit-1 source 100 1048576)
    echo "$line per_byte=$(awk -v n=$(($(received) - before)) 'BEGIN { printf "%.3f", n / 100 / 1048576 }')" >>"$scratch/ranges"
  done
  echo "| one connection | $(column p50_ms "$scratch/ranges") | $(column p90_ms "$scratch/ranges") | $(column per_byte "$scratch/ranges") |"
  rm "$data/source"
}

many() {
  [ -d "$data/many" ] || { mkdir "$data/many"; (cd "$data/many"; seq -f 'entry-%06g' "$entries" | xargs touch); }
}

way_list() {
  case $1 in
    sftp) tool sftp "${inside[@]}" bash -c "sftp_batch 'ls -1f $data/many'" ;;
    *) proof "$1" list "${1%+aot}" many ;;
  esac
}

listings() {
  echo
  echo "$1"
  echo
  many
  rm -f "$scratch"/list.*
  compare list $(wanted "${@:2}")
  for file in "$scratch"/list.orbit*; do echo "${file##*list.}: entries $(column entries "$file"), resident growth after the 10,000th $(column settled_rss_growth_mb "$file") MB, heap $(column settled_heap_growth_mb "$file") MB"; done
}

table_list() { near; listings "Listing of $entries entries, loopback" sftp sshnet orbit orbit-program $(ahead orbit orbit-program); }
table_far-list() { far 25; runs=${FAR_LIST_RUNS:-1} listings "Listing of $entries entries, 50 ms" sftp orbit orbit-program $(ahead orbit-program); }

table_small() {
  echo
  echo "| $files files of 4 KiB, 20 ms, 4 connections, a second | up | down |"
  echo "| --- | ---: | ---: |"
  far 10
  mkdir -p "$scratch/few"
  for ((i = 0; i < files; i++)); do printf '%04096d' "$i" >"$scratch/few/file-$i"; done
  for ((i = 0; i < ${SMALL_RUNS:-1}; i++)); do
    for who in $(shuf -e $(wanted $(rclones) orbit orbit-4 $(ahead orbit orbit-4))); do
      rm -rf "$data/small" "$scratch/back"
      mkdir "$scratch/back"
      if [ "$who" = rclone ]; then
        tool up "${inside[@]}" rclone copy --transfers 4 --checkers 4 --no-check-dest "$scratch/few" "there:$data/small" >>"$scratch/small.rclone"
        tool down "${inside[@]}" rclone copy --transfers 4 --checkers 4 --no-check-dest "there:$data/small" "$scratch/back" >>"$scratch/small.rclone"
      else
        local program=$jit at_once=4
        [[ $who != *+aot ]] || program=$aot
        [[ $who != orbit && $who != orbit+aot ]] || at_once=64
        "${inside[@]}" "$program" small orbit-4 "$scratch/few" "$scratch/back" "$at_once" >>"$scratch/small.$who"
      fi
      diff -rq "$scratch/few" "$scratch/back" >&2
    done
  done
  for who in $(wanted $(rclones) orbit-4 orbit $(ahead orbit-4 orbit)); do
    for way in up down; do grep "^$way " "$scratch/small.$who" >"$scratch/small-$way"; done
    echo "| $who | $(column wall_s "$scratch/small-up" | awk -v n="$files" '{ printf "%d", n / $1 }') | $(column wall_s "$scratch/small-down" | awk -v n="$files" '{ printf "%d", n / $1 }') |"
  done
  rm -rf "$data/small" "$scratch/few" "$scratch/back"
}

table_memory() {
  echo
  echo "| $flow bytes | peak resident MB | wall s | processor s | allocated MiB |"
  echo "| --- | ---: | ---: | ---: | ---: |"
  near
  for who in $(wanted orbit $(ahead orbit)); do
    proof "$who" pump "${who%+aot}" "$flow" flow >"$scratch/flow.up"
    proof "$who" drain "${who%+aot}" flow >"$scratch/flow.down"
    rm "$data/flow"
    for way in up down; do
      file=$scratch/flow.$way
      echo "| $who, $way | $(column peak_rss_mb "$file") | $(column wall_s "$file") | $(column cpu_s "$file") | $(column allocated_mb "$file") |"
    done
  done
}

table_rekey() {
  echo
  near
  serve rekey 127.0.0.2 'RekeyLimit 64M' 'LogLevel DEBUG1'
  content $((2 * bytes))
  way_write orbit >/dev/null
  cp "$scratch/source" "$data/source"
  way_read orbit >/dev/null
  echo "$((2 * bytes)) bytes up and down, exact, with $(grep -c 'set_newkeys: rekeying in' "$scratch/rekey.log") key exchanges after the first"
  rm -f "$data/source"
  kill "$(cat "$scratch/rekey.pid")"
  near
}

table_cancel() {
  echo
  near
  mkfifo "$scratch/in"
  "$jit" cancel orbit 1000 <"$scratch/in" >"$scratch/cancelled" &
  exec 8>"$scratch/in"
  until [ -s "$scratch/cancelled" ]; do kill -0 $!; sleep 0.2; done
  sleep 2
  echo "$(cut -d' ' -f1-4 "$scratch/cancelled"): the server has $(find /proc/[0-9]*/fd -lname "$data/*" 2>/dev/null | wc -l) files of its directory open, and $(find "$data" -name '.*orbit*' -o -name '*.tmp' | wc -l) temporary ones in it, while the client is still connected"
  exec 8>&-
  wait
}

for table in $tables; do "table_$table"; done
