#!/bin/bash
# The sentences of the finished files are the publication's, in order.
set -u
cd "$(dirname "$0")/.." || exit 1
everyread=${EVERYREAD:-$PWD/everyread}
tmp=${TESTS_TMP:-build/tests/tmp}/parity.$$
mkdir -p "$tmp"
trap 'rm -rf "$tmp"' EXIT
failed=0

compare() { # publication file, edition, kind, finished file
	"$everyread" dump --sentences "$2" "$1" |
	    python3 -B tests/parity.py "$3" "$4" | sed "s|$tmp/||"
	[ "${PIPESTATUS[1]}" -eq 0 ] || failed=1
}

for source in content/*/publication.xml tests/publications/*/publication.xml; do
	id=$(basename "$(dirname "$source")")
	if ! "$everyread" build "$source" -o "$tmp" >"$tmp/log" 2>&1; then
		echo "FAIL build $source"
		tail -n 5 "$tmp/log" | sed 's/^/  /'
		failed=1
		continue
	fi
	compare "$source" easy-read pdf "$tmp/$id/$id-easy-read.pdf"
	compare "$source" large-print pdf "$tmp/$id/$id-large-print.pdf"
	compare "$source" plain-text text "$tmp/$id/$id.txt"
	compare "$source" audio audio "$tmp/$id/$id-audio/timing.json"
done
exit $failed
