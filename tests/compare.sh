#!/usr/bin/env bash
# What this tree gains and loses against another revision, field by field, over a corpus: the first fifty of each.
#   tests/compare.sh REVISION [CORPUS]
set -eu
base=$1
corpus=${2:-corpus}
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'git worktree remove --force "$work/base" > /dev/null 2>&1 || true; rm -rf "$work"' EXIT
git worktree add --quiet --detach "$work/base" "$base"
target=${CARGO_TARGET_DIR:-target}
records() { # folder, name
    (cd "$1" && CARGO_TARGET_DIR="$target/compare-$2" cargo build --release --locked --quiet)
    "$target/compare-$2/release/vanban" build "$corpus" --index "$work/$2" > /dev/null 2>&1 || [ $? = 3 ]
    "$target/compare-$2/release/vanban" export records --index "$work/$2" -o "$work/$2.jsonl"
}
target=$(mkdir -p "$target" && cd "$target" && pwd)
records "$work/base" base
records . tree
python3 tests/compare.py "$work/base.jsonl" "$work/tree.jsonl"
