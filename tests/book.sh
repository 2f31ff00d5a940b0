#!/bin/bash
# E-books: EPUBCheck and Ace find nothing; with sound and without.
source "$(dirname "$0")/lib.sh"
epubcheck=tests/validators/build/epubcheck/epubcheck.jar
export PUPPETEER_EXECUTABLE_PATH=${CHROMIUM:-/usr/bin/chromium}

check_book() { # file
	local name=${1#"$tmp"/}
	[ -s "$1" ]
	result $? "there is $name"
	java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -jar $epubcheck -q \
	    --failonwarnings "$1" >"$tmp/said" 2>&1
	result $? "EPUBCheck $name" "$tmp/said"
	rm -rf "$tmp/ace"
	timeout 300 node tests/validators/node_modules/.bin/ace-cli -s -E -f \
	    -o "$tmp/ace" "$1" >"$tmp/said" 2>&1
	if [ $? -eq 0 ] && jq -e '."earl:result"."earl:outcome" == "pass"' \
	    "$tmp/ace/report.json" >/dev/null; then
		ok "Ace $name"
	else
		jq -c '.assertions[] | .assertions[] | [."earl:test"."dct:title",
		    ."earl:result".html]' "$tmp/ace/report.json" \
		    >>"$tmp/said" 2>&1
		fail "Ace $name" "$tmp/said"
	fi
}

for source in $(sources); do
	id=$(basename "$(dirname "$source")")
	"$everyread" build "$source" -o "$tmp" --only e-book,audio \
	    >"$tmp/log" 2>&1 || fail "build $source" "$tmp/log"
	check_book "$tmp/$id/$id.epub"
done

# The page of downloads, the overlays and the words share no mark-up with what
# an author writes.
"$everyread" build tests/golden/web/hostile/in.xml -o "$tmp" \
    --only e-book,audio >"$tmp/log" 2>&1 || fail "build hostile" "$tmp/log"
check_book "$tmp/hostile/hostile.epub"
unzip -p "$tmp/hostile/hostile.epub" 'EPUB/*.xhtml' 'EPUB/*.opf' \
    'EPUB/*.pls' | grep -n '<script\|onerror="\|onload="\|="javascript:' \
    >"$tmp/said"
[ $? -eq 1 ]
result $? "nothing is injected" "$tmp/said"

# Without sound it is small and says nothing of overlays.
sink=tests/publications/kitchen-sink/publication.xml
large=$(stat -c %s "$tmp/kitchen-sink/kitchen-sink.epub")
"$everyread" build $sink -o "$tmp/silent" --only e-book,audio \
    --set book-audio=no >"$tmp/log" 2>&1 || fail "build silent" "$tmp/log"
book=$tmp/silent/kitchen-sink/kitchen-sink.epub
check_book "$book"
[ "$(stat -c %s "$book")" -lt $((large / 4)) ]
result $? "without sound the book is small"
unzip -p "$book" EPUB/package.opf | grep -c 'media-overlay\|media:\|synchronized' \
    >"$tmp/said"
[ "$(cat "$tmp/said")" = 0 ]
result $? "and says nothing of sound" "$tmp/said"
exit $failed
