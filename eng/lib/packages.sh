# shellcheck shell=bash
# Installs what a script needs from the system's packages.

# missing_packages NAME...: prints those that are not installed; all of them where the system's packages are not Debian's.
missing_packages() {
  local name
  for name in "$@"; do
    if [[ $(dpkg-query --show --showformat='${db:Status-Status}' "$name" 2> /dev/null) != installed ]]; then
      printf '%s\n' "$name"
    fi
  done
}

# linker_packages: prints what native programs are linked with, unless it is here.
linker_packages() {
  if ! { command -v clang || command -v gcc; } > /dev/null || [[ ! -f /usr/include/zlib.h ]]; then
    printf '%s\n' gcc libc6-dev zlib1g-dev
  fi
}

# install_packages NAME...: where this is root on Debian or one of its kin; elsewhere it fails and names them.
# Services that packages bring along are kept from starting.
install_packages() {
  if [[ $EUID -ne 0 ]] || ! command -v apt-get > /dev/null; then
    printf 'not installed, and not to be installed by this script: %s\n' "$*" >&2
    return 1
  fi

  local policy=/usr/sbin/policy-rc.d own_policy='' status=0
  if [[ ! -e $policy ]]; then
    printf '#!/bin/sh\nexit 101\n' > "$policy"
    chmod +x "$policy"
    own_policy=$policy
  fi
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" > /dev/null || status=$?
  if [[ -n $own_policy ]]; then
    rm -f "$own_policy"
  fi
  return "$status"
}
