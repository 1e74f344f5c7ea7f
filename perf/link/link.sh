#!/usr/bin/env bash
# Two network namespaces joined by an IP link with delay. Needs root, a C compiler, iproute2 and /dev/net/tun.
#   link.sh up NAME MILLISECONDS    namespaces NAME-client (10.77.0.2) and NAME-server (10.77.0.1), so many milliseconds each way; the state is kept in LINK_RUN
#   link.sh down NAME
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
run=${LINK_RUN:?a directory for the state}
name=$2
client=$name-client
server=$name-server

up() {
  mkdir -p "$run"
  cc -O2 -pthread -o "$run/delay" "$here/delay.c"
  ip netns add "$client"
  ip netns add "$server"
  setsid "$run/delay" "$name-a" "$name-b" "$1" >"$run/log" 2>&1 </dev/null &
  echo $! >"$run/pid"
  until ip link show "$name-b" >/dev/null 2>&1; do sleep 0.1; done
  join "$client" "$name-a" 10.77.0.2
  join "$server" "$name-b" 10.77.0.1
}

# join NAMESPACE DEVICE ADDRESS: with the buffers of a stock Linux, tuned by the system.
join() {
  ip link set "$2" netns "$1"
  ip -n "$1" addr add "$3/24" dev "$2"
  ip -n "$1" link set lo up
  ip netns exec "$1" sysctl -qw net.ipv4.tcp_rmem='4096 131072 6291456' net.ipv4.tcp_wmem='4096 16384 4194304'
  ip -n "$1" link set "$2" mtu 1500 up
  ip -n "$1" route replace 10.77.0.0/24 dev "$2" src "$3" congctl cubic
}

down() {
  [ ! -s "$run/pid" ] || kill "$(cat "$run/pid")" 2>/dev/null || true
  ip netns del "$client" 2>/dev/null || true
  ip netns del "$server" 2>/dev/null || true
  rm -rf "$run"
}

case $1 in
  up) up "$3" ;;
  down) down ;;
esac
