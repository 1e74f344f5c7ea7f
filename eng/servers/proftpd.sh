#!/usr/bin/env bash
# An SFTP server of another make, ProFTPD with mod_sftp, on a free port of the loopback, with a host key and a user of its own. Needs root.
#
#   proftpd.sh packages              prints what has to be installed
#   proftpd.sh start DIRECTORY       keeps everything in DIRECTORY, which must not exist; writes DIRECTORY/ssh-other.env, to be sourced
#   proftpd.sh stop DIRECTORY        ends what start has started; the directory stays
set -euo pipefail

write_configuration() {
  local state=$1 port=$2
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
SFTPAuthorizedUserKeys file:$state/authorized_keys
CONF
}

start() {
  local state port id
  mkdir -p "$(dirname "$1")"
  mkdir "$1"
  state=$(cd "$1" && pwd)
  mkdir "$state/data"
  # The tests' own files are the server's too, whoever runs them; the number belongs to nobody.
  id=64321
  port=$(/usr/bin/python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
  ssh-keygen -q -t rsa -b 3072 -m PEM -N '' -f "$state/host_rsa"
  ssh-keygen -q -t rsa -b 3072 -m PEM -N '' -f "$state/user_rsa"
  ssh-keygen -e -m RFC4716 -f "$state/user_rsa.pub" > "$state/authorized_keys"
  printf 'other:!:%s:%s::%s:/bin/false\n' "$id" "$id" "$state/data" > "$state/passwd"
  printf 'other:x:%s:\n' "$id" > "$state/group"
  chmod 0640 "$state/passwd" "$state/group"
  chown "$id:$id" "$state/data"
  chmod 0711 "$state"
  write_configuration "$state" "$port" > "$state/proftpd.conf"
  /usr/sbin/proftpd -c "$state/proftpd.conf"
  for _ in {1..50}; do
    [[ -s $state/proftpd.pid ]] && break
    sleep 0.1
  done
  awk -v at="[127.0.0.1]:$port" '{ print at, $1, $2 }' "$state/host_rsa.pub" > "$state/known_hosts"

  cat > "$state/ssh-other.env" << ENV
export ORBIT_TEST_SSH_OTHER_HOST=127.0.0.1
export ORBIT_TEST_SSH_OTHER_PORT=$port
export ORBIT_TEST_SSH_OTHER_USER=other
export ORBIT_TEST_SSH_OTHER_KEY=$state/user_rsa
export ORBIT_TEST_SSH_OTHER_KNOWN_HOSTS=$state/known_hosts
export ORBIT_TEST_SSH_OTHER_ROOT=$state/data
ENV
}

stop() {
  local pid
  if [[ -s $1/proftpd.pid ]]; then
    read -r pid < "$1/proftpd.pid"
    kill -TERM "$pid" 2> /dev/null || true
    rm -f "$1/proftpd.pid"
  fi
}

case ${1:-} in
  packages) echo proftpd-core proftpd-mod-crypto openssh-client python3 ;;
  start) start "$2" ;;
  stop) stop "$2" ;;
  *)
    sed -n '2,6s/^# \{0,1\}//p' "$0" >&2
    exit 2
    ;;
esac
