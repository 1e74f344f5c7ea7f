#!/usr/bin/env bash
# Samba servers for SMB, one for each variant, on ports of the system's choice, with accounts and shares of their own. Needs root.
#
#   samba.sh packages                         prints what has to be installed
#   samba.sh variants                         prints the variants that there are
#   samba.sh start DIRECTORY [VARIANT...]     keeps everything in DIRECTORY, which must not exist; writes DIRECTORY/samba.env, to be sourced
#   samba.sh stop DIRECTORY                   ends what start has started, and removes what it stored; the directory stays
#
# SAMBA_ADDRESS is what they listen on, an address in a network of 24 bits; the loopback unless set.
#
# Without a variant: plain, signing and encrypted. All of one start have the same user and the same shares: "data", "locked", which is read-only, and "small", a disk that is full soon.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../lib/server.sh"

readonly variants=(plain signing encrypted smb311 smb21 smb30 smb302 ccm256 ccm128 gcm256 gcm128 cmac hmac credits4 credits16 credits128 guest)

# What a variant adds to the configuration of all.
lines_of() {
  case $1 in
    plain) ;;
    signing) echo 'server signing = mandatory' ;;
    encrypted) echo 'smb encrypt = required' ;;
    smb311) echo 'server min protocol = SMB3_11' ;;
    smb21) printf '%s\n' 'server max protocol = SMB2_10' 'server signing = mandatory' ;;
    smb30) printf '%s\n' 'server max protocol = SMB3_00' 'smb encrypt = required' ;;
    smb302) printf '%s\n' 'server max protocol = SMB3_02' 'server signing = mandatory' ;;
    ccm256) printf '%s\n' 'smb encrypt = required' 'server smb3 encryption algorithms = AES-256-CCM' ;;
    ccm128) printf '%s\n' 'smb encrypt = required' 'server smb3 encryption algorithms = AES-128-CCM' ;;
    gcm256) printf '%s\n' 'smb encrypt = required' 'server smb3 encryption algorithms = AES-256-GCM' ;;
    gcm128) printf '%s\n' 'smb encrypt = required' 'server smb3 encryption algorithms = AES-128-GCM' ;;
    cmac) printf '%s\n' 'server signing = mandatory' 'server smb3 signing algorithms = AES-128-CMAC' ;;
    hmac) printf '%s\n' 'server signing = mandatory' 'server smb3 signing algorithms = HMAC-SHA256' ;;
    credits4) echo 'smb2 max credits = 4' ;;
    credits16) echo 'smb2 max credits = 16' ;;
    credits128) echo 'smb2 max credits = 128' ;;
    guest) echo 'map to guest = bad user' ;;
    *)
      printf 'no such variant: %s\n' "$1" >&2
      return 1
      ;;
  esac
}

write_configuration() {
  local variant=$1 state=$2 home=$3 port=$4
  cat << CONF
[global]
  server role = standalone server
  interfaces = $([[ -n ${SAMBA_ADDRESS:-} ]] && echo "$SAMBA_ADDRESS/24" || echo lo)
  bind interfaces only = yes
  smb ports = $port
  disable netbios = yes
  disable spoolss = yes
  load printers = no
  printcap name = /dev/null
  private dir = $state/private
  lock directory = $state/lock
  state directory = $state/state
  cache directory = $state/cache
  pid directory = $state/pid
  ncalrpc dir = $state/ncalrpc
  log file = $state/log
  passdb backend = tdbsam:$state/private/passdb.tdb
  server min protocol = SMB2_10
  $(lines_of "$variant")
[data]
  path = $home/data
  read only = no
  guest ok = yes
[locked]
  path = $home/data
  read only = yes
[small]
  path = $home/small
  read only = no
CONF
}

start_variant() {
  local variant=$1 state=$2 home=$3 port=$4 user=$5 password=$6
  mkdir "$state" "$state"/{private,lock,state,cache,pid,ncalrpc}
  write_configuration "$variant" "$state" "$home" "$port" > "$state/smb.conf"
  printf '%s\n%s\n' "$password" "$password" | pdbedit -s "$state/smb.conf" -a -t -u "$user" > "$state/pdbedit.log" 2>&1
  launch "$state/smbd.pid" "$state/smbd.log" /usr/sbin/smbd -F --no-process-group -s "$state/smb.conf" --debug-stdout
  printf 'export ORBIT_TEST_SMB_PORT_%s=%s\n' "${variant^^}" "$port"
  printf 'export ORBIT_TEST_SMB_STATE_%s=%s\n' "${variant^^}" "$state"
}

is_listening() {
  (exec 3<> "/dev/tcp/${SAMBA_ADDRESS:-127.0.0.1}/$1") 2> /dev/null
}

start() {
  local state home user password variant port ports
  mkdir -p "$(dirname "$1")"
  mkdir "$1"
  state=$(cd "$1" && pwd)
  shift
  if (($# == 0)); then
    set -- plain signing encrypted
  fi

  # Apart from the state, which may lie where only root may look.
  home=$(mktemp -d)
  printf '%s\n' "$home" > "$state/home"
  chmod 0755 "$home"
  mkdir -m 0777 "$home/data" "$home/small"
  mount -t tmpfs -o size=4m tmpfs "$home/small" 2> /dev/null || rmdir "$home/small"
  user=$(id -un)
  password=$(openssl rand -hex 12)
  mapfile -t ports < <(free_ports $#)
  {
    printf 'export ORBIT_TEST_SMB_HOST=127.0.0.1\n'
    printf 'export ORBIT_TEST_SMB_USER=%s\n' "$user"
    printf 'export ORBIT_TEST_SMB_PASSWORD=%s\n' "$password"
    printf 'export ORBIT_TEST_SMB_ROOT=%s/data\n' "$home"
    [[ ! -d $home/small ]] || printf 'export ORBIT_TEST_SMB_SMALL=%s/small\n' "$home"
    for variant in "$@"; do
      start_variant "$variant" "$state/$variant" "$home" "${ports[0]}" "$user" "$password"
      ports=("${ports[@]:1}")
    done
  } > "$state/samba.env.new"
  for port in $(sed -n 's/^export ORBIT_TEST_SMB_PORT_.*=//p' "$state/samba.env.new"); do
    wait_until 10 "the server on port $port" is_listening "$port"
  done
  mv "$state/samba.env.new" "$state/samba.env"
}

stop() {
  local home pid_file
  for pid_file in "$1"/*/smbd.pid; do
    [[ -e $pid_file ]] || continue
    stop_process "$pid_file"
    rm "$pid_file"
  done
  if [[ -s $1/home ]]; then
    read -r home < "$1/home"
    umount "$home/small" 2> /dev/null || true
    rm -rf "$home"
    rm "$1/home"
  fi
}

# A started command is let finish, so that what it leaves running has its process id on file.
trap 'exit 143' TERM

case ${1:-} in
  packages) echo samba smbclient openssl procps python3 ;;
  variants) printf '%s\n' "${variants[@]}" ;;
  start) start "${@:2}" ;;
  stop) stop "$2" ;;
  *)
    sed -n '2,11s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2
    exit 2
    ;;
esac
