#!/usr/bin/env bash
# Starts sprintd on a socket in a temporary folder, feeds it a sprint as a planning tool would, and asks it questions.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

bin=$PWD/build/bin
folder=$(mktemp -d)
socket=$folder/sprintd.sock
daemon=
finish() {
  [ -n "$daemon" ] && kill -TERM "$daemon" 2>/dev/null && wait "$daemon"
  rm -rf "$folder"
}
trap finish EXIT

if [ -t 1 ] && [ -z "${NO_COLOR:-}" ]; then
  bold=$'\e[1m' dim=$'\e[2m' plain=$'\e[0m' colour=always
else
  bold='' dim='' plain='' colour=never
fi
heading() { printf '\n%s── %s %s\n' "$bold" "$1" "$plain"; }
# Shows a command as one would type it, then runs it.
run() {
  local shown="$*"
  shown=${shown//$socket/sprintd.sock}
  shown=${shown//$bin\//}
  printf '%s$ %s%s\n' "$dim" "$shown" "$plain"
  "$@" || return $?
}
# The same for a call whose JSON is shown in part.
run_jq() {
  local filter=$1 answer
  shift
  answer=$(run "$@")
  printf '%s\n' "${answer%%$'\n'*}"
  printf '%s\n' "${answer#*$'\n'}" | jq "$filter"
}

heading 'A daemon with the rules of the handbook and of the house'
cat >"$folder/sprintd.yaml" <<YAML
socket: $socket
packs: [$PWD/etc/packs/engineering-leadership.yaml, $PWD/examples/packs]
organisation: $PWD/examples/organisation.yaml
log: {file: $folder/sprintd.log}
YAML
"$bin/sprintd" --config "$folder/sprintd.yaml" &
daemon=$!
for _ in $(seq 100); do
  curl --silent --fail --unix-socket "$socket" http://localhost/readyz >/dev/null 2>&1 && break
  kill -0 "$daemon" 2>/dev/null || { echo 'the daemon did not start' >&2; exit 1; }
  sleep 0.05
done
run curl -s --unix-socket "$socket" http://localhost/version

heading 'A planning tool hands over its board'
run curl -s --unix-socket "$socket" -T examples/sprint-42.json http://localhost/v1/backlogs/board

heading 'Somebody drags a card: may Ada pull TD-12?'
run_jq '{answer, person, action, item}' curl -s --unix-socket "$socket" http://localhost/v1/decisions \
  -d '{"person": "ada", "action": "pull", "item": "TD-12", "backlog_id": "board", "as_of": "2026-03-02"}'
printf '\n'
run "$bin/sprintctl" may ada pull TD-12 --socket "$socket" --backlog board --as-of 2026-03-02 --color $colour

heading 'And may Emil?'
run "$bin/sprintctl" may emil pull TD-12 --socket "$socket" --backlog board --as-of 2026-03-02 --color $colour || true

heading 'May Ada pull TD-15, which says too little?'
run "$bin/sprintctl" may ada pull TD-15 --socket "$socket" --backlog board --as-of 2026-03-02 --color $colour || true

heading 'Is this sprint right? The audit before it starts'
run "$bin/sprintctl" audit --socket "$socket" --backlog board --as-of 2026-03-02 --color $colour || true

heading 'The daemon stops when asked to, after the answers it owes'
kill -TERM "$daemon"
wait "$daemon" && printf 'sprintd ended with exit code 0\n'
daemon=
tail -n 2 "$folder/sprintd.log" | sed "s#$folder/##"
