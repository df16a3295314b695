#!/usr/bin/env bash
# Runs all measurements of bench/ on the release build and prints them; bounded, some two minutes.
# Arguments go to the benchmark programs (--benchmark_filter=...).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
bin=$PWD/build/bin
folder=$(mktemp -d)
daemon=
finish() {
  [ -n "$daemon" ] && kill -TERM "$daemon" 2>/dev/null && wait "$daemon"
  rm -rf "$folder"
}
trap finish EXIT
options=(--benchmark_repetitions=5 --benchmark_report_aggregates_only=true --benchmark_min_time=0.2 "$@")

# Keeps the medians of Google Benchmark's console table.
medians() { awk '/_median/ {sub("_median", ""); print} /^Benchmark/ {print}'; }

printf '== the engine (median of 5)\n'
"$bin/engine_bench" "${options[@]}" 2>/dev/null | medians

printf '\n== the language (median of 5)\n'
"$bin/lang_bench" "${options[@]}" 2>/dev/null | medians

printf '\n== peak memory, 100 000 items\n'
"$bin/peak_memory" --generate 100000 >"$folder/large.json"
"$bin/peak_memory" "$folder/large.json"

printf '\n== over the socket (median of 5; the number is how many requests are sent at once)\n'
"$bin/peak_memory" --generate 1000 >"$folder/bench.json"
"$bin/sprintd" --socket "$folder/s.sock" --packs etc/packs/engineering-leadership.yaml 2>"$folder/log" &
daemon=$!
for _ in $(seq 100); do
  curl -sf --unix-socket "$folder/s.sock" http://localhost/readyz >/dev/null && break
  sleep 0.05
done
curl -sf --unix-socket "$folder/s.sock" -T "$folder/bench.json" http://localhost/v1/backlogs/bench >/dev/null
"$bin/socket_bench" "$folder/s.sock" "${options[@]}" 2>/dev/null | medians
