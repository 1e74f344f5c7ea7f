# shellcheck shell=bash
# What the scripts that start servers have in common.

# free_ports COUNT: prints that many free ports of the loopback, one in each line; they are the system's choice.
free_ports() {
  /usr/bin/python3 - "$1" << 'PYTHON'
import socket, sys
sockets = [socket.socket() for _ in range(int(sys.argv[1]))]
for s in sockets:
    s.bind(("127.0.0.1", 0))
for s in sockets:
    print(s.getsockname()[1])
PYTHON
}

# wait_until SECONDS WHAT COMMAND...: until the command succeeds.
wait_until() {
  local deadline=$((SECONDS + $1)) what=$2
  shift 2
  until "$@" > /dev/null 2>&1; do
    if ((SECONDS >= deadline)); then
      printf 'gave up waiting for %s\n' "$what" >&2
      return 1
    fi
    sleep 0.1
  done
}

# launch PID_FILE LOG COMMAND...: in a session of its own, so that it can be ended with all its children.
launch() {
  local pid_file=$1 log=$2
  shift 2
  setsid "$@" > "$log" 2>&1 < /dev/null &
  printf '%d\n' "$!" > "$pid_file"
}

# stop_process PID_FILE: asks, waits for five seconds, and then insists. A process that leads a group takes the group along.
stop_process() {
  local pid target
  [[ -s $1 ]] && read -r pid < "$1" && kill -0 "$pid" 2> /dev/null || return 0
  target=$pid
  if [[ $(ps -o pgid= -p "$pid" | tr -d ' ') == "$pid" ]]; then
    target=-$pid
  fi
  kill -TERM -- "$target" 2> /dev/null || return 0
  if ! wait_until 5 "process $pid to end" is_gone "$pid"; then
    kill -KILL -- "$target" 2> /dev/null || true
    wait_until 5 "process $pid to end" is_gone "$pid"
  fi
}

# A zombie is gone too: where nobody reaps it, it stays.
is_gone() {
  local state
  state=$(ps -o state= -p "$1") || return 0
  [[ $state == Z* ]]
}

# make_certificates DIRECTORY: an authority (ca.pem) and a certificate of its for the loopback and s3.test (cert.pem, key.pem).
make_certificates() {
  local names='subjectAltName=DNS:localhost,DNS:s3.test,DNS:*.s3.test,IP:127.0.0.1'
  openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj '/CN=Orbit.Storage test authority' -keyout "$1/ca-key.pem" -out "$1/ca.pem" 2> /dev/null
  openssl req -newkey rsa:2048 -nodes -subj '/CN=localhost' -keyout "$1/key.pem" -out "$1/request.pem" 2> /dev/null
  openssl x509 -req -in "$1/request.pem" -CA "$1/ca.pem" -CAkey "$1/ca-key.pem" -CAcreateserial -days 30 \
    -extfile <(printf '%s\nextendedKeyUsage=serverAuth\n' "$names") -out "$1/cert.pem" 2> /dev/null
  rm "$1/ca-key.pem" "$1/request.pem"
}
