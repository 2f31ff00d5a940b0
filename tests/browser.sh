#!/bin/bash
# The web pages in a real browser, and what the Nu HTML checker says.
source "$(dirname "$0")/lib.sh"

build() { # folder, publication, options...
	local folder=$1 source=$2
	shift 2
	"$everyread" build "$source" -o "$folder" "$@" >"$tmp/log" 2>&1 ||
	    fail "build $source $*" "$tmp/log"
}
for source in $(sources); do
	build "$tmp/pages" "$source"
done
urdu=tests/publications/urdu/publication.xml
build "$tmp/pages/inside" $urdu --only web,audio --set web-audio=inside
build "$tmp/pages/silent" $urdu --only web
grep -q 'EDN-06' "$tmp/log"
result $? "a page without sound is told of" "$tmp/log"
build "$tmp/pages" tests/golden/web/hostile/in.xml --only web,audio,download

# It does not know what a policy allows to a page on a disk.
vnu=tests/validators/node_modules/vnu-jar/build/dist/vnu.jar
for page in "$tmp"/pages/*.html "$tmp"/pages/*/*.html \
    "$tmp"/pages/*/*/*.html; do
	[ "${page##*/}" != download-fragment.html ] || continue
	[ -s "$page" ]
	result $? "there is ${page#"$tmp"/}"
	java -Xss8m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -jar $vnu --Werror \
	    --filterpattern '.*Content Security Policy.*' "$page" \
	    >"$tmp/nu" 2>&1
	result $? "Nu ${page#"$tmp"/}" "$tmp/nu"
done

# What web teams paste is no page of its own.
{
	echo '<!DOCTYPE html><html lang="en"><head><title>x</title></head><body>'
	echo '<h1>x</h1><h2>y</h2>'
	cat "$tmp"/pages/kitchen-sink/download-fragment.html
	echo '</body></html>'
} >"$tmp/pages/fragment.html"
java -Xss8m -jar $vnu "$tmp/pages/fragment.html" >"$tmp/nu" 2>&1
result $? "Nu download-fragment.html" "$tmp/nu"

node tests/browser/web.mjs "$tmp/pages" >"$tmp/said" 2>&1 || failed=1
cat "$tmp/said"
[ "$(grep -c '^ok' "$tmp/said")" -gt 80 ] ||
    fail "the browser has not done all its checks" "$tmp/said"
exit $failed
