#!/usr/bin/env bash
# Runs all measurements of bench/ on the release build and prints them; bounded, some three minutes.
# Arguments go to the programs of Google Benchmark (--benchmark_filter=...).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
bin=$PWD/build/bin
folder=$(mktemp -d)
servers=()
finish() {
  local server
  for server in "${servers[@]}"; do
    kill -TERM "$server" 2>/dev/null && wait "$server" 2>/dev/null || true
  done
  rm -rf "$folder"
}
trap finish EXIT
# `socket` as the first argument: what goes over the socket alone, half a minute.
only=
if [ "${1:-}" = socket ]; then
  only=$1
  shift
fi
options=(--benchmark_repetitions=5 --benchmark_report_aggregates_only=true --benchmark_min_time=0.2 "$@")

# Keeps the medians of Google Benchmark's console table.
medians() { awk '/_median/ {sub("_median", ""); print} /^Benchmark/ {print}'; }

if [ -z "$only" ]; then
  printf '== the engine (median of 5)\n'
  "$bin/engine_bench" "${options[@]}" 2>/dev/null | medians

  printf '\n== the language (median of 5)\n'
  "$bin/lang_bench" "${options[@]}" 2>/dev/null | medians

  printf '\n== peak memory, 100 000 items\n'
  "$bin/peak_memory" --generate 100000 >"$folder/large.json"
  "$bin/peak_memory" "$folder/large.json"
fi

printf '\n== over the socket: decisions beside an echo of the same size through the same HTTP (median of 7)\n'
"$bin/peak_memory" --generate 1000 >"$folder/bench.json"
ask() { curl -sf --unix-socket "$@"; }
# start NAME PACKS [MODE]: a daemon that is ready, and the last of the servers; with MODE it records decisions.
start() {
  local state=
  if [ -n "${3:-}" ]; then
    mkdir "$folder/$1.state"
    state="state: $folder/$1.state
decision_log: {mode: $3, keep_bytes: 100000000}"
  fi
  printf 'socket: %s\npacks: [%s]\n%s\n' "$folder/$1.sock" "$PWD/$2" "$state" >"$folder/$1.yaml"
  STATE_DIRECTORY='' "$bin/sprintd" --config "$folder/$1.yaml" 2>>"$folder/log" &
  servers+=($!)
  for _ in $(seq 100); do
    ask "$folder/$1.sock" http://localhost/readyz >/dev/null && break
    sleep 0.05
  done
}
memory() { awk '/^VmRSS/ {printf "%.1f MB", $2 / 1000}' "/proc/${servers[-1]}/status"; }
start rest etc/packs
at_rest=$(memory)
kill -TERM "${servers[-1]}" && wait "${servers[-1]}"
start plain etc/packs/engineering-leadership.yaml
start drop etc/packs/engineering-leadership.yaml drop
start durable etc/packs/engineering-leadership.yaml durable
for name in plain drop durable; do
  ask "$folder/$name.sock" -T "$folder/bench.json" http://localhost/v1/backlogs/bench >/dev/null
done
ask "$folder/plain.sock" http://localhost/v1/decisions -o "$folder/answer" \
  -d '{"person": "p0", "action": "pull", "item": "I-4", "sprint": "s-1", "backlog_id": "bench", "as_of": "2026-03-01"}'
"$bin/echo_server" "$folder/echo.sock" "$folder/answer" &
servers+=($!)
for _ in $(seq 100); do
  [ -S "$folder/echo.sock" ] && break
  sleep 0.05
done
"$bin/socket_bench" "$folder/echo.sock" "$folder/plain.sock" "recorded=$folder/drop.sock" "durable=$folder/durable.sock"
printf 'memory of the daemon at rest, with all shipped packs: %s\n' "$at_rest"
