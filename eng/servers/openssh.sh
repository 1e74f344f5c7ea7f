#!/usr/bin/env bash
# An OpenSSH server with SFTP alone, on a free port of the loopback, with host keys and a user of its own. Needs root.
#
#   openssh.sh packages              prints what has to be installed
#   openssh.sh start DIRECTORY       keeps everything in DIRECTORY, which must not exist; writes DIRECTORY/ssh.env, to be sourced
#   openssh.sh stop DIRECTORY        ends what start has started and removes the user; the directory stays
set -euo pipefail

write_configuration() {
  local state=$1 port=$2
  cat << CONF
Port $port
ListenAddress 127.0.0.1
HostKey $state/host_ed25519
HostKey $state/host_ecdsa
HostKey $state/host_rsa
PidFile $state/sshd.pid
AuthorizedKeysFile $state/authorized_keys
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
  local state=$1 kind
  for kind in ed25519 ecdsa rsa; do
    ssh-keygen -q -t "$kind" -N '' -f "$state/host_$kind"
  done
  ssh-keygen -q -t ed25519 -N '' -f "$state/user_ed25519"
  ssh-keygen -q -t rsa -b 3072 -m PEM -N "$2" -f "$state/user_rsa"
  ssh-keygen -q -t ecdsa -N "$2" -f "$state/user_ecdsa"
  ssh-keygen -q -t ed25519 -N '' -f "$state/stranger"
  cat "$state"/user_*.pub > "$state/authorized_keys"
}

start() {
  local state port user password passphrase
  mkdir -p "$(dirname "$1")"
  mkdir "$1"
  state=$(cd "$1" && pwd)
  mkdir "$state/data" "$state/small"
  mkdir -p -m 0755 /run/sshd
  port=$(/usr/bin/python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
  user=orbit$port
  password=$(openssl rand -hex 12)
  passphrase=$(openssl rand -hex 12)
  make_keys "$state" "$passphrase"
  write_configuration "$state" "$port" > "$state/sshd_config"

  # A shell, since commands and the server's own sftp-server go through it.
  useradd --no-create-home --home-dir "$state/data" --shell /bin/sh "$user"
  printf '%s\n' "$user" > "$state/user"
  chpasswd <<< "$user:$password"
  # What is full soon.
  mount -t tmpfs -o "size=4m,mode=0755,uid=$(id -u "$user"),gid=$(id -g "$user")" tmpfs "$state/small" 2> /dev/null || rmdir "$state/small"
  chown "$user:" "$state/data"
  # The way to the data is the user's too, whatever the umask.
  chmod 0711 "$state"

  /usr/sbin/sshd -f "$state/sshd_config" -E "$state/sshd.log"
  for _ in {1..50}; do
    [[ -s $state/sshd.pid ]] && break
    sleep 0.1
  done
  awk -v at="[127.0.0.1]:$port" '{ print at, $1, $2 }' "$state"/host_*.pub > "$state/known_hosts"

  cat > "$state/ssh.env" << ENV
export ORBIT_TEST_SSH_HOST=127.0.0.1
export ORBIT_TEST_SSH_PORT=$port
export ORBIT_TEST_SSH_USER=$user
export ORBIT_TEST_SSH_PASSWORD=$password
export ORBIT_TEST_SSH_PASSPHRASE=$passphrase
export ORBIT_TEST_SSH_KEY=$state/user_ed25519
export ORBIT_TEST_SSH_KNOWN_HOSTS=$state/known_hosts
export ORBIT_TEST_SSH_ROOT=$state/data
export ORBIT_TEST_SSH_STATE=$state
ENV
  if [[ -d $state/small ]]; then
    printf 'export ORBIT_TEST_SSH_SMALL=%s/small\n' "$state" >> "$state/ssh.env"
  fi
}

# The process and all that it has started, children last.
descendants() {
  local child
  echo "$1"
  for child in $(ps -o pid= --ppid "$1"); do
    descendants "$child"
  done
}

stop() {
  local pid user
  if [[ -s $1/sshd.pid ]]; then
    read -r pid < "$1/sshd.pid"
    # Sessions outlive their listener, so they are looked up before it goes.
    for pid in $(descendants "$pid"); do
      kill -KILL "$pid" 2> /dev/null || true
    done
    rm -f "$1/sshd.pid"
  fi
  if [[ -s $1/user ]]; then
    read -r user < "$1/user"
    for _ in {1..50}; do
      userdel "$user" 2> /dev/null && break
      sleep 0.1
    done
    rm "$1/user"
  fi
  umount "$1/small" 2> /dev/null || true
}

case ${1:-} in
  packages) echo openssh-server openssh-client openssl procps python3 ;;
  start) start "$2" ;;
  stop) stop "$2" ;;
  *)
    sed -n '2,6s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2
    exit 2
    ;;
esac
