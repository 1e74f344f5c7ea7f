#!/usr/bin/env bash
# Ceph 20 of Debian unstable in a root of its own, for developers: it checks checksums, as Amazon S3 does. No part of the test run, since unstable
# is another every day. Needs root, mmdebstrap, 800 MB and two minutes.
#
#   ceph20.sh start DIRECTORY     builds DIRECTORY, which must not exist, and starts the servers in it; DIRECTORY/srv/ceph/ceph.env is to be sourced
#   ceph20.sh stop DIRECTORY      ends them; the directory stays
set -euo pipefail
readonly here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
source "$here/../lib/packages.sh"

start() {
  command -v mmdebstrap > /dev/null || install_packages mmdebstrap
  # Signatures are checked all the same; mirrors that lag behind have an index that looks expired.
  mmdebstrap --quiet --mode=root --variant=apt --include=ca-certificates,radosgw,ceph-mon,ceph-osd,ceph-common \
    --aptopt='Acquire::Check-Valid-Until "false"' unstable "$1"
  CEPH_ROOT=$(cd "$1" && pwd) "$here/ceph.sh" start /srv/ceph
}

case ${1:-} in
  start) start "$2" ;;
  stop) CEPH_ROOT=$(cd "$2" && pwd) "$here/ceph.sh" stop /srv/ceph ;;
  *)
    sed -n '2,6s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2
    exit 2
    ;;
esac
