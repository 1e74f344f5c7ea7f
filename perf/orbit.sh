#!/usr/bin/env bash
# Measures the program orbit beside Debian's rclone: the same trees, the same servers, the same number of files at once, whole processes, the order shuffled in each round, medians as a Markdown table.
# "orbit" is compiled ahead of time, as rclone is; "orbit-jit" is what `dotnet build` makes. Files are on tmpfs, servers on the loopback address: S3 is the tests' endpoint over TLS, SFTP is OpenSSH, SMB is Samba.
#   perf/orbit.sh                       all pairs
#   perf/orbit.sh local-local s3-local  some of them: local-local local-s3 s3-local local-sftp sftp-local local-smb smb-local s3-sftp sftp-s3
# RUNS (5), SMALL (2000 files of 4 KiB), LARGE (4 files of LARGE_BYTES, 64 MiB), AT_ONCE (8), WHO (orbit orbit-jit rclone), BUILD=0 where it is built, INSTALL=1 to install rclone. Needs root, openssh-server and samba.
set -euo pipefail
cd "$(dirname "$0")/.."
source perf/lib/tables.sh
runs=${RUNS:-5}
small=${SMALL:-2000}
large=${LARGE:-4}
large_bytes=${LARGE_BYTES:-67108864}
at_once=${AT_ONCE:-8}
who=${WHO:-orbit orbit-jit rclone}
pairs=${*:-local-local local-s3 s3-local local-sftp sftp-local local-smb smb-local s3-sftp sftp-s3}
scratch=$(mktemp -d "${MEMORY:-/dev/shm}/orbit-cli-XXXXXX")
artifacts=${ArtifactsPath:-artifacts}
native=${NATIVE:-$artifacts/native}
jit=$artifacts/bin/Orbit.Cli/release/orbit
export AWS_ACCESS_KEY_ID=orbit AWS_SECRET_ACCESS_KEY=orbit-double-secret AWS_REGION=us-east-1 AWS_EC2_METADATA_DISABLED=true
unset AWS_CA_BUNDLE
server=

stop_endpoint() { [ -z "$server" ] || { exec 8>&-; wait "$server" || true; server=; }; }

stop_all() {
  stop_endpoint
  eng/servers/openssh.sh stop "$scratch/openssh" || true
  eng/servers/samba.sh stop "$scratch/samba" || true
  rm -rf "$scratch"
}
trap stop_all EXIT
trap 'exit 143' TERM INT

if [ "${INSTALL:-0}" = 1 ]; then has rclone || apt-get install -y --no-install-recommends rclone >&2; fi
if [ "${BUILD:-1}" != 0 ]; then
  for project in samples/Orbit.Cli perf/Orbit.Storage.S3.Endpoint; do
    dotnet publish "$project" -c Release --use-current-runtime -p:PublishAot=true -p:ArtifactsPivots=native -o "$native" -v q --nologo >&2
  done
  dotnet build samples/Orbit.Cli -c Release -v q --nologo >&2
fi

start_servers() {
  chmod 755 "$scratch"
  TMPDIR=$scratch eng/servers/openssh.sh start "$scratch/openssh" >&2
  TMPDIR=$scratch eng/servers/samba.sh start "$scratch/samba" >&2
  source "$scratch/openssh/openssh.env"
  source "$scratch/samba/samba.env"
  mkfifo "$scratch/in"
  "$native/Orbit.Storage.S3.Endpoint" <"$scratch/in" >"$scratch/served" &
  server=$!
  exec 8>"$scratch/in"
  until [ "$(wc -l <"$scratch/served")" -gt 0 ]; do sleep 0.05; done
  read -r endpoint authority <"$scratch/served"
  export RCLONE_CONFIG=$scratch/rclone.conf RCLONE_CA_CERT=$authority ORBIT_CONFIG=$scratch/orbit.json
  cat >"$RCLONE_CONFIG" <<CONF
[s3]
type = s3
provider = Other
env_auth = true
region = us-east-1
endpoint = $endpoint
force_path_style = true
$(rclone_sftp sftp)
[smb]
type = smb
host = $ORBIT_TEST_SMB_HOST
port = $ORBIT_TEST_SMB_PORT_PLAIN
user = $ORBIT_TEST_SMB_USER
pass = $(rclone obscure "$ORBIT_TEST_SMB_PASSWORD")
CONF
  cat >"$ORBIT_CONFIG" <<CONF
{ "Storage": {
  "s3": { "Type": "s3", "Bucket": "stored", "Endpoint": "$endpoint", "CertificateAuthorityFile": "$authority", "Store": "Aws" },
  "sftp": { "Type": "sftp", "Host": "$ORBIT_TEST_SSH_HOST", "Port": "$ORBIT_TEST_SSH_PORT", "User": "$ORBIT_TEST_SSH_USER", "Root": "$ORBIT_TEST_SSH_ROOT", "Key": "$ORBIT_TEST_SSH_KEY", "KnownHostsFile": "$ORBIT_TEST_SSH_KNOWN_HOSTS" },
  "smb": { "Type": "smb", "Host": "$ORBIT_TEST_SMB_HOST", "Port": "$ORBIT_TEST_SMB_PORT_PLAIN", "Share": "data", "User": "$ORBIT_TEST_SMB_USER", "Password": "$ORBIT_TEST_SMB_PASSWORD" } } }
CONF
}

# place PROGRAM STORE NAME: as that program writes it.
place() {
  case $1:$2 in
    *:local) echo "$scratch/local/$3" ;;
    rclone:s3) echo "s3:stored/$3" ;;
    rclone:sftp) echo "sftp:$ORBIT_TEST_SSH_ROOT/$3" ;;
    rclone:smb) echo "smb:data/$3" ;;
    *) echo "$2:$3" ;;
  esac
}

# measured NAME COMMAND...: a line with wall and processor seconds and the peak of resident memory of one process.
measured() {
  local name=$1
  shift
  python3 - "$name" "$@" 2>"$scratch/tool.log" <<'PY' || { echo "$* failed:" >&2; cat "$scratch/tool.log" >&2; exit 1; }
import resource, subprocess, sys, time
began = time.monotonic()
status = subprocess.run(sys.argv[2:], stdout=sys.stderr).returncode
wall = time.monotonic() - began
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(f"{sys.argv[1]} wall_s={wall:.3f} cpu_s={used.ru_utime + used.ru_stime:.3f} peak_rss_mb={used.ru_maxrss / 1024:.1f}")
sys.exit(status)
PY
}

# work PROGRAM VERB FROM TO
work() {
  case $1 in
    rclone) measured rclone rclone "$2" --transfers "$at_once" --checkers "$at_once" --s3-no-check-bucket "$3" "$4" ;;
    *)
      local program=$native/orbit verb=(sync)
      [ "$1" != orbit-jit ] || program=$jit
      [ "$2" != copy ] || verb=(cp -r)
      measured "$1" "$program" "${verb[@]}" -q --concurrency "$at_once" "$3" "$4"
      ;;
  esac
}

# Nothing is removed before the end: ext4 and others make a file more slowly where many were deleted a moment ago.
pair() {
  local from=${1%-*} to=${1#*-} i program tree
  for ((i = 0; i < runs; i++)); do
    for program in $(shuf -e $who); do
      tree=$1-$program-$i
      work "$program" copy "$(place "$program" "$from" tree)" "$(place "$program" "$to" "$tree")" >>"$scratch/$1.copy.$program"
      work "$program" sync "$(place "$program" "$from" tree)" "$(place "$program" "$to" "$tree")" >>"$scratch/$1.sync.$program"
      arrived "$to" "$tree"
    done
  done
  for verb in copy sync; do
    local base
    base=$(column wall_s "$scratch/$1.$verb.rclone")
    for program in $who; do
      local file=$scratch/$1.$verb.$program
      echo "| $from → $to, $verb | $program | $(column wall_s "$file") | $(spread wall_s "$file") | $(awk -v a="$(column wall_s "$file")" -v b="$base" 'BEGIN { printf "%.2f", a / b }') | $(column cpu_s "$file") | $(column peak_rss_mb "$file") |"
    done
  done
}

# Compares by rclone's own eyes where the target is a bucket, else file by file behind the server; then makes room.
arrived() {
  case $1 in
    s3) rclone check --download "$scratch/local/tree" "s3:stored/$2" >"$scratch/tool.log" 2>&1 || { cat "$scratch/tool.log" >&2; exit 1; } ;;
    *) diff -rq "$scratch/local/tree" "$(directory "$1")/$2" >&2 ;;
  esac
  [ "$1" != s3 ] || rclone purge "s3:stored/$2"
  # The large ones alone; see above.
  [ "$1" = s3 ] || rm -f "$(directory "$1")/$2"/large/*
}

directory() { case $1 in local) echo "$scratch/local" ;; sftp) echo "$ORBIT_TEST_SSH_ROOT" ;; smb) echo "$ORBIT_TEST_SMB_ROOT" ;; esac; }

tree() {
  local d i
  mkdir -p "$scratch/local/tree/large"
  for ((d = 0; d < small / 100; d++)); do
    mkdir "$scratch/local/tree/dir-$d"
    head -c 409600 /dev/urandom | split -b 4096 -a 3 -d - "$scratch/local/tree/dir-$d/file-"
  done
  for ((i = 0; i < large; i++)); do head -c "$large_bytes" /dev/urandom >"$scratch/local/tree/large/file-$i"; done
  find "$scratch/local/tree" -type f -exec touch -d '1 hour ago' {} +
}

start_servers
tree
for store in s3 sftp smb; do
  [[ " $pairs " != *" $store-"* ]] || rclone copy "$scratch/local/tree" "$(place rclone $store tree)"
done
echo "$(nproc) cores, $(uname -sr), .NET SDK $(dotnet --version), $(rclone version | head -1), load $(cut -d' ' -f1 /proc/loadavg), $runs runs, medians; $small files of 4 KiB and $large of $large_bytes bytes, $at_once at once"
echo
echo "| from → to | who | wall s | least–most | against rclone | processor s | peak resident MB |"
echo "| --- | --- | ---: | ---: | ---: | ---: | ---: |"
for name in $pairs; do pair "$name"; done
