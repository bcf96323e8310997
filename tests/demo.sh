#!/usr/bin/env bash
# Shows a newcomer what the program does, on the sample corpus. The first argument is the built program.
set -eu
vanban=$1

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}
if ! tesseract --list-langs 2> /dev/null | grep -qx vie; then
    echo "tesseract for Vietnamese: not found; scanned pages need it. Installing tesseract-ocr-vie."
    if ! command -v apt-get > /dev/null; then
        echo "apt-get: not found: install tesseract with Vietnamese by hand; all but scans works without it" >&2
    elif ! { as_root apt-get update -qq && as_root apt-get install -y -qq --no-install-recommends tesseract-ocr tesseract-ocr-vie; } > /dev/null 2>&1; then
        echo "tesseract-ocr-vie: may not be installed from here: run 'sudo apt install tesseract-ocr-vie'; all but scans works without it" >&2
    fi
fi

show() {
    printf '\n$ vanban'
    for word in "$@"; do
        case $word in *" "*) printf ' "%s"' "$word" ;; *) printf ' %s' "$word" ;; esac
    done
    printf '\n'
    "$vanban" "$@"
}
show build corpus --index index
show search "tiet kiem dien" --index index --limit 3
show trace 10/CT-UBND --issuer "UBND tỉnh Minh Hà" --year 2023 --as-of 2023-12-31 --index index
cat << TRY

Try next (the program is $vanban; a second build reads only what changed):
  $vanban search "10 ct ubnd"                 a directive by half its number
  $vanban show 13/KH-UBND --evidence          several bear that number: they are listed, none is picked
  $vanban tasks --unit "Sở Nội vụ"            what one unit must do, by when
  $vanban check                               contradictions worth a look
  $vanban build YOUR_FOLDER --index my-index  your own documents
  $vanban --help                              all commands, with examples
TRY
