#!/usr/bin/env bash
# What this tree gains and loses against another revision, field by field, over a corpus: the first fifty of each.
#   tests/compare.sh REVISION [CORPUS]
set -eu
base=$1
corpus=${2:-corpus}
profile=${PROFILE:-release}
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'git worktree remove --force "$work/base" > /dev/null 2>&1 || true; rm -rf "$work"' EXIT
git worktree add --quiet --detach "$work/base" "$base"
target=${CARGO_TARGET_DIR:-target}
target=$(mkdir -p "$target" && cd "$target" && pwd)
records() { # folder, name
    # One folder for both: only what differs between the two is compiled twice.
    (cd "$1" && CARGO_TARGET_DIR="$target" cargo build --profile "$profile" --locked --quiet)
    cp "$target/${profile/#dev/debug}/vanban" "$work/vanban-$2"
    "$work/vanban-$2" build "$corpus" --index "$work/$2" > /dev/null 2>&1 || [ $? = 3 ]
    "$work/vanban-$2" export records --index "$work/$2" -o "$work/$2.jsonl"
}
records "$work/base" base
records . tree
python3 tests/compare.py "$work/base.jsonl" "$work/tree.jsonl"
