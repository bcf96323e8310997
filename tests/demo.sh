#!/usr/bin/env bash
# Shows a newcomer what the program does, on the sample corpus. The first argument is the built program.
set -u
vanban=$1
installs() {
    if [ "$(id -u)" = 0 ]; then apt-get "$@"; else sudo -n apt-get "$@"; fi
}
if ! tesseract --list-langs 2> /dev/null | grep -qx vie; then
    echo "tesseract for Vietnamese: not found; scanned pages need it. Installing tesseract-ocr-vie."
    if ! command -v apt-get > /dev/null; then
        echo "apt-get: not found: install tesseract with Vietnamese by hand; all but scans works without it" >&2
    elif ! { installs update -qq && installs install -y -qq --no-install-recommends tesseract-ocr tesseract-ocr-vie; } > /dev/null 2>&1; then
        echo "tesseract-ocr-vie: may not be installed from here: run 'sudo apt install tesseract-ocr-vie'; all but scans works without it" >&2
    fi
fi
show() {
    printf '\n$ vanban'
    printf ' %q' "$@" | sed "s/\\\\ / /g"
    printf '\n'
    "$vanban" "$@"
}
set -e
show build corpus --index index || [ $? = 3 ]
directive=$(sed -n '1p' tests/demo.txt)
question=$(sed -n '2p' tests/demo.txt)
show search "$question" --limit 3 || true
show trace $directive || true
cat << EOF2

Try next (the program is $vanban; 'make demo' may be run again, only what changed is read):
  $vanban search "10 ct ubnd"                 a directive by half its number
  $vanban tasks --unit "Sở Nội vụ"            what one unit must do, by when
  $vanban check                               contradictions worth a look
  $vanban build YOUR_FOLDER --index my-index  your own documents
  $vanban --help                              all commands, with examples
EOF2
