#!/bin/sh
# How long it takes from saving an edit to the event that shows it, in a
# booklet of 39 easy-read pages: median and worst, in milliseconds.
# usage: preview.sh PROGRAM [TIMES]
set -eu
cd "$(dirname "$0")/../.."
program=$1
tmp=$(mktemp -d)
trap 'kill "$pid" 2>/dev/null; wait 2>/dev/null; rm -rf "$tmp"' EXIT
cp -R content/joint-forward-plan "$tmp/source"
XDG_CACHE_HOME=$tmp/cache "$program" preview "$tmp/source/publication.xml" \
    >"$tmp/said" &
pid=$!
until grep -q http "$tmp/said"; do sleep 0.1; done
address=$(grep -o 'http://[^ ]*' "$tmp/said")
echo "preview: an edit is shown after (ms, median and worst)"
python3 tests/bench/preview.py "$address" "$tmp/source/publication.xml" "${2:-10}"
