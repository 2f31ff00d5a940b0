#!/bin/bash
# The voice: text to words, and text to MP3 beside the least it can cost.
# usage: voice.sh PROGRAM        (after make: build/release/bench/)
set -u
everyread=$1
cd "$(dirname "$0")/../.." || exit 1
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
export XDG_CACHE_HOME=$tmp/cache

# All sentences of the examples, again and again up to 9,750 words.
for source in content/*/publication.xml; do
	"$everyread" dump --sentences audio "$source" | cut -f 2
done >"$tmp/once"
for i in 1 2 3 4 5 6 7 8 9; do cat "$tmp/once"; done | awk '
	{ words += NF; print }
	words >= 9750 { exit }' >"$tmp/texts"
echo
echo "Text to words, in the process, after the rules are read:"
build/release/bench/words templates/languages en-GB 15 <"$tmp/texts" | awk '{
	printf "  %d sentences, %d words: %.1f ms (aim: 30 or less)\n", $1, $2, $5
	printf "  the first time: %.1f ms; reading the rules: %.1f ms\n", $4, $3
}' || exit 1
echo
for source in content/*/publication.xml; do
	python3 tests/bench/voice.py "$everyread" build/release/bench/floor \
	    "$source" || exit 1
done
