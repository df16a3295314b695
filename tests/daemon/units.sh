#!/usr/bin/env bash
# The shipped units under the tools that read them: units.sh CHECK REPOSITORY SPRINTD.
# What a tool says at all is a fault, since systemd warns of a misspelt key and goes on without it.
set -euo pipefail
PATH=$PATH:/usr/sbin
check=$1 etc=$2/etc program=$3

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

needs() {
  command -v "$1" >/dev/null && return
  echo "[skipped] $1 is not installed"
  exit 0
}

silent() {
  local said
  said=$("$@" 2>&1) || { printf '%s\n%s failed\n' "$said" "$*"; exit 1; }
  [ -z "$said" ] || { printf '%s\n%s is not silent\n' "$said" "$*"; exit 1; }
}

case $check in
  exposure)
    needs systemd-analyze
    systemd-analyze security --offline=true --threshold=20 --no-pager "$etc/systemd/sprintd.service" | tail -n 1
    ;;
  verify)
    needs systemd-analyze
    # The program is not installed yet: the units name the one that was built.
    sed "s|=/usr/bin/sprintd |=$program |" "$etc/systemd/sprintd.service" >"$folder/sprintd.service"
    cp "$etc/systemd/sprintd.socket" "$folder/"
    silent systemd-analyze verify --man=no --recursive-errors=one "$folder/sprintd.service" "$folder/sprintd.socket"
    ;;
  sysusers)
    needs systemd-sysusers
    mkdir "$folder/etc"
    systemd-sysusers --root="$folder" "$etc/sysusers.d/sprintd.conf"
    grep -q '^sprintd:.*:/var/lib/sprintd:/usr/sbin/nologin$' "$folder/etc/passwd"
    grep -q '^sprintd:' "$folder/etc/group"
    ;;
  tmpfiles)
    needs systemd-tmpfiles
    # It has no dry run before systemd 256, and only root may give folders away.
    mkdir "$folder/etc"
    printf 'sprintd:x:%s:%s::/:/usr/sbin/nologin\n' "$(id -u)" "$(id -g)" >"$folder/etc/passwd"
    printf 'sprintd:x:%s:\n' "$(id -g)" >"$folder/etc/group"
    sed 's/ root root / sprintd sprintd /' "$etc/tmpfiles.d/sprintd.conf" >"$folder/sprintd.conf"
    silent systemd-tmpfiles --create --root="$folder" "$folder/sprintd.conf"
    [ "$(stat -c %a "$folder/run/sprintd" "$folder/etc/sprintd" "$folder/etc/sprintd/packs" | tr '\n' ' ')" = '755 755 755 ' ]
    ;;
  logrotate)
    needs logrotate
    # Rotated for real, twice, while the daemon runs: as this user, and with a signal to this process.
    printf 'socket: s.sock\npacks: %s/packs\nlog: {file: logs/sprintd.log}\nreload: {quiet_milliseconds: 10}\n' "$etc" \
      >"$folder/sprintd.yaml"
    "$program" --config "$folder/sprintd.yaml" &
    daemon=$!
    trap 'kill "$daemon" 2>/dev/null || true; wait "$daemon" || true; rm -rf "$folder"' EXIT
    await() {   # FILE TEXT: at most 20 seconds
      for _ in $(seq 200); do
        grep -qs "$2" "$1" && return
        sleep 0.1
      done
      echo "no '$2' in $1"
      exit 1
    }
    await "$folder/logs/sprintd.log" ' ready '
    sed -e "s|/var/log/sprintd|$folder/logs|" -e "s|su sprintd sprintd|su $(id -un) $(id -gn)|" \
      -e "s|systemctl kill --kill-who=main --signal=HUP sprintd.service|kill -HUP $daemon|" \
      "$etc/logrotate.d/sprintd" >"$folder/logrotate.conf"
    chmod 644 "$folder/logrotate.conf"
    silent logrotate --state "$folder/state" --force "$folder/logrotate.conf"
    await "$folder/logs/sprintd.log" SIGHUP
    grep -q ' ready ' "$folder/logs/sprintd.log.1"
    silent logrotate --state "$folder/state" --force "$folder/logrotate.conf"
    await "$folder/logs/sprintd.log" SIGHUP
    zgrep -q ' ready ' "$folder/logs/sprintd.log.2.gz"
    kill "$daemon"
    await "$folder/logs/sprintd.log" ' stopped'
    ;;
  *) echo "units.sh: there is no '$check'"; exit 2 ;;
esac
