#!/bin/sh
# Asks sprintd one decision and one audit about the kept backlog `board`: ask.sh [SOCKET]
set -eu
[ "$(id -u)" -ne 0 ] || unset XDG_RUNTIME_DIR
socket=${1:-${XDG_RUNTIME_DIR:-/run/sprintd}/sprintd.sock}

# ask CALL QUESTION: prints the answer as text. A problem is printed too, and ends this.
ask() {
  curl --silent --fail-with-body --max-time 30 --unix-socket "$socket" --header 'Accept: text/plain' \
    --data "$2" "http://localhost$1" && return
  code=$?   # 22: what was printed is a problem
  [ $code -eq 22 ] || echo "no daemon at $socket (curl: $code)" >&2
  exit $code
}

ask /v1/decisions '{"person": "emil", "action": "pull", "item": "TD-12", "backlog_id": "board", "as_of": "2026-03-02"}'
ask '/v1/audits?width=100' '{"backlog_id": "board", "as_of": "2026-03-02"}'
