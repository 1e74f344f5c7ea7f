#!/usr/bin/env bash
# OpenStack Swift with its S3 front, over http, one copy of everything, on ports of the system's choice.
#
#   swift.sh packages             prints what has to be installed
#   swift.sh start DIRECTORY      keeps everything in DIRECTORY, which must not exist and needs a file system with extended
#                                 attributes; writes DIRECTORY/swift.env, to be sourced
#   swift.sh stop DIRECTORY       ends what start has started; the directory stays
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../lib/server.sh"

readonly account=test user=tester
readonly servers=(account container object proxy)

write_rings() {
  /usr/bin/python3 - "$@" << 'PYTHON'
import sys
from swift.common.ring import RingBuilder
state = sys.argv[1]
for kind, port in zip(("account", "container", "object"), sys.argv[2:]):
    builder = RingBuilder(4, 1, 0)
    builder.add_dev({"region": 1, "zone": 1, "ip": "127.0.0.1", "port": int(port), "device": "disk", "weight": 1})
    builder.rebalance()
    builder.get_ring().save(f"{state}/{kind}.ring.gz")
PYTHON
}

write_common() {
  cat << CONF
[DEFAULT]
bind_ip = 127.0.0.1
bind_port = $2
swift_dir = $1
user = $(id -un)
log_level = WARNING
CONF
}

# A listing must show what was just written: the object server waits for the container's answer however busy the machine is.
write_store_configuration() {
  local state=$1 kind=$2 port=$3
  write_common "$state" "$port"
  cat << CONF
workers = 1
devices = $state/devices
mount_check = false
disable_fallocate = true
container_update_timeout = 30
[pipeline:main]
pipeline = $kind-server
[app:$kind-server]
use = egg:swift#$kind
CONF
}

# Parts may be small, so that tests of many parts move few bytes.
write_proxy_configuration() {
  local state=$1 port=$2 cache_port=$3 secret_key=$4
  write_common "$state" "$port"
  cat << CONF
workers = 2
[pipeline:main]
pipeline = catch_errors gatekeeper healthcheck cache s3api tempauth copy slo dlo versioned_writes proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
node_timeout = 30
conn_timeout = 5
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:gatekeeper]
use = egg:swift#gatekeeper
[filter:healthcheck]
use = egg:swift#healthcheck
[filter:cache]
use = egg:swift#memcache
memcache_servers = 127.0.0.1:$cache_port
[filter:s3api]
use = egg:swift#s3api
location = us-east-1
min_segment_size = 65536
[filter:tempauth]
use = egg:swift#tempauth
user_${account}_${user} = $secret_key .admin
[filter:copy]
use = egg:swift#copy
[filter:slo]
use = egg:swift#slo
[filter:dlo]
use = egg:swift#dlo
[filter:versioned_writes]
use = egg:swift#versioned_writes
CONF
}

start() {
  local state=$1 kind secret_key suffix cache_port account_port container_port object_port proxy_port
  mkdir -p "$(dirname "$state")"
  mkdir "$state" "$state"/{run,log,devices,devices/disk}
  state=$(cd "$state" && pwd)
  secret_key=$(openssl rand -hex 20)
  suffix=$(openssl rand -hex 16)
  { read -r cache_port && read -r account_port && read -r container_port && read -r object_port && read -r proxy_port; } < <(free_ports 5)

  printf '[swift-hash]\nswift_hash_path_suffix = %s\n' "$suffix" > "$state/swift.conf"
  write_store_configuration "$state" account "$account_port" > "$state/account.conf"
  write_store_configuration "$state" container "$container_port" > "$state/container.conf"
  write_store_configuration "$state" object "$object_port" > "$state/object.conf"
  write_proxy_configuration "$state" "$proxy_port" "$cache_port" "$secret_key" > "$state/proxy.conf"
  write_rings "$state" "$account_port" "$container_port" "$object_port"

  launch "$state/run/memcached.pid" "$state/log/memcached.log" memcached -u "$(id -un)" -l 127.0.0.1 -p "$cache_port" -U 0 -m 32
  for kind in "${servers[@]}"; do
    launch "$state/run/$kind.pid" "$state/log/$kind.log" "swift-$kind-server" "$state/$kind.conf"
  done
  wait_until 120 'the proxy' curl --silent --fail "http://127.0.0.1:$proxy_port/healthcheck"
  for kind in "$account_port" "$container_port" "$object_port"; do
    wait_until 120 "the server at $kind" curl --silent "http://127.0.0.1:$kind/"
  done

  cat > "$state/swift.env" << ENV
export ORBIT_TEST_S3_SWIFT=http://127.0.0.1:$proxy_port
export ORBIT_TEST_S3_SWIFT_KEY=$account:$user
export ORBIT_TEST_S3_SWIFT_SECRET=$secret_key
ENV
}

stop() {
  local name
  for name in proxy object container account memcached; do
    stop_process "$1/run/$name.pid"
  done
}

# A started command is let finish, so that what it leaves running has its process id on file.
trap 'exit 143' TERM

case ${1:-} in
  packages) echo swift-proxy swift-account swift-container swift-object memcached curl openssl python3 ;;
  start) start "$2" ;;
  stop) stop "$2" ;;
  *)
    sed -n '2,7s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2
    exit 2
    ;;
esac
