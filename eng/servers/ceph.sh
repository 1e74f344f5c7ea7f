#!/usr/bin/env bash
# A Ceph cluster of one monitor, one store and one S3 gateway, over http and https, on ports of the system's choice.
#
#   ceph.sh packages              prints what has to be installed
#   ceph.sh start DIRECTORY       keeps everything in DIRECTORY, which must not exist; writes DIRECTORY/ceph.env, to be sourced
#   ceph.sh stop DIRECTORY        ends what start has started; the directory stays
#
# CEPH_ROOT: the root directory of another Debian, whose Ceph is taken (through chroot); the state is then kept below it.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../lib/server.sh"

readonly chroot=${CEPH_ROOT:-}
readonly variables=ORBIT_TEST_S3_CEPH
readonly domain=s3.test

# The servers' view of paths has no $chroot before it.
inside() {
  if [[ -n $chroot ]]; then
    chroot "$chroot" "$@"
  else
    "$@"
  fi
}

write_configuration() {
  local state=$1 fsid=$2 monitor_port=$3 port=$4 tls_port=$5
  # Without authentication, one copy of everything, and with the intervals of a cluster that has nobody to wait for. Parts may be small,
  # so that tests of many parts move few bytes.
  cat << CONF
[global]
fsid = $fsid
mon host = [v2:127.0.0.1:$monitor_port]
auth cluster required = none
auth service required = none
auth client required = none
public addr = 127.0.0.1
cluster addr = 127.0.0.1
ms bind msgr1 = false
ms bind msgr2 = true
ms mon client mode = crc
ms client mode = crc
ms cluster mode = crc
ms service mode = crc
run dir = $state/run
pid file = $state/run/\$name.pid
admin socket = $state/run/\$name.asok
log file = $state/log/\$name.log
keyring = $state/keyring
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 8
osd pool default pgp num = 8
osd pool default pg autoscale mode = off
osd crush chooseleaf type = 0
mon max pg per osd = 1000
mon allow pool size one = true
mon warn on pool no redundancy = false
debug ms = 0
[mon]
mon data = $state/mon/\$id
mon data avail crit = 1
mon data avail warn = 2
mon cluster log to stderr = false
mon osd full ratio = 0.99
mon osd nearfull ratio = 0.97
mon osd backfillfull ratio = 0.98
paxos propose interval = 0.05
paxos min wait = 0.01
mon tick interval = 1
mon pg warn min per osd = 0
[osd]
osd data = $state/osd/\$id
osd objectstore = bluestore
osd class load list = *
osd class default list = *
osd max object size = 1073741824
bluestore block create = true
bluestore block size = 21474836480
bluestore fsck on mount = false
osd memory target = 1073741824
osd scrub begin hour = 0
osd scrub end hour = 0
[client]
rgw frontends = beast endpoint=127.0.0.1:$port ssl_endpoint=127.0.0.1:$tls_port ssl_certificate=$state/cert.pem ssl_private_key=$state/key.pem tcp_nodelay=1
rgw thread pool size = 64
rgw data = $state/rgw
rgw multipart min part size = 65536
rgw enable usage log = false
rgw enable ops log = false
rgw enable apis = s3, admin
rgw num control oids = 1
rgw lc max objs = 1
rgw gc max objs = 1
rgw gc obj min wait = 5
rgw gc processor period = 5
rgw gc processor max time = 5
rgw usage max shards = 1
rgw cache enabled = true
rgw dynamic resharding = false
rgw dns name = $domain
CONF
}

start() {
  local state=$1 fsid store monitor_port port tls_port access_key secret_key
  local real=$chroot$state
  mkdir -p "$(dirname "$real")"
  mkdir "$real" "$real"/{mon,osd,rgw,run,log}
  real=$(cd "$real" && pwd)
  state=${real#"$chroot"}
  : > "$real/keyring"
  make_certificates "$real"
  fsid=$(< /proc/sys/kernel/random/uuid)
  store=$(< /proc/sys/kernel/random/uuid)
  access_key=$(openssl rand -hex 10)
  secret_key=$(openssl rand -hex 20)
  { read -r monitor_port && read -r port && read -r tls_port; } < <(free_ports 3)

  local conf=$state/ceph.conf address="v2:127.0.0.1:$monitor_port"
  write_configuration "$state" "$fsid" "$monitor_port" "$port" "$tls_port" > "$real/ceph.conf"

  inside monmaptool --create --clobber --fsid "$fsid" --addv a "[$address]" "$state/monmap" > /dev/null
  inside ceph-mon -c "$conf" -i a --mkfs --monmap "$state/monmap" --keyring "$state/keyring"
  inside ceph-mon -c "$conf" -i a --public-addr "$address"
  inside ceph -c "$conf" --connect-timeout 30 osd new "$store" 0 > /dev/null
  mkdir "$real/osd/0"
  inside ceph-osd -c "$conf" -i 0 --mkfs --osd-uuid "$store" 2> "$real/log/mkfs.log"
  inside ceph-osd -c "$conf" -i 0
  wait_until 60 'the store' store_is_up "$conf"
  inside radosgw-admin -c "$conf" user create --uid=test --display-name=test --access-key="$access_key" --secret-key="$secret_key" --max-buckets=0 > "$real/log/user.log" 2>&1
  inside radosgw -c "$conf" -n client.rgw
  wait_until 60 'the gateway' curl --silent --show-error "http://127.0.0.1:$port/"
  wait_until 60 'the gateway over TLS' curl --silent --show-error --cacert "$real/ca.pem" "https://127.0.0.1:$tls_port/"

  # By its address: a name outside of the domain would be taken for a bucket's.
  cat > "$real/ceph.env" << ENV
export $variables=http://127.0.0.1:$port
export ${variables}_TLS=https://127.0.0.1:$tls_port
export ${variables}_CA=$real/ca.pem
export ${variables}_DOMAIN=$domain
export ${variables}_KEY=$access_key
export ${variables}_SECRET=$secret_key
export ${variables}_RELEASE=$(inside radosgw --version | sed 's/^ceph version \([0-9]*\).*/\1/')
ENV
}

store_is_up() {
  inside ceph -c "$1" --connect-timeout 5 osd stat | grep -q '1 up'
}

stop() {
  local name
  for name in client.rgw osd.0 mon.a; do
    stop_process "$chroot$1/run/$name.pid"
  done
}

# A started command is let finish, so that what it leaves running has its process id on file.
trap 'exit 143' TERM

case ${1:-} in
  packages) echo radosgw ceph-mon ceph-osd ceph-common curl openssl python3 ;;
  start) start "$2" ;;
  stop) stop "$2" ;;
  *)
    sed -n '2,8s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2
    exit 2
    ;;
esac
