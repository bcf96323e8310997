#!/usr/bin/env bash
# Checks bans, licences and sources of the packages we build on. Installs cargo-deny where it is missing.
set -eu
if ! cargo deny --version > /dev/null 2>&1; then
    echo "cargo-deny: not found: installing it once"
    cargo install --locked --quiet cargo-deny
fi
cargo fetch --locked --quiet # it looks at the packages of every system, this one's or not
cargo deny --offline check bans licenses sources
