#!/usr/bin/env bash
# Puts each fault of mutations.txt into a copy of the tree, one at a time, and tells whether the judge catches it, and
# with which expression. Bounded: a run of the judge takes at most two minutes, a fault that does not compile counts as
# not put in. An argument chooses the rows that it stands in.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
git -C "$here" ls-files -z | (cd "$here" && xargs -0 cp --parents -t "$folder")
cd "$folder"
export CCACHE_NOHASHDIR=1 CCACHE_BASEDIR=$folder CCACHE_SLOPPINESS=pch_defines,time_macros
cmake --preset dev >/dev/null
ninja -C build/dev --quiet test_judge

# put FILE OLD NEW: replaces the first OLD; fails when there is none.
put() {
  python3 - "$@" <<'PY'
import sys
file, old, new = sys.argv[1:]
text = open(file).read()
old = old.replace('\\n', '\n').replace('\\|', '|')
new = new.replace('\\n', '\n').replace('\\|', '|')
if old not in text: sys.exit(1)
open(file, 'w').write(text.replace(old, new, 1))
PY
}

judge() {
  SPRINTD_JUDGE_TRIALS=${SPRINTD_JUDGE_TRIALS:-500} SPRINTD_JUDGE_DIFFERENCES=1 \
    timeout 120 build/dev/tests/test_judge 'the plain program*' >verdict 2>&1
}

caught=0 missed=0 void=0
while IFS= read -r row; do
  [[ -z $row || $row == \#* || $row != *"${1:-}"* ]] && continue
  IFS=$'\x01' read -r file old new < <(sed 's/\([^\\]\)|/\1\x01/g' <<<"$row")
  cp "$file" "$folder/kept"
  if ! put "$file" "$old" "${new:-}" || ! ninja -C build/dev --quiet test_judge >/dev/null 2>&1; then
    void=$((void + 1)) word='not put in' by=''
  elif judge; then
    missed=$((missed + 1)) word=missed by=''
  else
    caught=$((caught + 1)) word=caught by=$(grep -m 1 -o 'seed [0-9]*: .*' verdict || tail -n 1 verdict)
  fi
  printf '%-11s %s: %s\n' "$word" "$file" "$old"
  [ -z "$by" ] || printf '            %.120s\n' "$by"
  cp "$folder/kept" "$file"
done <"$here/tests/judge/mutations.txt"
printf '%s caught, %s missed, %s not put in\n' "$caught" "$missed" "$void"
[ "$missed" -eq 0 ] && [ "$void" -eq 0 ]
