#!/usr/bin/env bash
# One clear line where the Rust that is installed cannot build this.
set -eu
least=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)
if ! command -v cargo > /dev/null; then
    echo "cargo: not found: install Rust $least or newer from https://rustup.rs, then run this again" >&2
    exit 1
fi
have=$(rustc --version | awk '{print $2}' | sed 's/-.*//')
if [ "$(printf '%s\n%s\n' "$least" "$have" | sort -V | head -n 1)" != "$least" ]; then
    echo "Rust $have: too old, $least or newer is needed: run 'rustup update', then this again" >&2
    exit 1
fi
