# shellcheck shell=bash
# What the scripts that compare whole processes have in common. Lines of "name=value" pairs are collected in files below $scratch, one for each who.

value() { sed -n "s/.* $1=\([^ ]*\).*/\1/p" <<<" $2 "; }
median() { sort -n | awk '{ v[NR] = $1 } END { if (NR) print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'; }
column() { while read -r line; do value "$1" "$line"; done <"$2" | median; }
spread() { while read -r line; do value "$1" "$line"; done <"$2" | sort -n | sed -n '1p;$p' | paste -sd ' ' | sed 's/ /–/'; }
has() { command -v "$1" >/dev/null; }

# tool NAME COMMAND...: runs another program and writes a line like those of the proofs.
tool() {
  local name=$1 TIMEFORMAT='%R %U %S' times
  shift
  times=$({ time "$@" >"$scratch/tool.log" 2>&1 || touch "$scratch/tool.failed"; } 2>&1)
  if [ -f "$scratch/tool.failed" ]; then
    echo "$* failed:" >&2
    cat "$scratch/tool.log" >&2
    exit 1
  fi
  awk -v n="$name" '{ printf "%s wall_s=%.3f cpu_s=%.3f\n", n, $1, $2 + $3 }' <<<"$times"
}

# rclone_sftp NAME: what rclone's configuration says of the server that eng/servers/openssh.sh has started.
rclone_sftp() {
  cat <<CONF
[$1]
type = sftp
host = $ORBIT_TEST_SSH_HOST
port = $ORBIT_TEST_SSH_PORT
user = $ORBIT_TEST_SSH_USER
key_file = $ORBIT_TEST_SSH_KEY
known_hosts_file = $ORBIT_TEST_SSH_KNOWN_HOSTS
shell_type = none
md5sum_command = none
sha1sum_command = none
CONF
}

# compare TABLE WHO...: runs way_TABLE for each in random order and prints the medians.
compare() {
  local name=$1
  shift
  for ((i = 0; i < runs; i++)); do
    for who in $(shuf -e "$@"); do "way_$name" "$who" >>"$scratch/$name.$who"; done
  done
  echo "| who | wall s | least–most | processor s | least–most | allocated MiB | peak resident MB |"
  echo "| --- | ---: | ---: | ---: | ---: | ---: | ---: |"
  for who in "$@"; do
    local file="$scratch/$name.$who"
    echo "| $who | $(column wall_s "$file") | $(spread wall_s "$file") | $(column cpu_s "$file") | $(spread cpu_s "$file") | $(column allocated_mb "$file") | $(column peak_rss_mb "$file") |"
  done
}
