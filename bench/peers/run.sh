#!/usr/bin/env bash
# The expressions of bench/lang_bench.cc on sprintd and on two other implementations of CEL, one after the other on the
# same machine: nanoseconds for one evaluation, microseconds for one compilation, medians. Bounded, some two minutes.
# Needs Go 1.25, Node.js 20 with npm, and the release build; fetches both libraries from their public registries.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
(cd cel-go && go build -o "$folder/cel-go" .)
(cd cel-js && npm ci --silent --no-audit --no-fund)

"$folder/cel-go" >"$folder/go"
node cel-js/main.js >"$folder/js"
../../build/bin/lang_bench --benchmark_filter='^(evaluate|compile)' --benchmark_repetitions=7 \
  --benchmark_report_aggregates_only=true --benchmark_min_time=0.05 2>/dev/null |
  awk '/_median/ {
    name = $0; sub(/_median.*/, "", name); sub(/^(evaluate|compile): /, "", name)
    if (/^evaluate/) nanoseconds[name] = $(NF - 2); else microseconds[name] = $(NF - 2) / 1000
    if (/^evaluate/) order[++count] = name
  }
  END { for (i = 1; i <= count; i++) printf "%-28s %8.0f ns %10.1f us\n", order[i], nanoseconds[order[i]], microseconds[order[i]] }' >"$folder/sprintd"

printf '%-28s %24s %24s %24s\n' '' sprintd cel-go cel-js
paste -d '\n' "$folder/sprintd" "$folder/go" "$folder/js" | awk '
  { name = substr($0, 1, 28); figures = substr($0, 29) }
  NR % 3 == 1 { printf "%s", name }
  { printf "%25s", figures }
  NR % 3 == 0 { print "" }'
