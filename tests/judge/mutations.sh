#!/usr/bin/env bash
# Puts each fault of mutations.txt into a copy of the tree, one at a time, and tells whether the judge catches it.
# Bounded: a run of the judge takes at most a minute, a fault that does not compile counts as not put in.
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

caught=0 missed=0 void=0
while IFS= read -r row; do
  [[ -z $row || $row == \#* ]] && continue
  IFS=$'\x01' read -r file old new < <(sed 's/\([^\\]\)|/\1\x01/g' <<<"$row")
  cp "$file" "$folder/kept"
  if ! put "$file" "$old" "${new:-}" || ! ninja -C build/dev --quiet test_judge >/dev/null 2>&1; then
    void=$((void + 1)) word='not put in'
  elif SPRINTD_JUDGE_COUNT=${SPRINTD_JUDGE_COUNT:-6000} timeout 60 build/dev/tests/test_judge >/dev/null 2>&1; then
    missed=$((missed + 1)) word=missed
  else
    caught=$((caught + 1)) word=caught
  fi
  printf '%-11s %s: %s\n' "$word" "$file" "$old"
  cp "$folder/kept" "$file"
done <"$here/tests/judge/mutations.txt"
printf '%s caught, %s missed, %s not put in\n' "$caught" "$missed" "$void"
[ "$missed" -eq 0 ] && [ "$void" -eq 0 ]
