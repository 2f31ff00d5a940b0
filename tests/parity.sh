#!/bin/bash
# The sentences of the finished files are the publication's, in order.
source "$(dirname "$0")/lib.sh"

compare() { # publication file, edition, kind, finished file
	"$everyread" dump --sentences "$2" "$1" |
	    $python tests/parity.py "$3" "$4" >"$tmp/said" 2>&1 || {
		failed=1
		grep -q '^FAIL' "$tmp/said" || fail "parity of $4" "$tmp/said"
	}
	grep -A 3 '^ok\|^FAIL' "$tmp/said" | sed "s|$tmp/||"
}

for source in $(sources); do
	id=$(basename "$(dirname "$source")")
	if ! "$everyread" build "$source" -o "$tmp" >"$tmp/log" 2>&1; then
		fail "build $source" "$tmp/log"
		continue
	fi
	# An edition is there if the publication has the words for it.
	[ ! -e "$tmp/$id/$id-easy-read.pdf" ] ||
	    compare "$source" easy-read pdf "$tmp/$id/$id-easy-read.pdf"
	compare "$source" large-print pdf "$tmp/$id/$id-large-print.pdf"
	compare "$source" plain-text text "$tmp/$id/$id.txt"
	compare "$source" audio audio "$tmp/$id/$id-audio/timing.json"
	compare "$source" web html "$tmp/$id/$id.html"
	compare "$source" e-book epub "$tmp/$id/$id.epub"
	compare "$source" e-book overlay "$tmp/$id/$id.epub"
	[ -e "$tmp/$id/$id-easy-read.pdf" ] || continue
	for file in "$tmp/$id/$id.html" "$tmp/$id/$id.epub"; do
		$python tests/parity.py alts "$tmp/$id/$id-easy-read.pdf" \
		    "$file" >"$tmp/said" 2>&1 || failed=1
		sed "s|$tmp/||" "$tmp/said"
	done
done
exit $failed
