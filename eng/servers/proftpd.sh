#!/usr/bin/env bash
# An SFTP server of another make, ProFTPD with mod_sftp, on a port of the system's choice, with a host key and a user of its own. Needs root.
#
#   proftpd.sh packages              prints what has to be installed
#   proftpd.sh start DIRECTORY       keeps everything in DIRECTORY, which must not exist; writes DIRECTORY/proftpd.env, to be sourced
#   proftpd.sh stop DIRECTORY        ends what start has started, and removes what it stored; the directory stays
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../lib/server.sh"

write_configuration() {
  local state=$1 home=$2 port=$3
  cat << CONF
ServerName "SFTP of another make"
ServerType standalone
DefaultAddress 127.0.0.1
Port $port
PidFile $state/proftpd.pid
ScoreboardFile $state/scoreboard
SystemLog $state/proftpd.log
DelayEngine off
UseReverseDNS off
MaxInstances 200
TimeoutIdle 600
RequireValidShell off
AllowOverwrite on
Umask 022
ModulePath /usr/lib/proftpd
LoadModule mod_sftp.c
AuthOrder mod_auth_file.c
AuthUserFile $state/passwd
AuthGroupFile $state/group
SFTPEngine on
SFTPLog $state/sftp.log
SFTPHostKey $state/host_rsa
SFTPAuthMethods publickey
SFTPAuthorizedUserKeys file:$home/authorized_keys
CONF
}

start() {
  local state home port id
  mkdir -p "$(dirname "$1")"
  mkdir "$1"
  state=$(cd "$1" && pwd)

  # Apart from the state, which may lie where only root may look.
  home=$(mktemp -d)
  printf '%s\n' "$home" > "$state/home"
  chmod 0755 "$home"
  mkdir "$home/data"
  # The tests' own files are the server's too, whoever runs them; the number belongs to nobody.
  id=64321
  port=$(free_ports 1)
  ssh-keygen -q -t rsa -b 3072 -m PEM -N '' -f "$state/host_rsa"
  ssh-keygen -q -t rsa -b 3072 -m PEM -N '' -f "$state/user_rsa"
  ssh-keygen -e -m RFC4716 -f "$state/user_rsa.pub" > "$home/authorized_keys"
  printf 'other:!:%s:%s::%s:/bin/false\n' "$id" "$id" "$home/data" > "$state/passwd"
  printf 'other:x:%s:\n' "$id" > "$state/group"
  chmod 0640 "$state/passwd" "$state/group"
  chown "$id:$id" "$home/data"
  write_configuration "$state" "$home" "$port" > "$state/proftpd.conf"
  /usr/sbin/proftpd -c "$state/proftpd.conf"
  wait_until 10 'the server' test -s "$state/proftpd.pid"
  awk -v at="[127.0.0.1]:$port" '{ print at, $1, $2 }' "$state/host_rsa.pub" > "$state/known_hosts"

  cat > "$state/proftpd.env" << ENV
export ORBIT_TEST_SSH_OTHER_HOST=127.0.0.1
export ORBIT_TEST_SSH_OTHER_PORT=$port
export ORBIT_TEST_SSH_OTHER_USER=other
export ORBIT_TEST_SSH_OTHER_KEY=$state/user_rsa
export ORBIT_TEST_SSH_OTHER_KNOWN_HOSTS=$state/known_hosts
export ORBIT_TEST_SSH_OTHER_ROOT=$home/data
ENV
}

stop() {
  local home
  stop_process "$1/proftpd.pid"
  if [[ -s $1/home ]]; then
    read -r home < "$1/home"
    rm -rf "$home"
    rm "$1/home"
  fi
}

# A started command is let finish, so that what it leaves running has its process id on file.
trap 'exit 143' TERM

case ${1:-} in
  packages) echo proftpd-core proftpd-mod-crypto openssh-client procps python3 ;;
  start) start "$2" ;;
  stop) stop "$2" ;;
  *)
    sed -n '2,6s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2
    exit 2
    ;;
esac
