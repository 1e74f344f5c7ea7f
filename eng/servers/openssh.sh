#!/usr/bin/env bash
# An OpenSSH server for SFTP, on a port of the system's choice, with host keys and a user of its own. Needs root.
#
#   openssh.sh packages              prints what has to be installed
#   openssh.sh start DIRECTORY       keeps keys, configuration and log in DIRECTORY, which must not exist; writes DIRECTORY/openssh.env, to be sourced
#   openssh.sh stop DIRECTORY        ends what start has started, and removes the user and what it stored; the directory stays
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../lib/server.sh"

write_configuration() {
  local state=$1 home=$2 port=$3
  cat << CONF
Port $port
ListenAddress 127.0.0.1
HostKey $state/host_ed25519
HostKey $state/host_ecdsa
HostKey $state/host_rsa
PidFile $state/sshd.pid
AuthorizedKeysFile $home/authorized_keys
StrictModes no
UsePAM no
PasswordAuthentication yes
KbdInteractiveAuthentication no
PermitRootLogin no
LogLevel VERBOSE
MaxStartups 200:30:400
MaxSessions 100
MaxAuthTries 20
Subsystem sftp internal-sftp
CONF
}

make_keys() {
  local state=$1 passphrase=$2 kind
  for kind in ed25519 ecdsa rsa; do
    ssh-keygen -q -t "$kind" -N '' -f "$state/host_$kind"
  done
  ssh-keygen -q -t ed25519 -N '' -f "$state/user_ed25519"
  ssh-keygen -q -t rsa -b 3072 -m PEM -N "$passphrase" -f "$state/user_rsa"
  ssh-keygen -q -t ecdsa -N "$passphrase" -f "$state/user_ecdsa"
  ssh-keygen -q -t ed25519 -N '' -f "$state/stranger"
}

start() {
  local state home port user password passphrase
  mkdir -p "$(dirname "$1")"
  mkdir "$1"
  state=$(cd "$1" && pwd)
  port=$(free_ports 1)
  user=orbit$port
  password=$(openssl rand -hex 12)
  passphrase=$(openssl rand -hex 12)
  make_keys "$state" "$passphrase"

  # Apart from the state, which may lie where only root may look. A shell, since commands go through it.
  home=$(mktemp -d)
  printf '%s\n' "$home" > "$state/home"
  useradd --no-create-home --home-dir "$home/data" --shell /bin/sh "$user"
  printf '%s\n' "$user" > "$state/user"
  chpasswd <<< "$user:$password"
  mkdir "$home/data" "$home/small"
  # A disk that is full soon.
  mount -t tmpfs -o size=4m tmpfs "$home/small" 2> /dev/null || rmdir "$home/small"
  cat "$state"/user_*.pub > "$home/authorized_keys"
  chmod 0755 "$home"
  chmod 0644 "$home/authorized_keys"
  chown "$user:" "$home"/*

  mkdir -p -m 0755 /run/sshd
  write_configuration "$state" "$home" "$port" > "$state/sshd_config"
  /usr/sbin/sshd -f "$state/sshd_config" -E "$state/sshd.log"
  wait_until 10 'the server' test -s "$state/sshd.pid"
  awk -v at="[127.0.0.1]:$port" '{ print at, $1, $2 }' "$state"/host_*.pub > "$state/known_hosts"

  cat > "$state/openssh.env" << ENV
export ORBIT_TEST_SSH_HOST=127.0.0.1
export ORBIT_TEST_SSH_PORT=$port
export ORBIT_TEST_SSH_USER=$user
export ORBIT_TEST_SSH_PASSWORD=$password
export ORBIT_TEST_SSH_PASSPHRASE=$passphrase
export ORBIT_TEST_SSH_KEY=$state/user_ed25519
export ORBIT_TEST_SSH_KNOWN_HOSTS=$state/known_hosts
export ORBIT_TEST_SSH_AUTHORIZED_KEYS=$home/authorized_keys
export ORBIT_TEST_SSH_ROOT=$home/data
export ORBIT_TEST_SSH_STATE=$state
ENV
  if [[ -d $home/small ]]; then
    printf 'export ORBIT_TEST_SSH_SMALL=%s/small\n' "$home" >> "$state/openssh.env"
  fi
}

# The process and all that it has started.
descendants() {
  local child
  echo "$1"
  for child in $(ps -o pid= --ppid "$1"); do
    descendants "$child"
  done
}

stop() {
  local pid user home
  if [[ -s $1/sshd.pid ]]; then
    read -r pid < "$1/sshd.pid"
    # Sessions outlive their listener, so they are looked up before it goes.
    for pid in $(descendants "$pid"); do
      kill -KILL "$pid" 2> /dev/null || true
    done
    rm "$1/sshd.pid"
  fi
  if [[ -s $1/user ]]; then
    read -r user < "$1/user"
    wait_until 5 "the sessions of $user to end" userdel "$user" || true
    rm "$1/user"
  fi
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
  packages) echo openssh-server openssh-client openssl procps python3 ;;
  start) start "$2" ;;
  stop) stop "$2" ;;
  *)
    sed -n '2,6s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2
    exit 2
    ;;
esac
