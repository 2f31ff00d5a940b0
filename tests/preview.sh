#!/bin/bash
# The live preview: what it serves, what it refuses, edits, errors, its end.
# usage: preview.sh [--browser]      only what a person sees, in a browser
source "$(dirname "$0")/lib.sh"
export XDG_CACHE_HOME=$tmp/cache
$python tests/preview.py "$everyread" "$tmp" "$@" >"$tmp/said" 2>&1 || failed=1
cat "$tmp/said"
grep -q '^ok ' "$tmp/said" || fail "preview.py has not come to its end"
exit $failed
